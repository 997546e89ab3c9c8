"""Importing govdoc costs little: nothing heavy is loaded before it is used."""

import subprocess
import sys

import pytest

HEAVY = ("docx", "reportlab", "lxml", "fontTools", "importlib.metadata", "yaml", "rich", "click", "msgspec")


def modules_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_import_govdoc_loads_nothing_heavy() -> None:
    assert not modules_after("import govdoc") & set(HEAVY)


@pytest.mark.parametrize(
    ("to", "never"),
    [
        ("text", {"docx", "reportlab", "lxml.etree", "fontTools"}),
        ("json", {"docx", "reportlab", "lxml.etree", "fontTools"}),
        ("xml", {"docx", "reportlab", "lxml.etree", "fontTools"}),
        ("docx", {"docx", "reportlab", "lxml.etree", "fontTools"}),
        ("pdf", {"docx", "lxml.etree", "fontTools", "reportlab.platypus"}),
        ("ofd", {"docx", "lxml.etree", "fontTools", "reportlab", "PIL"}),
    ],
)
def test_a_conversion_loads_only_what_it_needs(to: str, never: set[str], sample_path, tmp_path) -> None:
    loaded = modules_after(
        f"import govdoc\ngovdoc.convert_to_files({str(sample_path)!r}, [{to!r}], {str(tmp_path)!r})"
    )
    assert not loaded & never
    assert "importlib.metadata" not in loaded, "entry points are asked only when a name is not built in"
