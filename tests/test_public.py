"""The public names are exactly what the package says, and each loads."""

from pathlib import Path

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


@pytest.mark.parametrize("name", govdoc.__all__)
def test_no_public_name_is_a_module_of_the_same_name(name: str) -> None:
    """Importing a submodule would put the module where the function was."""
    folder = Path(govdoc.__file__).parent
    assert not (folder / f"{name}.py").exists()
    assert not (folder / name).exists()
