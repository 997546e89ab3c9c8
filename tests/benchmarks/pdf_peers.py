"""The same text, faces, size and line pitch through other programs, for the benchmark of PDF.

Each `Peer` takes the paragraphs (kind, text) and gives the bytes of a PDF. What a program cannot do is left
to it: no tags where it has none, its own breaking of lines, its own justification.
"""

import io
import subprocess
import tempfile
from collections.abc import Callable
from html import escape
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "fonts" / "ttf"
SIZE, PITCH = 15.75, 29.53
TYPE_AREA = {"top": "37mm", "left": "28mm", "right": "26mm", "bottom": "35mm"}
FACES = {"title": "GovdocBiaoSong-Bold", "h1": "GovdocHei-Medium", "h2": "GovdocKai", "p": "GovdocFang"}

Plain = list[tuple[str, str]]
Peer = Callable[[Plain], bytes]

# --- Typst ------------------------------------------------------------------------------------------------

TYPST_HEAD = """#set document(title: "法治政府建设工作报告", date: datetime(year: 2021, month: 3, day: 29))
#set page(width: 210mm, height: 297mm, margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm),
  numbering: "— 1 —")
#set text(font: ("Govdoc Latin", "Govdoc Fang"), size: 15.75pt, lang: "zh", region: "cn",
  top-edge: 0.88em, bottom-edge: -0.12em, cjk-latin-spacing: none)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13.78pt, spacing: 13.78pt)
#show heading: set block(above: 13.78pt, below: 13.78pt)
#show heading: set text(size: 15.75pt, weight: "regular")
#show heading: set align(left)
#show heading.where(level: 1): set align(center)
#show heading.where(level: 1): set text(font: "Govdoc BiaoSong", weight: "bold", size: 22pt)
#show heading.where(level: 2): set text(font: "Govdoc Hei", weight: "medium")
#show heading.where(level: 3): set text(font: "Govdoc Kai")
"""
TYPST_MARKS = {"title": "= ", "h1": "== ", "h2": "=== ", "p": ""}


def typst_source(text: Plain) -> bytes:
    special = "\\#*_`$<>@[]=-+/~.'\""
    lines = [TYPST_HEAD]
    for kind, words in text:
        lines.append(TYPST_MARKS[kind] + "".join("\\" + c if c in special else c for c in words))
    return "\n\n".join(lines).encode()


def typst(standards: list[str]) -> Peer:
    """PDF/A-2a and PDF/UA-1, or plain; the fonts are opened once."""
    import typst

    compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)

    def make(text: Plain) -> bytes:
        tags = bool(standards)
        made = compiler.compile(
            input=typst_source(text), format="pdf", pdf_standards=standards, pdf_tags=tags
        )
        assert isinstance(made, bytes)
        return made

    return make


# --- reportlab's Platypus -----------------------------------------------------------------------------------


def platypus() -> Peer:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    for name in FACES.values():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    common = {"leading": PITCH, "wordWrap": "CJK"}
    styles = {
        kind: ParagraphStyle(
            kind,
            fontName=name,
            fontSize=22 if kind == "title" else SIZE,
            alignment=int(kind == "title"),
            firstLineIndent=0 if kind == "title" else 2 * SIZE,
            **common,
        )
        for kind, name in FACES.items()
    }

    def make(text: Plain) -> bytes:
        sink = io.BytesIO()
        margins = {
            "topMargin": 37 * mm,
            "bottomMargin": 35 * mm,
            "leftMargin": 28 * mm,
            "rightMargin": 26 * mm,
        }
        template = SimpleDocTemplate(sink, **margins)
        template.build([Paragraph(escape(words), styles[kind]) for kind, words in text])
        return sink.getvalue()

    return make


# --- fpdf2 --------------------------------------------------------------------------------------------------


def fpdf2() -> Peer:
    from fpdf import FPDF

    def make(text: Plain) -> bytes:
        pdf = FPDF()
        for name in FACES.values():
            pdf.add_font(name, fname=str(FONTS / f"{name}.ttf"))
        pdf.set_margins(28, 37, 26)
        pdf.set_auto_page_break(True, 35)
        pdf.add_page()
        for kind, words in text:
            pdf.set_font(FACES[kind], size=22 if kind == "title" else SIZE)
            lead = "" if kind == "title" else "　　"
            align = "C" if kind == "title" else "J"
            pdf.multi_cell(0, PITCH / 72 * 25.4, lead + words, align=align, wrapmode="CHAR")
            pdf.ln(0)
        return bytes(pdf.output())

    return make


# --- WeasyPrint and LibreOffice: HTML -------------------------------------------------------------------------


def _html(text: Plain) -> str:
    faces = "".join(
        f"@font-face{{font-family:{name};src:url({(FONTS / name).as_uri()}.ttf)}}" for name in FACES.values()
    )
    style = (
        f"{faces}@page{{size:A4;margin:{TYPE_AREA['top']} {TYPE_AREA['right']} {TYPE_AREA['bottom']} "
        f"{TYPE_AREA['left']};@bottom-center{{content:counter(page)}}}}"
        f"*{{margin:0;font-size:{SIZE}pt;line-height:{PITCH}pt;font-weight:normal;text-align:justify}}"
        "p,h2,h3{text-indent:2em}h1{font-size:22pt;text-align:center}"
        f"h1{{font-family:{FACES['title']}}}h2{{font-family:{FACES['h1']}}}"
        f"h3{{font-family:{FACES['h2']}}}p{{font-family:{FACES['p']}}}"
    )
    tags = {"title": "h1", "h1": "h2", "h2": "h3", "p": "p"}
    body = "".join(f"<{tags[kind]}>{escape(words)}</{tags[kind]}>" for kind, words in text)
    return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>报告</title><style>{style}</style>{body}'


def weasyprint() -> Peer:
    from weasyprint import HTML

    def make(text: Plain) -> bytes:
        made = HTML(string=_html(text)).write_pdf(pdf_variant="pdf/ua-1")
        assert isinstance(made, bytes)
        return made

    return make


def libreoffice() -> Peer:
    """Our DOCX through LibreOffice, a process a call."""
    import shutil

    import govdoc
    from govdoc.model import Document, Paragraph, Part, Text

    program = shutil.which("soffice") or "libreoffice"

    def make(text: Plain) -> bytes:
        blocks = tuple(Paragraph(content=(Text(words),)) for _, words in text)
        data = govdoc.write(Document(parts=(Part(blocks=blocks),)), "docx").value
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "a.docx").write_bytes(data)
            subprocess.run(
                [
                    *(program, f"-env:UserInstallation=file://{folder}/profile", "--headless"),
                    *("--convert-to", "pdf", "--outdir", folder, f"{folder}/a.docx"),
                ],
                check=True,
                capture_output=True,
            )
            return (Path(folder) / "a.pdf").read_bytes()

    return make


PEERS: dict[str, Callable[[], Peer]] = {
    "typst": lambda: typst(["a-2a", "ua-1"]),
    "typst plain": lambda: typst([]),
    "platypus": platypus,
    "fpdf2": fpdf2,
    "weasyprint": weasyprint,
    "libreoffice": libreoffice,
}
"""Each program, made ready by calling it; then it takes texts."""
