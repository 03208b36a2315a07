"""Ways in which rows of sections 三 and 四 lose their columns, and what of their cells is placed all the same.

Each way prints a synthetic report in one of its layouts so that rows no longer say in which columns their cells stand:
blanks vanish, cells are lost or stand there twice, numbers stand apart from their labels. What the report says is
known, so every number that is read can be held against it. Beside it stands what a reader would do who gives the
values of a row to its last columns: *counting from the right*.
"""

from govparse.testing.losses.rows import SUMMED, Loss, Way
from govparse.testing.losses.trying import Tried, is_broken, judge, losing_report, try_way
from govparse.testing.losses.ways import WAYS

__all__ = ["SUMMED", "WAYS", "Loss", "Tried", "Way", "is_broken", "judge", "losing_report", "try_way"]
