"""Make all files anew: `python make_all.py`, or `python make_all.py pages prints` for some of the makers.

Needs LibreOffice, Chromium, Poppler, the Noto CJK fonts, and the packages python-docx, fonttools, pikepdf and Pillow.
Zip archives written here carry no dates; files of LibreOffice and Chromium differ a little with each run.
"""

from __future__ import annotations

import sys

import damaged
import figures
import matrix
import office
import pages
import prints
import word
from tools import available

MAKERS = {
    "figures": figures.build,
    "pages": pages.build,
    "word": word.build,
    "prints": prints.build,
    "office": office.build,
    "matrix": matrix.build,
    "damaged": damaged.build,
}

if __name__ == "__main__":
    assert available(), "LibreOffice, Chromium or Poppler is missing"
    for name in sys.argv[1:] or MAKERS:
        MAKERS[name]()
