"""Titles, bodies, headings and prose. Places, bodies and events are invented."""

from __future__ import annotations

from random import Random

from govparse.forms.headings import SECTIONS, official_heading

_PLACES = ("青岩", "临泽", "云麓", "石塘", "南屏", "沅陵川", "白鹿湾", "枫林")
_BODIES = (
    "镇人民政府",
    "县人民政府办公室",
    "市教育局",
    "区卫生健康局",
    "街道办事处",
    "市市场监督管理局",
    "省财政厅",
    "经济开发区管理委员会",
)
_TITLES = (
    "{body}{year}年政府信息公开工作年度报告",
    "{body}{year}年度政府信息公开工作报告",
    "{body}政府信息公开工作{year}年度报告",
    "{year}年{body}政府信息公开工作年度报告",
)
_PREAMBLES = (
    "根据《中华人民共和国政府信息公开条例》的规定，编制本报告。",
    "现公布本机关{year}年度政府信息公开工作情况，数据统计期限为{year}年1月1日至{year}年12月31日。",
    "本报告可在本机关门户网站下载。如有疑问，请与办公室联系。",
)
_SENTENCES = (
    "全年开展业务培训{n}次。",
    "门户网站新增栏目{n}个，更新办事指南{n}份，群众查阅更加方便。",
    "办公室牵头梳理历史文件{n}份，逐份标注有效状态；各科室同步核对台账。",
    "政务新媒体推送图文{n}条，阅读量最高的一条为《便民服务事项一览》。",
    "一是健全工作制度，明确{n}名专职人员；二是规范审核流程，先审查、后公开；三是加强督促检查。",
    "接听咨询电话{n}次，现场接待来访群众{n}人次，均当场答复。",
    "窗口单位公开服务承诺{n}项，接受社会监督。",
)
_SUBHEADINGS = ("（一）组织领导", "（二）平台建设", "（三）监督保障")
_PROBLEMS = (
    "部分栏目更新不够及时，仍有{n}个科室报送信息偏少。",
    "基层经办人员变动较多，业务还不熟练。下一步将编写操作手册，组织{n}期轮训。",
    "政策解读形式单一，图解和视频偏少，今后将增加生动易懂的解读材料。",
)
_OTHERS = (
    "没有其他需要说明的情况。",
    "本年度未收取信息处理费。",
    "承办建议提案{n}件，均已在网站公开答复全文。",
)
_MOST_SENTENCES = 3


def body_name(random: Random) -> str:
    """Return the name of a body."""
    return random.choice(_PLACES) + random.choice(_BODIES)


def title(random: Random, body: str, year: int) -> str:
    """Return a title that names body and year."""
    return random.choice(_TITLES).format(body=body, year=year)


def heading(random: Random, section: str) -> str:
    """Return the heading of a section (one of `SECTIONS`): the official words, seldom with another numbering."""
    number = "一二三四五六"[SECTIONS.index(section)]
    ordinal = random.choice((f"{number}、", f"{number}、", f"{number}、 ", f"{number}.", f"第{number}部分、"))
    return f"{ordinal}{official_heading(section)}"


def preamble(random: Random, year: int) -> str:
    """Return the paragraph between title and part one."""
    return random.choice(_PREAMBLES).format(year=year)


def overview(random: Random) -> str:
    """Return the prose of part one: paragraphs, sometimes with headings of their own."""
    if random.randint(0, 3) == 3:
        return "\n".join(f"{name}\n{paragraph(random, _SENTENCES)}" for name in _SUBHEADINGS)
    return "\n".join(paragraph(random, _SENTENCES) for _ in range(random.randint(1, 3)))


def problems(random: Random) -> str:
    """Return the prose of part five."""
    return "\n".join(paragraph(random, _PROBLEMS) for _ in range(random.randint(1, 2)))


def other_matters(random: Random) -> str:
    """Return the prose of part six."""
    return paragraph(random, _OTHERS)


def closing(random: Random, body: str, year: int) -> str:
    """Return signature and date."""
    return f"{body}\n{year + 1}年{random.randint(1, 3)}月{random.randint(1, 28)}日"


def paragraph(random: Random, sentences: tuple[str, ...]) -> str:
    """Return a paragraph of one sentence or a few."""
    count = random.randint(1, min(_MOST_SENTENCES, len(sentences)))
    chosen = [random.choice(sentences) for _ in range(count)]
    # Numbers in prose are no cells: they are there to be mistaken for some.
    return "".join(sentence.replace("{n}", str(random.randint(0, 400))) for sentence in dict.fromkeys(chosen))
