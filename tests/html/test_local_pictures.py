"""Pictures beside a page become resources; nothing outside the page's folder is opened."""

import io
from pathlib import Path

import pytest
from PIL import Image

import govdoc
from govdoc.model import Figure
from govdoc.tree import walk


def page(folder: Path, source: str) -> Path:
    path = folder / "page.html"
    text = "坚持以公开为常态、不公开为例外，推进决策公开。" * 4
    path.write_text(
        f'<html><head><meta charset="utf-8"><title>通知</title></head><body><h1>关于公开的通知</h1>'
        f'<p>{text}</p><p><img src="{source}" alt="图一" width="200" height="100"></p><p>{text}</p></body></html>',
        "utf-8",
    )
    return path


def png(path: Path) -> bytes:
    sink = io.BytesIO()
    Image.new("RGB", (8, 4), "red").save(sink, "PNG")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sink.getvalue())
    return sink.getvalue()


def figure(path: Path) -> tuple[Figure, govdoc.Document]:
    document = govdoc.read(path).value
    (found,) = [node for _, node in walk(document) if isinstance(node, Figure)]
    return found, document


@pytest.mark.parametrize("source", ["a%20b.png", "./page_files/a%20b.png", "page_files/../a%20b.png?x=1"])
def test_a_picture_beside_the_page_is_kept(tmp_path: Path, source: str) -> None:
    data = png(tmp_path / "a b.png")
    png(tmp_path / "page_files" / "a b.png")
    found, document = figure(page(tmp_path, source))
    assert found.alternative == "图一"
    assert [resource.data for resource in document.resources] == [data]
    assert found.resource == document.resources[0].id
    assert govdoc.write(document, "docx").value.startswith(b"PK")


@pytest.mark.parametrize(
    "source", ["../secret.png", "/etc/passwd", "http://a/b.png", "link.png", "none.png", "a.txt"]
)
def test_nothing_else_is_opened(tmp_path: Path, source: str) -> None:
    png(tmp_path / "secret.png")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("text")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    found, document = figure(page(folder, source))
    assert document.resources == ()
    assert (found.resource, found.href) == (None, source)


def test_a_page_from_a_pipe_has_no_folder(tmp_path: Path) -> None:
    png(tmp_path / "a.png")
    document = govdoc.read(page(tmp_path, "a.png").read_bytes()).value
    assert document.resources == ()
