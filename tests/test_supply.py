"""Values that the user supplies: put in their place, marked, and refused when nobody knows the key."""

import pytest

from govdoc.errors import InputError, UsageError
from govdoc.model import Date, Document, Entry, Mark, Metadata, Part, Signature, Text
from govdoc.source import Source
from govdoc.supply import parse_metadata, parse_pair, supply, supply_seal

EMPTY = Document(parts=(Part(),))


def test_a_metadata_value_is_added_and_marked() -> None:
    document = supply(EMPTY, [("index_number", "014046317/2021-01500"), ("生成日期", "2021年3月29日")])
    assert document.metadata.entries == (
        Entry("索引号", "014046317/2021-01500", "index_number", None, True),
        Entry("生成日期", "2021年3月29日", "generated", "2021-03-29", True),
    )
    assert document.provenance.supplied == ("index_number", "生成日期")


def test_a_supplied_value_fills_the_empty_entry_where_it_stands() -> None:
    before = Metadata((Entry("文件编号", "", "document_number"), Entry("体裁", "报告", "genre")))
    document = supply(Document(parts=(Part(),), metadata=before), [("document_number", "甲政发〔2021〕5号")])
    first, second = document.metadata.entries
    assert (first.label, first.raw, first.supplied) == ("文件编号", "甲政发〔2021〕5号", True)
    assert second == before.entries[1]


def test_places_of_the_document() -> None:
    document = supply(
        EMPTY,
        [
            ("title", "关于公开的通知"),
            ("letterhead.mark", "甲市人民政府文件"),
            ("letterhead.signers", "张三 李四"),
            ("signature.organs", "甲市财政局 甲市教育局"),
            ("signature.date", "2021年3月29日"),
        ],
    )
    part = document.main
    assert part.title == (Text("关于公开的通知"),)
    assert part.letterhead is not None
    assert part.letterhead.mark == Mark(("甲市人民政府",), "文件")
    assert [signer.name for signer in part.letterhead.signers] == ["张三", "李四"]
    assert part.signatures[0].organs == ("甲市财政局", "甲市教育局")
    assert part.signatures[0].date == Date("2021年3月29日", "2021-03-29")
    assert document.provenance.supplied[0] == "title"


def test_an_unknown_key_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="index_number"):
        supply(EMPTY, [("colour", "red")])


def test_pairs_are_parsed() -> None:
    assert parse_pair("a=b=c") == ("a", "b=c")
    assert parse_pair("a=") == ("a", "")
    for wrong in ("a", "=b"):
        with pytest.raises(UsageError, match="KEY=VALUE"):
            parse_pair(wrong)


@pytest.mark.parametrize(
    "text", ["索引号: 0123\n关键词: [法制, 司法]\n", '{"索引号": "0123", "关键词": ["法制", "司法"]}']
)
def test_a_metadata_file_is_yaml_or_json_and_stays_text(text: str) -> None:
    assert parse_metadata(Source(text.encode(), "m.yaml")) == (("索引号", "0123"), ("关键词", "法制；司法"))


@pytest.mark.parametrize("text", ["- a\n- b\n", "a: {b: c}", "a: [", "\x00"])
def test_a_wrong_metadata_file_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"m\.yaml"):
        parse_metadata(Source(text.encode(), "m.yaml"))


PNG = b"\x89PNG\r\n\x1a\n"


def test_a_seal_goes_to_the_last_signature() -> None:
    signatures = (Signature(("甲市财政局",)), Signature(("甲市人民政府",)))
    document = Document(parts=(Part(signatures=signatures),))
    sealed = supply_seal(document, Source(PNG))
    (resource,) = sealed.resources
    assert [signature.seal for signature in sealed.main.signatures] == [None, resource.id]
    assert (resource.data, resource.media_type) == (PNG, "image/png")
    assert sealed.provenance.supplied == ("signature.seal",)
    assert supply_seal(sealed, Source(PNG)).resources == sealed.resources


def test_a_seal_needs_a_picture_and_a_signature() -> None:
    with pytest.raises(InputError, match="PNG"):
        supply_seal(Document(), Source(b"GIF89a"))
    with pytest.raises(UsageError, match="signature"):
        supply_seal(Document(), Source(PNG))
