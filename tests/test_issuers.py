"""Which reports are of one body: names compared, and how sure a name is."""

from __future__ import annotations

import pytest
from attrs import evolve
from year_parts import BASE, BODY, named

from govparse.checks.issuers import bodies, issuer_key, normalised
from govparse.checks.years import between_years
from govparse.records import Metadata, Printed, Section


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柳溪镇人民政府", "柳溪镇"),
        ("云岫省人民政府", "云岫省"),
        ("白石街道办事处", "白石街道"),
        ("柳溪鎮人民政府", "柳溪镇"),
        ("南屏县 财政局", "南屏县财政局"),
        ("2023年度南屏县财政局", "南屏县财政局"),
        ("南屏县卫生健康委员会", "南屏县卫生健康委"),
        ("南屏开发区管理委员会", "南屏开发区管委会"),
        ("二〇二三年南屏县财政局", "南屏县财政局"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柳溪县人民政府", "柳溪县人民政府办公室"),
        ("柳溪县人民政府办公室", "柳溪县人民政府办公厅"),
        ("柳溪县财政局", "柳溪市财政局"),
        ("柳溪县教育局", "柳溪县教育体育局"),
        ("柳溪镇", "柳溪乡"),
        ("第一分局", "第二分局"),
    ],
)
def test_two_names(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("issuer", [None, "", "本", "我局的", "法定主动公开内容", "年度报告", "xyz"])
def test_what_names_no_body(issuer: str | None) -> None:
    assert issuer_key(evolve(BASE, issuer=issuer)) is None


@pytest.mark.parametrize(
    ("issuer", "sure", "shared"),
    [
        ("南屏县财政局", True, False),
        ("云岫市教育局", True, False),
        ("城关镇人民政府", True, True),
        ("鼓楼区人民政府", True, True),
        ("柳溪县城关镇人民政府", True, False),
        ("白石街道办事处", True, True),
        ("财政局", False, False),
        ("市场监督管理局", False, False),
        ("经济开发区管理委员会", False, True),
        ("国家林业局", True, False),
        ("广州市民政局", True, False),
        ("忠县水利局", True, False),
        ("忠县石门镇", True, False),
        ("镇江市市场监督管理局", True, False),
        ("漷县镇", True, True),
        # What stands before these names of offices is a unit without the name of a place.
        ("县市场监督管理局", False, False),
        ("省市场监督管理局", False, False),
        ("区城市管理局", False, False),
        ("县城市管理综合执法局", False, False),
        ("住房和城乡建设局", False, False),
        ("乡镇企业局", False, False),
        ("某县水利局", False, False),
    ],
)
def test_how_sure_a_name_is(issuer: str, sure: bool, shared: bool) -> None:
    known = issuer_key(named(BASE, issuer))
    assert known is not None
    assert (known.sure, known.shared) == (sure, shared)


def test_a_name_in_an_index_alone_is_in_doubt() -> None:
    report = evolve(
        named(BASE), title="2023年政府信息公开工作年度报告", metadata=Metadata(publisher=Printed(BODY, None))
    )
    known = issuer_key(report)
    assert known is not None and not known.sure
    signed = evolve(report, sections={**report.sections, "closing": Section(f"{BODY}\n2024年1月8日", 0, 0)})
    known = issuer_key(signed)
    assert known is not None and known.sure


def found_bodies(*names: tuple[str, int]) -> list[tuple[list[int], bool]]:
    """Return the years of each body, and whether any of its reports is in doubt."""
    return [
        (sorted(body.years), bool(body.doubtful)) for body in bodies([named(BASE, name, year) for name, year in names])
    ]


def test_places_above_may_be_left_out() -> None:
    short, long, longest = "漷水镇人民政府", "通汇区漷水镇人民政府", "京和市通汇区漷水镇"
    assert found_bodies((short, 2022), (long, 2023)) == [([2022, 2023], True)]
    assert found_bodies((longest, 2023), (short, 2022), (long, 2024)) == [([2022, 2023, 2024], True)]
    # Two bodies that the short name fits; both report on one year; the words before it are no place.
    assert len(found_bodies((short, 2022), (long, 2023), ("远安县漷水镇", 2023))) == 3
    assert len(found_bodies((short, 2022), (long, 2023), (long, 2022))) == 2
    assert len(found_bodies(("教育局", 2022), ("通汇区教育局", 2023))) == 2
    assert len(found_bodies(("开发区管委会", 2022), ("通汇区开发区管委会", 2023))) == 2
    assert len(found_bodies((short, 2022), ("新漷水镇", 2023))) == 2


def test_a_name_that_several_places_have_is_in_doubt_among_others() -> None:
    assert found_bodies(("城关镇", 2022), ("城关镇", 2023)) == [([2022, 2023], False)]
    assert found_bodies(("城关镇", 2022), ("城关镇", 2023), (BODY, 2023)) == [([2022, 2023], True), ([2023], False)]


def test_reports_without_body_or_year_belong_to_nobody() -> None:
    reports = [evolve(BASE, issuer=None), evolve(BASE, year=None), evolve(BASE, issuer="2023年")]
    assert bodies(reports) == []
    assert between_years(reports) == [[], [], []]
