"""What is said of an audit: also that there was none."""

import json

from tests.audit import Audit, judge, report

FLAW = {"id": "PYSEC-2021-1", "fix_versions": ["2.0"], "aliases": [], "description": ""}
SOUND = {"name": "click", "version": "8.1", "vulns": []}
SKIPPED = {"name": "lxml", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def told(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_a_known_flaw_fails() -> None:
    audit = judge(told(SOUND, {"name": "a", "version": "1.0", "vulns": [FLAW]}))
    assert audit == Audit(2, (), ("a 1.0: PYSEC-2021-1, mended in 2.0",))
    said, code = report({"pypi": audit})
    assert "PYSEC-2021-1" in said
    assert code == 1


def test_what_is_sound_passes_and_what_was_left_out_is_named() -> None:
    said, code = report({"pypi": judge(told(SOUND, SKIPPED))})
    assert said == "1 packages looked up, 0 advisories\nnot looked up: lxml"
    assert code == 0


def test_no_answer_is_no_clean_bill() -> None:
    for nothing in (told(SKIPPED, SKIPPED), "", "ConnectionError"):
        said, code = report({"pypi": judge(nothing), "osv": judge("")})
        assert said == "NOT AUDITED: no advisory service answered (pypi, osv)"
        assert code == 0
