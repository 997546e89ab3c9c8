"""The public names are exactly what the package says, and each loads."""

import pytest

import govdoc


@pytest.mark.parametrize("name", govdoc.__all__)
def test_every_public_name_loads(name: str) -> None:
    assert getattr(govdoc, name) is not None
    assert name in dir(govdoc)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_this"):
        _ = govdoc.nothing_like_this


def test_homes_and_all_agree() -> None:
    assert sorted(govdoc.__all__) == sorted(govdoc._HOMES)
