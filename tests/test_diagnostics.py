"""Every code speaks both languages, and says the same in both."""

import ast
import re
from pathlib import Path

import pytest

from govdoc import codes
from govdoc.codes import CHANGED, CODES, NUMBER_JUMPS, Code, Severity
from govdoc.context import Context, Limits
from govdoc.diagnostics import Origin, Result
from govdoc.errors import LimitError


@pytest.mark.parametrize("code", CODES.values(), ids=lambda c: c.id)
def test_a_code_is_complete(code: Code) -> None:
    assert re.fullmatch(r"GD[1-5]\d\d", code.id)
    assert code.zh
    assert code.en.isascii() or "“" in code.en or "〓" in code.en
    assert set(re.findall(r"\{\d\}", code.zh)) == set(re.findall(r"\{\d\}", code.en))
    assert bool(code.hint_zh) == bool(code.hint_en)
    if code.id.startswith("GD4"):
        assert code.clause or code.id in {"GD401", "GD402"}


def test_the_same_thing_said_twice_is_counted() -> None:
    context = Context()
    context.report(CHANGED, ",", "，", count=3)
    context.report(CHANGED, ",", "，")
    (found,) = context.diagnostics
    assert found.count == 4
    assert found.line("zh") == "提示 GD250: 规范化：“,”改为“，” ×4"


def test_a_line_has_place_severity_code_message_and_hint() -> None:
    context = Context(file="a.txt")
    context.report(NUMBER_JUMPS, "一、", "三、", origin=context.line(7))
    (found,) = context.diagnostics
    assert found.line("en").startswith("a.txt:7: warning GD201: numbering jumps from “一、” to “三、”")
    assert found.line("zh").startswith("a.txt:7: 警告 GD201: 序号从“一、”跳到“三、”")
    assert context.worst() is Severity.WARNING
    assert not Result(None, context.diagnostics).ok


def test_origins_read_well() -> None:
    assert str(Origin("a.xml", 3, "section")) == "a.xml:3:section"
    assert str(Origin("a.xml")) == "a.xml"
    assert str(Origin(element="parts/0")) == "parts/0"


def test_a_limit_says_how_to_raise_it() -> None:
    with pytest.raises(LimitError, match="--limit input_bytes="):
        Limits(input_bytes=10).check("input_bytes", 11, "a.txt")


def test_the_clock_is_the_environment_or_nothing(monkeypatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert Context().now is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1616983200")
    assert Context().now == "2021-03-29T02:00:00+00:00"
    assert Context(now="2020-01-01T00:00:00+08:00").now == "2020-01-01T00:00:00+08:00"


def test_no_name_stands_for_two_codes() -> None:
    tree = ast.parse(Path(codes.__file__).read_text("utf-8"))
    targets = [node.targets[0] for node in tree.body if isinstance(node, ast.Assign)]
    names = [target.id for target in targets if isinstance(target, ast.Name)]
    assert len(names) == len(set(names))
