"""Placed rows → facts, unknown rows and findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from govparse.findings import finding
from govparse.forms.form import BlockShape, Column, RowShape
from govparse.forms.headings import official_heading
from govparse.forms.printed import head_unit
from govparse.forms.rows import Row, Typed
from govparse.forms.walk import LooseRow
from govparse.placement.numbers import number
from govparse.placement.proof.prove import Proof
from govparse.placement.proof.told import PARTLY, about_proofs, settled_row
from govparse.placement.rows import Placed, Slot, values
from govparse.placement.table import PlacedBlock
from govparse.reading.document import Cell, Document
from govparse.records import BlockInfo, Candidate, Fact, Finding, Place, State, UnknownRow

_STATES: dict[str, State] = {
    "EMPTY": "blank",
    "NOT_APPLICABLE": "not_applicable",
    "WORDS": "text",
    "LONG_NUMBER": "text",
}
_CELL_RULES = {
    "DOUBTFUL": "doubtful-cell",
    "MIXED": "doubtful-cell",
    "WORDS": "words-in-cell",
    "LONG_NUMBER": "words-in-cell",
}
_OF_TABLES = frozenset({"repeats-removed", "numbers-before-labels", "columns-disordered"})
"""Rules that make a whole table doubtful: said once of its rows together."""


@define
class Harvest:
    """What placement yields of one report."""

    facts: dict[str, Fact] = field(factory=dict)
    unknown_rows: list[UnknownRow] = field(factory=list)
    findings: list[Finding] = field(factory=list)
    blocks: list[BlockInfo] = field(factory=list)


@define
class Placer:
    """Turns cells into places of one document."""

    document: Document

    def place(self, cell: Cell) -> Place:
        """Return the place of a cell."""
        return self.document.origin.place(cell.start, cell.end)

    def span(self, start: int, end: int) -> Place:
        """Return a place by its characters."""
        return self.document.origin.place(start, end)

    def text(self, cell: Cell) -> str:
        """Return the text of a cell as printed, trimmed."""
        return self.document.text[cell.start : cell.end]


def harvest(placed: Sequence[PlacedBlock], proofs: Sequence[Proof], document: Document) -> Harvest:
    """Turn placed blocks into facts, unknown rows and findings."""
    result = Harvest()
    placer = Placer(document)
    for block in placed:
        _info(block, placer, result)
        _rows(block, placer, result)
        _loose(block, placer, result)
        _labels(block, placer, result)
    result.findings += about_proofs(proofs, result.facts)
    return result


def _info(placed: PlacedBlock, placer: Placer, result: Harvest) -> None:
    block = placed.block
    cells = [label.cell for label in block.head] + [cell for p in placed.rows.values() for cell in _cells_of(p.row)]
    if cells:
        place = placer.span(min(c.start for c in cells), max(c.end for c in cells))
        layout = placer.document.pieces[min(cells, key=lambda cell: cell.start).piece].layout
        result.blocks.append(BlockInfo(block.shape.name, block.form.name, place, layout.value))


def _cells_of(row: Row) -> Iterator[Cell]:
    if row.label is not None:
        yield row.label.cell
        yield row.label.last
    for typed in row.cells:
        yield typed.cell


def label_of(placed: PlacedBlock, row: RowShape) -> str:
    """Return the official label of a row, for messages."""
    if row.terminal is None:
        return official_heading("REVIEW")
    return placed.block.form.official[row.terminal]


def _rows(placed: PlacedBlock, placer: Placer, result: Harvest) -> None:
    shape = placed.block.shape
    units = _units(placed, placer)
    for row in shape.rows:
        if row.group:
            continue
        found = placed.rows.get(row.rule)
        if found is None:
            continue
        codes = shape.row_codes[row.rule]
        label = label_of(placed, row)
        proved = _told_of_proof(found)
        # A row without any text, label lost and all, is somewhere in its block.
        row_place = _row_place(found.row, placer) or result.blocks[-1].place
        facts = {
            code: _fact(code, column, slot, units, placer, row_place)
            for code, column, slot in zip(codes, shape.columns, found.slots, strict=True)
        }
        if not _agrees(facts, label, row_place, result):
            continue
        result.facts.update(facts)
        if found.rule:
            concerned = [c for c in codes if result.facts[c].state == "unread"] or codes
            if not _said_of_table(found.rule, concerned, row_place, result):
                result.findings.append(
                    finding(
                        found.rule,
                        concerned,
                        [row_place],
                        label=label,
                        printed=len(values(found.row)),
                        columns=len(codes),
                        digits=found.row.glued,
                        placed=proved,
                    )
                )
        elif found.was:
            result.findings.append(settled_row(found, codes, row_place, label))
        _cell_findings(found, codes, label, placer, result)


def _told_of_proof(found: Placed) -> int:
    """Say of a row of which a part is proved that it is; return how many cells are."""
    proved = sum(slot.cell is not None and slot.basis == "proved" for slot in found.slots)
    if proved and found.rule:
        found.rule = PARTLY
        for slot in found.slots:
            slot.rule = PARTLY if slot.cell is None else slot.rule
    return proved


def _said_of_table(rule: str, codes: Sequence[str], place: Place, result: Harvest) -> bool:
    """Add a row to the finding about its table, if the rule is about tables and there is one already."""
    if rule not in _OF_TABLES:
        return False
    table = codes[0].partition(".")[0]
    for i, known in enumerate(result.findings):
        if known.rule == rule and (rule == "repeats-removed" or known.codes[0].startswith(f"{table}.")):
            result.findings[i] = evolve(known, codes=(*known.codes, *codes), places=(*known.places, place))
            return True
    return False


def _agrees(facts: dict[str, Fact], label: str, place: Place, result: Harvest) -> bool:
    """Return whether a row may be added: the same cells printed again in another block say the same, or nothing.

    Where they differ neither print is certain, and the cells are left unread.
    """
    known = {code: result.facts[code] for code in facts if code in result.facts}
    before, now = (_printed(cells) for cells in (known, facts))
    if not before:
        return True
    if now and now != before:
        for code, fact in known.items():
            both = [f for f in (fact, facts[code]) if f.state not in ("unread", "absent")]
            candidates = tuple(Candidate(f.state, f.value, f.text, f.place) for f in both)
            result.facts[code] = Fact(code, None, "unread", place=place, candidates=candidates, reason="row-repeated")
        result.findings.append(finding("row-repeated", list(known), [place], label=label))
    return False


def _printed(facts: dict[str, Fact]) -> list[tuple[str, str]]:
    return [(f.code, f.text) for f in facts.values() if f.state in ("number", "text", "not_applicable")]


def _cell_findings(found: Placed, codes: Sequence[str], label: str, placer: Placer, result: Harvest) -> None:
    for code, slot in zip(codes, found.slots, strict=True):
        if slot.cell is None:
            continue
        rule = _CELL_RULES.get(slot.cell.type)
        if rule:
            text = placer.text(slot.cell.cell)
            shown = text if len(text) <= 30 else f"{text[:30]}…"
            result.findings.append(finding(rule, [code], [placer.place(slot.cell.cell)], label=label, digits=shown))


def _row_place(row: Row, placer: Placer) -> Place | None:
    """Return the span of a row from label to last value; None if nothing of it is printed."""
    cells = [typed.cell for typed in values(row)]
    if row.label is not None:
        cells += [row.label.cell, row.label.last]
    cells = cells or [typed.cell for typed in row.cells]
    if not cells:
        return None
    return placer.span(min(c.start for c in cells), max(c.end for c in cells))


def _fact(code: str, column: Column, slot: Slot, units: dict[str, str], placer: Placer, row_place: Place) -> Fact:
    head_unit = units.get(column.code)
    if slot.cell is None:
        candidates = [_candidate(cell, placer) for cell in slot.candidates]
        if slot.may_be_blank:
            candidates.append(Candidate("blank", None, "", placer.span(row_place.end, row_place.end)))
        return Fact(
            code,
            None,
            "unread",
            place=row_place,
            candidates=tuple(candidates),
            implied=slot.implied,
            reason=slot.rule,
        )
    typed = slot.cell
    place = row_place if slot.whole_row else placer.place(typed.cell)
    text = placer.text(typed.cell)
    if typed.type in ("DOUBTFUL", "MIXED"):
        return Fact(code, None, "unread", text, place=place, implied=slot.implied, reason="doubtful-cell")
    if typed.type in _STATES:
        state = _STATES[typed.type]
        return Fact(code, None, state, text, place=place, basis=slot.basis, implied=slot.implied)
    assert typed.match is not None
    groups = typed.match.groupdict()
    unit = groups.get("unit")
    return Fact(
        code,
        number(groups),
        "number",
        text,
        unit="".join(unit.split()) if unit else head_unit,
        place=place,
        basis=slot.basis,
        note=groups.get("note"),
    )


def _candidate(typed: Typed, placer: Placer) -> Candidate:
    place = placer.place(typed.cell)
    text = placer.text(typed.cell)
    if typed.type in _STATES:
        return Candidate(_STATES[typed.type], None, text, place)
    if typed.type in ("DOUBTFUL", "MIXED"):
        return Candidate("unread", None, text, place)
    assert typed.match is not None
    return Candidate("number", number(typed.match.groupdict()), text, place)


def _units(placed: PlacedBlock, placer: Placer) -> dict[str, str]:
    """Return the unit printed in the head of each column."""
    units: dict[str, str] = {}
    for column in placed.block.shape.columns:
        for label in placed.block.head:
            printed = placer.document.folded[label.cell.start : label.last.end]
            unit = head_unit(printed) if label.type in column.terminals else None
            if unit:
                units[column.code] = unit
    return units


def _loose(placed: PlacedBlock, placer: Placer, result: Harvest) -> None:
    shape = placed.block.shape
    for row in placed.loose:
        cells = [cell for cell in row.cells if cell.text or row.label is not None]
        if not any(cell.text for cell in cells):
            continue
        everything = [*([row.label] if row.label else []), *cells]
        place = placer.span(min(c.start for c in everything), max(c.end for c in everything))
        label = placer.text(row.label) if row.label else ""
        texts = tuple(placer.text(cell) for cell in cells)
        result.unknown_rows.append(UnknownRow(shape.name, label, texts, place, _after(row, shape)))
        if row.label:
            result.findings.append(finding("unknown-row", (), [place], label=label))
        else:
            shown = " ".join(texts[:8]) + (" …" if len(texts) > 8 else "")
            result.findings.append(finding("loose-values", (), [place], digits=shown))


def _after(row: LooseRow, shape: BlockShape) -> str | None:
    if row.after is None:
        return None
    return ".".join(part for part in (shape.table, shape.row_of[row.after.rule].code) if part)


def _labels(placed: PlacedBlock, placer: Placer, result: Harvest) -> None:
    block = placed.block
    for found in placed.rows.values():
        label = found.row.label
        if label is not None and label.partial:
            row = block.shape.row_of[found.row.rule]
            result.findings.append(
                finding(
                    "label-part",
                    [block.shape.code(row, column) for column in block.shape.columns],
                    [placer.place(label.cell)],
                    label=block.form.official[label.type],
                    digits=placer.text(label.cell),
                )
            )
    order = [row.rule for row in block.shape.rows]
    printed = sorted(
        (found.row for found in placed.rows.values() if found.row.label is not None),
        key=lambda row: row.label.cell.start if row.label else 0,
    )
    highest = -1
    for found_row in printed:
        position = order.index(found_row.rule)
        if position < highest:
            row = block.shape.row_of[found_row.rule]
            place = _row_place(found_row, placer)
            result.findings.append(
                finding(
                    "rows-out-of-order",
                    [block.shape.code(row, column) for column in block.shape.columns],
                    [place] if place else [],
                    label=label_of(placed, row),
                )
            )
        highest = max(highest, position)
