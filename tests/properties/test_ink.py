"""Law 1 of the design: no ink is lost, whatever the document; composing adds nothing but what it reports."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

import govdoc
from govdoc.compose import prepare
from govdoc.context import Context
from govdoc.galley import galley_text
from govdoc.inkcheck import visible
from govdoc.model import Document, Figure, Note, Signer
from govdoc.options import PageOptions
from govdoc.passes.normalise import normalise
from govdoc.tree import ink, walk
from tests.properties.strategies import documents

law = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.parametrize("form", ["text", "docx", "pdf", "ofd"])
@law
@given(document=documents())
def test_a_writer_puts_every_character_into_its_output(form: str, document: Document) -> None:
    data = govdoc.write(document, form).value
    assert [d.line("en") for d in govdoc.verify(document, data, form)] == []


def reported(context: Context) -> tuple[Counter[str], Counter[str]]:
    """The characters that a pass said it took away, and those it put there instead."""
    gone: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for diagnostic in context.diagnostics:
        if diagnostic.code == "GD250":
            before, after = diagnostic.values
            gone.update(dict.fromkeys(visible(before), diagnostic.count))
            new.update(dict.fromkeys(visible(after), diagnostic.count))
    return gone, new


@law
@given(document=documents())
def test_normalising_changes_what_it_reports_and_nothing_else(document: Document) -> None:
    context = Context()
    before = Counter(visible("".join(s for part in document.parts for s in ink(part))))
    made = normalise(document, context)
    after = Counter(visible("".join(s for part in made.parts for s in ink(part))))
    gone, new = reported(context)
    assert after + gone == before + new


@law
@given(document=documents())
def test_the_galley_holds_the_ink_of_the_parts(document: Document) -> None:
    """Composing may add the label of the signers and marks of notes; what it leaves out it says (GD3xx)."""
    context = Context()
    text = galley_text(prepare(document, PageOptions(normalise=False), context).blocks())
    nodes = [node for part in document.parts for _, node in walk(part)]
    if any(isinstance(node, Signer | Note | Figure) for node in nodes):
        return
    want = Counter(visible("".join(s for part in document.parts for s in ink(part))))
    told = {d.code for d in context.diagnostics}
    lost = want - Counter(visible(text))
    assert not lost or told & {"GD301", "GD503"}
    assert not Counter(visible(text)) - want
