"""What all tests share: the sample, and the switch that accepts new golden output."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a change is judged and not the dice. HYPOTHESIS_PROFILE=random rolls
# them, and keeps what it finds.
settings.register_profile("fixed", derandomize=True, database=None)
settings.register_profile("random")
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "yixing-2020.txt"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the cases print into the cases")


@pytest.fixture(scope="session")
def sample_path() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def sample_document():
    import govdoc

    return govdoc.read(SAMPLE).value
