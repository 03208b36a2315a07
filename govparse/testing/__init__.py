"""What tests of readers need: synthetic reports, the layouts in which reports circulate, noise and damage.

Nothing here needs hypothesis; `govparse.strategies` does.
"""

from govparse.rendering.official import lay_out
from govparse.testing.corpus import corpus, synthetic_report
from govparse.testing.damage import DAMAGES, Damage
from govparse.testing.kit import check_form
from govparse.testing.layouts import LAYOUTS, TextLayout
from govparse.testing.noise import NOISES, Noise, add_noise, write_noisy
from govparse.testing.sameness import differences, lost, misplaced, moved
from govparse.testing.verdict import Outcome, damage_report

__all__ = [
    "DAMAGES",
    "LAYOUTS",
    "NOISES",
    "Damage",
    "Noise",
    "Outcome",
    "TextLayout",
    "add_noise",
    "check_form",
    "corpus",
    "damage_report",
    "differences",
    "lay_out",
    "lost",
    "misplaced",
    "moved",
    "synthetic_report",
    "write_noisy",
]
