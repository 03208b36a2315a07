"""Write all web pages: one quirk each, by the modules of `web_pages`."""

from __future__ import annotations

from expect import describe, save
from web_pages.shared import ENDINGS, pages


def build() -> None:
    """Write all pages."""
    for stem, about, shown, content, changes in pages.made():
        wanted = {"about": about} | changes["whole"] if "whole" in changes else describe(shown, about, **changes)
        save(f"html/{stem}.{ENDINGS[stem]}", content if isinstance(content, bytes) else content.encode(), wanted)


if __name__ == "__main__":
    build()
