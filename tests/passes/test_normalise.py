"""The pass `normalise`: full-width punctuation in Han context, and every change counted."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.context import Context
from govdoc.inkcheck import visible
from govdoc.model import Document, Link, Paragraph, Part, Section, Strong, Text, plain
from govdoc.passes.normalise import normalise
from govdoc.tree import ink


def change(text: str) -> str:
    document = Document(parts=(Part(blocks=(Paragraph((Text(text),)),)),))
    block = normalise(document, Context()).main.blocks[0]
    assert isinstance(block, Paragraph)
    return plain(block.content)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("坚持公开,接受监督;整改:落实!", "坚持公开，接受监督；整改：落实！"),
        ("增长98.6%,涉及1,234.5万元", "增长98.6%，涉及1,234.5万元"),
        ("会议于14:30开始,地点不变", "会议于14:30开始，地点不变"),
        ("详见http://a.gov.cn/x,y?z=1,欢迎下载", "详见http://a.gov.cn/x,y?z=1，欢迎下载"),
        ("网址:www.gov.cn,请查看", "网址：www.gov.cn，请查看"),
        ("邮箱a.b@gov.cn,电话12345", "邮箱a.b@gov.cn，电话12345"),
        ("《纲要(2015-2020年)》", "《纲要（2015-2020年）》"),
        ("GB/T 9704(2012)", "GB/T 9704(2012)"),
        ("f(x), g(y)", "f(x), g(y)"),
        ("约有 7000 户,占 5 成", "约有7000户，占5成"),
        ("约有\u00a07000\u00a0户", "约有7000户"),
        ("如 “放管服”改革", "如“放管服”改革"),
        ("PC 端和 APP 端", "PC 端和 APP 端"),
        ("某政发[2021]12号", "某政发〔2021〕12号"),
        ("某政发(2021)第3号", "某政发〔2021〕第3号"),
        ("某政发（2021）第3号", "某政发〔2021〕第3号"),
        ("按照某政发（2021）3号文件,抓紧办理", "按照某政发〔2021〕3号文件，抓紧办理"),
        ("2021号（试行）", "2021号（试行）"),
        ("见表[2021]所列", "见表[2021]所列"),
        ('所谓"三公"经费', "所谓“三公”经费"),
        ('长24"的板', '长24"的板'),
        ('男子13"1、女子14"4，称"优秀"者', '男子13"1、女子14"4，称“优秀”者'),
        ("完成任务.下一步", "完成任务。下一步"),
        ("1.5倍.", "1.5倍。"),
        ("3.5万人次", "3.5万人次"),
        ("比例为1:2", "比例为1:2"),
    ],
)
def test_rules(before: str, after: str) -> None:
    assert change(before) == after


def test_a_label_becomes_full_width_and_a_number_label_stays() -> None:
    document = Document(
        parts=(Part(blocks=(Section(1, "(一)", (Text("甲"),)), Section(1, "(2)"), Section(1, "1."))),)
    )
    labels = [b.label for b in normalise(document, Context()).main.blocks if isinstance(b, Section)]
    assert labels == ["（一）", "（2）", "1."]


def test_context_reaches_over_marks_of_emphasis() -> None:
    content = (Strong((Text("重点"),)), Text(",其次"), Link((Text("见此"),), "http://x/a,b"))
    document = Document(parts=(Part(blocks=(Paragraph(content),)),))
    block = normalise(document, Context()).main.blocks[0]
    assert isinstance(block, Paragraph)
    assert plain(block.content) == "重点，其次见此"
    assert isinstance(block.content[0], Strong)
    assert block.content[2] is content[2]


def test_every_change_is_counted(sample_document) -> None:
    context = Context()
    before = Counter(visible("".join(ink(sample_document.main))))
    after = Counter(visible("".join(ink(normalise(sample_document, context).main))))
    told_away: Counter[str] = Counter()
    told_new: Counter[str] = Counter()
    for d in context.diagnostics:
        assert d.code == "GD250"
        old, new = d.values
        if old.strip():
            told_away[old] += d.count
            told_new[new] += d.count
    assert before - after == told_away
    assert after - before == told_new
    assert sum(told_away.values()) > 200


def test_what_is_normalised_stays_as_it_is(sample_document) -> None:
    once = normalise(sample_document, Context())
    assert once != sample_document
    assert normalise(once, Context()) is once


def test_nothing_to_do_gives_the_same_document_and_says_nothing() -> None:
    document = Document(parts=(Part(blocks=(Paragraph((Text("坚持公开，接受监督。"),)),)),))
    context = Context()
    assert normalise(document, context) is document
    assert context.diagnostics == ()


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="政务公开,;:?!.()[]\"' 0123456789年号AB/:\u00a0“”（），。", max_size=40))
def test_it_keeps_all_letters(text: str) -> None:
    once = change(text)
    letters = [c for c in text if c.isalnum()]
    assert [c for c in once if c.isalnum()] == letters
