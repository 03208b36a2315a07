"""Make the figures that `tests/data/figures` does not have; all fulfil the identities of the forms."""

from __future__ import annotations

import json
import random
from typing import Any

from model import BLOCKS, COLUMNS, FORMATS, GROUPS, OTHER_2021, REVIEW, load

SLASH = {"state": "not_applicable", "text": "/"}


def result_rows(form: str) -> list[str]:
    """Return the result rows of section three that add up to 总计."""
    others = [("", "other_outcome", OTHER_2021 if form == "2021" else [])]
    return [f"{g}.{d}" if d else g for _, g, details in [*GROUPS, *others] for d in [c for _, c in details] or [""]]


def province() -> dict[str, Any]:
    """Return figures of the size of a province: up to five digits, every row different."""
    rng = random.Random(20240131)
    cells: dict[str, Any] = {
        "proactive.rules.issued": 13,
        "proactive.rules.repealed": 8,
        "proactive.rules.in_force": 1146,
        "proactive.normative_documents.issued": 2417,
        "proactive.normative_documents.repealed": 1359,
        "proactive.normative_documents.in_force": 28304,
        "proactive.licensing.decisions": 16503928,
        "proactive.penalties.decisions": 7214506,
        "proactive.compulsion.decisions": 318472,
        "proactive.fees.amount": {"value": "3259237.2449", "text": "3259237.2449"},
    }
    sizes = dict(zip(COLUMNS[:6], (2400, 310, 21, 34, 140, 88), strict=True))
    rows = result_rows("2021")
    for column, size in sizes.items():
        counts = [rng.randint(1, size) for _ in rows]
        counts[0], counts[1] = size * 7 + rng.randint(0, 99), size * 2 + rng.randint(0, 99)
        done = sum(counts)
        left = rng.randint(size // 3, size)
        before = rng.randint(size // 4, size)
        for row, count in zip(rows, counts, strict=True):
            cells[f"requests.{row}.{column}"] = count
        cells[f"requests.concluded.{column}"] = done
        cells[f"requests.carried_out.{column}"] = left
        cells[f"requests.carried_in.{column}"] = before
        cells[f"requests.received.{column}"] = done + left - before
    for row in ["received", "carried_in", *rows, "concluded", "carried_out"]:
        cells[f"requests.{row}.total"] = sum(cells[f"requests.{row}.{c}"] for c in COLUMNS[:6])
    for block, size in zip(BLOCKS, (2900, 1300, 700), strict=True):
        counts = [rng.randint(size // 9, size) for _ in REVIEW[:4]]
        for result, count in zip(REVIEW, [*counts, sum(counts)], strict=True):
            cells[f"review.{block}.{result}"] = count
    return cells


def slashes() -> dict[str, Any]:
    """Return totals of the 2019 form in which rows are slashed, blank, or filled by natural persons alone."""
    cells = load("totals-2019")
    for column in ("made", "disclosed", "disclosed_total"):
        cells[f"proactive.rules.{column}"] = SLASH
    for row in ("denied.state_secret", "denied.security_and_stability", "not_processed.publication"):
        for column in COLUMNS[:6]:
            cells[f"requests.{row}.{column}"] = SLASH
    for row in ("received", "concluded"):
        cells[f"requests.{row}.natural_person"] = cells[f"requests.{row}.total"]
    for result in REVIEW:
        cells[f"review.litigation.after_reconsideration.{result}"] = None
    return cells


def broken(cells: dict[str, Any]) -> list[str]:
    """Return the identities that printed numbers break (for the makers' own peace of mind)."""
    rows = result_rows("2021" if "requests.other_outcome.remaining.total" in cells else "2019")

    def number(code: str) -> int | None:
        cell = cells[code]
        return cell if isinstance(cell, int) else cell.get("value") if cell else None

    found = []
    for row in ["received", "carried_in", *rows, "concluded", "carried_out"]:
        parts = [number(f"requests.{row}.{c}") for c in COLUMNS]
        if None not in parts and sum(parts[:6]) != parts[6]:
            found.append(f"row sum {row}")
    for column in COLUMNS:
        parts = [number(f"requests.{row}.{column}") for row in [*rows, "concluded"]]
        if None not in parts and sum(parts[:-1]) != parts[-1]:
            found.append(f"result sum {column}")
        ends = [number(f"requests.{row}.{column}") for row in ("received", "carried_in", "concluded", "carried_out")]
        if None not in ends and ends[0] + ends[1] != ends[2] + ends[3]:
            found.append(f"balance {column}")
    for block in BLOCKS:
        parts = [number(f"review.{block}.{r}") for r in REVIEW]
        if None not in parts and sum(parts[:4]) != parts[4]:
            found.append(f"review sum {block}")
    return found


def build() -> None:
    """Write the figures."""
    for name, cells in (("province-2021", province()), ("slashes-2019", slashes())):
        assert not broken(cells), broken(cells)
        path = FORMATS / "figures" / f"{name}.json"
        path.write_text(json.dumps(cells, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build()
