"""The sample and a document with every node before the HTML checker and axe, where those are installed."""

import pytest

import govdoc
from govdoc.options import HtmlOptions
from tests.full_document import FULL
from tests.html_writer import checkers

BESIDE = ("报告.docx", "报告.pdf", "报告.xml")


@pytest.fixture
def pages(sample_path, tmp_path):
    sample = govdoc.read(sample_path).value
    made = {"sample": (sample, HtmlOptions(siblings=BESIDE)), "full": (FULL, HtmlOptions(contents=1))}
    for name, (document, options) in made.items():
        (tmp_path / f"{name}.html").write_bytes(govdoc.write(document, "html", options).value)
    return sorted(tmp_path.glob("*.html"))


@pytest.mark.slow
@pytest.mark.skipif(not checkers.has_checker(), reason="needs java, and GOVDOC_VNU to name vnu.jar")
def test_the_html_checker_finds_nothing(pages):
    assert checkers.validate(pages) == []


@pytest.mark.slow
@pytest.mark.skipif(not checkers.has_browser(), reason="needs node, playwright-core, axe-core and Chromium")
def test_axe_finds_nothing(pages):
    assert checkers.violations(pages) == []
