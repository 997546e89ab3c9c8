"""Many documents from few: texts and pages repeated with a changed number, so that nothing can be cached."""

from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def make(sources: list[Path], folder: Path, count: int) -> None:
    """Write `count` documents into folders of a thousand, each unlike the others."""
    found = sorted(p for s in sources for p in s.rglob("*") if p.suffix in {".txt", ".html", ".htm"})
    data = [(p.suffix, p.read_bytes()) for p in found]
    for i in range(count):
        suffix, text = data[i % len(data)]
        mark = f"\n（第{i}号）\n".encode()
        place = folder / f"{i // 1000:03}" / f"d{i:06}{suffix}"
        place.parent.mkdir(parents=True, exist_ok=True)
        at = text.lower().rfind(b"</body") if suffix != ".txt" else len(text)
        place.write_bytes(text[:at] + mark + text[at:] if at >= 0 else text + mark)
