"""The page inside a web archive: an MHTML file, as browsers and Word save "a page in a single file".

It is a mail with the page and its pictures as parts. In which encoding the page is written is decided from
its bytes, like everywhere (`govparse.reading.decode`), not from what the archive declares.
"""

from __future__ import annotations

import re
from base64 import b64decode
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from typing import Final

from attrs import frozen

from govparse.errors import Unreadable
from govparse.limits import Limits

__all__ = ["Page", "page_of_archive"]

_NESTED: Final = 32
"""Parts inside each other. Each one costs a look at every line; browsers nest two or three."""
_LINES_BETWEEN: Final = 50_000
"""Lines that may stand between two parts; each part is an object. Pages hold few lines that begin so."""
_HEADER: Final = 10_000
"""Characters of one declaration of a type, which the library takes apart in more than linear time."""
_ADDRESS: Final = 2_000

_TYPE: Final = re.compile(rb"^content-type:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)", re.IGNORECASE | re.MULTILINE)
_HOLDS_PARTS: Final = re.compile(rb"\s*(?:multipart|message)/", re.IGNORECASE)
_FRAMES: Final = re.compile(rb"<frameset\b", re.IGNORECASE)
_NO_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]+")
_PAGES: Final = ("text/html", "application/xhtml+xml")


@frozen
class Page:
    """The source of a page, and the address on the web that the archive gives for it."""

    data: bytes
    address: str | None = None


def page_of_archive(data: bytes, limits: Limits) -> Page:
    """Return the main page of an MHTML file: its first HTML part, or the largest if the first only names frames.

    Raises `Unreadable` where no page is found, `TooLarge`.
    """
    limits.check("size", len(data))
    _check_structure(data)
    try:
        archive = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        parts = [part for part in archive.walk() if part.get_content_type() in _PAGES]
        pages = [Page(content, _address(part, archive)) for part in parts if (content := _content(part)).strip()]
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise _malformed(f"结构有误（{type(error).__name__}）", f"malformed ({type(error).__name__})") from error
    if not pages:
        raise _malformed("其中没有网页", "there is no page in it")
    names_frames = _FRAMES.search(pages[0].data.replace(b"\0", b"")) is not None
    return max(pages, key=lambda page: len(page.data)) if names_frames else pages[0]


def _content(part: Message) -> bytes:
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64" and not part.is_multipart():
        # The library hands out what is cut or damaged without decoding it. Behind the end of the data, or
        # where a dash begins, can only be the line between two parts, cut as well.
        coded = re.split("[=-]", str(part.get_payload()), maxsplit=1)[0]
        raw = _NO_BASE64.sub(b"", coded.encode("ascii", "ignore"))
        return b64decode(raw[: len(raw) - (len(raw) % 4 == 1)] + b"==")
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _address(part: Message, archive: Message) -> str | None:
    """Return the first address on the web among those given; Word writes one of a file."""
    for message, name in ((part, "Content-Location"), (archive, "Snapshot-Content-Location"), (part, "Content-Base")):
        address = "".join(str(message.get(name, "")).split())
        if address.lower().startswith(("http://", "https://")) and len(address) <= _ADDRESS:
            return address
    return None


def _check_structure(data: bytes) -> None:
    if data.count(b"\n--") > _LINES_BETWEEN:
        raise _malformed("部分过多", "it has too many parts")
    nested = 0
    for found in _TYPE.finditer(data):
        nested += _HOLDS_PARTS.match(found[1]) is not None
        if nested > _NESTED or len(found[1]) > _HEADER:
            raise _malformed("结构过于复杂", "its structure is too complex")


def _malformed(zh: str, en: str) -> Unreadable:
    return Unreadable({"zh": f"无法读取网页归档 (MHTML)：{zh}", "en": f"the web archive (MHTML) cannot be read: {en}"})
