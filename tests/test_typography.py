"""Classes of characters."""

import re

import pytest

from govdoc.typography import is_wide

WIDE = "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60“”‘’—…\U00020000-\U0003ffff]"


def test_wide_characters_are_those_of_the_ranges():
    assert all(is_wide(chr(c)) == (re.match(WIDE, chr(c)) is not None) for c in range(0xD800))
    assert all(is_wide(chr(c)) == (re.match(WIDE, chr(c)) is not None) for c in range(0xE000, 0x10000))


@pytest.mark.parametrize(
    ("character", "wide"), [("\U00020bb7", True), ("\U0001f600", False), ("a", False), ("", False)]
)
def test_wide_characters_beyond_the_basic_plane_and_none(character, wide):
    assert is_wide(character) is wide
