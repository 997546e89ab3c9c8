"""The lines of the table: reading, each writer, whole conversions, batches, memory, growth."""

import io
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import govdoc
from govdoc import registry
from tests.benchmarks import cold, pdf, pdf_corpus, pdf_peers, scaling
from tests.benchmarks.documents import SAMPLES, make
from tests.benchmarks.measure import Row, Work, cpu, row, side_by_side

SAMPLE = SAMPLES / "yixing-2020.txt"
PARTS = ("reading", "writing", "conversion", "batch", "scaling", "memory", "growth")


def pandoc(form: str, to: str, data: bytes) -> Work:
    """pandoc from bytes to a file, a process of its own."""

    def work() -> None:
        import pypandoc

        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "a"
            place.write_bytes(data)
            command = [pypandoc.get_pandoc_path(), "-f", form, "-t", to, str(place), "-o", f"{place}.out"]
            subprocess.run(command, check=True, capture_output=True)

    return work


# --- reading --------------------------------------------------------------------------------------------


def reading(runs: int) -> Iterator[Row]:
    """Every reader on the sample in its format, beside those that read it too."""
    document = govdoc.read(SAMPLE).value
    for form in registry.FORMATS.values():
        if form.reader is None or "office" in form.reader:
            continue
        data = SAMPLE.read_bytes() if form.name == "text" else govdoc.write(document, form.name).value
        ours: dict[str, Work] = {"govdoc": _reader(form.name, data)}
        yield row(f"read {form.name}", ours | _readers(form.name, data), runs)


def _reader(form: str, data: bytes) -> Work:
    """Reading what is on the page: not what govdoc itself put into the file beside it."""
    kind = registry.options_class(registry.FORMATS[form].read_options)
    options = kind(carried=False) if "carried" in kind.__struct_fields__ else kind()
    return lambda: govdoc.read(data, form, options)


def _readers(form: str, data: bytes) -> dict[str, Work]:
    if form == "docx":

        def paragraphs() -> object:
            from tests.benchmarks.docx_reading import everything

            return everything(data)

        return {"python-docx": paragraphs, "pandoc": pandoc("docx", "json", data)}
    if form == "html":

        def trafilatura() -> None:
            from tests.benchmarks.html_reading import trafilatura

            trafilatura(data)

        return {"trafilatura": trafilatura, "pandoc": pandoc("html", "json", data)}
    return {"pandoc": pandoc("markdown", "json", data)} if form == "markdown" else {}


# --- writing --------------------------------------------------------------------------------------------


def writing(runs: int) -> Iterator[Row]:
    """Every writer on a document of ten pages, beside those that write it too."""
    document = pdf_corpus.document(10, 1)
    text = pdf_corpus.flat(document)
    for form in registry.FORMATS.values():
        if form.writer is None:
            continue
        ours: dict[str, Work] = {"govdoc": lambda name=form.name: govdoc.write(document, name)}
        yield row(f"write {form.name}, 10 pages", ours | _writers(form.name, text), runs)


def _writers(form: str, text: pdf_corpus.Plain) -> dict[str, Work]:
    marked = "\n\n".join(words for _, words in text).encode()
    if form == "docx":
        return {"python-docx": lambda: _python_docx(text), "pandoc": pandoc("markdown", "docx", marked)}
    if form == "html":
        return {"pandoc": pandoc("markdown", "html", marked)}
    if form == "pdf":
        return {name: _pdf_peer(name, text) for name in ("typst", "platypus", "weasyprint", "libreoffice")}
    return {}


def _python_docx(text: pdf_corpus.Plain) -> None:
    import docx

    made = docx.Document()
    for kind, words in text:
        made.add_heading(words, 1) if kind != "p" else made.add_paragraph(words)
    made.save(io.BytesIO())


def _pdf_peer(name: str, text: pdf_corpus.Plain) -> Work:
    ready: list[pdf_peers.Peer] = []

    def work() -> None:
        if not ready:
            ready.append(pdf_peers.PEERS[name]())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ready[0](text)

    return work


# --- whole conversions ----------------------------------------------------------------------------------


def conversion(runs: int) -> Iterator[Row]:
    """The sample by the command line, from the start of the process to its end."""
    with tempfile.TemporaryDirectory() as name:
        try:
            commands = cold.commands(Path(name), "", SAMPLES.parent / "fonts" / "ttf")
        except ImportError:
            commands = {"govdoc": ["", "convert", str(SAMPLE), "--to", "docx,pdf,xml", "-o", f"{name}/out/"]}
        commands["govdoc"] = [sys.executable, "-m", "govdoc", *commands["govdoc"][1:]]
        commands.pop("python", None)
        compiled = os.environ | {"PYTHONPYCACHEPREFIX": f"{name}/compiled"}  # as an installed package is
        compiled.pop("PYTHONDONTWRITEBYTECODE", None)
        works = {who: _process(command, compiled) for who, command in commands.items()}
        found = side_by_side(works, runs)
    ours = found.pop("govdoc")
    if {"pandoc", "typst"} <= found.keys():
        found["pandoc and typst"] = found["pandoc"] + found["typst"]
    ratios = {peer: spent / ours for peer, spent in found.items()}
    yield Row("convert to DOCX, PDF and XML, cold", f"{ours * 1e3:.0f} ms", ratios)


def _process(command: list[str], environment: dict[str, str]) -> Work:
    return lambda: subprocess.run(command, check=True, capture_output=True, env=environment)


def batch(runs: int) -> Iterator[Row]:
    """A batch of 60 documents to three formats on one core, and the same through pandoc and LibreOffice."""
    from tests.benchmarks import batch as whole

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make([SAMPLES], folder / "in", 60 * min(runs, 3))
        inputs = sorted((folder / "in").rglob("d*"))
        ours = cpu(lambda: whole.batch(inputs, folder / "out", 1)) / len(inputs)
        peers = whole.peers(inputs, folder / "peers")
        ratios = {who.partition(" (")[0]: spent / ours for who, spent in peers}
    yield Row("batch, a document on a core", f"{ours * 1e3:.1f} ms, {1 / ours:.0f}/s", ratios)


def gain(runs: int) -> Iterator[Row]:
    """What the second process gains."""
    if not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2:
        return
    with tempfile.TemporaryDirectory() as name:
        make([SAMPLES], Path(name) / "in", 6000)
        ours, spin, ratio = scaling.gains(Path(name) / "in", Path(name), 2, min(runs, 5), 8)
    yield Row("batch, gain of a second process", f"×{ours:.2f}", {"spin loop": ratio})
    print(f"  a spin loop gains ×{spin:.2f}")


# --- memory and growth ----------------------------------------------------------------------------------


def memory(runs: int) -> Iterator[Row]:
    """The most memory of a process that writes a PDF of 200 pages."""
    peers = ["typst"] if _here("typst") else []
    found = pdf.cold(200, min(runs, 2), peers)
    peak = {name: max(run.size for run in made) for name, made in found.items()}
    ours = peak["govdoc"]
    yield Row("PDF of 200 pages, peak memory", f"{ours:.0f} MiB", {p: peak[p] / ours for p in peers})


def _here(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


def growth(runs: int) -> Iterator[Row]:
    """What a page costs at 2,000 pages, beside what one costs in a document of twenty; and of one page."""
    sizes = (1, 20, 2000)
    documents = {pages: pdf_corpus.document(pages, 3) for pages in sizes}
    for form in ("docx", "pdf", "xml"):
        govdoc.write(documents[1], form)
        spent = {
            pages: min(
                cpu(lambda d=document: govdoc.write(d, form)) for _ in range(1 if pages > 99 else runs)
            )
            for pages, document in documents.items()
        }
        figure = ", ".join(f"{pages}: {spent[pages] * 1e3:.0f} ms" for pages in sizes)
        a_page = {pages: spent[pages] / pages for pages in sizes}
        yield Row(f"write {form} of 1 to 2,000 pages", figure, {"a page among 20": a_page[20] / a_page[2000]})


MEASURED: dict[str, Callable[[int], Iterator[Row]]] = dict(
    zip(PARTS, (reading, writing, conversion, batch, gain, memory, growth), strict=True)
)
"""The parts of the table by name, each from a number of runs to its lines."""
