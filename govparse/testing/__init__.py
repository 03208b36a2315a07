"""What tests of readers need: synthetic reports, the layouts in which reports circulate, noise and damage."""

from govparse.testing.corpus import corpus, synthetic_report
from govparse.testing.layouts import LAYOUTS, TextLayout
from govparse.testing.sameness import differences, lost, moved

__all__ = ["LAYOUTS", "TextLayout", "corpus", "differences", "lost", "moved", "synthetic_report"]
