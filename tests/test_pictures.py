"""The extent of a picture is that which Pillow finds, for every kind, and damage is never an error."""

import io

import pytest
from PIL import Image

from govdoc.pictures import Extent, extent, media_type_of

KINDS = {
    "png": {"format": "PNG", "dpi": (300, 150)},
    "jpeg": {"format": "JPEG", "dpi": (300, 150)},
    "gif": {"format": "GIF"},
    "bmp": {"format": "BMP"},
    "tiff": {"format": "TIFF"},
    "webp": {"format": "WEBP"},
    "webp lossless": {"format": "WEBP", "lossless": True},
    "webp with alpha": {"format": "WEBP", "exif": b"Exif\0\0II*\0\x08\0\0\0\0\0"},
}


def made(kind: str, width: int = 301, height: int = 200) -> bytes:
    sink = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(sink, **KINDS[kind])
    return sink.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_the_extent_is_read_from_the_head(kind: str) -> None:
    found = extent(made(kind))
    assert found is not None
    assert (found.kind, found.width, found.height) == (kind.split(maxsplit=1)[0], 301, 200)
    wanted = (300, 150) if "dpi" in KINDS[kind] else (0, 0)
    assert (found.across, found.down) == pytest.approx(wanted, abs=0.02)


def test_the_media_type_is_that_of_the_first_bytes():
    found = {kind: media_type_of(made(kind)) for kind in ("png", "jpeg", "gif", "bmp", "tiff")}
    assert found == {kind: f"image/{kind}" for kind in found}
    assert media_type_of(b"\x01\0\0\0 EMF") == "image/x-emf"
    assert media_type_of(b"text") is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_cut_off_has_an_extent_or_none(kind: str) -> None:
    whole = made(kind)
    for cut in range(min(len(whole), 200)):
        found = extent(whole[:cut])
        assert found is None or (found.width, found.height) == (301, 200)


def test_fill_before_a_marker_of_a_jpeg() -> None:
    data = made("jpeg")
    assert extent(data[:2] + b"\xff\xff\xff" + data[2:])[1:3] == (301, 200)


def test_big_endian_tiff() -> None:
    entry = b"\x01%c\0\x03\0\0\0\x01%b\0\0"
    data = b"MM\0*\0\0\0\x08\0\x02" + entry % (0, b"\0\x07") + entry % (1, b"\0\x09")
    assert extent(data) == Extent("tiff", 7, 9)


def test_no_picture() -> None:
    assert extent(b"") is None
    assert extent(b"<svg/>") is None
