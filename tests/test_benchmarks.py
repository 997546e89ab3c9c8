"""The comparison of benchmarks: only a ratio that fell by much is flagged. Nothing is timed here."""

from tests.benchmarks.__main__ import line, ratios_of, worse
from tests.benchmarks.measure import Row, side_by_side

BEFORE = {"write docx": {"pandoc": 4.0, "gone": 2.0}, "write ofd": {"pandoc": 1.0}}


def test_a_ratio_that_fell_by_much_is_flagged() -> None:
    assert worse({"write docx": {"pandoc": 2.9}}, BEFORE) == ["write docx: ×2.90 of pandoc, was ×4.00"]


def test_noise_what_got_better_and_what_is_missing_is_not() -> None:
    assert worse({"write docx": {"pandoc": 3.1, "new": 0.1}, "new": {"pandoc": 0.1}}, BEFORE) == []
    assert worse({"write docx": {"pandoc": 9.0, "gone": 1.9}}, BEFORE) == []


def test_a_line_and_its_ratios() -> None:
    row = Row("write docx", "5 ms", {"pandoc": 2.34567, "b": 1.0})
    assert ratios_of([row, Row("write xml", "1 ms")]) == {"write docx": {"pandoc": 2.346, "b": 1.0}}
    assert line(row).split() == ["write", "docx", "5", "ms", "b", "×1.00", "pandoc", "×2.35"]


def test_a_peer_that_is_not_here_is_left_out(capsys) -> None:
    def missing() -> None:
        raise ImportError("no such module")

    found = side_by_side({"govdoc": lambda: sum(range(1000)), "peer": missing}, 1)
    assert set(found) == {"govdoc"}
    assert "peer left out: ImportError" in capsys.readouterr().out
