"""Why a cell is what it is: `explain`."""

from govparse.explaining.explain import explain as explain  # exported
from govparse.explaining.record import Explanation as Explanation  # exported
