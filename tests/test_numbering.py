"""Labels and Han numerals: what is read is what is written, and what is no label is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.model import Scheme
from govdoc.numbering import han_to_int, int_to_han, make_label, match_label


def test_every_number_reads_back():
    assert all(han_to_int(int_to_han(n)) == n for n in range(1, 100_000))


@pytest.mark.parametrize(
    ("number", "han"),
    [
        *((0, "零"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (54, "五十四"), (100, "一百")),
        *((105, "一百零五"), (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"), (10_000, "一万")),
        *((10_010, "一万零一十"), (12_000, "一万二千"), (99_999, "九万九千九百九十九")),
    ],
)
def test_numerals_as_printed(number, han):
    assert int_to_han(number) == han


@pytest.mark.parametrize("number", [-1, 100_000])
def test_numbers_out_of_range_are_refused(number):
    with pytest.raises(ValueError, match="outside"):
        int_to_han(number)


@pytest.mark.parametrize(
    ("han", "number"),
    [("两百", 200), ("二〇二一", 2021), ("二○二一", 2021), ("壹佰", 100), ("〇", 0)],
)
def test_other_numerals_are_read(han, number):
    assert han_to_int(han) == number


@pytest.mark.parametrize("text", ["", "甲", "一甲", "百分", "第一"])
def test_what_is_no_numeral_is_none(text):
    assert han_to_int(text) is None


LIMITS = {
    Scheme.CIRCLED: 35,
    Scheme.ORDER_WORD: 4,
    Scheme.HAN_POINT: 99,
    Scheme.DIGIT_POINT: 999,
    Scheme.DIGIT_COMMA: 999,
    Scheme.DIGIT_BRACKET: 999,
    Scheme.ARTICLE: 9999,
}


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_a_label_that_is_made_is_matched(data):
    scheme = data.draw(st.sampled_from([s for s in Scheme if s is not Scheme.DECIMAL]))
    number = data.draw(st.integers(1, LIMITS.get(scheme, 999)))
    text = make_label(scheme, number)
    found = match_label(text + "抓好落实")
    assert found == (text, scheme, number, len(text))


@pytest.mark.parametrize(
    "line",
    [
        *(
            "3.5万人次",
            "2021年，全市",
            "百、",
            "1.2亿元",
            "2.5万",
            "2020-2021",
            "一方面",
            "第一，",
            "十九大",
            "",
            "、",
        ),
        *("100余名", "1051项", "〔2021〕5号", "一", "第三方评估"),
    ],
)
def test_what_is_no_label(line):
    assert match_label(line) is None


@pytest.mark.parametrize(
    ("line", "text", "scheme", "number"),
    [
        ("一、总体要求", "一、", Scheme.HAN_COMMA, 1),
        ("(一)抓好", "(一)", Scheme.HAN_BRACKET, 1),
        ("（十二）、抓好", "（十二）、", Scheme.HAN_BRACKET, 12),
        ("1.抓好", "1.", Scheme.DIGIT_POINT, 1),
        ("１．抓好", "１．", Scheme.DIGIT_POINT, 1),
        ("2、抓好", "2、", Scheme.DIGIT_COMMA, 2),
        ("（3）抓好", "（3）", Scheme.DIGIT_BRACKET, 3),
        ("4)抓好", "4)", Scheme.DIGIT_BRACKET, 4),
        ("⑤抓好", "⑤", Scheme.CIRCLED, 5),
        ("一是强化", "一是", Scheme.HAN_POINT, 1),
        ("首先，要", "首先，", Scheme.ORDER_WORD, 1),
        ("第三章 总则", "第三章", Scheme.CHAPTER, 3),
        ("第二十条之一 本", "第二十条之一", Scheme.ARTICLE, 20),
        ("1.2 范围", "1.2", Scheme.DECIMAL, 2),
    ],
)
def test_labels_as_printed(line, text, scheme, number):
    assert match_label(line) == (text, scheme, number, len(text))


@given(st.text())
@settings(deadline=None)
def test_matching_never_raises_and_keeps_the_characters(line):
    found = match_label(line)
    assert found is None or (
        line.startswith(found.text) and found.end == len(found.text) and found.number >= 0
    )
