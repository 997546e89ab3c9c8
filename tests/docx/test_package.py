"""The package: reproducible bytes, the skeleton, and what a plain conversion imports."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from govdoc.context import Context
from govdoc.options import DocxOptions
from govdoc.profile import load_profile
from govdoc.writers.docx import write
from govdoc.writers.zip import pack, read_package, write_package
from tests.docx.documents import full, plain
from tests.docx.order import check_package


def written(document, **options):
    sink = io.BytesIO()
    write(document, DocxOptions(**options), Context(), sink)
    return sink.getvalue()


def test_what_is_packed_comes_back():
    parts = (pack("a.xml", "文字" * 1000), pack("b/空.bin", b""), pack("c", bytes(range(256)), level=12))
    sink = io.BytesIO()
    write_package(parts, sink)
    assert read_package(sink.getvalue()) == parts
    assert [part.data for part in parts] == [("文字" * 1000).encode(), b"", bytes(range(256))]
    with zipfile.ZipFile(sink) as archive:
        assert archive.testzip() is None
        assert [archive.read(part.name) for part in parts[::2]] == [parts[0].data, parts[2].data]


def test_the_zip_says_nothing_about_when_and_where():
    with zipfile.ZipFile(io.BytesIO(written(plain()))) as archive:
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.external_attr, entry.extra, entry.comment) == (0, 0, b"", b"")
            assert entry.compress_type == zipfile.ZIP_DEFLATED


@pytest.mark.parametrize("document", [plain(), full()], ids=["plain", "full"])
@pytest.mark.parametrize("carry", [True, False])
def test_every_package_is_in_order(document, carry):
    check_package(written(document, carry=carry))


def test_the_same_bytes_in_another_process():
    script = (
        "import io, hashlib, sys\n"
        "from tests.docx.documents import full\n"
        "from tests.docx.test_package import written\n"
        "sys.stdout.write(hashlib.sha256(written(full())).hexdigest())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_a_plain_conversion_imports_neither_python_docx_nor_lxml():
    script = (
        "import io, sys\n"
        "from govdoc.context import Context\n"
        "from govdoc.options import DocxOptions\n"
        "from govdoc.model import Document\n"
        "from govdoc.writers.docx import write\n"
        "write(Document(), DocxOptions(), Context(), io.BytesIO())\n"
        "sys.stdout.write(' '.join({'docx', 'lxml', 'reportlab'} & set(sys.modules)))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout == ""


def test_the_skeleton_is_what_its_script_builds():
    import govdoc.writers.docx
    from govdoc.writers.docx.build import build

    stored = Path(govdoc.writers.docx.__file__).with_name("default.docx").read_bytes()
    rebuilt = build(load_profile("gbt9704"))
    assert [part.name for part in read_package(rebuilt)] == [part.name for part in read_package(stored)]
    for old, new in zip(read_package(stored), read_package(rebuilt), strict=True):
        assert canonical(old.data) == canonical(new.data), old.name
    check_package(stored)


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n")


def test_without_carry_the_file_holds_no_copy_of_the_document():
    with zipfile.ZipFile(io.BytesIO(written(plain(), carry=False))) as archive:
        assert not [name for name in archive.namelist() if name.startswith("customXml")]
