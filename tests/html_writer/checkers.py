"""Two independent judges of a page, where they are installed: the W3C's HTML checker and axe in a browser.

The checker is `vnu.jar` of the npm package vnu-jar, named by GOVDOC_VNU, run with java. axe needs node, the npm
packages playwright-core and axe-core (found through NODE_PATH), and Chromium, named by GOVDOC_CHROMIUM or found
as `chromium`.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

AXE = Path(__file__).with_name("axe.cjs")


def _chromium():
    return os.environ.get("GOVDOC_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def has_checker():
    return shutil.which("java") is not None and Path(os.environ.get("GOVDOC_VNU", "")).is_file()


def has_browser():
    if shutil.which("node") is None or _chromium() is None:
        return False
    probe = "require('axe-core'); require('playwright-core')"
    return subprocess.run(["node", "-e", probe], capture_output=True, check=False).returncode == 0


def validate(pages):
    """What the HTML checker says: errors and warnings, a line each."""
    command = ["java", "-jar", os.environ["GOVDOC_VNU"], "--exit-zero-always", *map(str, pages)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()


def violations(pages):
    """What axe finds on each page, on a desktop, a phone and in the dark: a line each."""
    command = ["node", str(AXE), str(_chromium()), *(str(Path(page).resolve()) for page in pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [
        f"{Path(found['page']).name} {found['mode']}: {found['rule']} ×{found['count']}: {found['first']}"
        for found in json.loads(done.stdout)
    ]


def report(pages):
    """Print what the judges that are installed find; how many lines that is."""
    lines = []
    for name, there, judge in (("vnu", has_checker, validate), ("axe", has_browser, violations)):
        if not there():
            print(f"{name}: not installed, skipped")
            continue
        found = judge(pages)
        print(f"{name}: {len(pages)} pages, {len(found)} findings")
        lines += found
    print("\n".join(lines))
    return len(lines)
