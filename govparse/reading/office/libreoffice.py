"""DOC, WPS, RTF and ODT into DOCX, by a LibreOffice that is installed beside govparse.

LibreOffice reads what a stranger wrote, so it runs shut in: a private profile in which macros, links and
remote content are off, an environment cut to the necessary, proxies that lead nowhere, a time limit after
which the program and its children are killed. One profile serves one process; two LibreOffices on one
profile write nothing, without a message.

What it writes is not believed before it has been looked at: a conversion may return 0 and write nothing, or
run the cells of a table together. The second is refused (`_tables_survive`), since digits that have lost
their borders would be read as other numbers.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from govparse.errors import MissingReader, Unreadable
from govparse.limits import Limits, too_large
from govparse.reading.office.ole import word_text
from govparse.reading.packed import Packed

__all__ = ["to_docx"]

VARIABLE: Final = "GOVPARSE_SOFFICE"
"""Environment variable that names the program where it is in no usual place."""


def to_docx(data: bytes, suffix: str, limits: Limits) -> bytes:
    """Return the document `data` as DOCX; `suffix` (``".doc"``) is the kind that its content has shown.

    One conversion at a time in each process. Raises `MissingReader` without LibreOffice, `Unreadable` where
    it writes nothing or loses what makes cells, `TooLarge`.
    """
    program = find_program()
    if suffix == ".xml" and b"vmerge" in data.replace(b"\0", b""):
        raise _lossy("纵向合并的单元格", "cells that are merged vertically")
    if suffix == ".odt":
        parts = Packed(data, limits)
        for name in ("content.xml", "styles.xml"):
            if name in parts:
                parts.read(name)  # a bomb is found here rather than by LibreOffice
    with _one_at_a_time:
        end = time.monotonic() + limits.seconds
        outcome = _convert(program, data, suffix, limits, end)
        if outcome is None:  # a profile can be the reason: once more with a fresh one
            _remove_workshop()
            outcome = _convert(program, data, suffix, limits, end)
    if outcome is None:
        raise Unreadable(
            {
                "zh": f"LibreOffice 没有转换出内容（{suffix}）：文件可能已损坏或有密码；可用 Word 或 WPS 另存为 DOCX",
                "en": f"LibreOffice wrote nothing for this {suffix} file: it may be damaged or protected by a"
                " password; saving it as DOCX helps",
            }
        )
    if suffix == ".doc" and not _tables_survive(data, outcome, limits):
        raise _lossy("表格", "a table")
    return outcome


def find_program() -> str:
    """Return the path of LibreOffice. Raises `MissingReader`."""
    named = os.environ.get(VARIABLE)
    candidates = [named] if named else ["soffice", "libreoffice", *_usual_places()]
    for candidate in candidates:
        if found := shutil.which(candidate):
            return found
    raise MissingReader(
        {
            "zh": (f"环境变量 {VARIABLE} 所指的程序不存在：{named}；" if named else "")
            + "读取 DOC、WPS、RTF、ODT 需要 LibreOffice（Debian/Ubuntu：apt install libreoffice-writer；"
            "Windows、macOS：libreoffice.org）；也可以用 Word 或 WPS 另存为 DOCX",
            "en": (f"there is no program {named}, which {VARIABLE} names; " if named else "")
            + "DOC, WPS, RTF and ODT need LibreOffice (Debian, Ubuntu: apt install libreoffice-writer; Windows,"
            " macOS: libreoffice.org); saving the file as DOCX works as well",
        }
    )


def _usual_places() -> list[str]:
    folders = [os.environ.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")]
    # soffice.com waits for the end of the conversion; soffice.exe does not.
    return [
        *(os.path.join(folder, "LibreOffice", "program", "soffice.com") for folder in folders if folder),
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "/usr/lib/libreoffice/program/soffice",
    ]


# --- one conversion -------------------------------------------------------------------------------


def _convert(program: str, data: bytes, suffix: str, limits: Limits, end: float) -> bytes | None:
    """Convert once; None when nothing was written."""
    home = _workshop()
    # A fixed name: the name of the file is nothing that LibreOffice needs to see.
    source = home / f"document{suffix}"
    target = home / "document.docx"
    try:
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
            *(("--infilter=" + _FILTERS[suffix],) if suffix in _FILTERS else ()),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", os.fspath(home), os.fspath(source)),
        ]
        if not _run(command, home, end - time.monotonic()):
            _remove_workshop()  # what was killed leaves its profile locked
            raise too_large("seconds", limits.seconds)
        if not target.is_file() or not target.stat().st_size:
            return None
        limits.check("unpacked", target.stat().st_size)
        return target.read_bytes()
    finally:
        for path in (source, target):
            path.unlink(missing_ok=True)


def _run(command: list[str], home: Path, seconds: float) -> bool:
    """Run LibreOffice; False when it had to be stopped. What it returns means nothing."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=home,
            env=_environment(home),
            start_new_session=True,  # a group of its own, to be stopped as one
            creationflags=_FLAGS,
        )
    except OSError as error:
        raise MissingReader(
            {
                "zh": f"无法启动 LibreOffice（{command[0]}）：{error}",
                "en": f"LibreOffice cannot be started ({command[0]}): {error}",
            }
        ) from None
    try:
        process.wait(max(0.0, seconds))
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.returncode is None:  # too slow, or interrupted while waiting
            _kill(process)
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process that runs, with its children."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):  # it may just have ended
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.upper() in _KEPT}
    return {
        **kept,
        "HOME": os.fspath(home),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), os.fspath(home)),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",  # no screen
        **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9"),
        "no_proxy": "",
    }


# --- what came out --------------------------------------------------------------------------------


def _tables_survive(data: bytes, outcome: bytes, limits: Limits) -> bool:
    """Are the tables of a DOC still tables?

    LibreOffice loses the last one where the text ends with it (Word puts a paragraph behind it, LibreOffice
    itself does not always) and joins its cells to a line without borders. Other losses show in the number of
    cells and rows; it need not be the same, since cells that are merged across are counted in different ways.
    """
    text = word_text(data)
    if text.endswith("\a"):
        return False
    found = len(_CELL_OR_ROW.findall(Packed(outcome, limits).read("word/document.xml")))
    return 2 * found >= text.count("\a")


def _lossy(zh: str, en: str) -> Unreadable:
    return Unreadable(
        {
            "zh": f"LibreOffice 转换此文件会丢失{zh}；请用 Word 或 WPS 另存为 DOCX",
            "en": f"LibreOffice would lose {en} of this file; save it as DOCX with Word or WPS",
        }
    )


# --- the private folder ---------------------------------------------------------------------------

_one_at_a_time = threading.Lock()
_home: tuple[int, Path] | None = None


def _workshop() -> Path:
    """Return the private folder of this process, made at first use and removed at its end."""
    global _home
    if _home is None or _home[0] != os.getpid():
        from multiprocessing.util import Finalize  # runs in workers too, where `atexit` does not

        home = Path(tempfile.mkdtemp(prefix="govparse-"))  # mode 700
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        Finalize(None, shutil.rmtree, (home, True), exitpriority=0)
        _home = (os.getpid(), home)
    return _home[1]


def _remove_workshop() -> None:
    global _home
    if _home is not None and _home[0] == os.getpid():
        shutil.rmtree(_home[1], ignore_errors=True)
    _home = None


def _after_fork() -> None:
    """A child has its own lock: the thread that holds the parent's does not exist in it."""
    global _one_at_a_time, _home
    _one_at_a_time, _home = threading.Lock(), None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{escape(value)}</value>'
        "</prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n'
    )


# --- tables ---------------------------------------------------------------------------------------

_CELL_OR_ROW: Final = re.compile(rb"<w:t[cr][ />]")
# Both are 0 where the system has no such thing.
_FLAGS: Final[int] = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)

# How LibreOffice is to read what could be taken for something else. DOC and WPS are families of formats,
# whose members it tells apart itself.
_FILTERS: Final = {
    ".rtf": "Rich Text Format",
    ".odt": "writer8",
    ".fodt": "OpenDocument Text Flat XML",
    ".xml": "MS Word 2003 XML",
}

# All but the first two are for Windows, where programs do not start without them.
_KEPT: Final = (
    *("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA"),
    *("LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "COMMONPROGRAMFILES"),
)

_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
