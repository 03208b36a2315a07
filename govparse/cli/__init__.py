"""The command `govparse`: arguments in, library called, output formatted."""

from govparse.cli.main import main

__all__ = ["main"]
