"""A template from outside, made harmless: only what gives a document its looks is taken over.

Styles, settings, fonts, theme, numbering, headers and footers with their pictures, and the page set-up of
the last section. Everything that acts or reaches out is left out and named: macros, embedded objects,
controls, links to other files, fields that fetch or run something. ISO/IEC 29500-2 (relationships), 29500-1
17.16 (fields).
"""

import posixpath
from collections.abc import Callable, Iterator

from lxml import etree
from msgspec import Struct, field

from govdoc.archive import Archive
from govdoc.context import Limits
from govdoc.errors import FormatError, UnreadableError
from govdoc.writers.docx.markup import DECLARATION, PACKAGE, PART_TYPE, R, W, relationship
from govdoc.writers.docx.relations import inert
from govdoc.writers.zip import Part, pack
from govdoc.xmlfile import Advice, Element, parse_xml

_W, _R = f"{{{W}}}", f"{{{R}}}"
_MAIN = "word/document.xml"
_WORD = f"{PART_TYPE}wordprocessingml."
_PARTS = {
    "styles": ("word/styles.xml", f"{_WORD}styles+xml"),
    "settings": ("word/settings.xml", f"{_WORD}settings+xml"),
    "fontTable": ("word/fontTable.xml", f"{_WORD}fontTable+xml"),
    "numbering": ("word/numbering.xml", f"{_WORD}numbering+xml"),
    "theme": ("word/theme/theme1.xml", f"{PART_TYPE}theme+xml"),
    "header": ("word/header{}.xml", f"{_WORD}header+xml"),
    "footer": ("word/footer{}.xml", f"{_WORD}footer+xml"),
}
"""The parts that are taken over: how they are called, and their content type."""

_INNER = {"header": {"image"}, "footer": {"image"}, "theme": {"image"}, "numbering": {"image"}}
_PICTURES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "tif": "image/tiff",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}
_LEFT_OUT = {
    "vbaProject": "宏",
    "wordVbaData": "宏",
    "keyMapCustomizations": "宏",
    "control": "控件",
    "oleObject": "嵌入对象",
    "package": "嵌入对象",
    "aFChunk": "嵌入文档",
    "subDocument": "外部文档",
    "attachedTemplate": "外部模板",
    "mailMergeSource": "外部数据源",
    "frame": "外部文档",
}
"""What is named when it is left out, by the kind of its relationship."""

_OBJECTS = {
    f"{_W}object": "嵌入对象",
    f"{_W}control": "控件",
    f"{_W}altChunk": "嵌入文档",
    f"{_W}subDoc": "外部文档",
}
_OBJECTS["{urn:schemas-microsoft-com:office:office}OLEObject"] = "嵌入对象"
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
_BINDING = f"{_W}dataBinding"
_SETTINGS_LEFT_OUT = frozenset(
    {
        f"{_W}{name}"
        for name in (
            "attachedTemplate mailMerge linkStyles saveThroughXslt attachedSchema documentProtection"
            " writeProtection trackRevisions footnotePr endnotePr docVars"
        ).split()
    }
)
"""Settings that reach out of the file, lock it, or name parts that are not taken over."""

_FIELDS = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF STYLEREF DATE TIME CREATEDATE SAVEDATE PRINTDATE EDITTIME"
    " TITLE SUBJECT AUTHOR KEYWORDS COMMENTS DOCPROPERTY FILENAME NUMWORDS NUMCHARS LASTSAVEDBY REVNUM SEQ IF"
    " COMPARE QUOTE SYMBOL EQ ADVANCE".split()
) | {"="}
"""Fields that look at nothing but the document and the clock."""

_AGAIN = ("请在 Word 中打开模板并另存一次", "open the template in Word and save it once")
_ADVICE = Advice(malformed=_AGAIN, doctype=_AGAIN)

_OLE = b"\xd0\xcf\x11\xe0"


class Intake(Struct, frozen=True):
    """A template made harmless: its parts; what was left out, by name; paragraphs of text in its body."""

    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    paragraphs: int


def take_in(data: bytes, name: str, limits: Limits, styles: str) -> Intake:
    """The harmless parts of a template (DOCX, DOTX, DOCM or DOTM); `styles` for one that has no style sheet.

    Raises UnreadableError or FormatError for what is no Word file of ISO/IEC 29500 transitional, LimitError.
    """
    if data.startswith(_OLE):
        raise UnreadableError(
            f"{name}：模板是加密文件或旧的 DOC/DOT；请在 Word 中另存为不加密的 DOCX",
            f"{name}: the template is encrypted or an old DOC/DOT; save it as a DOCX without password",
        )
    return _Taking(Archive(data, name, limits), name, limits, styles).whole()


class _Relation(Struct, frozen=True):
    ident: str
    kind: str
    target: str
    external: bool


class _Taken(Struct):
    """The parts taken so far, by what they were called, with their new names; and what was left out."""

    names: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    suffixes: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, None] = field(default_factory=dict)


class _Taking:
    """One template while it is taken in."""

    def __init__(self, archive: Archive, name: str, limits: Limits, styles: str) -> None:
        self._archive = archive
        self._name = name
        self._limits = limits
        self._styles = styles
        self._taken = _Taken()

    def whole(self) -> Intake:
        main = self._main()
        root = self._root(main)
        body = root.find(f"{_W}body") if root.tag == f"{_W}document" else None
        if body is None:
            raise FormatError(
                f"{self._name}：不是普通的 Word 文档（例如“严格 Open XML”）；请另存为普通的 DOCX",
                f"{self._name}: no ordinary Word document (“Strict Open XML”, say); save it as a plain DOCX",
            )
        _plain(root)
        for element in root.iter(*_OBJECTS):
            self._leave_out(_OBJECTS[element.tag])
        paragraphs = sum(1 for p in body.iter(f"{_W}p") if any(t.text for t in p.iter(f"{_W}t")))
        self._bare(root, body)
        self._add_main(main, root)
        taken = self._taken
        return Intake((self._types(), _ROOT_RELATIONS, *taken.parts), tuple(taken.left_out), paragraphs)

    def _main(self) -> str:
        for relation in self._relations(""):
            if relation.kind == "officeDocument" and relation.target in self._archive:
                return relation.target
        raise FormatError(
            f"{self._name}：不是 Word 文档；--template 要一个 DOCX 或 DOTX",
            f"{self._name}: no Word document; --template takes a DOCX or DOTX",
        )

    def _root(self, part: str) -> Element:
        return self._parse(self._archive.read(part) or b"", part)

    def _parse(self, data: bytes, part: str) -> Element:
        return parse_xml(data, f"{self._name}/{part}", self._limits, _ADVICE)

    def _relations(self, part: str) -> Iterator[_Relation]:
        folder, _, leaf = part.rpartition("/")
        data = self._archive.read(posixpath.join(folder, "_rels", f"{leaf}.rels"))
        for found in () if data is None else self._parse(data, f"{leaf}.rels"):
            target = found.get("Target", "")
            external = found.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield _Relation(found.get("Id", ""), found.get("Type", "").rpartition("/")[2], target, external)

    def _leave_out(self, what: str) -> None:
        self._taken.left_out.setdefault(what)

    def _bare(self, root: Element, body: Element) -> None:
        """Leave nothing of the main part but the page set-up of its last section."""
        sections = [child for child in body if child.tag == f"{_W}sectPr"]
        for child in list(body):
            body.remove(child)
        body.append(sections[-1] if sections else etree.SubElement(body, f"{_W}sectPr"))
        for child in list(root):
            if child is not body:
                root.remove(child)

    def _add_main(self, part: str, root: Element) -> None:
        used = {value for element in root.iter() for value in element.attrib.values()}
        kept: dict[str, str] = {}
        made: list[str] = []
        for relation in self._relations(part):
            kind = relation.kind
            furniture = kind in ("header", "footer")
            if kind not in _PARTS or relation.external or (furniture and relation.ident not in used):
                self._name_what_is_left(relation)
                continue
            target = self._add(relation.target, kind)
            if target:
                kept[relation.ident] = f"frame{len(kept) + 1}"
                made.append(relationship(kept[relation.ident], kind, posixpath.relpath(target, "word")))
        sheet, kind = _PARTS["styles"]
        if sheet not in self._taken.types:
            made.append(relationship("styles", "styles", posixpath.relpath(sheet, "word")))
            self._store(sheet, self._styles.encode(), kind)
        _rename(root, kept)
        self._store(_MAIN, _xml(root), f"{_WORD}document.main+xml")
        self._store_relations(_MAIN, made)

    def _name_what_is_left(self, relation: _Relation) -> None:
        what = _LEFT_OUT.get(relation.kind)
        if what is None and relation.external and relation.kind != "hyperlink":
            what = "外部引用"
        if what:
            self._leave_out(what)

    def _add(self, part: str, kind: str) -> str:
        """Take over a part; its new name, or nothing when it is not there or there already."""
        if part not in self._archive or part in self._taken.names:
            return self._taken.names.get(part, "")
        pattern, content_type = _PARTS[kind]
        number = sum(1 for name in self._taken.types if name.startswith(f"word/{kind}")) + 1
        name = pattern.format(number)
        if name in self._taken.types:
            return ""
        self._taken.names[part] = name
        self._taken.types[name] = content_type
        root = self._root(part)
        _plain(root)
        made = self._inner(part, kind, posixpath.dirname(name))
        _rename(root, {ident: ident for ident in made})
        self._scrub(root)
        self._store(name, _xml(root), content_type)
        self._store_relations(name, list(made.values()))
        return name

    def _inner(self, part: str, kind: str, folder: str) -> dict[str, str]:
        """The relationships of a part that are kept, by their identifiers."""
        made: dict[str, str] = {}
        for relation in self._relations(part):
            ident = relation.ident
            if relation.kind == "hyperlink" and relation.external and inert(relation.target):
                made[ident] = relationship(ident, "hyperlink", relation.target, external=True)
                continue
            target = ""
            if relation.kind in _INNER.get(kind, ()) and not relation.external:
                target = self._picture(relation.target)
            if target:
                made[ident] = relationship(ident, relation.kind, posixpath.relpath(target, folder))
            else:
                self._name_what_is_left(relation)
        return made

    def _picture(self, part: str) -> str:
        suffix = part.rpartition(".")[2].lower()
        data = self._archive.read(part)
        if suffix not in _PICTURES or data is None:
            return ""
        name = self._taken.names.get(part)
        if name is None:
            number = sum(1 for found in self._taken.names.values() if "/media/" in found) + 1
            name = self._taken.names[part] = f"word/media/frame{number}.{suffix}"
            self._taken.suffixes[suffix] = _PICTURES[suffix]
            self._taken.parts.append(pack(name, data, level=1))
        return name

    def _scrub(self, root: Element) -> None:
        for element in list(root.iter(*_OBJECTS, _BINDING)):
            if element.tag != _BINDING:
                self._leave_out(_OBJECTS[element.tag])
            _remove(element)
        if root.tag == f"{_W}settings":
            for element in [child for child in root if child.tag in _SETTINGS_LEFT_OUT]:
                root.remove(element)
        _disarm(root, self._leave_out)

    def _store(self, name: str, xml: bytes, content_type: str) -> None:
        self._taken.types[name] = content_type
        self._taken.parts.append(pack(name, xml))

    def _store_relations(self, name: str, made: list[str]) -> None:
        if made or name == _MAIN:
            folder, _, leaf = name.rpartition("/")
            self._taken.parts.append(pack(f"{folder}/_rels/{leaf}.rels", _relationships(made)))

    def _types(self) -> Part:
        defaults = {
            "rels": f"{_PACKAGE_TYPE}relationships+xml",
            "xml": "application/xml",
        } | self._taken.suffixes
        made = [f'<Default Extension="{s}" ContentType="{kind}"/>' for s, kind in defaults.items()]
        made += [
            f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in self._taken.types.items()
        ]
        return pack(
            "[Content_Types].xml",
            f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">{"".join(made)}</Types>',
        )


_PACKAGE_TYPE = "application/vnd.openxmlformats-package."


def _relationships(made: list[str]) -> str:
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{"".join(made)}</Relationships>'


_ROOT_RELATIONS = pack("_rels/.rels", _relationships([relationship("rId1", "officeDocument", _MAIN)]))


def _plain(root: Element) -> None:
    """Take out what the part itself calls ignorable: extensions of one program (29500-3 9.2)."""
    prefixes = root.attrib.pop(_IGNORABLE, "").split()
    foreign = {f"{{{root.nsmap[prefix]}}}" for prefix in prefixes if prefix in root.nsmap}
    for element in list(root.iter(etree.Element)) if foreign else ():
        for key in [key for key in element.attrib if str(key).startswith(tuple(foreign))]:
            del element.attrib[key]
        if element.tag.startswith(tuple(foreign)):
            _remove(element)
    for zoom in root.iter(f"{_W}zoom"):
        zoom.set(f"{_W}percent", zoom.get(f"{_W}percent", "100"))


def _xml(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _rename(root: Element, kept: dict[str, str]) -> None:
    """Give relationships their new identifiers; a reference to one that is not kept goes."""
    for element in root.iter(etree.Element):
        for key in [key for key in element.attrib if str(key).startswith(_R)]:
            ident = kept.get(str(element.attrib[key]))
            if ident is not None:
                element.attrib[key] = ident
            elif element.tag in (f"{_W}headerReference", f"{_W}footerReference"):
                _remove(element)
                break
            else:
                del element.attrib[key]


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


# --- fields -----------------------------------------------------------------------------------------------


def _disarm(root: Element, leave_out: Callable[[str], None]) -> None:
    """Take the instruction from every field that is not known to be harmless; its result stays as text."""
    for element in root.iter(f"{_W}fldSimple"):
        if not _harmless(element.get(f"{_W}instr", "")):
            element.set(f"{_W}instr", " QUOTE ")
            leave_out("域指令")
    opened: list[list[Element]] = []
    for element in list(root.iter(f"{_W}fldChar", f"{_W}instrText")):
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            opened.append([element])
        elif not opened:
            _remove(element)
        else:
            opened[-1].append(element)
        if kind == "end" and opened:
            field_marks = opened.pop()
            if not _harmless("".join([each.text or "" for each in field_marks])):
                leave_out("域指令")
                for each in field_marks:
                    _remove(each)


def _harmless(instruction: str) -> bool:
    # An empty instruction is what a field inside it says: no telling what that is.
    word = instruction.split(maxsplit=1)[0].upper() if instruction.strip() else ""
    return word in _FIELDS or word.startswith("=")
