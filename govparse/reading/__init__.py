"""Readers: bytes to `Document`, cells with places; labels mean nothing here."""

from govparse.reading.decode import Decoded, Undecodable, decode
from govparse.reading.document import Cell, Document, Layout, Piece
from govparse.reading.fold import fold, key
from govparse.reading.text.reader import read_text

__all__ = [
    "Cell",
    "Decoded",
    "Document",
    "Layout",
    "Piece",
    "Undecodable",
    "decode",
    "fold",
    "key",
    "read_text",
]
