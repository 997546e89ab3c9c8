"""Fuzzing a reader: whatever the bytes, a Document that every writer writes, or one refusal.

    python -m tests.fuzz FORMAT… [--seconds 600] [--seed 1] [--keep FOLDER]

With atheris installed (coverage-guided, libFuzzer) inputs are grown by the branches that they reach; without
it, or with --blind, they are mutated blindly. A fault is written to FOLDER and ends the run of its format.
`test_fuzz.py` is the short run, and holds every input that once was a fault.
"""

import argparse
import faulthandler
import importlib
import pkgutil
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PATIENCE = 60
"""Seconds after which an input that is still being read is a fault too."""


def blind(form: str, seconds: float, seed: int, keep: Path) -> int:
    """Mutate seeds, and what came of them, for a time; how many inputs were tried."""
    from tests.fuzz.mutation import mutate
    from tests.fuzz.readers import check
    from tests.fuzz.seeds import seeds

    dice, tried = random.Random(seed), 0
    pool = list(seeds(form))
    first, end = len(pool), time.monotonic() + seconds
    current = keep / f"{form}-{seed}"
    while time.monotonic() < end:
        data = mutate(form, dice.choice(pool), dice)
        current.write_bytes(data)  # stays when this ends by a fault or by the clock
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        check(form, data)
        faulthandler.cancel_dump_traceback_later()
        tried += 1
        if dice.random() < 0.05:  # some mutants are mutated again
            pool[first:] = [*pool[first:], data][-50:]
    current.unlink(missing_ok=True)
    return tried


def guided(form: str, seconds: float, seed: int, keep: Path) -> None:
    """Let libFuzzer grow the inputs; does not return."""
    import atheris

    with atheris.instrument_imports(include=["govdoc"]):
        _import_all()
    from tests.fuzz.mutation import mutate
    from tests.fuzz.readers import check
    from tests.fuzz.seeds import seeds

    corpus = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for i, data in enumerate(seeds(form)):
        (corpus / str(i)).write_bytes(data)

    def mutator(data: bytes, most: int, number: int) -> bytes:
        dice = random.Random(number)
        inner = None if dice.random() < 0.5 else lambda part: atheris.Mutate(part, max(2 * len(part), 64))
        return mutate(form, data or dice.choice(seeds(form)), dice, inner)[:most]

    arguments = [f"-max_total_time={int(seconds)}", f"-seed={seed}", f"-artifact_prefix={keep}/{form}-"]
    arguments += ["-max_len=524288", "-len_control=0", f"-timeout={PATIENCE}", "-rss_limit_mb=4096"]
    arguments += ["-print_final_stats=1", str(corpus)]
    atheris.Setup([sys.argv[0], *arguments], lambda data: check(form, data), custom_mutator=mutator)
    atheris.Fuzz()


def _import_all() -> None:
    """Import all of govdoc now: what is imported when it is first used would not be watched."""
    import govdoc

    for module in pkgutil.walk_packages(govdoc.__path__, "govdoc."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help="all with a reader when none is named")
    parser.add_argument("--seconds", type=float, default=600, help="of each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--blind", action="store_true", help="without atheris")
    chosen = parser.parse_args()
    chosen.keep.mkdir(parents=True, exist_ok=True)
    if len(chosen.formats) != 1:
        sys.exit(_each(chosen.formats))
    asked = (chosen.formats[0], chosen.seconds, chosen.seed, chosen.keep)
    if not chosen.blind:
        try:
            guided(*asked)
        except ImportError:
            print("atheris is not installed: mutating blindly")
    print(f"{blind(*asked)} inputs of {chosen.formats[0]}, no fault")


def _each(formats: list[str]) -> int:
    """One process a format, because libFuzzer never returns; how many of them found something."""
    if not formats:
        from tests.fuzz.seeds import FORMATS

        formats = list(FORMATS)
    options = [word for word in sys.argv[1:] if word not in formats]
    return sum(
        subprocess.run([sys.executable, "-m", "tests.fuzz", f, *options]).returncode != 0 for f in formats
    )


if __name__ == "__main__":
    main()
