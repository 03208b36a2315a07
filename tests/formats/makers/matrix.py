"""The same logical report in every format: matrix/<name>/report.*, one expectation for all of them."""

from __future__ import annotations

import sys

from expect import describe, save
from fonts import style
from markup import main, plain
from model import Report, report
from tools import chromium, compress, libreoffice
from word_files.ooxml import body, package
from word_files.writers import python_docx

FULL = ("dense-2021", "slashes-2019", "province-2021")
SMALL = ("totals-2021", "huamachi-2019", "yandian-2020", "dense-2019", "xidian-2019")  # without PDF
REPORTS = {
    "dense-2021": ("dense-2021", "bureau", 2023),
    "slashes-2019": ("slashes-2019", "town", 2019),
    "province-2021": ("province-2021", "province", 2024),
    "dense-2019": ("dense-2019", "county", 2020),
    "totals-2021": ("totals-2021", "office", 2022),
    "huamachi-2019": ("huamachi-2019", "town", 2019),
    "xian-town-2021": ("xian-town-2021", "office", 2021),
    "xidian-2019": ("xidian-2019", "town", 2019),
    "yandian-2020": ("yandian-2020", "town", 2020),
}


def files(r: Report, full: bool) -> dict[str, bytes]:
    """Return the report in every format, ending → bytes."""
    html = plain(r, main(r))
    light = html.replace("<h1>", '<p style="font-size:20pt">').replace("</h1>", "</p>")
    light = light.replace("<b>", "").replace("</b>", "")  # one weight, smaller PDF
    odt = libreoffice(light.encode(), "html", "odt")
    made = {
        "html": html.encode(),
        "docx": python_docx(r),
        "handmade.docx": package(body(r)),
        "odt": odt,
        "libreoffice.docx": libreoffice(odt, "odt", "docx"),
        "pdf": b"" if r.figures in SMALL else compress(libreoffice(odt, "odt", "pdf")),
    }
    if full:
        made |= {
            "chromium.pdf": compress(chromium(html.replace("</head>", style(html) + "</head>"))),
            "rtf": b"" if r.figures == "province-2021" else libreoffice(odt, "odt", "rtf"),
            "doc": libreoffice(odt, "odt", "doc"),
        }
        if r.figures == "dense-2021":
            made |= {f"from-docx.{x}": libreoffice(made["docx"], "docx", x) for x in ("odt", "doc")}
    return made


def build(*names: str) -> None:
    """Write the matrix, or some of its reports."""
    for name, (figures, who, year) in REPORTS.items():
        if names and name not in names:
            continue
        r = report(figures, who, year)
        wanted = describe(r, "The same report in every format; the JSON holds for all files of the folder.")
        for code, cell in r.cells.items():
            if isinstance(cell, dict) and "unit" in cell:  # some programs set a thin space before the unit
                wanted["except"][code] = {"value": cell["value"], "unit": cell["unit"]}
        for ending, content in files(r, name in FULL).items():
            if content:
                save(f"matrix/{name}/report.{ending}", content, wanted)


if __name__ == "__main__":
    build(*sys.argv[1:])
