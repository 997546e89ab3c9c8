"""The short run of the fuzzer, with a fixed seed; and every input that once was a fault."""

import random
from pathlib import Path

import pytest

from tests.fuzz.mutation import mutate
from tests.fuzz.readers import check
from tests.fuzz.seeds import FORMATS, seeds

FOUND = sorted((Path(__file__).parent / "found").glob("*"))
TURNS = 60


@pytest.mark.parametrize("form", FORMATS)
def test_damaged_files_give_a_document_or_a_refusal(form: str) -> None:
    dice = random.Random(20210329)
    for data in seeds(form):
        check(form, data)
        for _ in range(TURNS):
            check(form, mutate(form, data, dice))


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_stays_mended(path: Path) -> None:
    check(path.name.partition("-")[0], path.read_bytes(), always=True)
