"""The rooms of the house and who may import whom: arrows point up only (design §4)."""

import ast
from pathlib import Path

import pytest

import govdoc

PACKAGE = Path(govdoc.__file__).parent

ORDER = (
    *("errors", "model", "tree", "terms", "numbering", "typography", "values"),
    *(
        "pictures",
        "codes",
        "diagnostics",
        "context",
        "bounds",
        "source",
        "options",
        "codec",
        "build",
        "galley",
        "grid",
        "profile",
        "profiles",
    ),
    *(
        "passes",
        "supply",
        "dialect",
        "webpage",
        "akomantoso",
        "schema",
        "archive",
        "xmlfile",
        "pdffile",
        "ofdfile",
        "fonts",
        "compose",
        "readers",
        "paginate",
    ),
    *("writers", "validation", "summary", "registry", "inkcheck", "api", "batch", "cli", "__main__"),
)
"""Each room may import the rooms before it, and itself."""

ALONE = ("errors", "model", "terms", "typography", "grid")
"""Rooms that import nothing of ours."""

NEVER = {"readers": {"writers", "compose", "paginate", "fonts"}, "writers": {"readers"}}

DOWNWARD = {("__init__", "*")}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("govdoc.")}
        elif isinstance(node, ast.ImportFrom) and node.module:
            parts = node.module.split(".")
            if parts == ["govdoc"]:
                found |= {a.name for a in node.names if a.name != "__version__"}
            elif parts[0] == "govdoc":
                found.add(parts[1])
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: relative import"
    return found


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_arrows_point_up(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    assert room in ORDER, f"a new room: {room}; say in ORDER where it stands"
    for other in imports_of(path) - {room}:
        assert ORDER.index(other) < ORDER.index(room), f"{room} must not import {other}"
        assert other not in NEVER.get(room, set()), f"{room} must never import {other}"
        assert room not in ALONE, f"{room} imports nothing of ours"


def test_every_room_of_the_order_stands() -> None:
    rooms = {room_of(path) for path in FILES} - {"__init__"}
    assert set(ORDER) == rooms
