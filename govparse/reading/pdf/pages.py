"""Pages of a PDF into sheets. The only module that knows the library which decodes PDF files."""

from __future__ import annotations

import ctypes
import importlib
import threading
from collections.abc import Iterator
from typing import Any

from govparse.errors import MissingReader, Unreadable
from govparse.limits import Limits
from govparse.reading.pdf.page import Page, damaged
from govparse.reading.pdf.sheet import Sheet

_LOCK = threading.RLock()
"""The library must not be entered by two threads at once."""


def _library() -> Any:
    try:
        raw = importlib.import_module("pypdfium2.raw")
    except ModuleNotFoundError as error:
        raise MissingReader(
            {
                "zh": '读取 PDF 需要安装：pip install "govparse[pdf]"',
                "en": 'reading PDF needs: pip install "govparse[pdf]"',
            }
        ) from error
    with _LOCK:
        raw.FPDF_InitLibrary()
    return raw


class Pages:
    """The pages of a PDF, one at a time. To be closed."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._raw = _library()
        self._data = data
        with _LOCK:
            self._document = self._raw.FPDF_LoadMemDocument64(data, len(data), None)
            if not self._document:
                raise self._refused()
            self.count = int(self._raw.FPDF_GetPageCount(self._document))
        try:
            if not self.count:
                raise damaged(("找不到任何页", "it has no page"))
            limits.check("pages", self.count)
        except Unreadable:
            self.close()
            raise

    def _refused(self) -> Unreadable:
        code = self._raw.FPDF_GetLastError()
        if code == self._raw.FPDF_ERR_PASSWORD:
            return Unreadable(
                {"zh": "PDF 文件有密码保护，请先去除密码", "en": "the PDF file is protected by a password"}
            )
        if code == self._raw.FPDF_ERR_SECURITY:
            return Unreadable({"zh": "PDF 文件的加密方式不支持", "en": "the PDF file is encrypted in an unknown way"})
        return damaged()

    def encrypted(self) -> bool:
        """Tell whether the file is encrypted, if only with an empty password."""
        with _LOCK:
            return int(self._raw.FPDF_GetSecurityHandlerRevision(self._document)) >= 0

    def plain(self) -> bytes:
        """Return the file without its encryption, its streams packed as they were."""
        parts: list[bytes] = []

        def write(_: object, block: Any, size: int) -> int:
            parts.append(ctypes.string_at(block, size))
            return 1

        raw = self._raw
        with _LOCK:
            writer = raw.FPDF_FILEWRITE()
            writer.version = 1
            writer.WriteBlock = type(writer.WriteBlock)(write)
            if not raw.FPDF_SaveAsCopy(self._document, writer, raw.FPDF_REMOVE_SECURITY):
                raise damaged()
        return b"".join(parts)

    def __iter__(self) -> Iterator[Sheet]:
        for number in range(self.count):
            with _LOCK:
                page = self._raw.FPDF_LoadPage(self._document, number)
                if not page:
                    raise damaged((f"第 {number + 1} 页无法读取", f"page {number + 1} cannot be read"))
                try:
                    sheet = Page(self._raw, page, number + 1).sheet()
                finally:
                    self._raw.FPDF_ClosePage(page)
            yield sheet

    def close(self) -> None:
        """Free the document."""
        with _LOCK:
            if self._document:
                self._raw.FPDF_CloseDocument(self._document)
                self._document = None
