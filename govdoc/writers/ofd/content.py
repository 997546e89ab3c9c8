"""The content of a page: lines of type, rules and pictures as objects, referred to by the structure.

GB/T 33190-2016 7.7 (page), 9 (paths), 10 (images), 11 (text). What belongs to the document is in the body
layer; page numbers and repeated table heads are in the foreground.
"""

from collections.abc import Iterator, Sequence

from govdoc.paginate.page import Element, Line, Page, Picture, Rule
from govdoc.paginate.rows import Lines
from govdoc.writers.ofd.images import Images
from govdoc.writers.ofd.looks import LONG, RED, Looks, Stretch
from govdoc.writers.ofd.markup import DECLARATION, MM, SCOPE, Numbers, mm
from govdoc.writers.ofd.structure import Structure

_BLACK = "0 0 0"


class Drawing:
    """Draws one page; `page_number` is that of its entry in the document.

    `shown` gathers the characters that the page shows, in the order of its objects.
    """

    def __init__(
        self, looks: Looks, images: Images, structure: Structure, numbers: Numbers, page_number: int
    ) -> None:
        self._looks = looks
        self._images = images
        self._structure = structure
        self._numbers = numbers
        self._page = page_number
        self._body: list[str] = []
        self._front: list[str] = []

    def content(self, page: Page) -> str:
        """The part of the page."""
        rules: list[Rule] = []
        for fragment in page.fragments:
            for element in fragment.begun():
                self._structure.node(element)
            if fragment.lines:
                out = self._front if fragment.element is None else self._body
                if isinstance(fragment.lines, Lines) and fragment.plain:
                    self._paragraph(fragment.lines, fragment.element, out)
                else:
                    self._lines(fragment.lines, fragment.element, out)
            if fragment.picture is not None:
                self._picture(fragment.picture, fragment.element)
            rules += fragment.rules
        self._body += self._paths(rules)
        if page.folio is not None and page.turned:
            self._front += self._turned(page.folio, page)
        elif page.folio is not None:
            self._lines((page.folio,), None, self._front)
        layers = self._layer("Body", self._body) + self._layer("Foreground", self._front)
        area = f"<ofd:PhysicalBox>0 0 {mm(page.width)} {mm(page.height)}</ofd:PhysicalBox>"
        content = f"<ofd:Content>{layers}</ofd:Content>" if layers else ""
        return f"{DECLARATION}<ofd:Page {SCOPE}><ofd:Area>{area}</ofd:Area>{content}</ofd:Page>"

    def _layer(self, kind: str, objects: list[str]) -> str:
        if not objects:
            return ""
        return f'<ofd:Layer Type="{kind}" ID="{self._numbers.next()}">{"".join(objects)}</ofd:Layer>'

    def _lines(self, lines: Sequence[Line], element: Element | None, out: list[str]) -> None:
        """Lines of type, an object for each piece."""
        owner, drawn = element, list[int]()
        for line in lines:
            x = line.x * MM
            for piece in line.pieces:
                look = self._looks.of(piece.style)
                if (look.element or element) is not owner:
                    self._mark(owner, drawn)
                    owner = look.element or element
                x += piece.lead * MM
                spacing = piece.spacing * MM
                stretches, width = look.set(piece.text, spacing)
                self._put(stretches, x, line.y * MM - look.above, drawn, out)
                x += width + spacing
        self._mark(owner, drawn)

    def _put(self, stretches: list[Stretch], x: float, y: float, drawn: list[int], out: list[str]) -> None:
        for left, inside, wide in stretches:
            number = self._numbers.next()
            drawn.append(number)
            out.append(
                f'<ofd:TextObject ID="{number}" Boundary="{x + left:.3f} {y:.3f} {wide:.3f}{inside}'
                "</ofd:TextObject>"
            )

    def _paragraph(self, lines: Lines, element: Element | None, out: list[str]) -> None:
        """A paragraph, or the part of one that a page holds, without links.

        One loop over its rows, because nearly all of a document comes through here, and most of it is Han
        characters that fill their cells, for which nothing needs to be looked up.
        """
        text, spans, tracking = lines.set.text, lines.set.spans, lines.set.tracking * MM
        looks = [self._looks.of(style) for _, _, style, _ in spans]
        if lines.set.rows[0][1] == 0:
            for look, (start, end, _, word) in zip(looks, spans, strict=True):
                if not word and end - start > LONG:
                    look.font.meet(text[start:end])
        drawn: list[int] = []
        number = self._numbers.last
        for i, (left, start, end, _, gap, at) in enumerate(lines.set.rows):
            x, y = (lines.left + left) * MM, (lines.baseline + i * lines.step) * MM
            gap *= MM  # noqa: PLW2901
            while start < end:
                _, stop, _, word = spans[at]
                stop = min(stop, end)
                part, look, spacing = text[start:stop], looks[at], 0.0 if word else tracking + gap
                if look.font.whole.issuperset(part):
                    number += 1
                    drawn.append(number)
                    step, count = look.em + spacing, stop - start - 1
                    width = step * count + look.em
                    delta = f' DeltaX="g {count} {step:.4f}"' if count else ""
                    out.append(
                        f'<ofd:TextObject ID="{number}" Boundary="{x:.3f} {y - look.above:.3f} {width:.3f}'
                        f"{look.head}{delta}>{part}</ofd:TextCode></ofd:TextObject>"
                    )
                else:
                    stretches, width = look.set(part, spacing)
                    self._numbers.last = number
                    self._put(stretches, x, y - look.above, drawn, out)
                    number = self._numbers.last
                x += width + spacing + (gap if word else 0.0)
                start, at = stop, at + 1  # noqa: PLW2901
        self._numbers.last = number
        self._mark(element, drawn)

    def _mark(self, owner: Element | None, drawn: list[int]) -> None:
        if owner is not None and drawn:
            self._structure.mark(owner, self._page, drawn)
        drawn.clear()

    def _turned(self, line: Line, page: Page) -> Iterator[str]:
        """A page number where the upright sheet has it, on a sheet that is held with its left edge up."""
        for piece, x, _ in line.places():
            look = self._looks.of(piece.style)
            for start, inside, wide in look.set(piece.text, piece.spacing * MM).stretches:
                high, rest = inside.split('"', 1)
                left = page.width * MM - (line.y * MM - look.above) - float(high)
                yield (
                    f'<ofd:TextObject ID="{self._numbers.next()}"'
                    f' Boundary="{left:.3f} {x * MM + start:.3f}{high} {wide:.3f}"'
                    f' CTM="0 1 -1 0{high} 0"{rest}</ofd:TextObject>'
                )

    def _picture(self, picture: Picture, element: Element | None) -> None:
        number = self._numbers.next()
        width, height = mm(picture.width), mm(picture.height)
        self._body.append(
            f'<ofd:ImageObject ID="{number}" Boundary="{mm(picture.x)} {mm(picture.y)} {width} {height}"'
            f' CTM="{width} 0 0 {height} 0 0" ResourceID="{self._images.number(picture.resource)}"/>'
        )
        if element is not None:
            self._structure.mark(element, self._page, (number,))

    def _paths(self, rules: list[Rule]) -> Iterator[str]:
        """The rules of the page: those of one thickness and colour are one path."""
        kinds: dict[tuple[float, bool], list[Rule]] = {}
        for rule in dict.fromkeys(rules):
            kinds.setdefault((rule.width, rule.red), []).append(rule)
        for (thick, red), alike in kinds.items():
            yield self._path(alike, thick, red)

    def _path(self, rules: list[Rule], thick: float, red: bool) -> str:
        left = min([min(rule.x0, rule.x1) for rule in rules]) - thick / 2
        top = min([min(rule.y0, rule.y1) for rule in rules]) - thick / 2
        right = max([max(rule.x0, rule.x1) for rule in rules]) + thick / 2
        foot = max([max(rule.y0, rule.y1) for rule in rules]) + thick / 2
        drawn = " ".join(
            [f"M {mm(r.x0 - left)} {mm(r.y0 - top)} L {mm(r.x1 - left)} {mm(r.y1 - top)}" for r in rules]
        )
        return (
            f'<ofd:PathObject ID="{self._numbers.next()}"'
            f' Boundary="{mm(left)} {mm(top)} {mm(right - left)} {mm(foot - top)}" LineWidth="{mm(thick)}">'
            f'<ofd:StrokeColor Value="{RED if red else _BLACK}"/>'
            f"<ofd:AbbreviatedData>{drawn}</ofd:AbbreviatedData></ofd:PathObject>"
        )
