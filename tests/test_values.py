"""Normalised values of the metadata: dates, lists, organs."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.numbering import int_to_han
from govdoc.values import is_blank, iso_date, normalise_value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2021年3月29日", "2021-03-29"),
        ("2021年03月29号", "2021-03-29"),
        ("2021 年 3 月 29 日", "2021-03-29"),
        ("２０２１年３月２９日", "2021-03-29"),
        ("2021-3-29", "2021-03-29"),
        ("2021/03/29", "2021-03-29"),
        ("2021.03.29", "2021-03-29"),
        ("20210329", "2021-03-29"),
        ("2021年3月29日 星期一", "2021-03-29"),
        ("二〇二一年三月二十九日", "2021-03-29"),
        ("二○二一年三月二十九日", "2021-03-29"),
        ("二O二一年十月十日", "2021-10-10"),
        ("二零二一年十二月三十一日", "2021-12-31"),
        ("2021年3月", "2021-03"),
        ("2021年", "2021"),
        ("2021", "2021"),
        ("2021-03-29 10:24:29", "2021-03-29T10:24:29"),
        ("2021.03.29 10:24:29", "2021-03-29T10:24:29"),
        ("2021-03-29 10:24:29.0", "2021-03-29T10:24:29"),
        ("2021-03-29 9:05", "2021-03-29T09:05"),
        ("2021-03-29T10:24:29+08:00", "2021-03-29T10:24:29+08:00"),
        ("2021年3月29日10时24分", "2021-03-29T10:24"),
        ("2021年3月29日10时24分5秒", "2021-03-29T10:24:05"),
        ("\u30002021-03-29\xa0", "2021-03-29"),
    ],
)
def test_dates_are_read(raw, value):
    assert iso_date(raw) == value


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "",
            " ",
            "—",
            "长期",
            "2021年2月30日",
            "2021-13-01",
            "2021-02-29",
            "20211301",
            "3.5",
            "202103",
            "3月29日",
        ),
        *(
            "2021-03/29",
            "2021年3月29日印发",
            "2021-03-29 25:00",
            "2021年 10:24",
            "二〇二一年二月三十日",
            "21年3月",
        ),
        *("2021-03-29 10:24:29 浏览", "0000年1月1日", "014046317/2021-01500", "2021年3月29日至30日"),
    ],
)
def test_what_is_no_date_is_none(raw):
    assert iso_date(raw) is None


@given(st.dates(dt.date(1000, 1, 1)), st.sampled_from("〇○零O0"))
@settings(deadline=None)
def test_every_day_is_read_in_every_form(day, zero):
    year = "".join("〇一二三四五六七八九"[int(c)] for c in str(day.year)).replace("〇", zero)
    han = f"{year}年{int_to_han(day.month)}月{int_to_han(day.day)}日"
    for raw in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", han):
        assert iso_date(raw) == day.isoformat()


@given(st.text())
@settings(deadline=None)
def test_reading_a_date_never_raises(raw):
    assert normalise_value("written", raw) == iso_date(raw) or is_blank(raw)


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("keywords", "法制,法律,律师", ("法制", "法律", "律师")),
        ("keywords", "法制；法律 律师", ("法制", "法律 律师")),
        ("keywords", "法制 法律\u3000律师", ("法制", "法律", "律师")),
        ("keywords", "open data", ("open data",)),
        ("keywords", "司法", ("司法",)),
        ("disclosure_form", "网站、文件、政府公报", ("网站", "文件", "政府公报")),
        ("disclosure_form", "政府公报（纸质版、电子版）、网站", ("政府公报（纸质版、电子版）", "网站")),
        ("classification", "司法,,监察,", ("司法", "监察")),
        ("topic", "公安、安全、司法", None),
        ("issuer", "宜兴市司法局", ("宜兴市司法局",)),
        ("issuer", "甲市司法局、甲市财政局", ("甲市司法局", "甲市财政局")),
        ("issuer", "甲市司法局 甲市财政局", ("甲市司法局", "甲市财政局")),
        ("issuer", "甲市 司法局", ("甲市 司法局",)),
        ("issuer", "甲市人民政府 甲市图书馆", ("甲市人民政府", "甲市图书馆")),
        ("index_number", "014046317/2021-01500", None),
        ("published", "—\u3000—", None),
        ("keywords", "", None),
        ("keywords", " — ", None),
        ("unknown", "甲,乙", None),
        (None, "甲,乙", None),
    ],
)
def test_values(key, raw, value):
    assert normalise_value(key, raw) == value


@given(st.text(alphabet="法制律师 \u3000,，、;；a"))
@settings(deadline=None)
def test_only_separators_and_blanks_leave_a_list(raw):
    kept = "".join(c for c in raw if c not in " \u3000,，、;；")
    members = normalise_value("keywords", raw) or ()
    assert "".join(members).replace(" ", "").replace("\u3000", "") == kept
    assert all(member in raw and member.strip() == member != "" for member in members)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("某政发[2021]12号", "某政发〔2021〕12号"),
        ("某政办（2020）第3号", "某政办〔2020〕第3号"),
        ("某政发【2019】 5 号", "某政发〔2019〕 5 号"),
        ("某政发〔2021〕12号", None),
        ("政府令187号", None),
        ("", None),
    ],
)
def test_document_numbers_get_the_standards_brackets(raw, value):
    assert normalise_value("document_number", raw) == value
