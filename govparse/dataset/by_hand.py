"""CSV tables that somebody has written by hand: columns that describe inputs, and cells checked by hand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from attrs import define, field, frozen

from govparse.dataset.codes import kind_of
from govparse.dataset.names import comparable
from govparse.dataset.panel import panel_schema
from govparse.dataset.schema import REPORTS
from govparse.dataset.sheets import NUMBER, Line, TableError, read_sheet
from govparse.dataset.store import Key, Store
from govparse.dataset.writing.plain import number_text
from govparse.forms.form import Form
from govparse.forms.registry import BUILT_IN
from govparse.records import State

_STATES: Final[dict[str, State]] = {
    "": "blank",
    "/": "not_applicable",
    "blank": "blank",
    "not_applicable": "not_applicable",
    "absent": "absent",
}
"""What may stand in place of a number, and the state that it means."""
_BODY = "body_id"


def check_head(path: Path) -> None:
    """Look at the head of a table, before hours are spent. Raises `OSError`, `TableError`."""
    read_sheet(path)


@frozen
class _Inputs:
    """The inputs of a run, by the names that people write."""

    store: Store
    others: Mapping[str, Sequence[str]]
    """What of names is compared, where that is not the name itself."""

    @classmethod
    def of(cls, store: Store) -> _Inputs:
        others: dict[str, list[str]] = {}
        for (name,) in store.query("SELECT name FROM listed"):
            if (same := comparable(name)) != name:
                others.setdefault(same, []).append(name)
        return cls(store, others)

    def find(self, written: str) -> Sequence[str]:
        """Return the inputs that somebody means: the one of exactly this name, else those of names like it."""
        same = comparable(written)
        exact = next((name for name in (written, same) if self._is_listed(name)), None)
        return [exact] if exact is not None else self.others.get(same, [])

    def _is_listed(self, name: str) -> bool:
        return next(self.store.query("SELECT 1 FROM listed WHERE name = ?", (name,)), None) is not None


# ── columns that describe inputs ───────────────────────────────────────────────────


@frozen
class Meta:
    """The columns of a table that describes inputs, by the names they get, and how many of its lines fit none."""

    columns: tuple[str, ...]
    unused: int


def read_meta(path: Path, store: Store, forms: Collection[Form] = BUILT_IN) -> Meta:
    """Keep in the store what a table says of inputs: `path` (or `source`) is the name of one, the rest is kept as text.

    A column named as one of `reports` or of the panel of some forms gets `meta_` before its name. `body_id` says which
    inputs are of one body. Raises `OSError`, `TableError`.
    """
    head, lines = read_sheet(path)
    key = next((name for name in ("path", "source") if name in head), None)
    if key is None:
        raise TableError(str(path), 1, "没有 path 列", "there is no column path")
    # A database does not tell names apart that differ in capitals only.
    taken = {name.casefold() for name in (*REPORTS.names, *panel_schema(REPORTS, some=forms).names)}
    columns = {name: f"meta_{name}" if name.casefold() in taken else name for name in head if name != key}
    folded = [name.casefold() for name in columns.values()]
    twice = next((name for name, own in columns.items() if folded.count(own.casefold()) > 1), None)
    if twice is not None:
        zh, en = f"{twice} 与另一列同名", f"{twice} would be {columns[twice]}, which another column is as well"
        raise TableError(str(path), 1, zh, en)
    known = _Inputs.of(store)
    seen: set[str] = set()
    unused = 0

    def rows() -> Iterator[Sequence[object]]:
        nonlocal unused
        for line in lines:
            found = known.find(line.cells[key])
            if not found:
                unused += 1
                continue
            name = _only(path, line, found)
            if name in seen:
                raise TableError(str(path), line.number, f"{name} 重复", f"{name} stands there twice")
            seen.add(name)
            own = {columns[column]: cell for column, cell in line.cells.items() if column != key and cell}
            yield name, line.cells.get(_BODY) or None, json.dumps(own, ensure_ascii=False)

    store.insert("meta", rows())
    return Meta(tuple(columns.values()), unused)


def _only(path: Path, line: Line, found: Sequence[str]) -> str:
    """Return the one input that is meant. Raises `TableError` where there are more."""
    if len(found) > 1:
        names = ", ".join(map(repr, found))
        raise TableError(str(path), line.number, f"可能指其中之一：{names}", f"it may mean any of {names}")
    return found[0]


# ── cells checked by hand ──────────────────────────────────────────────────────────


def read_corrections(path: Path, store: Store) -> int:
    """Keep in the store the corrections of a table; return how many there are.

    Its columns are `source`, `code`, `value` and `note`. `value` is the number as printed, or nothing for a blank
    cell, `/` for one that says that it does not apply, `absent` for one that is not there. More columns may be there:
    `report`, which of several reports of an input is meant; `content_hash`, as the table `reports` has it; `printed`,
    what was read, a number or a state. What holds of an input holds of all with the same content. Raises `OSError`,
    and `TableError` for the first line that does not fit its source, as that is now; then none is kept.
    """
    head, lines = read_sheet(path)
    missing = [name for name in ("source", "code", "value") if name not in head]
    if missing:
        raise TableError(str(path), 1, f"缺少列 {'、'.join(missing)}", f"columns are missing: {', '.join(missing)}")
    fitting = _Fitting(path, store, _Inputs.of(store))
    rows = [fitting.row(line) for line in lines]
    store.insert("corrections", [*rows, *fitting.of_copies()])
    store.remember_corrections(fitting.checked)
    return len(rows)


@define
class _Fitting:
    """Holds the lines of a table against the reports they are about."""

    path: Path
    store: Store
    inputs: _Inputs
    given: dict[tuple[str, int, str], tuple[Line, State, str | None]] = field(factory=dict)
    """Of each cell (input, report, code) the line, and what it says."""
    checked: list[tuple[str, str, str]] = field(factory=list)
    """Of each cell the input, the code, and the hash of the content that was looked at."""
    _last: tuple[Key, Mapping[str, tuple[State, Decimal | None]]] | None = None

    def row(self, line: Line) -> Sequence[object]:
        """Return what is kept of a line. Raises `TableError`."""
        cells, given = line.cells, line.cells["source"]
        found = self.inputs.find(given)
        name = _only(self.path, line, found) if found else given
        reports = dict(
            self.store.query("SELECT number, hash FROM reports JOIN listed USING (name) WHERE name = ?", (name,))
        )
        if not reports:
            raise self.error(line, f"没有来自 {given} 的报告", f"there is no report from {given}")
        number = self._number(line, list(reports))
        code = cells["code"]
        read = self._cells((name, number))
        if code not in read:
            raise self.error(line, f"{given} 的报告没有 {code} 这一格", f"the report from {given} has no cell {code}")
        if (name, number, code) in self.given:
            raise self.error(line, f"{given} 的 {code} 重复", f"{code} of {given} stands there twice")
        self._check_source(line, name, code, reports[number])
        self._check_printed(line, *read[code])
        self.checked.append((name, code, reports[number]))
        state, value = self._value(line, code)
        self.given[name, number, code] = line, state, value
        return name, number, code, state, value, cells.get("note") or None

    def of_copies(self) -> Iterator[Sequence[object]]:
        """Yield what is kept of the same cells in other inputs with the same content. Raises `TableError` where a line
        says something else of one."""
        hashes = {content_hash for _, _, content_hash in self.checked}
        same: dict[tuple[str, int], list[str]] = defaultdict(list)
        for name, number, content_hash in self.store.query(
            "SELECT name, number, hash FROM listed JOIN reports USING (name)"
        ):
            if content_hash in hashes:
                same[content_hash, number].append(name)
        hash_of = {(name, code): content_hash for name, code, content_hash in self.checked}
        done = set(self.given)
        for (name, number, code), (line, state, value) in self.given.items():
            for other in same[hash_of[name, code], number]:
                cell = other, number, code
                if cell in self.given and self.given[cell][1:] != (state, value):
                    raise self.error(
                        line,
                        f"{other} 与 {name} 内容相同，所给的 {code} 却不同",
                        f"{other} has the same content as {name}, and another {code} is given",
                    )
                # The ending of its name may have had it read otherwise.
                if cell not in done and self._cells((other, number)).get(code) == self._cells((name, number))[code]:
                    done.add(cell)
                    yield *cell, state, value, line.cells.get("note") or None

    def error(self, line: Line, zh: str, en: str) -> TableError:
        return TableError(str(self.path), line.number, zh, en)

    def _number(self, line: Line, numbers: Sequence[int]) -> int:
        given = line.cells.get("report", "")
        if not given and len(numbers) == 1:
            return numbers[0]
        if given.isdecimal() and int(given) in numbers:
            return int(given)
        count = len(numbers)
        raise self.error(
            line,
            f"此文件有 {count} 份报告，report 列应为其中之一",
            f"the input has {count} reports: the column report says which",
        )

    def _cells(self, key: Key) -> Mapping[str, tuple[State, Decimal | None]]:
        """Return the cells of a report by code, of the same one as before without unpacking it again."""
        if self._last is None or self._last[0] != key:
            cells = self.store.row(*key)["facts"].flatten()
            names = ("code", "state", "value")
            codes_, states, values = (cells.field(name).to_pylist() for name in names)
            self._last = key, dict(zip(codes_, zip(states, values, strict=True), strict=True))
        return self._last[1]

    def _check_source(self, line: Line, name: str, code: str, content_hash: str) -> None:
        given = line.cells.get("content_hash", "")
        if not given:
            known = self.store.query("SELECT hash FROM corrected WHERE name = ? AND code = ?", (name, code))
            given = next(known, (content_hash,))[0]
        if given != content_hash:
            raise self.error(
                line,
                f"{name} 的内容已不是核对时的内容；重新核对后，把 reports 表中的 content_hash 填入同名列",
                f"the content of {name} is no longer the one that was checked; check it again, then put its "
                "content_hash (see the table reports) into a column of that name",
            )

    def _check_printed(self, line: Line, state: State, value: Decimal | None) -> None:
        given = line.cells.get("printed", "")
        if not given:
            return
        own = NUMBER.fullmatch(given) and state == "number" and Decimal(given) == value
        if not own and _STATES.get(given, given) != state:
            now = state if value is None else number_text(value)
            raise self.error(line, f"现读作 {now}，而不是 {given}", f"it is read as {now} now, and not as {given}")

    def _value(self, line: Line, code: str) -> tuple[State, str | None]:
        text = line.cells["value"]
        if text in _STATES:
            return _STATES[text], None
        if not NUMBER.fullmatch(text):
            raise self.error(line, f"“{text}”不是数", f"{text!r} is no number")
        kind = kind_of(code)
        if kind != "amount" and ("." in text or (kind == "count" and text.startswith("-"))):
            raise self.error(line, f"{code} 是件数，不能是 {text}", f"{code} is a count, which {text} cannot be")
        return "number", text.removeprefix("+")
