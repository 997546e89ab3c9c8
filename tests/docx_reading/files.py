"""Small Word files, written by hand part by part, and what reading them gives."""

import io
import zipfile

import govdoc
from govdoc.diagnostics import Diagnostic
from govdoc.model import Block, Document, Inlines, Link, Note, Paragraph, Section, Text
from govdoc.options import DocxReadOptions

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TITLE = '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>关于做好某项工作的通知</w:t></w:r></w:p>'
OPENING = "<w:p><w:r><w:t>为做好这项工作，现将有关事项通知如下。</w:t></w:r></w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, style: str = "", properties: str = "") -> str:
    """A w:p; content that is no markup becomes a run."""
    runs = "".join(c if c.startswith("<") else run(c) for c in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def numbered(text: str, number: int = 1, level: int = 0) -> str:
    return p(
        *([text] if text else []),
        properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
    )


def word(*body: str, relations: tuple[tuple[str, str, str], ...] = (), **parts: str | bytes) -> bytes:
    """A Word file: `body` elements; `relations` (identifier, kind, target); `parts` by name, “__” for “/”.

    styles, numbering, footnotes, comments are related by themselves: their root's children are enough.
    """
    files: dict[str, str | bytes] = {}
    links = list(relations)
    for name, content in parts.items():
        if name in ROOTS and isinstance(content, str):
            root = ROOTS[name]
            files[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
            links.append((f"own{name}", name, f"{name}.xml"))
        else:
            files[name.replace("__", "/").replace("_dot_", ".")] = content
    files["word/document.xml"] = f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
    files["word/_rels/document.xml.rels"] = relationships(links)
    return package(files)


ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "comments": "comments"}


def relationships(links) -> str:
    made = []
    for ident, kind, target in links:
        mode = ' TargetMode="External"' if ":" in target else ""
        made.append(f'<Relationship Id="{ident}" Type="{R}/{kind}" Target="{target}"{mode}/>')
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{''.join(made)}</Relationships>"
    )


def package(files: dict[str, str | bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        made.writestr("[Content_Types].xml", types)
        made.writestr("_rels/.rels", relationships([("main", "officeDocument", "word/document.xml")]))
        for name, content in files.items():
            made.writestr(name, content)
    return sink.getvalue()


def read(data: bytes, *expected: str) -> Document:
    """The document; no diagnostics but those with the codes `expected`."""
    return read_all(data, *expected)[0]


def read_all(data: bytes, *expected: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    result = govdoc.read(data, "docx", DocxReadOptions())
    assert {d.code for d in result.diagnostics} == set(expected), [d.line() for d in result.diagnostics]
    return result.value, result.diagnostics


def body(*elements: str, expected: tuple[str, ...] = (), **parts: str | bytes) -> tuple[Block, ...]:
    """The blocks that the elements make under a title and an opening paragraph."""
    relations = parts.pop("relations", ())
    document = read(word(TITLE, OPENING, *elements, relations=relations, **parts), *expected)
    assert words(document.main.title) == "关于做好某项工作的通知"
    return document.main.blocks[1:]


def words(content: Inlines) -> str:
    """Inline content as text, marks shown: <strong …>, [note]."""
    found = ""
    for inline in content:
        if isinstance(inline, Text):
            found += inline.text
        elif isinstance(inline, Note):
            found += f"[{''.join(lines(inline.blocks))}]"
        elif hasattr(inline, "content"):
            href = f" {inline.href}" if isinstance(inline, Link) else ""
            found += f"<{type(inline).__name__.lower()}{href}|{words(inline.content)}>"
        else:
            found += "⏎"
    return found


def lines(blocks) -> list[str]:
    """Paragraphs and headings as lines, whatever they stand in."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(words(block.content))
        elif isinstance(block, Section):
            below = lines(block.blocks)
            head = block.label + block.gap + words(block.heading)
            found += [head + below[0], *below[1:]] if block.run_in and below else [head, *below]
        else:
            found.append(type(block).__name__.lower())
    return found
