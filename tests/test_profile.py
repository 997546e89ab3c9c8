"""Profiles: checked on loading, extended, and true to the standard's own sums."""

from pathlib import Path

import pytest

from govdoc.errors import ProfileError
from govdoc.galley import Role
from govdoc.profile import BUILT_IN, load_profile
from govdoc.typography import POINTS_PER_MM, TWIPS_PER_MM


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_profile_has_every_role_and_cites(name: str) -> None:
    profile = load_profile(name)
    assert set(profile.role) == set(Role)
    assert all(look.cites for look in profile.role.values())
    assert profile.page.cites
    assert profile.word.cites


def test_the_grid_fits_the_type_area() -> None:
    page = load_profile("gbt9704").page
    glyph = page.body_size / POINTS_PER_MM
    assert page.columns * glyph <= page.area_width
    assert (page.rows - 1) * page.pitch + glyph <= page.area_height
    assert page.rows * page.pitch + glyph > page.area_height
    assert page.left + page.area_width + 26 == page.width


def test_both_sets_of_measures_describe_one_picture() -> None:
    profile = load_profile("gbt9704")
    leading = profile.word.line / TWIPS_PER_MM - 5.54
    assert profile.word.top + leading / 2 == pytest.approx(profile.page.top, abs=0.05)
    text_height = profile.page.height - profile.word.top - profile.word.bottom
    assert int(text_height / (profile.word.line / TWIPS_PER_MM)) == profile.page.rows


def test_a_profile_extends_another(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text('name = "house"\nextends = "gbt9704"\n[role.level1]\nbold = true\n', "utf-8")
    profile = load_profile(str(path))
    assert profile.name == "house"
    assert profile.role[Role.LEVEL1].bold
    assert profile.role[Role.LEVEL1].face == "hei"
    assert profile.page == load_profile("gbt9704").page


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[role.level1]\nsise = 2\n", "sise"),
        ('[role.level1]\nsize = "八号半"\n', "八号半"),
        ('[role.level9]\nface = "hei"\n', "level9"),
        ("[page]\nwidth = 'wide'\n", "width"),
        ("[role", "TOML"),
    ],
)
def test_a_wrong_profile_is_refused_and_says_where(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(f'extends = "gbt9704"\n{text}', "utf-8")
    with pytest.raises(ProfileError, match=word):
        load_profile(str(path))


def test_a_profile_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ProfileError, match="gbt9704"):
        load_profile("no-such-profile")


def test_profiles_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'extends = "{path}"\n', "utf-8")
    with pytest.raises(ProfileError, match="extend each other"):
        load_profile(str(path))
