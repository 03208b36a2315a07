"""A logical report: prose, figures, and the three tables with the true spans of the official forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

FORMATS = Path(__file__).resolve().parent.parent
FIGURES = (FORMATS / "figures", FORMATS.parent / "data" / "figures")

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organization", "total")
REVIEW = ("upheld", "corrected", "other", "pending", "total")
BLOCKS = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ORGANISATIONS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")

PROACTIVE: dict[str, list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]]] = {
    "2019": [
        (
            "一",
            [("本年新制作数量", "made"), ("本年新公开数量", "disclosed"), ("对外公开总数量", "disclosed_total")],
            [("规章", "rules"), ("规范性文件", "normative_documents")],
        ),
        (
            "五",
            [("上一年项目数量", "items_last_year"), ("本年增/减", "change"), ("处理决定数量", "decisions")],
            [("行政许可", "licensing"), ("其他对外管理服务事项", "other_services")],
        ),
        (
            "六",
            [("上一年项目数量", "items_last_year"), ("本年增/减", "change"), ("处理决定数量", "decisions")],
            [("行政处罚", "penalties"), ("行政强制", "compulsion")],
        ),
        ("八", [("上一年项目数量", "items_last_year"), ("本年增/减", "change")], [("行政事业性收费", "fees")]),
        ("九", [("采购项目数量", "projects"), ("采购总金额", "amount")], [("政府集中采购", "procurement")]),
    ],
    "2021": [
        (
            "一",
            [("本年制发件数", "issued"), ("本年废止件数", "repealed"), ("现行有效件数", "in_force")],
            [("规章", "rules"), ("行政规范性文件", "normative_documents")],
        ),
        ("五", [("本年处理决定数量", "decisions")], [("行政许可", "licensing")]),
        ("六", [("本年处理决定数量", "decisions")], [("行政处罚", "penalties"), ("行政强制", "compulsion")]),
        ("八", [("本年收费金额（单位：万元）", "amount")], [("行政事业性收费", "fees")]),
    ],
}

PROACTIVE["mixed"] = [  # 2019 columns for item （一）, the 2021 form for the rest
    (*PROACTIVE["2019"][0][:2], PROACTIVE["2021"][0][2]),
    *PROACTIVE["2021"][1:],
]

GROUPS: list[tuple[str, str, list[tuple[str, str]]]] = [
    ("（一）予以公开", "granted", []),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "partly_granted", []),
    (
        "（三）不予公开",
        "denied",
        [
            ("1.属于国家秘密", "state_secret"),
            ("2.其他法律行政法规禁止公开", "prohibited_by_law"),
            ("3.危及“三安全一稳定”", "security_and_stability"),
            ("4.保护第三方合法权益", "third_party_rights"),
            ("5.属于三类内部事务信息", "internal_affairs"),
            ("6.属于四类过程性信息", "process_information"),
            ("7.属于行政执法案卷", "enforcement_file"),
            ("8.属于行政查询事项", "administrative_inquiry"),
        ],
    ),
    (
        "（四）无法提供",
        "unavailable",
        [
            ("1.本机关不掌握相关政府信息", "not_held"),
            ("2.没有现成信息需要另行制作", "requires_creation"),
            ("3.补正后申请内容仍不明确", "unclear"),
        ],
    ),
    (
        "（五）不予处理",
        "not_processed",
        [
            ("1.信访举报投诉类申请", "petition"),
            ("2.重复申请", "repeat"),
            ("3.要求提供公开出版物", "publication"),
            ("4.无正当理由大量反复申请", "excessive"),
            ("5.要求行政机关确认或重新出具已获取信息", "confirmation"),
        ],
    ),
]
OTHER_2021 = [
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "not_corrected"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "fee_unpaid"),
    ("3.其他", "remaining"),
]

HEADINGS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}


@dataclass
class Cell:
    """One cell: its text, its spans, and the code whose value it shows."""

    text: str
    cols: int = 1
    rows: int = 1
    code: str | None = None
    kind: str = "label"  # head, caption, label, value


Row = list[Cell]


@dataclass
class Table:
    """A table as rows of the cells that begin in them, like HTML."""

    name: str
    rows: list[Row]
    head: int = 0  # rows of head

    @property
    def width(self) -> int:
        return sum(cell.cols for cell in self.rows[0])

    def where(self, text: str) -> tuple[int, int]:
        """Return row and index of the first cell with a text."""
        return next((i, j) for i, row in enumerate(self.rows) for j, cell in enumerate(row) if cell.text == text)

    def row(self, text: str) -> Row:
        """Return the row in which a cell with this text begins."""
        return self.rows[self.where(text)[0]]

    def values(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row if cell.code)

    def grid(self) -> list[list[tuple[Cell, bool, bool]]]:
        """Return for each row and column: the cell, whether it begins in this row, whether in this column."""
        found: list[list[Any]] = [[] for _ in self.rows]
        taken: dict[tuple[int, int], tuple[Cell, bool, bool]] = {}
        for i, row in enumerate(self.rows):
            j = 0
            for cell in row:
                while (i, j) in taken:
                    j += 1
                for a in range(cell.rows):
                    for b in range(cell.cols):
                        taken[i + a, j + b] = (cell, a == 0, b == 0)
                j += cell.cols
            found[i] = [taken[i, c] for c in range(self.width)]
        return found


def cut(t: Table, at: int) -> tuple[Table, Table]:
    """Cut section three before a row, closing the spans that cross it."""
    grid = t.grid()
    below: list[list[Cell]] = [list(row) for row in t.rows[at:]]
    start: list[Cell] = []
    for j, (c, begins, first) in enumerate(grid[at]):
        if not begins and first:
            top = next(i for i in range(len(t.rows)) if grid[i][j][0] is c)
            start.append(Cell("", c.cols, c.rows - (at - top)))
            c.rows = at - top
    below[0] = start + below[0]
    return Table(t.name, t.rows[:at], t.head), Table(t.name, below)


@dataclass
class Report:
    """What a document says, and which figures it shows."""

    figures: str
    issuer: str
    year: int
    form: dict[str, str]
    cells: dict[str, Any]
    title: str
    preamble: list[str]
    overview: list[str]
    problems: list[str]
    other_matters: list[str]
    closing: list[str]
    review_style: str = "deep"  # results of 行政复议 span two rows of the head; "flat": all on the third row
    changes: dict[str, Any] = field(default_factory=dict)  # differences to the figures file

    def copy(self, **changes: Any) -> Report:
        return replace(deepcopy(self), **changes)

    def set(self, cells: dict[str, Any]) -> None:
        """Change what some cells show."""
        self.cells = self.cells | cells
        self.changes = self.changes | cells

    def table(self, name: str) -> Table:
        return {"proactive": proactive, "requests": requests, "review": review}[name](self)

    def blocks(self) -> list[tuple[str, Any]]:
        """Return title, headings, paragraphs and tables in order."""
        found: list[tuple[str, Any]] = [("title", self.title)]
        found += [("p", text) for text in self.preamble]
        for name, heading in HEADINGS.items():
            found.append(("h", heading))
            if name in ("proactive", "requests", "review"):
                found.append(("table", self.table(name)))
            else:
                found += [("p", text) for text in getattr(self, name)]
        return found + [("sign", text) for text in self.closing]


def shown(cell: Any) -> str:
    """Return what a cell of the figures shows."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    return str(cell.get("text", cell.get("value", "")))


def value(report: Report, code: str, cols: int = 1) -> Cell:
    return Cell(shown(report.cells[code]), cols=cols, code=code, kind="value")


def proactive(report: Report) -> Table:
    """Return the table of section two, four columns wide."""
    form = report.form["proactive"]
    rows: list[Row] = []
    for number, columns, lines in PROACTIVE[form]:
        last = 4 - len(columns)  # the last column takes what is left
        rows.append([Cell(f"第二十条第（{number}）项", cols=4, kind="caption")])
        heads = [Cell(text, kind="head") for text, _ in columns]
        heads[-1].cols = last
        rows.append([Cell("信息内容", kind="head"), *heads])
        for label, row in lines:
            cells = [value(report, f"proactive.{row}.{column}") for _, column in columns]
            cells[-1].cols = last
            rows.append([Cell(label), *cells])
    return Table("proactive", rows)


def requests(report: Report) -> Table:
    """Return the table of section three: three label columns, seven of numbers, a head of three rows."""

    def numbers(row: str) -> Row:
        return [value(report, f"requests.{row}.{column}") for column in COLUMNS]

    new = report.form["requests"] == "2021"
    rows: list[Row] = [
        [Cell(NOTE, cols=3, rows=3, kind="head"), Cell("申请人情况", cols=7, kind="head")],
        [
            Cell("自然人", rows=2, kind="head"),
            Cell("法人或其他组织", cols=5, kind="head"),
            Cell("总计", rows=2, kind="head"),
        ],
        [Cell(text, kind="head") for text in ORGANISATIONS],
        [Cell("一、本年新收政府信息公开申请数量", cols=3), *numbers("received")],
        [Cell("二、上年结转政府信息公开申请数量", cols=3), *numbers("carried_in")],
    ]
    results: list[Row] = []
    for label, group, details in [*GROUPS, ("（六）其他处理", "other_outcome", OTHER_2021 if new else [])]:
        if not details:
            results.append([Cell(label, cols=2), *numbers(group)])
        for at, (detail, code) in enumerate(details):
            first = [Cell(label, rows=len(details))] if at == 0 else []
            results.append([*first, Cell(detail), *numbers(f"{group}.{code}")])
    results.append([Cell("（七）总计", cols=2), *numbers("concluded")])
    results[0].insert(0, Cell("三、本年度办理结果", rows=len(results)))
    rows += results
    rows.append([Cell("四、结转下年度继续办理", cols=3), *numbers("carried_out")])
    return Table("requests", rows, head=3)


def review(report: Report) -> Table:
    """Return the table of section four: fifteen columns, a head of three rows."""

    def results(rows: int = 1) -> Row:
        return [Cell(text, rows=rows, kind="head") for text in RESULTS]

    direct = Cell("未经复议直接起诉", cols=5, kind="head")
    after = Cell("复议后起诉", cols=5, kind="head")
    court = Cell("行政诉讼", cols=10, kind="head")
    if report.review_style == "deep":
        head = [[Cell("行政复议", cols=5, kind="head"), court], [*results(2), direct, after], [*results(), *results()]]
    else:
        both = Cell("行政复议", cols=5, rows=2, kind="head")
        head = [[both, court], [direct, after], [*results(), *results(), *results()]]
    rows = [*head, [value(report, f"review.{block}.{result}") for block in BLOCKS for result in REVIEW]]
    return Table("review", rows, head=3)


def load(name: str) -> dict[str, Any]:
    """Return the figures of a name."""
    path = next(folder / f"{name}.json" for folder in FIGURES if (folder / f"{name}.json").exists())
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


BODIES = {  # invented
    "town": ("澜汀县枫桥坳镇人民政府", "镇", "枫桥坳镇"),
    "bureau": ("苇渡市住房和城乡建设局", "局", "苇渡市"),
    "county": ("雁栖澜县人民政府", "县", "雁栖澜县"),
    "province": ("云岫省人民政府", "省", "云岫省"),
    "office": ("苇渡市潮音街道办事处", "街道", "潮音街道"),
    "school": ("澜汀县水务局", "局", "澜汀县"),
}


def report(figures: str, body: str = "bureau", year: int | None = None, **changes: Any) -> Report:
    """Return a report with invented prose that shows some figures."""
    cells = load(figures)
    form = "2021" if "proactive.rules.issued" in cells else "2019"
    if form == "2019" and "proactive.fees.amount" in cells:
        form = "mixed"
    requests_form = "2021" if "requests.other_outcome.remaining.total" in cells else "2019"
    issuer, we, place = BODIES[body]
    issuer = changes.pop("issuer", issuer)
    year = year or (2023 if requests_form == "2021" else 2019)
    received = cells["requests.received.total"]
    prose: dict[str, Any] = {
        "title": f"{issuer}{year}年政府信息公开工作年度报告",
        "preamble": [
            f"根据《中华人民共和国政府信息公开条例》要求，编制{year}年度报告。"
            f"本报告所列数据的统计期限自{year}年1月1日起至12月31日止。如有疑问，请与本{we}办公室联系。"
        ],
        "overview": [
            f"{year}年，{place}把公开作为改进服务的基本办法，做了以下工作。",
            "（一）主动公开。全年在门户网站发布各类信息312条，其中政策文件27条、解读图解9条。",
            "（二）依申请公开。规范登记、审核、答复、送达四个环节，做到件件有人办、件件有回音。"
            + (f"全年新收政府信息公开申请{received}件。" if isinstance(received, int) and received else ""),
            "（三）监督保障。组织业务培训4次，参加人员86人次，没有发生责任追究的情形。",
        ],
        "problems": [
            "存在的主要问题：一是解读形式不够多样；二是个别栏目更新不够及时。",
            f"改进情况：一是{year + 1}年计划制作图解不少于12期；二是建立栏目更新提醒制度，超过20天未更新的予以通报。",
        ],
        "other_matters": [f"{year}年度没有收取信息处理费。"],
        "closing": [issuer, f"{year + 1}年1月26日"],
    }
    return Report(
        figures=figures,
        issuer=issuer,
        year=year,
        cells=cells,
        form={"proactive": form, "requests": requests_form, "review": requests_form},
        **(prose | changes),
    )
