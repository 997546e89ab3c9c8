"""Reading plain text and Markdown, warm: govdoc against pandoc (markdown to json).

    python tests/benchmarks/text_reading.py

A document of 10, 200, 2,400 and 5,000 pages: as text, as text wrapped at 28 characters, as Markdown. Times are
CPU seconds; pandoc is a process of its own. A benchmark, never a test. Needs the extra `bench`.
"""

import resource
import subprocess
import time
from collections.abc import Callable

import govdoc

SENTENCE = "建立健全政务公开工作制度，明确责任分工，细化工作流程，加强督促检查，确保各项任务落到实处。" * 5
PAGES = (10, 200, 2_400, 5_000)


def plain(pages: int) -> str:
    """One section fills about one page of 22 lines of 28 characters."""
    section = f"一、完善制度\n（一）健全制度。{SENTENCE}\n（二）明确责任。{SENTENCE}\n"
    return "关于做好工作的通知\n各单位：\n" + section * pages


def wrapped(pages: int) -> str:
    found = []
    for line in plain(pages).splitlines():
        found += [line[:26], *(line[i : i + 28] for i in range(26, len(line), 28))]
    return "\n".join(found)


def markdown(pages: int) -> str:
    section = f"## 一、完善制度\n\n（一）健全制度。{SENTENCE}\n\n（二）明确责任。{SENTENCE}\n\n"
    return "# 关于做好工作的通知\n\n各单位：\n\n" + section * pages


def own(form: str, data: bytes) -> float:
    start = time.process_time()
    govdoc.read(data, form)
    return time.process_time() - start


def pandoc(data: bytes) -> float:
    from pypandoc import get_pandoc_path

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [get_pandoc_path(), "-f", "markdown", "-t", "json"]
    subprocess.run(command, input=data, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    kinds: tuple[tuple[str, Callable[[int], str], str], ...] = (
        ("text", plain, "text"),
        ("wrapped", wrapped, "text"),
        ("markdown", markdown, "markdown"),
    )
    print(f"{'kind':10}{'pages':>6}{'MB':>7}{'govdoc s':>10}{'ms/page':>9}{'pandoc s':>10}")
    for name, make, form in kinds:
        for pages in PAGES:
            data = make(pages).encode()
            ours = min(own(form, data) for _ in range(2))
            theirs = f"{pandoc(data):10.2f}" if form == "markdown" else f"{'–':>10}"
            print(f"{name:10}{pages:6}{len(data) / 1e6:7.1f}{ours:10.2f}{1000 * ours / pages:9.2f}{theirs}")


if __name__ == "__main__":
    main()
