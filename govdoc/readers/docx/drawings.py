"""Drawings: pictures and text boxes, in DrawingML and in the older VML, wherever they stand in a group.

ISO/IEC 29500-1 20 (DrawingML), 29500-4 19 (VML). Lines and fills are ornament and leave nothing; charts and
diagrams are said (GD132), since their text stands in parts of their own.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import Figure, Resource
from govdoc.pictures import media_type_of
from govdoc.readers.docx.names import ALTERNATE, BOX, R_EMBED, R_ID, R_LINK, TEXT
from govdoc.readers.docx.package import Element, Package
from govdoc.readers.docx.styles import int_or
from govdoc.source import digest_of
from govdoc.typography import MM_PER_UNIT

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_V = "{urn:schemas-microsoft-com:vml}"
_BLIP, _SHAPE_TEXT = f"{_A}blip", f"{_A}t"
_INLINE, _ANCHOR = f"{_WP}inline", f"{_WP}anchor"
_IMAGE_DATA, _TEXT_PATH = f"{_V}imagedata", f"{_V}textpath"
_EMU_PER_MM = 36_000
_LENGTH = re.compile(r"(width|height|margin-left|margin-top)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px)")
_PAGE = frozenset({"page", "margin", "topMargin"})
_UNSEEN_TEXT = "图表 / chart"


class Place(Struct, frozen=True):
    """Where a drawing is anchored: `top`, `left` in millimetres; `paged`: from the page, not its paragraph.

    `foot`: at the bottom of the page.
    """

    top: float = 0.0
    left: float = 0.0
    paged: bool = False
    foot: bool = False


class Box(Struct, frozen=True):
    """A text box: where it stands, and the w:txbxContent in it; or the plain text of a shape."""

    place: Place
    content: Element | None = None
    text: str = ""


class Pictures:
    """The resources of a document, each stored once however often it is shown."""

    def __init__(self, package: Package, context: Context) -> None:
        self._package = package
        self._context = context
        self._names: dict[str, str | None] = {}
        self._found: dict[str, Resource] = {}

    @property
    def resources(self) -> tuple[Resource, ...]:
        """What was shown, in order of first use."""
        return tuple(self._found.values())

    def ident(self, name: str) -> str | None:
        """The identifier of the resource in a part; none when the package does not have it, which is said."""
        if name not in self._names:
            self._names[name] = self._store(name)
        return self._names[name]

    def _store(self, name: str) -> str | None:
        data = self._package.data(name) if name in self._package else None
        if not data:
            self._context.report(say.NO_RESOURCE, name.rpartition("/")[2])
            return None
        ident = digest_of(data)
        if ident not in self._found:
            kind = media_type_of(data) or self._package.content_type(name) or "application/octet-stream"
            self._found[ident] = Resource(id=ident, data=data, media_type=kind, name=name.rpartition("/")[2])
        return ident


class Drawing:
    """What a w:drawing, w:pict or w:object shows.

    Parameters: `part` whose relationships count; `pictures` takes the resources; `branch` picks the one
    branch of an mc:AlternateContent that is read.
    """

    def __init__(
        self,
        package: Package,
        part: str,
        pictures: Pictures,
        branch: Callable[[Element], Element | None],
        context: Context,
    ) -> None:
        self._package = package
        self._part = part
        self._pictures = pictures
        self._branch = branch
        self._context = context
        self.boxes: list[Box] = []
        self.figures: list[Figure] = []

    def read(self, element: Element, place: Place, figure: Figure) -> None:
        """Add what stands under an element; `place` and `figure`: where, and how large and named, so far."""
        for child in element:
            tag = child.tag
            if tag == BOX:
                self.boxes.append(Box(place, child))
            elif tag == ALTERNATE:
                chosen = self._branch(child)
                if chosen is not None:
                    self.read(chosen, place, figure)
            elif tag in (_INLINE, _ANCHOR):
                self.read(child, _place(child), _frame(child))
            elif tag.startswith(_V) and child.get("style"):
                style = child.get("style", "")
                self._leaf(child, place, figure)
                self.read(child, _vml_place(style, place), _vml_frame(child, style, figure))
            else:
                self._leaf(child, place, figure)
                self.read(child, place, figure)

    def _leaf(self, element: Element, place: Place, figure: Figure) -> None:
        tag = element.tag
        if tag == _BLIP:
            self._picture(element.get(R_EMBED) or element.get(R_LINK), figure)
        elif tag == _IMAGE_DATA:
            self._picture(element.get(R_ID), figure)
        elif tag == _TEXT_PATH and element.get("string", "").strip():
            self.boxes.append(Box(place, text=element.get("string", "")))
        elif tag == _SHAPE_TEXT and (element.text or "").strip():
            self.boxes.append(Box(place, text=element.text or ""))
        elif tag in (_CHART, _DIAGRAM):
            self._context.report(say.OBJECT_UNREAD, _UNSEEN_TEXT)

    def _picture(self, ident: str | None, figure: Figure) -> None:
        relation = self._package.relations(self._part).get(ident or "")
        if relation is None:
            return
        resource = None if relation.external else self._pictures.ident(relation.target)
        href = relation.target if relation.external else None
        if resource or href or figure.alternative:
            self.figures.append(
                Figure(
                    resource=resource,
                    href=href,
                    alternative=figure.alternative,
                    width=figure.width,
                    height=figure.height,
                )
            )


def _place(anchor: Element) -> Place:
    vertical, horizontal = anchor.find(f"{_WP}positionV"), anchor.find(f"{_WP}positionH")
    if vertical is None:
        return Place()
    top = vertical.findtext(f"{_WP}posOffset")
    left = None if horizontal is None else horizontal.findtext(f"{_WP}posOffset")
    return Place(
        top=int_or(top, 0) / _EMU_PER_MM,
        left=int_or(left, 0) / _EMU_PER_MM,
        paged=vertical.get("relativeFrom") in _PAGE,
        foot=vertical.findtext(f"{_WP}align") == "bottom",
    )


def _frame(drawing: Element) -> Figure:
    size, words = drawing.find(f"{_WP}extent"), drawing.find(f"{_WP}docPr")
    return Figure(
        alternative="" if words is None else words.get("descr", ""),
        width=0.0 if size is None else int_or(size.get("cx"), 0) / _EMU_PER_MM,
        height=0.0 if size is None else int_or(size.get("cy"), 0) / _EMU_PER_MM,
    )


def _vml_place(style: str, place: Place) -> Place:
    if "position:absolute" not in style.replace(" ", "") or place.paged:
        return place
    length = _lengths(style)
    return Place(
        top=length.get("margin-top", 0.0),
        left=length.get("margin-left", 0.0),
        paged=re.search(r"mso-position-vertical-relative:\s*(?:page|margin)", style) is not None,
        foot=re.search(r"mso-position-vertical:\s*bottom", style) is not None,
    )


def _vml_frame(shape: Element, style: str, figure: Figure) -> Figure:
    length = _lengths(style)
    return Figure(
        alternative=shape.get("alt", "") or figure.alternative,
        width=max(length.get("width", figure.width), 0.0),
        height=max(length.get("height", figure.height), 0.0),
    )


def _lengths(style: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, number, unit in _LENGTH.findall(style):
        try:
            found.setdefault(name, float(number) * MM_PER_UNIT[unit])
        except ValueError:
            continue
    return found


def holds_content(branch: Element) -> bool:
    """Whether a branch of an mc:AlternateContent holds anything that is read: text or a picture."""
    return next(branch.iter(TEXT, BOX, _BLIP, _IMAGE_DATA, _SHAPE_TEXT, _TEXT_PATH), None) is not None
