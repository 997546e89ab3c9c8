"""The laws of reading: content never raises, no ink is lost, blocks keep their order, the same twice."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.context import Context
from govdoc.inkcheck import visible
from govdoc.model import Document, FurnitureKind
from govdoc.options import TextReadOptions
from govdoc.readers.text import read
from govdoc.source import Source, decode
from govdoc.tree import ink

LINES = (
    "关于印发《青原市公园管理办法(试行)》的通知 青政办发〔2021〕5号 青原市人民政府办公室"
    " 2021年3月29日 二〇二一年三月 索引号:014046317/2021-01500 发布日期:2021-03-29浏览次数:12"
    " 来源:青原市司法局2021-03-2910:24 【字体:大中小】打印 当前位置:首页>政策文件"
    " 各县(市、区)人民政府: 现将有关情况报告如下: 一、总体要求 (一)加强领导。各地要抓好落实。"
    " 一是强化学习。年初召开会议。 1.建立台账 2、完善制度 第一章总则 第一条为了规范管理,制定本办法。"
    " 3.5万人次受益。 附件:1.实施细则 2.责任分工《任务 附件 附件2 (此件公开发布) 抄送:市委各部门。"
    " 青原市人民政府办公室2021年3月30日印发 青原市公园管理办法(试行) 目录 1.1编制目的 特此通知。"
    " 细则.docx 版权所有:青原市人民政府 注: 市长王明 000012 机密★1年 特急 签发人:李华 时效性: 有效"
    " 文号 主题 —— 第53号 青原市人民政府令 扫一扫在手机打开当前页 2021年月日 公开方式:主动公开"
).split()
LINE = st.one_of(
    st.sampled_from(LINES),
    st.lists(st.sampled_from(LINES), min_size=2, max_size=3).map("\u3000".join),
    st.lists(st.sampled_from(LINES), min_size=2, max_size=3).map("".join),
    st.lists(st.sampled_from(LINES), min_size=2, max_size=3).map("\t".join),
    st.text(max_size=12),
)
PAGE = st.lists(LINE, max_size=24).map("\n".join)


def _read(text: str) -> tuple[Document, str]:
    source = Source(text.encode("utf-8", "surrogatepass"))
    decoded, _ = decode(source, Context(), "utf-8")
    return read(source, TextReadOptions(encoding="utf-8"), Context()), decoded


def _ink(document: Document) -> str:
    furniture = "".join(piece.text for piece in document.provenance.furniture)
    heads = sum(1 for part in document.parts if part.letterhead and part.letterhead.signers)
    return visible("".join(ink(document)) + furniture) + "签发人:" * heads


@settings(max_examples=150, deadline=None)
@given(PAGE)
def test_no_ink_is_lost_or_made(page: str) -> None:
    document, text = _read(page)
    assert Counter(visible(text)) == Counter(_ink(document))


@settings(max_examples=150, deadline=None)
@given(PAGE)
def test_blocks_keep_the_order_of_the_page(page: str) -> None:
    document, text = _read(page)
    whole, place = visible(text), 0
    for part in document.parts:
        for block in part.blocks:
            for piece in map(visible, ink(block)):
                place = whole.find(piece, place)
                assert place >= 0, piece
                place += len(piece)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_reading_never_raises(text: str) -> None:
    document, _ = _read(text)
    assert document.parts


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_reading_bytes_never_raises(data: bytes) -> None:
    assert read(Source(data), TextReadOptions(), Context()).parts


@settings(max_examples=60, deadline=None)
@given(PAGE)
def test_the_same_twice(page: str) -> None:
    assert _read(page)[0] == _read(page)[0]


def test_a_page_of_many_shapes_is_read_in_linear_time() -> None:
    import time

    page = "一、标题\n" + "(一)小标题。文字" + "很长" * 50 + "。\n1.项目" + " " * 2000 + "甲\n"
    spent = []
    for times in (200, 1600):
        start = time.perf_counter()
        _read(page * times)
        spent.append(time.perf_counter() - start)
    assert spent[1] < spent[0] * 8 * 4


def test_contents_are_furniture_not_outline() -> None:
    body = "一、总则\n为了做好工作，制定本预案。\n二、附则\n自印发之日起施行。\n"
    page = "青原市应急预案\n目录\n一、总则\n二、附则\n" + body
    document, _ = _read(page)
    kinds = [piece.kind for piece in document.provenance.furniture]
    assert kinds == [FurnitureKind.CONTENTS] * 3
    assert len(document.main.blocks) == 2
