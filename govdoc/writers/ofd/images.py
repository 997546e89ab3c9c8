"""Pictures as resources of the document (GB/T 33190-2016 7.9, 10).

JPEG and PNG data stay as they are; other pictures, and those in colours of the press, become PNG.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from govdoc import codes as say
from govdoc.context import Context
from govdoc.model import Resource
from govdoc.ofdfile.names import FOLDER
from govdoc.paginate.drawings import drawn_by_plugin, is_svg
from govdoc.writers.ofd.markup import DECLARATION, SCOPE, Numbers
from govdoc.writers.zip import Part, pack

if TYPE_CHECKING:
    from PIL import Image

_KEPT = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA")}
_SUFFIXES = {"JPEG": "jpg", "PNG": "png"}


class Images:
    """The pictures of one file, as they come up; each stands in it once."""

    def __init__(self, numbers: Numbers, context: Context) -> None:
        self._numbers = numbers
        self._context = context
        self._known: dict[str, int] = {}
        self._waiting: list[Part] = []
        self._entries: list[str] = []

    def number(self, resource: Resource) -> int:
        """The number of the picture of a resource. One that cannot be read is blank, and reported."""
        key = resource.id or str(id(resource))
        if key not in self._known:
            self._known[key] = self._add(resource)
        return self._known[key]

    def _add(self, resource: Resource) -> int:
        number = self._numbers.next()
        form, data = self._picture(resource)
        name = f"image_{number}.{_SUFFIXES[form]}"
        # Level 1: the data are packed already.
        self._waiting.append(pack(f"{FOLDER}/Res/{name}", data, 1))
        self._entries.append(
            f'<ofd:MultiMedia ID="{number}" Type="Image" Format="{form}">'
            f"<ofd:MediaFile>{name}</ofd:MediaFile></ofd:MultiMedia>"
        )
        return number

    def _picture(self, resource: Resource) -> tuple[str, bytes]:
        """Form and data of a picture; of one that cannot be shown, those of a blank one, which is said."""
        from PIL import Image

        name = resource.name or resource.id or ""
        if is_svg(resource) or drawn_by_plugin(resource):
            self._context.report(say.DRAWING_LEFT_OUT, name)
        else:
            try:
                return _picture(resource.data)
            except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
                self._context.report(say.UNREADABLE_PICTURE, name, resource.media_type)
        return "PNG", _png(Image.new("L", (1, 1), 255))

    def taken(self) -> tuple[Part, ...]:
        """The parts of the pictures that came up since the last call."""
        found = tuple(self._waiting)
        self._waiting.clear()
        return found

    def resources(self) -> str:
        """The list of pictures, or nothing when there are none."""
        if not self._entries:
            return ""
        media = f"<ofd:MultiMedias>{''.join(self._entries)}</ofd:MultiMedias>"
        return f'{DECLARATION}<ofd:Res {SCOPE} BaseLoc="Res">{media}</ofd:Res>'


def _picture(data: bytes) -> tuple[str, bytes]:
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        form = image.format or ""
        image.load()
        if image.mode in _KEPT.get(form, ()):
            return form, data
        mode = "RGBA" if image.has_transparency_data else "RGB"
        return "PNG", _png(image.convert(mode))


def _png(image: "Image.Image") -> bytes:
    sink = BytesIO()
    image.save(sink, "PNG")
    return sink.getvalue()
