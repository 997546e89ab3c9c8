"""What counts for whether a document has changed, and options that are given as a table."""

import pytest

from govdoc.batch.settings import Settings, fingerprint, options_of, target
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


def test_options_come_from_a_table_and_the_profile_goes_where_one_is_taken() -> None:
    assert options_of(target("pdf", {"standard": "2a"}, "letter")).profile == "letter"
    assert options_of(target("pdf", {"profile": "mine"}, "letter")).profile == "mine"
    assert not hasattr(options_of(target("xml", {"indent": "false"}, "letter")), "profile")


def test_a_wrong_option_says_which_there_are() -> None:
    with pytest.raises(UsageError, match="standard"):
        target("pdf", {"standrad": "2a"})
