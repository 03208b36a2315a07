"""Encodings: what is read, what is refused, and that nothing is invented on the way."""

import contextlib
import pickle
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from govparse.reading.decode import Decoded, Undecodable, decode

TITLE = "2019年政府信息公开工作年度报告"
BODY = """
一、总体情况
根据《中华人民共和国政府信息公开条例》的有关规定，现公布本镇2019年度政府信息公开工作情况。全年主动公开信息215条——比上年增加12条。

二、主动公开政府信息情况
信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量
规章\t0\t0\t0
规范性文件\t3\t3\t17
"""
TRADITIONAL_TITLE = "2019年政府資訊公開工作年度報告"
TRADITIONAL_BODY = """
一、總體情況
根據《中華人民共和國政府信息公開條例》的有關規定，現公布本鎮2019年度政府信息公開工作情況。全年主動公開信息215條。
規章\t0\t0\t0
"""
LONG = TITLE + BODY * 300
TRADITIONAL_LONG = TRADITIONAL_TITLE + TRADITIONAL_BODY * 300

simplified = pytest.mark.parametrize("text", [TITLE, TITLE + BODY, LONG], ids=["title", "page", "long"])
traditional = pytest.mark.parametrize(
    "text",
    [TRADITIONAL_TITLE, TRADITIONAL_TITLE + TRADITIONAL_BODY, TRADITIONAL_LONG],
    ids=["title", "page", "long"],
)


def refusal(data: bytes) -> Undecodable:
    with pytest.raises(Undecodable) as caught:
        decode(data)
    return caught.value


# --- every encoding -------------------------------------------------------------------------------


@simplified
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


@simplified
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32-le", "utf-32-le"),
        ("utf-32-be", "utf-32-be"),
        ("gb18030", "gb18030"),
    ],
)
def test_a_mark_decides_and_is_removed(text: str, codec: str, name: str) -> None:
    assert decode(f"\ufeff{text}".encode(codec)) == Decoded(text, name)


@traditional
def test_big5_is_not_taken_for_gb18030(text: str) -> None:
    data = text.encode("big5")
    assert data.decode("gb18030") != text  # valid, and nonsense
    assert decode(data) == Decoded(text, "cp950")


@traditional
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_traditional_characters_do_not_make_big5(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


def test_characters_outside_gb2312_and_those_that_codec_changes() -> None:
    text = TITLE + "喆堃镕漷㙟𠮷—·～"
    assert decode(text.encode("gb18030")).text == text


def test_ascii() -> None:
    assert decode(b"a | 0 |\n") == Decoded("a | 0 |\n", "utf-8")


def test_line_ends_are_left_alone() -> None:
    text = "规章\r\n0\r0\n\n行政规范性文件\u2028信息公开\x0b\x0c"
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("line", ["|" + " " * 30 + "|\n", "│　　│　　│\n", "\N{NO-BREAK SPACE}\N{EN SPACE}\n"])
def test_a_form_drawn_of_blanks_and_lines(line: str) -> None:
    text = "规章\n" + line * 400 + "行政规范性文件\n" + line * 400
    assert decode(text.encode("gb18030")) == Decoded(text, "gb18030")


@pytest.mark.parametrize("character", ["·", "\N{NO-BREAK SPACE}", "é"])
def test_utf8_that_could_be_pairs_of_gb18030(character: str) -> None:
    text = f"<li>{character}{character} 12</li>" * 50
    assert decode(text.encode()) == Decoded(text, "utf-8")


def test_chinese_far_behind_a_long_head_of_tags() -> None:
    text = "<script>var a = 1;</script>\n" * 20_000 + TITLE
    assert decode(text.encode("gb18030")) == Decoded(text, "gb18030")


# --- sources that break off -----------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("marked", [False, True])
def test_cut_anywhere(encoding: str, marked: bool) -> None:
    mark = "\ufeff".encode(encoding) if marked else b""
    data = mark + (TITLE + BODY).encode(encoding)
    for end in range(len(mark) + len(TITLE.encode(encoding)), len(data)):
        decoded = decode(data[:end])
        assert (TITLE + BODY).startswith(decoded.text)
        whole = mark + decoded.text.encode(encoding)
        assert data[:end].startswith(whole)
        assert decoded.truncated == (whole != data[:end])
        assert end - len(whole) < 4


def test_cut_big5() -> None:
    data = TRADITIONAL_TITLE.encode("big5")[:-1]
    assert decode(data) == Decoded(TRADITIONAL_TITLE[:-1], "cp950", truncated=True)


def test_nothing_but_ascii_before_the_cut() -> None:
    assert decode(b"2019" + "年".encode()[:2]) == Decoded("2019", "utf-8", truncated=True)


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t\x0c",
        b"\xef\xbb\xbf",
        b"\xff\xfe \0\n\0",
        "\u3000\xa0\n".encode(),
        "\u3000\n".encode("utf-16"),
    ],
)
def test_empty(data: bytes) -> None:
    assert refusal(data).kind == "empty"


@pytest.mark.parametrize(
    "data",
    [
        bytes(1000),
        TITLE.encode() + b"\0",
        b"abc\0def",
        b"\0" + TITLE.encode("gb18030"),
        bytes(range(256)) * 40,
    ],
)
def test_nul_bytes_outside_utf16(data: bytes) -> None:
    error = refusal(data)
    assert (error.kind, error.detail) == ("binary", "NUL bytes")


def test_a_mark_that_lies() -> None:
    for data in (
        b"\xef\xbb\xbf" + TITLE.encode("gb18030"),
        b"\xff\xfe" + b"\x00\xd8" * 20,
        b"\x00\x00\xfe\xff" + b"\xff" * 8,
    ):
        assert refusal(data).kind == "encoding"


@pytest.mark.parametrize("encoding", ["euc_jp", "shift_jis", "euc_kr"])
def test_other_encodings(encoding: str) -> None:
    text = {"euc_kr": "정보공개 연차보고서입니다. 각 기관은 이를 공표한다."}.get(
        encoding, "これはテストのためのページです。ありがとう。"
    )
    assert refusal((text * 20).encode(encoding)).kind == "encoding"


def test_latin1() -> None:
    assert refusal("Société générale à Besançon ".encode("latin-1") * 40).kind == "encoding"


def test_the_error_survives_pickling() -> None:
    error = refusal(bytes(8))
    copy = pickle.loads(pickle.dumps(error))
    assert isinstance(copy, Undecodable)
    assert (copy.kind, copy.detail, str(copy)) == (error.kind, error.detail, "binary: NUL bytes")


# --- damage ---------------------------------------------------------------------------------------


def damaged(text: str, encoding: str, every: int) -> bytes:
    """``text`` with one byte in ``every`` overwritten by one that neither UTF-8 nor GB18030 knows."""
    data = bytearray(text.encode(encoding))
    data[every - 1 :: every] = b"\xff" * len(data[every - 1 :: every])
    return bytes(data)


def test_a_few_bad_bytes_in_utf8() -> None:
    decoded = decode(damaged(LONG, "utf-8", 5000))
    assert decoded.encoding == "utf-8 (damaged)"
    assert "\ufffd" in decoded.text
    assert abs(len(decoded.text) - len(LONG)) < len(LONG) / 500


def test_many_bad_bytes_in_utf8() -> None:
    assert refusal(damaged(LONG, "utf-8", 50)).kind == "encoding"


def test_a_bad_byte_in_gb18030_is_not_guessed_over() -> None:
    assert refusal(damaged(LONG, "gb18030", 5000)).kind == "encoding"


def test_a_page_of_tags_with_damaged_gb18030_is_not_damaged_utf8() -> None:
    data = b"<td>0</td>" * 5000 + TITLE.encode("gb18030") + b"\xff" + TITLE.encode("gb18030")
    assert refusal(data).kind == "encoding"


def test_a_printed_replacement_character_is_no_damage() -> None:
    text = TITLE + "\ufffd" * 20
    assert decode(text.encode()) == Decoded(text, "utf-8")
    printed = "\ufffd" * 2000  # far more than one byte in a thousand, were they counted as damage
    assert decode(damaged(LONG, "utf-8", 5000) + printed.encode()).text.endswith(printed)


# --- properties -----------------------------------------------------------------------------------


def is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.text(min_size=1))
def test_any_text_in_utf8(text: str) -> None:
    data = text.encode()
    assume("\0" not in text and not text.startswith("\ufeff") and not text.isspace())
    assert decode(data) == Decoded(text, "utf-8")


words = st.lists(st.sampled_from([*(TITLE + BODY).split(), "漷", "0", "\n", "\t", "—"]), min_size=1)


@given(words, st.sampled_from(["gb18030", "utf-16-le", "utf-16-be"]))
def test_words_of_the_form(words: list[str], encoding: str) -> None:
    text = "行政规范性文件：\n" + "".join(words)
    data = text.encode(encoding)
    assume(not is_utf8(data))
    assert decode(data) == Decoded(text, encoding)


@given(st.binary() | st.binary(min_size=1).map(lambda tail: TITLE.encode("gb18030") + tail))
def test_any_bytes_give_a_faithful_text_or_a_reason(data: bytes) -> None:
    try:
        decoded = decode(data)
    except Undecodable:
        return
    assert decoded.text
    assert not decoded.text.isspace()
    if decoded.encoding != "utf-8 (damaged)":
        text = data.decode(decoded.encoding, errors="ignore" if decoded.truncated else "strict")
        assert text.removeprefix("\ufeff") == decoded.text


@pytest.mark.parametrize(
    "line", [b"<td>12</td>\n", (TITLE + BODY).encode(), (TITLE + BODY).encode("gb18030"), b"\xa0a"], ids=repr
)
def test_twenty_megabytes_take_no_loop_over_characters(line: bytes) -> None:
    data = line * (20_000_000 // len(line))
    began = time.process_time()
    with contextlib.suppress(Undecodable):
        decode(data)
    assert time.process_time() - began < 2  # measured: 0.05 to 0.25; a Python loop over every character needs several
