"""Characters: traditional ones, encodings declared or not, numeric references."""

from __future__ import annotations

import re

from markup import main, plain
from model import Report
from register import Made

from web_pages.shared import page, pages


@page("traditional", "Traditional characters throughout.")
def _(r: Report) -> Made:
    pairs = dict(
        zip(
            "规范处罚强项条内数废现总计办结诉讼经议关维纠审业构织务预开产门设单额费县应与为实时间际动进统请发复报编质询问题样护权属国"
            "机类过执档没误无补长对认个会决许转续继环节录证栏图导层众电话网责运记领学组参员训监广传变线连违适优满坚较级镇乡岁济钩华颁"
            "区头汇岖临枫桥仓围仅联书气标确订细还将后",
            "規範處罰強項條內數廢現總計辦結訴訟經議關維糾審業構織務預開產門設單額費縣應與為實時間際動進統請發復報編質詢問題樣護權屬國"
            "機類過執檔沒誤無補長對認個會決許轉續繼環節錄證欄圖導層眾電話網責運記領學組參員訓監廣傳變線連違適優滿堅較級鎮鄉歲濟鉤華頒"
            "區頭匯嶇臨楓橋倉圍僅聯書氣標確訂細還將後",
            strict=True,
        )
    )
    pairs |= dict(
        zip(
            "转续环证级标领错选购举况访获这当稳减据读达户万于苇",
            "轉續環證級標領錯選購舉況訪獲這當穩減據讀達戶萬於葦",
            strict=True,
        )
    )
    change = str.maketrans(pairs)
    made = plain(r, main(r)).translate(change)
    fix = {
        name: "\n".join(getattr(r, name)).translate(change)
        for name in ("preamble", "overview", "problems", "other_matters", "closing")
    }
    return made, {"title": r.title.translate(change), "issuer": r.issuer.translate(change), "sections": fix}


RARE = {
    "issuer": "澜汀县镕喆堃镇人民政府",
    "title": "澜汀县镕喆堃镇人民政府2023年政府信息公开工作年度报告",
    "closing": ["澜汀县镕喆堃镇人民政府", "2024年1月26日"],
}


def _declared(name: str) -> str:
    return f'<meta http-equiv="Content-Type" content="text/html; charset={name}">' if name else ""


ENCODINGS = {
    "utf-8-undeclared": ("utf-8", ""),
    "utf-8-declared-gb2312": ("utf-8", "gb2312"),
    "gb18030-declared-utf-8": ("gb18030", "utf-8"),
    "gb18030-undeclared": ("gb18030", ""),
    "gb18030-declared-gb2312": ("gb18030", "gb2312"),
    "utf-16-bom": ("utf-16", ""),
    "utf-16-le-no-bom": ("utf-16-le", "utf-16"),
    "utf-8-bom-declared-gbk": ("utf-8-sig", "gbk"),
}


def _encoding(stem: str, encoding: str, declared: str) -> None:
    @page(
        f"encoding-{stem}",
        f"Bytes in {encoding}, {'declared ' + declared if declared else 'undeclared'}; characters outside GB2312 (镕喆堃) in the name.",
        **RARE,
    )
    def _(r: Report) -> Made:
        return plain(r, main(r), _declared(declared)).encode(encoding)


for _stem, (_encoding_name, _meta) in ENCODINGS.items():
    _encoding(_stem, _encoding_name, _meta)


@page(
    "encoding-big5",
    "Traditional characters in Big5, declared.",
    "dense-2019",
    "town",
    issuer="楓橋坳鎮人民政府",
    title="楓橋坳鎮人民政府2019年政府信息公開工作年度報告",
    preamble=["現將2019年度工作報告如下。"],
    overview=["2019年，本鎮主動公開各類信息312條。"],
    problems=["個別欄目更新不夠及時，將逐步改進。"],
    other_matters=["無其他需要報告的事項。"],
    closing=["楓橋坳鎮人民政府", "2020年1月26日"],
)
def _(r: Report) -> Made:
    made, _ = pages.entries["traditional"][2](r)
    text = str(made).replace('charset="utf-8"', 'charset="big5"').replace('lang="zh-CN"', 'lang="zh-TW"')
    return text.encode("big5", "xmlcharrefreplace")


@page("numeric-references", "Every Chinese character as a numeric reference, decimal and hexadecimal by turns.")
def _(r: Report) -> Made:
    return re.sub(
        r"[^\x00-\x7f]", lambda m: f"&#{ord(m[0])};" if ord(m[0]) % 2 else f"&#x{ord(m[0]):X};", plain(r, main(r), "")
    )
