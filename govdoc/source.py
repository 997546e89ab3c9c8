"""The bytes of an input, and how they become text: BOM, the given or declared encoding, then the content.

GB 18030-2022 is a superset of gb2312 and gbk, so pages that declare those are decoded as GB 18030; Python's
codec is that of 2000, so the positions that were private use then get their characters of 2022. A declaration
that the content belies is not believed (WHATWG HTML 13.2.3 says where a page declares its encoding).
"""

import codecs
import re
from hashlib import sha256

from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.errors import UsageError
from govdoc.model import Document, clean_text
from govdoc.tree import ink


class Source(Struct, frozen=True):
    """An input: its bytes, and the name it goes by in messages (a file name, or "-" for a pipe)."""

    data: bytes
    name: str = "-"

    @property
    def digest(self) -> str:
        """The digest of the bytes, as a document notes what it was read from."""
        return digest_of(self.data)


def digest_of(data: bytes) -> str:
    """What bytes are known by in a document: “sha256:” and their SHA-256 in hexadecimal digits."""
    return f"sha256:{sha256(data).hexdigest()}"


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
"""How text in an encoding begins: byte order marks, and the first tag of a page in UTF-16 without one."""


def decode(source: Source, context: Context, encoding: str | None = None) -> tuple[str, str]:
    """The text of a source with line ends as "\\n", in the model's alphabet, and the encoding it was in.

    Bytes that do not fit become U+FFFD and are reported (GD102); so are control characters (GD103) and
    private-use characters (GD104). Raises UsageError for an encoding that nobody knows.
    """
    text, chosen = to_text(source, context, encoding)
    clean = scrub(text, context)
    _report_private_use(clean, context)
    return clean, chosen


def to_text(
    source: Source, context: Context, encoding: str | None = None, declared: str | None = None
) -> tuple[str, str]:
    """The characters of a source with line ends as "\\n", and the encoding it was in.

    Parameters: `encoding` what the user says, which is believed; `declared` what the source says of itself,
    which is believed unless the content belies it (GD112). A byte order mark comes before both.
    """
    data = source.data
    mark, marked = next(((m, name) for m, name in _MARKS if data.startswith(m)), (b"", ""))
    if marked:
        chosen = marked
        data = data if b"<" in mark else data[len(mark) :]
    elif encoding:
        chosen = _known(encoding)
    else:
        chosen = _found_out(data, _declarable(declared), context)
    text = _decode_gb(data) if chosen == "gb18030" else data.decode(chosen, "replace")
    bad = text.count("\ufffd") - data.count("\ufffd".encode(chosen, "ignore") or b"\xff\xfd\xff\xfd")
    if bad > 0:
        context.report(say.BAD_BYTES, chosen, str(bad))
    if chosen == "gb18030" and _OF_2000.search(text):
        text = text.translate(_TO_2022)
    return text.replace("\r\n", "\n").replace("\r", "\n"), chosen


def scrub(text: str, context: Context) -> str:
    """`text` in the model's alphabet; how many characters were removed is reported."""
    clean = clean_text(text)
    removed = len(text) - len(clean)
    if removed and (removed := removed - text.count("\ufeff")) > 0:
        context.report(say.FOREIGN_CHARACTERS, str(removed))
    return clean


_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def report_private_use(document: Document, context: Context) -> None:
    """Report the private-use characters (GD104) in the text of a document; they stay as they are."""
    _report_private_use("".join(ink(document)), context)


def _report_private_use(text: str, context: Context) -> None:
    if text.isascii() or not _PRIVATE.search(text):
        return
    for character in sorted(set(_PRIVATE.findall(text))):
        context.report(say.PRIVATE_USE, f"U+{ord(character):04X}", count=text.count(character))


# --- GB 18030-2022 --------------------------------------------------------------------------------------

_TO_2022 = {
    **dict(zip(range(0xE78D, 0xE794), (0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16), strict=True)),
    **dict(zip(range(0xE794, 0xE797), (0xFE17, 0xFE18, 0xFE19), strict=True)),
    0xE7C7: 0x1E3F,
    **dict(
        zip(
            (0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864),
            range(0x9FB4, 0x9FBC),
            strict=True,
        )
    ),
}
"""What Python's codec makes of A6D9–A6DF, A6EC, A6ED, A6F3, A8BC, FE59 … FEA0, and what stands there now."""

_OF_2000 = re.compile("[" + "".join(map(chr, _TO_2022)) + "]")


_PIECE = re.compile(rb"[\x30-\x39\x40-\xff]*[\x80-\xff][\x30-\x39\x40-\xff]*")
_MOST_BROKEN = 100
_LONGEST_PIECE = 500


def _decode_gb(data: bytes) -> str:
    """Bytes of GB 18030 as text; where a byte is missing or too many, only the characters around it suffer.

    Characters have two bytes or four, so that after one bad byte all that follow would be read across their
    borders, up to the next byte that can only be ASCII; there the reading that makes most sense is taken.
    """
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        pass
    found: list[str] = []
    at = broken = 0
    for piece in _PIECE.finditer(data):
        found.append(data[at : piece.start()].decode("ascii", "replace"))
        at = piece.end()
        try:
            found.append(piece[0].decode("gb18030"))
        except UnicodeDecodeError:
            broken += 1
            small = broken <= _MOST_BROKEN and len(piece[0]) <= _LONGEST_PIECE
            found.append(_mended(piece[0]) if small else piece[0].decode("gb18030", "replace"))
    return "".join([*found, data[at:].decode("ascii", "replace")])


def _mended(piece: bytes) -> str:
    """The most plausible reading of a piece with one bad byte, which becomes U+FFFD."""
    best, text = -1.0, piece.decode("gb18030", "replace")
    for i in range(len(piece)):
        try:
            left, right = piece[:i].decode("gb18030"), piece[i + 1 :].decode("gb18030")
        except UnicodeDecodeError:
            continue
        score = sum(_likely(character) for character in left + right)
        if score > best:
            best, text = score, f"{left}\ufffd{right}"
    return text


def _likely(character: str) -> int:
    """How likely a character is in Chinese text: common ones most, then marks, then those of GB 2312."""
    if character in _COMMON:
        return 3
    if character in "、，。；：？！（）《》“”　":
        return 2
    return int("\u4e00" <= character <= "\u9fff" and len(character.encode("gb2312", "ignore")) == 2)


# --- which encoding -------------------------------------------------------------------------------------

_GB = frozenset({"gb2312", "gbk", "cp936"})
_DECLARATION = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-zA-Z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 16_384
_DECLARABLE = re.compile(r"utf-8|ascii|gb|big5|hz|cp\d|iso8859|latin|euc|shift|johab|koi8|mac|windows")


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page declares in a `meta` element or an XML declaration near its beginning."""
    found = _DECLARATION.search(data, 0, _DECLARED_WITHIN)
    return (found[1] or found[2]).decode("ascii") if found else None


def _declarable(name: str | None) -> str | None:
    """The codec that a declaration means, or none; UTF-16 in a page whose declaration is ASCII is a lie."""
    if name is None:
        return None
    if name.lower().startswith(("utf-16", "utf-32", "unicode")):
        return "utf-8"
    try:
        codec = _known(name)
    except UsageError:
        return None
    return codec if _DECLARABLE.match(codec) else None


def _known(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        b"a".decode(name, "replace")
    except (LookupError, UnicodeError):
        raise UsageError(
            f"不认识的编码 {encoding}；例如 utf-8、gb18030、utf-16",
            f"unknown encoding {encoding}; try utf-8, gb18030 or utf-16",
        ) from None
    return "gb18030" if name in _GB else name


_COMMON = (
    "的一国在人了有中是年和大业不为发会工经上地市要个产这出行作生家以成到日民来我部对进多全建"
    "公开们场展时理新方主企资实学报制政济用同于法高长现本月定化加动合品重关机分力自外者区能设后就等下"
    "與個們這來時會國"
)
"""The characters that every Chinese text is full of; a wrong decoding makes rare ones."""

_SAMPLE = 16_384
_ENOUGH = 16


def _found_out(data: bytes, declared: str | None, context: Context) -> str:
    if data.isascii():
        return "utf-8"
    try:
        strict = len(data) - len(data.decode("utf-8"))
    except UnicodeDecodeError:
        strict = 0
    if strict >= _ENOUGH and declared in (None, "utf-8"):
        return "utf-8"
    bonus = {"utf-8": 0.3 if strict else 0.0, declared or "": 0.05}
    names = [*dict.fromkeys((declared or "utf-8", "utf-8", "gb18030", "big5hkscs"))]
    chosen = max(names, key=lambda name: _plausible(_sample(data), name) + bonus.get(name, 0.0))
    if declared is None and chosen != "utf-8":
        context.report(say.ENCODING_GUESSED, chosen)
    elif declared is not None and not (chosen == declared or {chosen, declared} <= {"big5", "big5hkscs"}):
        context.report(say.LYING_CHARSET, declared, chosen)
    return chosen


def _sample(data: bytes) -> bytes:
    """The bytes from the first that is not ASCII on, and as many from the middle of the rest."""
    first = re.search(rb"[\x80-\xff]", data)
    start = first.start() if first else 0
    middle = start + (len(data) - start) // 2
    if len(data) - start <= 2 * _SAMPLE:
        return data[start:]
    return data[start : start + _SAMPLE] + data[middle : middle + _SAMPLE]


def _plausible(data: bytes, encoding: str) -> float:
    """How much text in an encoding looks like Chinese: the share of common characters less that of damage."""
    text = data.decode(encoding, "replace")
    foreign = sum(character > "\x7f" for character in text)
    common = sum(text.count(character) for character in _COMMON)
    return (common - 10 * text.count("\ufffd")) / max(foreign, 1)
