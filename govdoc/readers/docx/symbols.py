"""Characters of the symbol fonts (Symbol, Wingdings, Webdings) → what they show, in Unicode.

Word writes them as w:sym or as text at U+F000 to U+F0FF (ISO/IEC 29500-1 17.3.3.30). Names of the signs:
Microsoft's table of Wingdings; Unicode names them so since version 7. A sign that is not here stays as it is.
"""


def _table(pairs: str) -> dict[int, str]:
    """Code and sign, parted by blanks: “28 ☎ 2A ✉”."""
    words = pairs.split()
    return {int(code, 16): sign for code, sign in zip(words[::2], words[1::2], strict=True)}


_WINGDINGS = _table(
    "28 ☎ 2A ✉ 46 ☞ 4A ☺ 4C ☹ 6C ● 6D ❍ 6E ■ 6F □ 70 ◻ 71 ❑ 72 ❒ 73 ⬧ 74 ⧫ 75 ◆ 76 ❖ 77 ⬥"
    " 80 ⓪ 81 ① 82 ② 83 ③ 84 ④ 85 ⑤ 86 ⑥ 87 ⑦ 88 ⑧ 89 ⑨ 8A ⑩ 9E · 9F • A0 ▪ A1 ○ A4 ◉ A7 ▪ A8 ◻ AB ★"
    " D8 ➢ DF ← E0 → E1 ↑ E2 ↓ E8 ➔ F0 ⇨ FB ✗ FC ✓ FD ☒ FE ☑"
)
_WINGDINGS_2 = _table("4F ✗ 50 ✓ 52 ☑ 53 ☒ 54 ☒ 95 • 97 ● A3 □")
_SYMBOL = _table("44 Δ 53 Σ 57 Ω 61 α 62 β 6D μ A3 ≤ A5 ∞ AC ← AE → B0 ° B1 ± B3 ≥ B4 × B7 • B8 ÷ B9 ≠ D7 ⋅")
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_AREA = range(0xF000, 0xF100)
_CIRCLE = {"o": "○"}


def symbol(text: str, font: str) -> str:
    """The signs that `text` shows in `font`; “o” in Courier New is Word's round bullet."""
    table = _FONTS.get(font.lower())
    if font.lower().startswith("courier") and text in _CIRCLE:
        return _CIRCLE[text]
    if table is None:
        return text if not any(ord(c) in _AREA for c in text) else "".join(_any_font(c) for c in text)
    return "".join(table.get(ord(c) & 0xFF, c) if _is_sign(c) else c for c in text)


def _is_sign(character: str) -> bool:
    return ord(character) in _AREA or 0x20 < ord(character) < 0x100


def _any_font(character: str) -> str:
    """The two bullets that Word uses without naming their font."""
    return {"\uf0b7": "•", "\uf06c": "●"}.get(character, character)
