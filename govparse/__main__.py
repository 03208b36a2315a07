"""`python -m govparse`."""

import sys

from govparse.cli import main

sys.exit(main())
