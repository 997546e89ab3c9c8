"""Names of outputs: safe on every file system, inside the folder, and never two the same."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.batch import Choices, Item, Settings, convert_many
from govdoc.batch.ledger import Ledger
from govdoc.batch.names import given as given_name
from govdoc.batch.names import render, safe, same_name, template
from govdoc.batch.settings import Collisions
from govdoc.batch.summary import summarise
from govdoc.errors import UsageError
from tests.batch.conftest import text, tree

VALUES = {
    "stem": "d1",
    "folder": "甲/乙",
    "index_number": "014046317/2021-01500",
    "published": "2021-03-29",
    "written": "2020-12",
    "title": "关于“公开”的通知",
    "counter": "7",
    "format": "pdf",
}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "甲/乙/d1"),
        ("{published:%Y}/{index_number}", "2021/014046317_2021-01500"),
        ("{format}/{counter:05}-{title}", "pdf/00007-关于“公开”的通知"),
        ("{written:%Y%m}/{stem}", "202012/d1"),
        ("{written:%Y-%m-%d}", "2020-12"),
        ("{document_number|index_number|stem}", "014046317_2021-01500"),
        ("{document_number}-{stem}", "无-d1"),
        ("a{folder}b/../{stem}", "a甲_乙b/__/d1"),
    ],
)
def test_templates(text: str, name: str) -> None:
    assert render(template(text), VALUES, "无") == name


@pytest.mark.parametrize("text", ["{colour}", "{stem", "stem}", "{}", "/", "{stem|colour}"])
def test_a_wrong_template_lists_the_fields(text: str) -> None:
    with pytest.raises(UsageError, match="index_number"):
        template(text)


@pytest.mark.parametrize("name", ["../a", "a/../b", "/a", "C:a", "..", "a//b", "\\a", "a\\..\\b", ""])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="out of the folder"):
        given_name(name)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("CON", "_CON"), ("con.txt", "_con.txt"), ("a.", "a_"), (".git", "_git"), ("a\u202eb", "a_b"),
        ("a:b*c?", "a_b_c_"), ("  ", "_"), ("e\u0301", "é"), ("com1", "_com1"), ("command", "command"),
    ],
)  # fmt: skip
def test_parts_are_made_safe(part: str, name: str) -> None:
    assert safe(part) == name


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_a_part_is_safe_everywhere(part: str) -> None:
    name = safe(part)
    assert name == safe(name), "once is enough"
    assert 0 < len(name.encode()) <= 180
    assert not set(name) & set('<>:"/\\|?*\0')
    assert name == unicodedata.normalize("NFC", name)
    assert name not in {".", ".."}
    assert not name.endswith((".", " "))
    assert (Path("out") / name).parent == Path("out")


def test_same_name_is_what_some_file_system_takes_for_one() -> None:
    assert same_name("A/e\u0301.txt") == same_name("a/É.TXT")


def test_collisions_are_named_before_anything_is_written(tmp_path: Path) -> None:
    place, out = tmp_path / "in", tmp_path / "out"
    place.mkdir()
    for name in ("a.txt", "A.text", "b.txt"):
        (place / name).write_text(text(1), "utf-8")
    with pytest.raises(UsageError, match=r"A\.xml ← .*A\.text、.*a\.txt") as caught:
        convert_many([place], ["xml"], out)
    assert "b.txt" not in caught.value.en
    assert tree(out) == {}
    summary = convert_many([place], ["xml"], out, choices=Choices(collisions=Collisions.NUMBER))
    assert summary.converted == 3
    assert sorted(tree(out)) == ["A.xml", "a-2.xml", "b.xml"]
    by_name = convert_many([place], ["xml"], tmp_path / "two", choices=Choices(names="{name}"))
    assert by_name.converted == 3
    assert sorted(tree(tmp_path / "two")) == ["A.text.xml", "a.txt.xml", "b.txt.xml"]


def test_an_output_over_an_input_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1), "utf-8")
    with pytest.raises(UsageError, match="overwrite an input"):
        convert_many([tmp_path / "a.txt"], ["text"], tmp_path)
    assert (tmp_path / "a.txt").read_text("utf-8") == text(1)


def test_names_that_need_the_document(tmp_path: Path) -> None:
    place, out = tmp_path / "in", tmp_path / "out"
    place.mkdir()
    for i in range(3):
        (place / f"d{i}.txt").write_text(text(i), "utf-8")
    (place / "bad.docx").write_bytes(b"PK\x03\x04 nothing")
    choices = Choices(names="{published:%Y}/{title}")
    supplied = Settings(supplied=(("published", "2021-03-29"),))
    summary = convert_many([place], ["xml"], out, supplied, choices)
    assert (summary.converted, summary.failed) == (3, 1)
    assert sorted(tree(out)) == [f"2021/关于做好第{i}号工作的通知.xml" for i in range(3)]
    summary = convert_many([place], ["xml"], out, supplied, choices)
    assert (summary.converted, summary.kept, summary.failed) == (0, 3, 1)
    (place / "d3.txt").write_text(text(1), "utf-8")
    with pytest.raises(UsageError, match="第1号"):
        convert_many([place], ["xml"], out, supplied, choices)
    ledger = Ledger(out, writing=False)
    assert summarise(ledger).state == "refused"
    ledger.close()
    convert_many(
        [place], ["xml"], out, supplied, Choices(names="{published:%Y}/{title}", collisions=Collisions.NUMBER)
    )
    assert "2021/关于做好第1号工作的通知-2.xml" in tree(out)


def test_a_manifest_has_its_own_wishes_and_its_bad_names_are_named(tmp_path: Path) -> None:
    (tmp_path / "list").mkdir()
    for i in range(3):
        (tmp_path / f"d{i}.txt").write_text(text(i), "utf-8")
    lines = [
        '{"path": "../d0.txt", "output": "一/甲", "to": ["json"], "metadata": {"索引号": "123"}}',
        '{"path": "../d1.txt", "output": "../../evil"}',
        '{"path": "../d2.txt", "options": {"xml": {"indent": false}}}',
        "",
        "../d2.txt",
    ]
    manifest = tmp_path / "list" / "batch.jsonl"
    manifest.write_text("\n".join(lines), "utf-8")
    choices = Choices(collisions=Collisions.NUMBER)
    summary = convert_many([manifest], ["xml"], tmp_path / "out", choices=choices)
    assert (summary.converted, summary.failed) == (3, 1)
    files = tree(tmp_path / "out")
    assert sorted(files) == ["d2-2.xml", "d2.xml", "一/甲.json"]
    assert b'"123"' in files["一/甲.json"]
    assert len(files["d2.xml"]) < len(files["d2-2.xml"])
    assert not (tmp_path / "evil.xml").exists()


@pytest.mark.parametrize("line", ['{"path": 1}', '{"path": "a", "colour": 1}', "{", '{"output": "a"}'])
def test_a_wrong_line_of_a_manifest_is_named_with_its_number(tmp_path: Path, line: str) -> None:
    manifest = tmp_path / "batch.jsonl"
    manifest.write_text(f"a.txt\n{line}\n")
    with pytest.raises(UsageError, match=r"batch\.jsonl:2"):
        convert_many([manifest], ["xml"], tmp_path / "out")


def test_patterns_and_files(tmp_path: Path) -> None:
    for name in ("a/b/c.txt", "a/d.txt", "a/.hidden.txt", "a/e.png", "f.txt"):
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text(1), "utf-8")
    convert_many([f"{tmp_path}/a/**/*.txt", tmp_path / "f.txt"], ["xml"], tmp_path / "out")
    assert sorted(tree(tmp_path / "out")) == ["b/c.xml", "d.xml", "f.xml"]
    convert_many([Item(path=str(tmp_path / "f.txt"))], ["xml"], tmp_path / "two")
    convert_many([tmp_path / "a"], ["xml"], tmp_path / "a" / "out")
    again = convert_many([tmp_path / "a"], ["xml"], tmp_path / "a" / "out")
    assert again.total == 2, "the outputs are no inputs, nor is what is hidden or unreadable"
