"""What the tables say to a claim: the sums of cells that it may mean, as far as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Literal

from attrs import frozen

from govparse.forms.names import cell_name
from govparse.records import AnnualReport, Side, Term

Mode = Literal["total", "columns"]
"""Where a row prints its total and all its columns, and they differ, prose may follow the one or the other."""
_TOTAL = "total"
_NATURAL = "natural_person"


@frozen
class Sum:
    """A sum of cells. `value` adds up those printed: the sum if they are `complete`, else the least it can be."""

    codes: tuple[str, ...]
    value: int
    complete: bool

    def may_be(self, number: int) -> bool:
        """Return whether the sum can be `number`, blanks being any number of zero or more."""
        return number == self.value if self.complete else number >= self.value


class Cells:
    """The cells of a report, asked for sums."""

    def __init__(self, report: AnnualReport) -> None:
        """Look up rows and columns once."""
        self._facts = report.facts
        self._columns: dict[str, list[str]] = {}
        for code in report.facts:
            row, _, column = code.rpartition(".")
            if code.startswith(("requests.", "review.")) and column != _TOTAL:
                self._columns.setdefault(row, []).append(code)

    def group(self, name: str) -> tuple[str, ...]:
        """Return the rows of section 三 of a group (`denied`), or the row itself (`granted`)."""
        row = f"requests.{name}"
        return tuple(known for known in self._columns if known == row or known.startswith(f"{row}."))

    def rows(self, names: Iterable[str], mode: Mode = "total") -> Sum:
        """Return the sum of the totals of rows; where a total is not printed, its columns are added up."""
        return _added([self._row(row, mode) for name in names for row in self.group(name)])

    def review(self, names: Iterable[str], mode: Mode = "total") -> Sum:
        """Return the sum of the totals of section 四."""
        return _added([self._row(f"review.{name}", mode) for name in names])

    def applicants(self, kind: str, names: Iterable[str]) -> Sum:
        """Return the sum of one kind of applicants in rows of section 三."""
        codes = [
            code
            for name in names
            for row in self.group(name)
            for code in self._columns[row]
            if code.endswith(f".{_NATURAL}") == (kind == _NATURAL)
        ]
        return self.of(codes)

    def of(self, codes: Sequence[str]) -> Sum:
        """Return the sum of some cells."""
        numbers = [self._number(code) for code in codes]
        known = [number for number in numbers if number is not None]
        return Sum(tuple(codes), sum(known), len(known) == len(numbers) > 0)

    def documents(self, row: str) -> list[Sum]:
        """Return what a claim of documents made may mean: issued; made, or disclosed, in the form of 2019."""
        ends = ("issued", "made", "disclosed")
        codes = [code for end in ends if (code := f"proactive.{row}.{end}") in self._facts]
        return [self.of([code]) for code in codes]

    def side(self, total: Sum) -> Side:
        """Return a sum as one side of a comparison."""
        terms = []
        for code in total.codes:
            fact = self._facts[code]
            terms.append(Term(self._number(code), fact.text, code, fact.place))
        return Side(tuple(terms), total.value)

    def _row(self, row: str, mode: Mode) -> Sum:
        code = f"{row}.{_TOTAL}"
        own = self.of([code] if code in self._facts else [])
        columns = self.of(self._columns.get(row, []))
        if columns.complete and (mode == "columns" or not own.complete):
            return columns
        if own.complete:
            return own
        return Sum((code,), max(own.value, columns.value), False)

    def _number(self, code: str) -> int | None:
        fact = self._facts.get(code)
        return fact.value if fact is not None and fact.state == "number" and isinstance(fact.value, int) else None


def _added(sums: Sequence[Sum]) -> Sum:
    codes = tuple(chain.from_iterable(each.codes for each in sums))
    return Sum(codes, sum(each.value for each in sums), bool(sums) and all(each.complete for each in sums))


def written_out(side: Side) -> str:
    """Return the cells of a side as a sum, in the words of the form: 表三总计列：一(60)+二(0)=60."""
    names = [(cell_name(term.code), term) for term in side.terms if term.code]
    if not names:
        return ""
    table, columns = names[0][0].table, list(dict.fromkeys(name.column for name, _ in names))
    shown = [term for _, term in names]
    one = len(columns) == 1 and all(name.mark for name, _ in names)
    marks = [name.mark if one else f"{name.mark}{'·' if name.mark else ''}{name.column}" for name, _ in names]
    parts = [f"{mark}({'' if term.value is None else term.value})" for mark, term in zip(marks, shown, strict=True)]
    total = f"={side.value}" if len(parts) > 1 else ""
    return f"{table}{f'{columns[0]}列' if one else ''}：{'+'.join(parts)}{total}"
