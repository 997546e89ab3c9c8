"""The pages of any OFD as lines of type, with what stands beside the text (GB/T 33190-2016 7.7, 7.9, 15)."""

from collections.abc import Iterator

from msgspec import Struct

from govdoc import codes as say
from govdoc.context import Context
from govdoc.errors import UnreadableError
from govdoc.ofdfile.body import Body
from govdoc.ofdfile.body import Sheet as Entry
from govdoc.ofdfile.package import Element, Package, child, children, words
from govdoc.readers.ofd.objects import Scene, number
from govdoc.readers.paged import report_scans
from govdoc.readers.sheets import Sheet, lines_of
from govdoc.typography import POINTS_PER_MM

_A4 = (210.0, 297.0)


class Pages(Struct, frozen=True):
    """The pages of a file; `aside`: the text of annotations and of what does not stand level."""

    sheets: tuple[Sheet, ...]
    aside: tuple[str, ...]


def read_pages(package: Package, bodies: tuple[Body, ...], context: Context) -> Pages:
    """The pages of the documents of a package.

    Raises FormatError for a scan (pictures without any text), LimitError for too many pages. What cannot be
    read is said and left out.
    """
    context.limits.check("pages", sum(len(body.pages) for body in bodies), package.name)
    sheets: list[Sheet] = []
    aside: list[str] = []
    pictures = 0
    for body in bodies:
        reading = _Reading(package, body, context)
        for entry in body.pages:
            scene, size = reading.scene(entry)
            sheets.append(
                Sheet(
                    size[0] * POINTS_PER_MM,
                    size[1] * POINTS_PER_MM,
                    tuple(lines_of(scene.glyphs)),
                    scene.pictures > 0,
                )
            )
            aside += scene.turned
            pictures += scene.pictures
            if scene.unread:
                context.report(say.OBJECT_UNREAD, "复合对象", count=scene.unread)
    if pictures > report_scans(sheets, package.name, context):
        context.report(say.PICTURES_UNREAD, str(pictures))
    aside = [text for text in aside if text.strip()]
    if aside:
        context.report(say.ASIDE, "批注、水印", str(len(aside)))
    return Pages(tuple(sheets), tuple(aside))


class _Reading:
    """The reading of one document: its templates, composite objects and annotations are looked up once."""

    def __init__(self, package: Package, body: Body, context: Context) -> None:
        self._package = package
        self._body = body
        self._context = context
        common = child(body.root, "CommonData")
        self._size = _size(child(common, "PageArea"), _A4)
        self._templates = {
            one.get("ID", ""): one.get("BaseLoc", "") for one in children(common, "TemplatePage")
        }
        self._resources = [words(one) for one in children(common, "PublicRes", "DocumentRes")]
        self._units: dict[str, Element] | None = None
        self._annotated = self._annotations()
        if body.signed:
            context.report(say.SEAL_UNREAD)

    def scene(self, entry: Entry) -> tuple[Scene, tuple[float, float]]:
        """What a page shows, and its size in millimetres."""
        page = self._tree(entry.path)
        size = _size(child(page, "Area"), self._size)
        scene = Scene(size[1], self._unit)
        for part in [*self._background(page), page]:
            content = child(part, "Content")
            if content is not None:
                scene.draw(content)
        for path in self._annotated.get(entry.ident, ()):
            self._annotate(path, scene, size[1])
        return scene, size

    def _background(self, page: Element | None) -> Iterator[Element]:
        """The templates of a page, which are read anew for each: the limits of the package count them."""
        for one in children(page, "Template"):
            path = self._templates.get(one.get("TemplateID", ""))
            found = self._tree(self._package.resolve(path, self._body.folder)) if path else None
            if found is not None:
                yield found

    def _annotate(self, path: str, scene: Scene, height: float) -> None:
        """Take in the text of the annotations of a page, which is no part of the document."""
        aside = Scene(height, self._unit)
        for annotation in children(self._tree(path), "Annot"):
            for appearance in children(annotation, "Appearance"):
                aside.draw(appearance)
        scene.turned += [*(line.text for line in lines_of(aside.glyphs)), *aside.turned]

    def _annotations(self) -> dict[str, list[str]]:
        found = self._linked("Annotations")
        pages: dict[str, list[str]] = {}
        for one in children(found[1] if found else None, "Page"):
            path = self._package.resolve(words(child(one, "FileLoc")), found[0] if found else "")
            pages.setdefault(one.get("PageID", ""), []).append(path)
        return pages

    def _linked(self, name: str) -> tuple[str, Element] | None:
        try:
            return self._body.linked(name)
        except UnreadableError as error:
            self._context.report(say.PART_UNREADABLE, name, error.zh)
            return None

    def _unit(self, ident: str) -> Element | None:
        """The content of a composite object by its number."""
        if self._units is None:
            self._units = dict(self._all_units())
        return self._units.get(ident)

    def _all_units(self) -> Iterator[tuple[str, Element]]:
        for path in self._resources:
            root = self._tree(self._package.resolve(path, self._body.folder))
            for group in children(root, "CompositeGraphicUnits"):
                for one in children(group, "CompositeGraphicUnit"):
                    content = child(one, "Content")
                    if content is not None:
                        yield one.get("ID", ""), content

    def _tree(self, path: str) -> Element | None:
        """The root of a part; none when it is missing or broken, which is said."""
        try:
            found = self._package.tree(path)
        except UnreadableError as error:
            self._context.report(say.PART_UNREADABLE, path, error.zh.rpartition("；")[0] or error.zh)
            return None
        if found is None:
            self._context.report(say.PART_UNREADABLE, path, "文件中没有 / not in the package")
        return found


def _size(area: Element | None, otherwise: tuple[float, float]) -> tuple[float, float]:
    """Width and height of a page in millimetres."""
    box = words(child(area, "PhysicalBox")).split()
    if len(box) < 4 or not number(box[2]) or not number(box[3]):
        return otherwise
    return number(box[2]), number(box[3])
