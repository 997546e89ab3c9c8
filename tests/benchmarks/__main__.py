"""All figures in one table: what govdoc costs, and how many times that the others cost, in the same run.

    python -m tests.benchmarks [PART…] [--runs 3] [--compare] [--save]

Parts: reading writing conversion batch scaling memory growth. Times are seconds of CPU, so that other work on
the machine counts little. Peers that are not installed are left out (the extra `bench` has them). --save keeps
the ratios, and only them, in `baseline.json`; --compare flags a ratio that is worse than there by more than a
quarter, and ends with 1. A benchmark, never a test.
"""

import argparse
import json
import sys
from pathlib import Path

from tests.benchmarks.measure import Row
from tests.benchmarks.rows import MEASURED

BASELINE = Path(__file__).with_name("baseline.json")
WORSE = 0.75
"""What a ratio may be of its baseline: below, it is flagged. Between runs they differ by a tenth or two."""

Ratios = dict[str, dict[str, float]]


def ratios_of(rows: list[Row]) -> Ratios:
    """The ratios by line and peer, rounded."""
    return {
        row.name: {peer: round(ratio, 3) for peer, ratio in row.ratios.items()} for row in rows if row.ratios
    }


def worse(now: Ratios, before: Ratios) -> list[str]:
    """What got worse: every ratio that is in both and fell by more than `WORSE` allows."""
    return [
        f"{name}: ×{now[name][peer]:.2f} of {peer}, was ×{ratio:.2f}"
        for name, kept in before.items()
        for peer, ratio in kept.items()
        if name in now and peer in now[name] and now[name][peer] < WORSE * ratio
    ]


def line(row: Row) -> str:
    """A line of the table."""
    others = "  ".join(f"{peer} ×{ratio:.2f}" for peer, ratio in sorted(row.ratios.items()))
    return f"{row.name:38}{row.figure:>28}  {others}".rstrip()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"some of: {', '.join(MEASURED)}")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--save", action="store_true")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - MEASURED.keys():
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(MEASURED)}")
    rows: list[Row] = []
    print(f"{'':38}{'govdoc':>28}  others, as many times as much (more is better for govdoc)")
    for part, measure in MEASURED.items():
        if part in chosen.parts or not chosen.parts:
            for made in measure(chosen.runs):
                rows.append(made)
                print(line(made), flush=True)
    sys.exit(_kept(ratios_of(rows), chosen.save, chosen.compare))


def _kept(now: Ratios, save: bool, compare: bool) -> int:
    before: Ratios = json.loads(BASELINE.read_text("utf-8")) if BASELINE.is_file() else {}
    fell = worse(now, before) if compare else []
    print(
        "\n".join(["worse than the baseline:", *fell]) if fell else "nothing got worse" if compare else "",
        end="\n",
    )
    if save:
        BASELINE.write_text(
            json.dumps(before | now, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
        )
    return int(bool(fell))


if __name__ == "__main__":
    main()
