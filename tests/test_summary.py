"""What `govdoc inspect` says."""

import json

import pytest

from govdoc.model import (
    Document,
    Entry,
    Metadata,
    Paragraph,
    Part,
    Section,
    Signature,
    Text,
)
from govdoc.summary import as_text, summarise, to_json
from govdoc.values import normalise_value
from tests.readers.reading import read_text

KEYS = [
    *("title", "genre", "issuers", "doc_number", "addressee", "metadata", "parts", "outline"),
    *("signature", "attachments", "files", "note", "tags"),
]


def test_the_sample_is_understood(sample_document: Document) -> None:
    found = json.loads(to_json(summarise(sample_document)))
    assert list(found) == KEYS
    assert found["title"] == "2020年度宜兴市法治政府建设工作报告"
    assert (found["genre"], found["doc_number"], found["addressee"]) == ("报告", None, None)
    assert found["issuers"] == ["宜兴市司法局"]
    assert found["parts"] == [{"kind": "main", "title": found["title"]}]
    assert found["signature"] == [
        {"orgs": ["宜兴市人民政府"], "person": None, "date": "2021-03-29", "part": 0}
    ]
    labels = [label for label, _ in found["metadata"]]
    assert " ".join(labels) == (
        "来源 日期 浏览次数 索引号 生成日期 公开日期 文件编号 公开时限 发布机构 公开形式 公开方式 公开范围"
        " 效力状况 公开程序 主题(一) 主题(二) 体裁 关键词 分类词 文件下载 内容概况"
    )
    assert [label for label, value in found["metadata"] if not value] == ["浏览次数", "文件编号", "文件下载"]
    units = found["outline"]
    assert [sum(unit["level"] == level for unit in units) for level in (1, 2, 3)] == [3, 11, 19]
    assert {(unit["level"], unit["kind"]) for unit in units} == {(1, "heading"), (2, "heading"), (3, "runin")}
    assert units[2] == {"level": 3, "kind": "runin", "label": "一是", "text": "强化组织领导", "part": 0}


def test_kinds_of_units() -> None:
    document = read_text(
        "青原市停车办法\n第一章总则\n第一条为了规范停车,制定本办法。\n第二条分为两类:\n(一)长期停车:超过一月。\n(二)按有关规定执行的其他停车。\n"
    )
    assert [(u.kind, u.text) for u in summarise(document).outline] == [
        ("heading", "总则"),
        ("article", "为了规范停车,制定本办法。"),
        ("article", "分为两类:"),
        ("runin", "长期停车"),
        ("item", "按有关规定执行的其他停车。"),
    ]


def _document(title: str, *entries: tuple[str, str, str], organs: tuple[str, ...] = ()) -> Document:
    made = tuple(Entry(label=a, raw=b, key=k, value=normalise_value(k, b)) for a, b, k in entries)
    signatures = (Signature(organs=organs),) if organs else ()
    part = Part(title=(Text(text=title),) if title else (), signatures=signatures)
    return Document(metadata=Metadata(entries=made), parts=(part,))


@pytest.mark.parametrize(
    ("document", "issuers"),
    [
        (_document("通知", ("发布机构", "甲市司法局", "issuer"), organs=("甲市人民政府",)), ("甲市司法局",)),
        (
            _document("通知", ("发布机构", "甲市司法局", "issuer"), organs=("甲市司法局", "甲市财政局")),
            ("甲市司法局", "甲市财政局"),
        ),
        (_document("通知", organs=("甲市人民政府",)), ("甲市人民政府",)),
        (_document("甲市人民政府关于停水的通知"), ("甲市人民政府",)),
        (_document("停水通知"), ()),
    ],
)
def test_issuers(document: Document, issuers: tuple[str, ...]) -> None:
    assert summarise(document).issuers == issuers


@pytest.mark.parametrize(
    ("document", "number"),
    [
        (_document("通知", ("文号", "甲政发〔2021〕5号", "document_number")), "甲政发〔2021〕5号"),
        (_document("通知", ("文件编号", "JJSZF-202301-591", "document_number")), None),
        (_document("关于停水的通知(甲府〔2021〕14号)"), "甲府〔2021〕14号"),
        (_document("关于停水的通知"), None),
    ],
)
def test_document_numbers(document: Document, number: str | None) -> None:
    assert summarise(document).doc_number == number


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("关于停水的通知(试行)", "通知"),
        ("停水会议纪要", "会议纪要"),
        ("甲市人民政府令", "政府令"),
        ("停水了", None),
    ],
)
def test_genre_is_the_last_word_of_the_title(title: str, genre: str | None) -> None:
    assert summarise(_document(title)).genre == genre


def test_a_document_without_anything() -> None:
    summary = summarise(Document())
    assert summary.title is None
    assert as_text(summary).startswith("标题：无\n")
    assert as_text(summary, "en").startswith("title: none\n")


def test_for_people() -> None:
    blocks = (Section(level=1, label="一、", heading=(Text(text="目的"),), blocks=(Paragraph(),)),)
    document = Document(parts=(Part(title=(Text(text="停水通知"),), blocks=blocks),))
    assert as_text(summarise(document)) == (
        "标题：停水通知\n文种：通知\n发文机关：无\n发文字号：无\n主送机关：无\n政府信息公开事项：无\n组成：\n"
        "  1 正文：停水通知\n结构：\n  一、目的\n署名：无\n附件：无\n"
    )
