"""The model: what can be asked of it, and that the document the tests share uses all of it."""

import msgspec
import pytest

from govdoc import build as b
from govdoc import model as m
from govdoc.tree import children, rewrite, walk
from tests.full_document import FULL


def kinds(base=m.Node):
    return {kind for sub in base.__subclasses__() for kind in {sub, *kinds(sub)}}


def test_the_full_document_uses_every_node_and_every_field():
    found = {}
    for _, node in walk(FULL):
        found.setdefault(type(node), []).append(node)
    assert set(found) == kinds()
    for kind, nodes in found.items():
        for field in msgspec.structs.fields(kind):
            used = any(getattr(node, field.name) != field.default for node in nodes)
            assert used or field.name == "id", f"{kind.__name__}.{field.name}"


def test_nodes_are_frozen_values():
    with pytest.raises(AttributeError):
        FULL.language = "en"
    assert m.Text(text="a") == m.Text(text="a") != m.Text(text="a", id="x")
    assert len({m.Text(text="a"), m.Text(text="a")}) == 1


def test_metadata_look_ups():
    metadata = FULL.metadata
    assert metadata.index_number == "014046317/2021-01500"
    assert metadata.generated == "2021-03-01"
    assert metadata.document_number is None
    assert metadata.topics == ("公安、安全、司法",)
    assert metadata.keywords == ("植树", "绿化")
    assert [e.raw for e in metadata.all("document_number")] == [""]
    assert metadata.published is None


def test_title_of_a_document():
    assert FULL.title == "关于开展春季植树的通知"
    assert b.document("", metadata=[b.entry("名称", "通知")]).title == "通知"
    assert m.Document().title == ""


def test_plain_text_leaves_notes_out():
    content = (m.Text(text="a"), m.Break(), m.Strong(content=(m.Text(text="b"),)), m.Note(blocks=()))
    assert m.plain(content) == "a\nb"
    assert m.one_line((m.Text(text=" a"), m.Break(), m.Text(text="b "))) == "ab"


@pytest.mark.parametrize("foreign", ["\0", "\r", "\x0b", "\x1f", "\ufeff", "\ufffe", "\uffff", "\ud800"])
def test_clean_text_removes_what_is_outside_the_alphabet(foreign):
    assert m.clean_text(f"汉{foreign}字") == "汉字"
    assert m.clean_text(f"a{foreign}b") == "ab"


@pytest.mark.parametrize("kept", ["\t", "\n", "\x7f", "\x85", "\xa0", "\ufffd", "\U00020bb7", "\ue000"])
def test_clean_text_keeps_the_rest(kept):
    assert m.clean_text(kept) == kept


def test_paths_lead_to_their_nodes():
    for path, node in walk(FULL):
        at = FULL
        for step in path.split("/") if path else ():
            at = at[int(step)] if step.isdecimal() else getattr(at, step)
        assert at is node


def test_children_come_in_reading_order():
    part = b.part("标题", "正文")
    assert [path for path, _ in children(part)] == ["title/0", "blocks/0"]


def test_rewrite_changes_what_it_is_told_to_and_shares_the_rest():
    def shout(node):
        return m.Text(text=node.text.upper()) if isinstance(node, m.Text) and node.text == "x" else node

    changed = rewrite(FULL, shout)
    assert changed != FULL
    assert changed.parts[1] is FULL.parts[1]
    assert rewrite(FULL, lambda node: node) is FULL
