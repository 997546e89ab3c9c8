"""Builds the default faces from Debian and npm packages (OpenType 1.9; 通用规范汉字表, 2013).

    python fonts/build.py [--packages FOLDER]

Needs fontTools, uharfbuzz and msgspec, and the clients apt-get, dpkg-deb and npm; takes a minute and a half.
Two runs with the same tools give the same bytes. Packages are fetched into their folder once and kept there.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import io
import subprocess
import tarfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import msgspec
import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.ttLib.tables.ttProgram import Program

HERE = Path(__file__).parent
BUILT = 3_850_070_400  # 2026-01-01, in seconds since 1904: the same in every build
RELEASE = 1.0

OFL, OFL_LINK = "OFL-1.1", "https://openfontlicense.org"
GPL, GPL_LINK = "GPL-3.0-only WITH Font-exception-2.0", "https://www.gnu.org/licenses/gpl-3.0.html"


class Package(msgspec.Struct, frozen=True):
    """A package of a registry, pinned by the hash of its archive."""

    kind: Literal["deb", "npm"]
    name: str
    version: str
    sha256: str

    @property
    def pattern(self) -> str:
        """The file name of the archive that the registry's client writes."""
        if self.kind == "deb":
            return f"{self.name}_{self.version}_all.deb"
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


class Source(msgspec.Struct, frozen=True):
    """A font file inside a package."""

    package: Package
    member: str

    @property
    def file(self) -> str:
        return self.member.rpartition("/")[2]


class Recipe(msgspec.Struct, frozen=True):
    """How one face is made."""

    name: str  # file and PostScript name
    family: str
    role: str
    source: Source
    licence: str
    copyright: str
    characters: frozenset[int]
    shift: int = 0  # 1/1000 em that every full-width glyph goes up, so that hanzi of all faces share a middle


class Entry(msgspec.Struct, frozen=True):
    """What the manifest says of one face."""

    file: str
    sha256: str
    bytes: int
    role: str
    package: str
    package_version: str
    package_sha256: str
    source: str
    licence: str
    shift: int
    glyphs: int
    gb2312: int
    tgh8105: int
    gbk: int


class Manifest(msgspec.Struct, frozen=True):
    """The default set and the tools that it was made with."""

    fonttools: str
    uharfbuzz: str
    faces: tuple[Entry, ...]


TEXLIVE = Package(
    "deb",
    "texlive-lang-chinese",
    "2022.20230122-1",
    "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
WENKAI = Package(
    "deb",
    "fonts-lxgw-wenkai",
    "1.250+repack-1",
    "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
)
LIBERATION = Package(
    "deb",
    "fonts-liberation2",
    "2.1.5-1",
    "35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda",
)
UNICODE = Package(
    "deb",
    "unicode-data",
    "15.0.0-1",
    "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
)
SANS = Package(
    "npm",
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)
SERIF = Package(
    "npm",
    "@expo-google-fonts/noto-serif-sc",
    "0.4.3",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)

_FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
FANG = Source(TEXLIVE, _FANDOL + "FandolFang-Regular.otf")
KAI = Source(TEXLIVE, _FANDOL + "FandolKai-Regular.otf")
HEI = Source(SANS, "package/500Medium/NotoSansSC_500Medium.ttf")
BIAOSONG = Source(SERIF, "package/700Bold/NotoSerifSC_700Bold.ttf")
SONG = Source(SERIF, "package/400Regular/NotoSerifSC_400Regular.ttf")
LIGHT = Source(WENKAI, "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf")
TIMES = Source(LIBERATION, "usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")

FANDOL_COPYRIGHT = (
    "Copyright (c) 2012-2013, the Fandol team (Clerk Ma, Jie Su). "
    "Modified by the govdoc authors, 2026: TrueType outlines, fewer characters, glyphs raised, renamed. "
    "The GPL font exception extends to this version."
)
NOTO_SANS_COPYRIGHT = "(c) 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'."
NOTO_SERIF_COPYRIGHT = "(c) 2017-2024 Adobe (http://www.adobe.com/)."
WENKAI_COPYRIGHT = (
    "Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai), "
    "with Reserved Font Names '霞鹜' and 'LXGW'. "
    "Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)"
)
LIBERATION_COPYRIGHT = (
    "Digitized data copyright (c) 2010 Google Corporation with Reserved Font Arimo, Tinos and Cousine. "
    "Copyright (c) 2012 Red Hat, Inc. with Reserved Font Name Liberation."
)


def codes(*ranges: tuple[int, int]) -> frozenset[int]:
    """The code points of inclusive ranges."""
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def gb2312(rows: Iterable[int]) -> frozenset[int]:
    """The characters of some rows (区) of GB/T 2312."""
    pairs = (bytes((0xA0 + row, 0xA0 + cell)) for row in rows for cell in range(1, 95))
    return frozenset(map(ord, filter(None, (pair.decode("gb2312", "ignore") for pair in pairs))))


GB_HANZI = gb2312(range(16, 88))
GBK_HANZI = codes((0x4E00, 0x9FA5))  # 20,902, as in GB 13000.1
HANZI = codes((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
# What was looked at and found right in FandolFang and FandolKai. Not there: U+FFE5 draws a dollar sign,
# U+FFE3 and U+FF0D a hyphen, U+FF5E sits too high, and letters, digits and symbols are Computer Modern's.
FANDOL_MARKS = frozenset(map(ord, "·—‘’“”…　、。〃々〇〈〉《》「」『』【】〔〕〖〗！（），．：；？｛｝"))
SYMBOLS = gb2312(range(1, 10)) | codes(
    (0x0020, 0x017F),  # Latin
    (0x01CD, 0x01DC),  # pinyin
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x2000, 0x209C),  # punctuation, superscripts, subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x23FF),  # letter-like, number forms, arrows, operators, technical
    (0x2460, 0x27BF),  # enclosed numbers, boxes, shapes, symbols, dingbats
    (0x2E3A, 0x2E3B),  # long dashes
    (0x2E80, 0x2FFB),  # radicals, which text taken from PDF files holds in place of hanzi
    (0x3000, 0x312F),  # CJK punctuation, kana, bopomofo
    (0x31C0, 0x31E3),  # strokes
    (0x3200, 0x33FF),  # enclosed and compatibility
    (0xFE10, 0xFE6F),  # vertical and small forms
    (0xFF00, 0xFFEF),  # full and half width
)
LATIN = codes((0x0020, 0x024F), (0x0300, 0x036F), (0x1E00, 0x1EFF), (0x2010, 0x2044), (0x20AC, 0x20AC))
DASHES = (0x2014, 0x2015, 0x2E3A)
UNUSED_TABLES = "BASE DSIG FFTM GDEF GPOS GSUB STAT VORG gasp kern meta vhea vmtx".split()
OVERLAP = 10  # 1/1000 em that a dash reaches beyond its cell, so that two of them join without a seam


def fetch(package: Package, folder: Path) -> Path:
    """The folder of an unpacked package, fetched unless it is there already; its hash is checked."""
    archive = folder / package.pattern
    if not archive.exists():
        subprocess.run(_download(package), cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{archive.name}: sha256 is {found}, expected {package.sha256}")
    unpacked = folder / f"{archive.name}.unpacked"
    if not unpacked.exists():
        _unpack(package, archive, unpacked)
    return unpacked


def _download(package: Package) -> list[str]:
    if package.kind == "deb":
        return ["apt-get", "download", f"{package.name}={package.version}"]
    return ["npm", "pack", "--silent", f"{package.name}@{package.version}"]


def _unpack(package: Package, archive: Path, folder: Path) -> None:
    if package.kind == "deb":
        subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)
        return
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")


def general_standard(folder: Path) -> tuple[int, ...]:
    """通用规范汉字表, the general standard list of 2013, in its order: property kTGH of Unihan."""
    with bz2.open(folder / "usr/share/unicode/Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as file:
        fields = (line.partition("\tkTGH\t2013:") for line in file)
        numbered = sorted((int(number), code) for code, _, number in fields if number)
    return tuple(int(code.removeprefix("U+"), base=16) for _, code in numbered)


def recipes(standard: frozenset[int]) -> tuple[Recipe, ...]:
    """The seven faces of the default set."""
    core = standard | GB_HANZI | {0x3007}
    fandol, full = HANZI | FANDOL_MARKS, SYMBOLS | core
    return (
        Recipe("GovdocFang", "Govdoc Fang", "fangsong", FANG, GPL, FANDOL_COPYRIGHT, fandol, 75),
        Recipe("GovdocKai", "Govdoc Kai", "kai", KAI, GPL, FANDOL_COPYRIGHT, fandol, 84),
        Recipe("GovdocHei-Medium", "Govdoc Hei Medium", "hei", HEI, OFL, NOTO_SANS_COPYRIGHT, full),
        Recipe("GovdocBiaoSong-Bold", "Govdoc BiaoSong Bold", "biaosong", BIAOSONG, OFL, NOTO_SERIF_COPYRIGHT,
               full),
        # The face that everything falls back to: all hanzi of GBK, traditional ones too.
        Recipe("GovdocSong", "Govdoc Song", "song", SONG, OFL, NOTO_SERIF_COPYRIGHT, full | GBK_HANZI),
        # Hanzi only: its quotation marks are narrow, and symbols come from Govdoc Song.
        Recipe("GovdocWenKai-Light", "Govdoc WenKai Light", "fallback", LIGHT, OFL, WENKAI_COPYRIGHT,
               core, 35),
        Recipe("GovdocLatin", "Govdoc Latin", "latin", TIMES, OFL, LIBERATION_COPYRIGHT, LATIN),
    )  # fmt: skip


def subset(path: Path, characters: frozenset[int]) -> TTFont:
    """The face with some characters only, without hinting and layout tables."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).update(characters)
    for tag in UNUSED_TABLES:
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).add(int.from_bytes(tag.encode(), "big"))
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return TTFont(io.BytesIO(hb.subset(face, wanted).blob.data), recalcTimestamp=False)


def to_truetype(font: TTFont) -> None:
    """Replace CFF outlines by quadratic ones within 1/1000 em; finer ones print no better."""
    if "CFF " not in font:
        return
    glyphs, source = {}, font.getGlyphSet()
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        source[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font.sfntVersion = "\0\1\0\0"
    font["loca"], font["glyf"], font["maxp"] = newTable("loca"), newTable("glyf"), _empty_maxp()
    font["glyf"].glyphOrder, font["glyf"].glyphs = font.getGlyphOrder(), glyphs
    font["maxp"].numGlyphs = len(glyphs)


def _empty_maxp() -> object:
    table = newTable("maxp")
    table.tableVersion = 0x00010000
    for name in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements",
                 "SizeOfInstructions", "ComponentElements", "ComponentDepth", "Points", "Contours",
                 "CompositePoints", "CompositeContours"):  # fmt: skip
        setattr(table, f"max{name}", 0)
    table.maxZones = 1
    return table


def raise_hanzi(font: TTFont, shift: int) -> None:
    """Move every full-width glyph up; Latin stays on its baseline."""
    em, glyf = font["head"].unitsPerEm, font["glyf"]
    wide = {name for name in font.getBestCmap().values() if font["hmtx"][name][0] == em}
    for name in font.getGlyphOrder() if shift else ():
        glyph, move = glyf[name], shift if name in wide else 0
        if glyph.isComposite():  # its parts may be wide glyphs, which move by themselves
            for part in glyph.components:
                part.y += move - (round(shift * _height_scale(part)) if part.glyphName in wide else 0)
        elif glyph.numberOfContours:
            glyph.coordinates.translate((0, move))


def _height_scale(part: GlyphComponent) -> float:
    return float(part.transform[1][1]) if hasattr(part, "transform") else 1.0


def simplify(font: TTFont, name: str) -> None:
    """Make a composite glyph a simple one, so that it can be changed alone."""
    glyf = font["glyf"]
    if not glyf[name].isComposite():
        return
    glyph = Glyph()
    glyph.coordinates, glyph.endPtsOfContours, glyph.flags = glyf[name].getCoordinates(glyf)
    glyph.numberOfContours = len(glyph.endPtsOfContours)
    glyph.program = Program()
    glyph.program.fromBytecode(b"")
    glyf[name] = glyph


def widen_marks(font: TTFont) -> None:
    """Dashes reach from edge to edge at the middle of hanzi, and the middle dot stands in a full cell."""
    names, em = font.getBestCmap(), font["head"].unitsPerEm
    if em != 1000 or 0x2014 not in names:  # the Latin face, and the one of hanzi only
        return
    middle = _middle(font, names.get(0xFF0D, names[0x2014]))
    for code in DASHES:
        if code in names:
            _stretch(font, names[code], 2 * em if code == 0x2E3A else em, middle)
    if 0x00B7 in names:
        _centre(font, names[0x00B7], em)


def _box(font: TTFont, name: str) -> tuple[float, float, float, float]:
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    assert pen.bounds, f"{name} is blank"
    return pen.bounds


def _middle(font: TTFont, name: str) -> float:
    _, bottom, _, top = _box(font, name)
    return (bottom + top) / 2


def _stretch(font: TTFont, name: str, width: int, middle: float) -> None:
    simplify(font, name)
    left, bottom, right, top = _box(font, name)
    coordinates = font["glyf"][name].coordinates
    coordinates.translate((-left, round(middle - (bottom + top) / 2)))
    coordinates.scale(((width + 2 * OVERLAP) / (right - left), 1))
    coordinates.translate((-OVERLAP, 0))
    coordinates.toInt()
    font["hmtx"][name] = (width, -OVERLAP)


def _centre(font: TTFont, name: str, width: int) -> None:
    simplify(font, name)
    advance, bearing = font["hmtx"][name]
    move = (width - advance) // 2
    font["glyf"][name].coordinates.translate((move, 0))
    font["hmtx"][name] = (width, bearing + move)


def set_metrics(font: TTFont) -> None:
    """Side bearings from the outlines; the same height everywhere: leading never comes from a font."""
    glyf, hmtx, em = font["glyf"], font["hmtx"], font["head"].unitsPerEm
    for name in font.getGlyphOrder():
        glyph = glyf[name]
        glyph.recalcBounds(glyf)
        hmtx[name] = (hmtx[name][0], glyph.xMin if glyph.numberOfContours else 0)
    up, down = round(0.88 * em), -round(0.12 * em)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = up, down, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = up, down, 0
    os2.fsType = 0
    os2.recalcUnicodeRanges(font)
    os2.updateFirstAndLastCharIndex(font)


def rename(font: TTFont, recipe: Recipe) -> None:
    """Names of our own, as both licences ask of a changed font, with the makers' copyright."""
    package = recipe.source.package
    texts = {
        0: recipe.copyright,
        1: recipe.family,
        2: "Regular",
        3: f"govdoc;{RELEASE};{recipe.name}",
        4: recipe.family,
        5: f"Version {RELEASE:.3f}; from {recipe.source.file} of {package.name} {package.version}",
        6: recipe.name,
        13: recipe.licence,
        14: GPL_LINK if recipe.licence == GPL else OFL_LINK,
    }
    font["name"].names = []
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["head"].fontRevision = RELEASE
    font["head"].created = font["head"].modified = BUILT
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 3.0, [], {}


def make(recipe: Recipe, folder: Path) -> bytes:
    """The finished face."""
    font = subset(folder / recipe.source.member, recipe.characters)
    to_truetype(font)
    raise_hanzi(font, recipe.shift)
    widen_marks(font)
    set_metrics(font)
    rename(font, recipe)
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def describe(recipe: Recipe, data: bytes, standard: frozenset[int]) -> Entry:
    """The manifest's entry for a finished face."""
    font = TTFont(io.BytesIO(data), lazy=True)
    has = frozenset(font.getBestCmap())
    return Entry(
        file=f"{recipe.name}.ttf",
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        role=recipe.role,
        package=recipe.source.package.name,
        package_version=recipe.source.package.version,
        package_sha256=recipe.source.package.sha256,
        source=recipe.source.file,
        licence=recipe.licence,
        shift=recipe.shift,
        glyphs=font["maxp"].numGlyphs,
        gb2312=len(GB_HANZI & has),
        tgh8105=len(standard & has),
        gbk=len(GBK_HANZI & has),
    )


def replace(path: Path, data: bytes) -> None:
    """Write a file at one stroke: another process may have the old one mapped into memory."""
    new = path.with_suffix(".new")
    new.write_bytes(data)
    new.replace(path)


def build(packages: Path, out: Path) -> None:
    """The whole set: faces, list of characters and manifest."""
    listed = general_standard(fetch(UNICODE, packages))
    standard, entries = frozenset(listed), []
    for folder in (out / "ttf", out / "charset"):
        folder.mkdir(parents=True, exist_ok=True)
    lines = ("".join(map(chr, listed[at : at + 50])) for at in range(0, len(listed), 50))
    (out / "charset/tgh8105.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    for recipe in recipes(standard):
        data = make(recipe, fetch(recipe.source.package, packages))
        replace(out / "ttf" / f"{recipe.name}.ttf", data)
        entries.append(describe(recipe, data, standard))
        print(f"{recipe.name:22}{len(data):>10,} bytes", flush=True)
    manifest = Manifest(version("fonttools"), version("uharfbuzz"), tuple(entries))
    (out / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Build the default faces of govdoc.")
    parser.add_argument("--packages", type=Path, default=HERE.parent / "build/fonts", help="kept packages")
    parser.add_argument("--out", type=Path, default=HERE, help="gets ttf/, charset/ and manifest.json")
    arguments = parser.parse_args()
    arguments.packages.mkdir(parents=True, exist_ok=True)
    build(arguments.packages.resolve(), arguments.out)


if __name__ == "__main__":
    main()
