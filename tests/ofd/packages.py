"""OFD files as other programs make them, put together by hand."""

import io
import zipfile

NAMESPACE = "http://www.ofdspec.org/2016"


def text(words: str, x: float, y: float, size: float = 5.6, more: str = "", delta: str | None = None) -> str:
    """A text object of Han characters whose first baseline is at (x, y)."""
    delta = f"g {len(words) - 1} {size}" if delta is None else delta
    steps = f' DeltaX="{delta}"' if delta else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} {size * len(words)} {size * 1.2}" Font="3"'
        f' Size="{size}" {more}><ofd:TextCode X="0" Y="{size}"{steps}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str, before: str = "", layer: str = 'ID="5"') -> str:
    inside = f"<ofd:Content><ofd:Layer {layer}>{''.join(objects)}</ofd:Layer></ofd:Content>"
    return f'<ofd:Page xmlns:ofd="{NAMESPACE}">{before}{inside}</ofd:Page>'


def package(
    *pages: str | bytes,
    common: str = "",
    after: str = "",
    files: dict[str, str | bytes] | None = None,
    info: str = "<ofd:DocID>1</ofd:DocID>",
    root: str = "/Doc_0/Document.xml",
    extra: str = "",
) -> bytes:
    """A package of pages; `common` goes into CommonData, `after` behind the pages, `extra` into the body."""
    listed = "".join(f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/{i}.xml"/>' for i in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{NAMESPACE}" Version="1.1"><ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo>'
        f"<ofd:DocRoot>{root}</ofd:DocRoot>{extra}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData>{area}{common}'
        f"<ofd:MaxUnitID>99</ofd:MaxUnitID></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{after}</ofd:Document>",
        **{f"Doc_0/Pages/{i}.xml": one for i, one in enumerate(pages)},
        **(files or {}),
    }
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return sink.getvalue()


LINES = (
    text("关于做好政府信息公开工作的通知", 50, 50, 7.8),
    text("各镇人民政府：", 28, 70),
    text("一、总体要求", 39.2, 80),
    text("为进一步规范全市政府信息公开工作，现就有关事项通知如", 39.2, 90),
    text("下，请认真贯彻执行。", 28, 100),
    text("甲市人民政府", 140, 130),
    text("2021年3月29日", 138, 140, delta="2.8 2.8 2.8 2.8 5.6 2.8 5.6 2.8 2.8"),
)
