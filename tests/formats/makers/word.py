"""Write all Word files, by hand as XML, one quirk each, and with python-docx, by the modules of `word_files`."""

from __future__ import annotations

from expect import describe, save
from word_files.register import document


def build() -> None:
    """Write all documents."""
    for stem, about, shown, file, changes in document.made():
        save(f"docx/{stem}.docx", file, changes.get("whole") or describe(shown, about, **changes))


if __name__ == "__main__":
    build()
