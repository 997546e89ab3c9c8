"""Bytes become characters: marks, declarations, lies, GB 18030-2022, broken bytes."""

import codecs

import pytest

from govdoc.context import Context
from govdoc.errors import UsageError
from govdoc.model import plain
from govdoc.source import Source, declared_encoding, decode, to_text
from tests.html.pages import BODY, TITLE, read_page

PAGE = f"<html><head>%s<title>{TITLE}</title></head><body><h1>{TITLE}</h1><div>{BODY}</div></body></html>"


def bytes_of(declared: str, encoding: str) -> bytes:
    return (PAGE % (f'<meta charset="{declared}">' if declared else "")).encode(encoding)


@pytest.mark.parametrize(
    ("declared", "encoding", "said", "found"),
    [
        ("utf-8", "utf-8", (), "utf-8"),
        ("", "utf-8", (), "utf-8"),
        ("gb2312", "gb18030", (), "gb18030"),
        ("GBK", "gb18030", (), "gb18030"),
        ("", "gb18030", ("GD101",), "gb18030"),
        ("utf-8", "gb18030", ("GD112",), "gb18030"),
        ("gb2312", "utf-8", ("GD112",), "utf-8"),
        ("big5", "gb18030", ("GD112",), "gb18030"),
        ("iso-8859-1", "gb18030", ("GD112",), "gb18030"),
        ("no-such-thing", "gb18030", ("GD101",), "gb18030"),
        ("hex", "utf-8", (), "utf-8"),
        ("utf-16", "utf-8", (), "utf-8"),
        ("gb2312", "utf-8-sig", (), "utf-8"),
        ("utf-8", "utf-16", (), "utf-16-le"),
        ("", "utf-16-be", (), "utf-16-be"),
    ],
)
def test_the_encoding_is_found(declared: str, encoding: str, said: tuple[str, ...], found: str) -> None:
    document = read_page(bytes_of(declared, encoding), *said)
    assert document.title == TITLE
    assert document.provenance.encoding == found


def test_the_user_is_believed() -> None:
    document = read_page(bytes_of("utf-8", "gb18030"), encoding="gbk")
    assert document.title == TITLE
    with pytest.raises(UsageError):
        read_page(bytes_of("", "utf-8"), encoding="rot13")


def test_traditional_characters_in_big5() -> None:
    text = "關於做好政務公開工作的通知，各有關部門和單位要認真執行，並將情況報告。" * 3
    markup = f"<html><meta charset=big5><body><p>{text}</p></body></html>".encode("big5")
    assert to_text(Source(markup), Context(), None, declared_encoding(markup))[0].count(text) == 1


def test_positions_that_were_private_use_before_2022() -> None:
    data = bytes.fromhex("a6d9a6daa6dba6f3fe59fea0a8bc") + "的公开工作".encode("gb18030")
    context = Context()
    text, _ = decode(Source(data), context, "gb18030")
    assert text == "\ufe10\ufe12\ufe11\ufe19\u9fb4\u9fbb\u1e3f的公开工作"
    assert context.diagnostics == ()


def test_rare_characters_of_gb18030() -> None:
    text = "朱镕基、𠮷、䶮、㛃、〇，的公开工作通知"
    assert decode(Source(text.encode("gb18030")), Context(), "gbk")[0] == text


@pytest.mark.parametrize("cut", range(8))
def test_one_broken_byte_hurts_one_character(cut: int) -> None:
    body = "各部门要加强组织领导，落实人员和经费。".encode("gb18030")
    place = 10 + cut
    document = read_page(
        b"<p>" + body[:place] + body[place + 1 :] + b"</p><p>" + body + b"</p>", "GD101", "GD102", "GD204"
    )
    text = plain(document.main.blocks[0].content)
    assert text.count("\ufffd") == 1
    assert text.endswith("落实人员和经费。")
    assert text.startswith("各部门要")


def test_a_byte_order_mark_is_stronger_than_all() -> None:
    data = codecs.BOM_UTF8 + "的公开".encode()
    assert decode(Source(data), Context(), "gbk") == ("的公开", "utf-8")


def test_the_declaration_is_read_from_the_head_only() -> None:
    assert declared_encoding(b"<meta http-equiv=x content='text/html; charset=GB2312'>") == "GB2312"
    assert declared_encoding(b'<?xml version="1.0" encoding="gbk"?><html>') == "gbk"
    assert declared_encoding(b" " * 20_000 + b"<meta charset=gbk>") is None
