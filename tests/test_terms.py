"""The glossary: every key has one name everywhere, every label one key."""

import pytest

from govdoc.terms import ELEMENTS, LABELS, TERMS, TOPICS, fold_label, key_of


def test_keys_and_elements():
    assert all(key == term.key for key, term in TERMS.items())
    assert len(ELEMENTS) == len(TERMS)
    assert TERMS["index_number"].element == "indexNumber"
    assert TERMS["topic"].element == "topic"
    assert all(term.english and term.official in term.labels for term in TERMS.values())


def test_a_label_names_one_key():
    given = [(fold_label(label), term.key) for term in TERMS.values() for label in term.labels]
    for label, key in given:
        assert LABELS[label] == key, f"{label} names {LABELS[label]} and {key}"


SAMPLE_LABELS = (
    "来源 日期 浏览次数 索引号 生成日期 公开日期 文件编号 公开时限 发布机构 公开形式 公开方式 公开范围 "
    " 效力状况 公开程序 主题(一) 主题(二) 体裁 关键词 分类词 文件下载 内容概况"
).split()


def test_the_sample_page_has_21_labels_and_20_keys():
    keys = [key_of(label) for label in SAMPLE_LABELS]
    assert None not in keys
    assert (len(keys), len(set(keys))) == (21, 20)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("索　引　号：", "index_number"),
        ("索 引 号:", "index_number"),
        ("主题（一）", "topic"),
        ("发文字号", "document_number"),
        ("PubDate", "published"),
        ("责任处室", None),
        ("", None),
    ],
)
def test_labels_as_printed(label, key):
    assert key_of(label) == key


def test_topics_hold_the_comma_and_22_classes():
    assert len(TOPICS) == 22
    assert "司法" in TOPICS["公安、安全、司法"]
    assert "农业、畜牧业、渔业" in TOPICS["农业、林业、水利"]
