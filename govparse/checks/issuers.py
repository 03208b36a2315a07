"""Which reports are of one body: names compared, and what speaks against it.

A name that is the same may still be that of another body: every province has a 城关镇. So a match is either
sure, or in doubt, and what rests on a match in doubt is no error.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from govparse.reading.fold import fold, key
from govparse.records import AnnualReport

_YEAR = re.compile(r"(?:20[0-9]{2}|二[〇零]{1,2}[一二三四五六七八九〇零]{1,2})年?度?")
_DOCUMENT = re.compile(r"(?:政府信息公开|政务信息公开|政务公开|信息公开)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)$")
_UNITS = "省市区县旗州盟镇乡"
# The name of a place and its unit. Without a name, 县 or 市 alone does not say which; and 市场, 城乡建设, 区域 are no
# units. One character is a name before 县 only (忠县).
_PLACE = re.compile(
    r"(?![省市区县旗州盟村某])"
    r"(?:[一-鿿](?P<short>县)(?![级域镇])|[一-鿿]{2,12}?(?P<unit>街道|(?:市(?![场容])|区(?![域划级])|县(?![级域镇])|"
    r"乡(?![村镇建规])|[省旗州盟镇村])(?!帜)))"
)
_GOVERNMENT = re.compile(rf"(?<=[{_UNITS}])人民政府$")
_STREET = re.compile("(?<=街道)办事处$")
_BODY = re.compile(rf"[{_UNITS}村府局厅委办部署院所站队会处室心道司学校团行馆场社组]$")
_GENERIC = ("经济", "高新", "工业", "技术", "产业", "旅游", "示范", "综合", "开发", "保税", "自贸", "自由贸易", "新区")
"""With these begin what every place may have: 经济开发区."""
_NATIONAL = ("国家", "中国", "中华", "国务院", "全国")
_SHARED = ("区", "镇", "乡", "村", "街道")
"""Units whose names several places share; a name that begins with one is sure only among reports of one body."""
_LONGEST = 40
"""The parts of a longer name are not looked at."""


@frozen
class Issuer:
    """The name of a body, made comparable."""

    key: str
    sure: bool
    """It is printed in the title or the signature, and says which place the body is of."""
    shared: bool
    """Other places may have a body of this name."""


def issuer_key(report: AnnualReport) -> Issuer | None:
    """Return the body of a report; None where no name of one is printed.

    Compared are Chinese characters, folded as labels are, without years, words of the document, and 人民政府
    behind the name of a place: 柳溪镇 and 柳溪镇人民政府 are one body, but 人民政府办公室 is another.
    """
    if not report.issuer:
        return None
    name = normalised(report.issuer)
    if len(name) < 3 or not _BODY.search(name):
        return None
    place = _PLACE.match(name)
    shared = place is not None and place["unit"] in _SHARED
    return Issuer(name, _is_named(report) and (_names_place(name) or name.startswith(_NATIONAL)), shared)


def normalised(name: str) -> str:
    """Return what of the name of a body is compared."""
    words = _DOCUMENT.sub("", _YEAR.sub("", key(fold(name))))
    words = words.replace("管理委员会", "管委会")
    if words.endswith("委员会"):
        words = words.removesuffix("员会")
    return _STREET.sub("", _GOVERNMENT.sub("", words))


def _is_named(report: AnnualReport) -> bool:
    """Return whether the body is named in the title or the signature; an index may name who keeps the site."""
    closing = report.sections.get("closing")
    printed = f"{report.title or ''} {closing.text if closing else ''}"
    return key(fold(report.issuer or "")) in key(fold(printed))


def _names_place(name: str) -> bool:
    place = _PLACE.match(name)
    return place is not None and not place.group().startswith(_GENERIC)


@frozen
class Body:
    """The reports of one body: year → their positions among those given."""

    years: Mapping[int, tuple[int, ...]]
    doubtful: frozenset[int]
    """Reports of which it is not sure that they are of this body."""


def bodies(reports: Sequence[AnnualReport]) -> list[Body]:
    """Return the bodies of which there are reports with a year, in the order of the first report of each.

    Two names are one body if they are the same; or if one is the other with the places above it before it
    (漷县镇, 北京市通州区漷县镇), no third name among the reports fits, and the two never report on one year.
    The latter is in doubt. So is a name that other places may have as well (城关镇), among reports of several
    bodies: who gives reports of one name alone has said that they belong together.
    """
    return bodies_of([(issuer_key(report), report.year) for report in reports])


def bodies_of(named: Sequence[tuple[Issuer | None, int | None]], *, others: bool = False) -> list[Body]:
    """Return the same from the names and years alone; `others` says that there are reports of other bodies as well.

    Names of one body end in the same three characters at least, so reports whose names end otherwise may be left
    out.
    """
    issuers: dict[str, list[Issuer]] = {}
    at_name: dict[str, list[int]] = {}
    for at, (issuer, year) in enumerate(named):
        if issuer is not None and year is not None:
            issuers.setdefault(issuer.key, []).append(issuer)
            at_name.setdefault(issuer.key, []).append(at)
    years_of = {name: [named[at][1] for at in positions] for name, positions in at_name.items()}
    joined = _joined(years_of)
    found = []
    for names in joined:
        members = [(at, issuer) for name in names for at, issuer in zip(at_name[name], issuers[name], strict=True)]
        all_doubtful = len(names) > 1 or ((others or len(joined) > 1) and members[0][1].shared)
        years: dict[int, tuple[int, ...]] = {}
        for at, _ in sorted(members, key=lambda member: member[0]):
            year = named[at][1] or 0
            years[year] = (*years.get(year, ()), at)
        found.append(Body(years, frozenset(at for at, issuer in members if all_doubtful or not issuer.sure)))
    return found


def _joined(named: Mapping[str, Sequence[int | None]]) -> list[list[str]]:
    """Return the names of each body, from the years of each name."""
    longer: dict[str, list[str]] = {}
    for name in named:
        for start in range(2, len(name) - 2 if len(name) <= _LONGEST else 0):
            rest = name[start:]
            if name[start - 1] in _UNITS and rest in named and _names_place(rest):
                longer.setdefault(rest, []).append(name)
    groups: dict[str, list[str]] = {name: [name] for name in named}
    for short, names in longer.items():
        chain = sorted([short, *names], key=len)
        years = [year for name in chain for year in named[name]]
        one = all(b.endswith(a) for a, b in pairwise(chain)) and len(set(years)) == len(years)
        if one and chain[-1] in groups:
            groups[chain[-1]] = list(dict.fromkeys([*groups[chain[-1]], *chain]))
    inside = {name for names in groups.values() if len(names) > 1 for name in names[1:]}
    return [names for name, names in groups.items() if name not in inside]
