"""A small TrueType font with the characters of a page: Chromium embeds it as such, and files stay small."""

from __future__ import annotations

import base64
import io
from functools import cache

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable

SOURCE = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
CHINA = 2  # number of the simplified Chinese font in the collection


@cache
def truetype(characters: str) -> bytes:
    """Return a TrueType font of some characters."""
    font: TTFont = TTCollection(SOURCE).fonts[CHINA]
    options = Options(layout_features=[], name_IDs=[1, 2, 4, 6], notdef_outline=True, hinting=False)
    cutter = Subsetter(options)
    cutter.populate(text=characters + " ")
    cutter.subset(font)
    names, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    made = {}
    for name in names:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        made[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = names, made
    for gone in ("CFF ", "VORG", "vhea", "vmtx", "GSUB", "GPOS", "GDEF", "BASE"):
        if gone in font:
            del font[gone]
    glyf.compile(font)
    font["maxp"].tableVersion = 0x00010000
    for key in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                "maxSizeOfInstructions", "maxComponentElements"):  # fmt: skip
        setattr(font["maxp"], key, 1 if key == "maxZones" else 0)
    font["maxp"].recalc(font)
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def style(html: str) -> str:
    """Return a style element that sets a page in such a font, in one weight."""
    data = base64.b64encode(truetype("".join(sorted({x for x in html if x > " "})))).decode()
    return (f"<style>@font-face{{font-family:a;src:url(data:font/ttf;base64,{data})}}"
            "*{font-family:a!important;font-weight:normal!important}</style>")  # fmt: skip
