"""Holds the packages of an environment against the published advisories, and says how far that went.

    python tests/audit.py SITE_PACKAGES

Needs pip-audit, best in an environment of its own. It asks PyPI, then OSV. Known vulnerabilities end it with 1.
Where no advisory service answers (a machine without network, a mirror that has no advisories), pip-audit itself
may say that nothing is wrong: here it is said that nothing was looked at, and the end is 0.
"""

import json
import subprocess
import sys
from typing import NamedTuple

SERVICES = ("pypi", "osv")


class Audit(NamedTuple):
    """How many packages were looked up, the names of those that were not, and what is known against some."""

    looked_up: int
    unknown: tuple[str, ...]
    found: tuple[str, ...]


def judge(told: str) -> Audit:
    """What pip-audit's JSON says; of no JSON, that nothing was looked up."""
    try:
        packages = json.loads(told)["dependencies"]
    except (ValueError, KeyError):
        return Audit(0, (), ())
    looked_up = [package for package in packages if "vulns" in package]
    unknown = tuple(package["name"] for package in packages if "vulns" not in package)
    found = tuple(
        f"{package['name']} {package['version']}: {each['id']}"
        + (f", mended in {' or '.join(each['fix_versions'])}" if each["fix_versions"] else "")
        for package in looked_up
        for each in package["vulns"]
    )
    return Audit(len(looked_up), unknown, found)


def ask(service: str, place: str) -> Audit:
    """The audit of a folder of packages by a service."""
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", service, "--format", "json"]
    command += ["--progress-spinner", "off", "--timeout", "20", "--path", place]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return judge(done.stdout)


def report(audits: dict[str, Audit]) -> tuple[str, int]:
    """What to say of the services that were asked, and the exit code."""
    best = max(audits.values(), key=lambda audit: audit.looked_up)
    if not best.looked_up:
        return f"NOT AUDITED: no advisory service answered ({', '.join(audits)})", 0
    lines = [f"{best.looked_up} packages looked up, {len(best.found)} advisories", *best.found]
    if best.unknown:
        lines.append(f"not looked up: {', '.join(best.unknown)}")
    return "\n".join(lines), int(bool(best.found))


def main() -> None:
    audits = {}
    for service in SERVICES:
        audits[service] = ask(service, sys.argv[1])
        if audits[service].looked_up:
            break
    said, code = report(audits)
    print(said)
    sys.exit(code)


if __name__ == "__main__":
    main()
