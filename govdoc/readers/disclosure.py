"""A parsed `disclosure` element → Document: exact for what govdoc wrote, lax for what others did.

The vocabulary is `govdoc/schema/disclosure.xsd`: metadata after 政府信息公开目录系统实施指引 part 2, parts
after GB/T 9704-2012 clause 7.
"""

from base64 import b64decode

from msgspec.structs import replace

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import (
    Attachment,
    Date,
    Document,
    Entry,
    Furniture,
    FurnitureKind,
    ImprintKind,
    ImprintLine,
    Letterhead,
    Mark,
    Metadata,
    Part,
    PartKind,
    Provenance,
    Resource,
    Signature,
    Signer,
)
from govdoc.readers.disclosure_blocks import BlockReader, Given, Place, boolean, local_name
from govdoc.schema import VERSION, element_name
from govdoc.terms import ELEMENTS, TERMS
from govdoc.xmlfile import Element

_IMPRINT = {element_name(kind): kind for kind in ImprintKind}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_element(element: Element, name: str, context: Context) -> Document:
    """The document in one `disclosure` element; `name` is what it is called in errors.

    Raises LimitError when it nests beyond `context.limits.depth`.
    """
    reader = DocumentReader(name, context)
    document = reader.document(element)
    if reader.removed:
        context.report(say.FOREIGN_CHARACTERS, str(reader.removed))
    return document


class DocumentReader(BlockReader):
    """Builds one document: metadata, parts, resources, provenance."""

    def document(self, element: Element) -> Document:
        """The document in a `disclosure` element."""
        given = Given(self, element)
        version = given.maybe("version") or VERSION
        if version != VERSION:
            self.say(element, say.NEWER_SCHEMA, version, VERSION)
        language = given.left.pop(_LANGUAGE, None)
        inside = self.group(element, "metadata resources provenance", "part")
        parts = [self.part(x, Place(f"parts/{i}", 2)) for i, x in enumerate(inside["part"])]
        document = Document(
            id=given.end(),
            parts=tuple(parts) or (Part(),),
            metadata=next((self.metadata(x) for x in inside["metadata"]), Metadata()),
            resources=self.resources(inside["resources"]),
            provenance=next((self.provenance(x) for x in inside["provenance"]), Provenance()),
        )
        return document if language is None else replace(document, language=language)

    def metadata(self, element: Element) -> Metadata:
        """The disclosure metadata, every child an entry."""
        own = Given(self, element).end()
        entries: list[Entry] = []
        for i, child in enumerate(self.children(element)):
            self.locate(child, f"metadata/entries/{i}")
            entries.append(self.entry(child))
        return Metadata(id=own, entries=tuple(entries))

    def entry(self, element: Element) -> Entry:
        """An entry; an element that nobody knows becomes one under its own name."""
        given, name = Given(self, element), local_name(element)
        key = given.maybe("key") if name == "field" else ELEMENTS.get(name)
        label = given.maybe("label")
        if key is None and name != "field":
            self.say(element, say.KEPT_RAW, f"<{name}>")
            label = name if label is None else label
        if label is None:
            label = TERMS[key].official if key in TERMS else ""
        supplied, raw, value = (
            given.value("supplied", boolean, False),
            given.maybe("raw"),
            given.maybe("value"),
        )
        if raw is not None or len(element):
            members = self.texts(self.group(element, "", "value")["value"])
            raw = "、".join(members) if raw is None else raw
            return Entry(id=given.end(), label=label, raw=raw, key=key, value=members, supplied=supplied)
        raw = self.characters(element)
        return Entry(id=given.end(), label=label, raw=raw, key=key, value=value, supplied=supplied)

    def resources(self, holders: list[Element]) -> tuple[Resource, ...]:
        """The resources with their bytes."""
        found: list[Resource] = []
        for element in self.inside(holders, "resource"):
            self.locate(element, f"resources/{len(found)}")
            given = Given(self, element)
            media_type, name = given.text("mediaType"), given.text("name")
            runs = [self.data(run) for run in self.group(element, "", "data")["data"]]
            found.append(Resource(id=given.end(), data=b"".join(runs), media_type=media_type, name=name))
        return tuple(found)

    def data(self, element: Element) -> bytes:
        """The bytes of an element in base64; none when they cannot be read, which is said."""
        text = "".join(self.characters(element).split())
        try:
            return b64decode(text, validate=True)
        except ValueError:
            self.say(element, say.BAD_VALUE, "<data>", text[:20], "")
            return b""

    def provenance(self, element: Element) -> Provenance:
        """Where the document came from."""
        given = Given(self, element)
        inside = self.group(element, "", "furniture supplied")
        furniture = []
        for child in inside["furniture"]:
            inner = Given(self, child)
            kind = inner.value("kind", FurnitureKind, FurnitureKind.OTHER)
            furniture.append(Furniture(id=inner.end(), kind=kind, text=self.characters(child)))
        return Provenance(
            format=given.maybe("format"),
            encoding=given.maybe("encoding"),
            digest=given.maybe("digest"),
            id=given.end(),
            furniture=tuple(furniture),
            supplied=self.texts(inside["supplied"]),
        )

    def part(self, element: Element, at: Place) -> Part:
        """A part, its elements in whatever order."""
        self.locate(element, at.path)
        given = Given(self, element)
        inside = self.group(
            element, "letterhead title subtitle recipients body attachments note imprint", "signature"
        )
        return Part(
            kind=given.value("kind", PartKind, PartKind.MAIN if at.path == "parts/0" else PartKind.SECOND),
            mark=given.text("mark"),
            id=given.end(),
            letterhead=next((self.letterhead(x) for x in inside["letterhead"]), None),
            title=self.held(inside["title"], at.under("title")),
            subtitle=self.held(inside["subtitle"], at.under("subtitle")),
            recipients=self.held(inside["recipients"], at.under("recipients")),
            blocks=next((self.blocks(x, at) for x in inside["body"] if self.bare(x)), ()),
            attachments=self.attachments(inside["attachments"]),
            signatures=tuple([self.signature(x) for x in inside["signature"]]),
            note=self.held(inside["note"], at.under("note")),
            imprint=self.imprint(inside["imprint"]),
        )

    def letterhead(self, element: Element) -> Letterhead:
        """What stands above the red line (版头)."""
        inside = self.group(element, "copyNumber secrecy urgency issuerMark documentNumber", "signer")
        return Letterhead(
            id=Given(self, element).end(),
            copy_number="".join(self.texts(inside["copyNumber"])),
            secrecy="".join(self.texts(inside["secrecy"])),
            urgency="".join(self.texts(inside["urgency"])),
            mark=next((self.issuer_mark(x) for x in inside["issuerMark"]), None),
            document_number="".join(self.texts(inside["documentNumber"])),
            signers=self.signers(inside["signer"]),
        )

    def issuer_mark(self, element: Element) -> Mark:
        """The issuer mark (发文机关标志)."""
        inside = self.group(element, "suffix", "organ")
        return Mark(
            id=Given(self, element).end(),
            organs=self.texts(inside["organ"]),
            suffix="".join(self.texts(inside["suffix"])),
        )

    def signers(self, elements: list[Element]) -> tuple[Signer, ...]:
        """The persons who sign."""
        found: list[Signer] = []
        for element in elements:
            given = Given(self, element)
            title = given.text("title")
            found.append(Signer(id=given.end(), title=title, name=self.characters(element)))
        return tuple(found)

    def date(self, elements: list[Element]) -> Date | None:
        """The date, where there is one."""
        for element in elements:
            given = Given(self, element)
            value = given.maybe("value")
            return Date(id=given.end(), raw=self.characters(element), value=value)
        return None

    def attachments(self, holders: list[Element]) -> tuple[Attachment, ...]:
        """The list of annexes (附件说明)."""
        found: list[Attachment] = []
        for element in self.inside(holders, "attachment"):
            given = Given(self, element)
            label, href = given.text("label"), given.maybe("href")
            found.append(Attachment(id=given.end(), label=label, href=href, name=self.characters(element)))
        return tuple(found)

    def inside(self, holders: list[Element], name: str) -> list[Element]:
        """The elements of one name in elements that hold nothing else."""
        return [
            element
            for holder in holders
            if self.bare(holder)
            for element in self.group(holder, "", name)[name]
        ]

    def signature(self, element: Element) -> Signature:
        """A signature (署名) with its date."""
        inside = self.group(element, "date", "organ signer")
        given = Given(self, element)
        return Signature(
            seal=given.maybe("seal"),
            id=given.end(),
            organs=self.texts(inside["organ"]),
            signers=self.signers(inside["signer"]),
            date=self.date(inside["date"]),
        )

    def imprint(self, holders: list[Element]) -> tuple[ImprintLine, ...]:
        """The end record (版记), line by line."""
        found: list[ImprintLine] = []
        for element in (child for holder in holders if self.bare(holder) for child in self.children(holder)):
            kind = _IMPRINT.get(local_name(element))
            if kind is None:
                self.unknown(element)
                continue
            given, inside = Given(self, element), self.group(element, "text date")
            label, text = given.text("label"), "".join(self.texts(inside["text"]))
            date = self.date(inside["date"])
            found.append(ImprintLine(id=given.end(), kind=kind, label=label, text=text, date=date))
        return tuple(found)
