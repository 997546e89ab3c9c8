"""What counts for whether a document has changed, and options that are given as a table."""

import pytest

from govdoc.batch.settings import Settings, decoder, encode, fingerprint, options_of, target
from govdoc.context import FontChoice
from govdoc.errors import UsageError


@pytest.mark.parametrize("option", ["profile", "template"])
def test_a_file_that_an_option_names_counts(tmp_path, option) -> None:
    named = tmp_path / "file"
    named.write_text("one")
    settings = Settings(targets=(target("docx", {option: str(named)}),))
    before = fingerprint(settings)
    assert fingerprint(settings) == before
    named.write_text("other")
    assert fingerprint(settings) != before


def test_the_picture_of_a_seal_counts(tmp_path) -> None:
    seal = tmp_path / "seal.png"
    seal.write_bytes(b"one")
    before = fingerprint(Settings(seal=seal))
    seal.write_bytes(b"other")
    assert len({before, fingerprint(Settings(seal=seal)), fingerprint(Settings())}) == 3


def test_settings_travel_with_the_paths_in_them(tmp_path) -> None:
    fonts = FontChoice((("kai", tmp_path / "k.ttf"),), (tmp_path,))
    settings = Settings(seal=tmp_path / "seal.png", fonts=fonts)
    assert decoder(Settings)(encode(settings)) == settings


def test_options_come_from_a_table_and_the_profile_goes_where_one_is_taken() -> None:
    assert options_of(target("pdf", {"standard": "2a"}, "letter")).profile == "letter"
    assert options_of(target("pdf", {"profile": "mine"}, "letter")).profile == "mine"
    assert not hasattr(options_of(target("xml", {"indent": "false"}, "letter")), "profile")


def test_a_wrong_option_says_which_there_are() -> None:
    with pytest.raises(UsageError, match="standard"):
        target("pdf", {"standrad": "2a"})
