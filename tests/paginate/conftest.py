import pytest

from govdoc.context import Context
from govdoc.fonts.library import FontSet
from govdoc.paginate.setting import Typesetter
from govdoc.profile import Profile, load_profile


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    return FontSet.load()


@pytest.fixture(scope="session")
def profile() -> Profile:
    return load_profile("gbt9704")


@pytest.fixture
def context() -> Context:
    return Context()


@pytest.fixture
def typesetter(fonts: FontSet, profile: Profile, context: Context) -> Typesetter:
    return Typesetter(fonts, profile.page, context)
