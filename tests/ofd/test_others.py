"""Files of other programs: their text by place, in any namespace and encoding; what is no text is said."""

import pytest

import govdoc
from govdoc.errors import FormatError, LimitError, UnreadableError
from govdoc.model import FurnitureKind, plain
from tests.ofd.packages import LINES, NAMESPACE, package, page, text


def read(data: bytes, *codes: str) -> govdoc.Document:
    result = govdoc.read(data)
    assert [d.code for d in result.diagnostics] == list(codes)
    return result.value


def words(document: govdoc.Document) -> str:
    return govdoc.write(document, "text").value.decode()


def test_lines_become_paragraphs_and_paragraphs_a_document() -> None:
    document = read(package(page(*LINES)))
    assert plain(document.main.title) == "关于做好政府信息公开工作的通知"
    assert plain(document.main.recipients) == "各镇人民政府："
    (section,) = document.main.blocks
    assert (section.label, plain(section.heading)) == ("一、", "总体要求")
    assert plain(section.blocks[0].content).endswith("通知如下，请认真贯彻执行。")
    (signature,) = document.main.signatures
    assert (signature.organs, signature.date.value) == (("甲市人民政府",), "2021-03-29")


def test_order_in_the_file_does_not_matter() -> None:
    assert words(read(package(page(*LINES[::-1])))) == words(read(package(page(*LINES))))


@pytest.mark.parametrize("namespace", ["http://www.ofdspec.org", "urn:anything", ""])
def test_other_namespaces(namespace: str) -> None:
    made = package(page(*LINES))
    if namespace:
        other = package(page(*LINES).replace(NAMESPACE, namespace))
    else:
        bare = (
            page(*LINES)
            .replace("ofd:", "")
            .replace(f' xmlns:ofd="{NAMESPACE}"', "")
            .replace("xmlns:ofd", "x")
        )
        bare = bare.replace(f' xmlns="{NAMESPACE}"', "")
        other = package(bare)
    assert words(read(other)) == words(read(made))


def test_pages_in_gbk() -> None:
    declared = '<?xml version="1.0" encoding="GB2312"?>' + page(text("朱镕基总理讲话", 28, 70))
    assert "朱镕基总理讲话" in words(govdoc.read(package(declared.encode("gbk"))).value)


def test_paths_from_the_root_and_from_the_folder() -> None:
    made = words(read(package(page(*LINES))))
    for root in ("Doc_0/Document.xml", "\\Doc_0\\Document.xml", "./Doc_0/Document.xml"):
        assert words(read(package(page(*LINES), root=root))) == made


def test_templates_are_part_of_their_pages() -> None:
    common = '<ofd:TemplatePage ID="77" BaseLoc="Tpls/a.xml"/>'
    use = '<ofd:Template TemplateID="77"/>'
    files = {"Doc_0/Tpls/a.xml": page(*LINES[:2])}
    document = read(package(page(*LINES[2:], before=use), common=common, files=files))
    assert words(document) == words(read(package(page(*LINES))))


def test_composite_objects_and_blocks_are_drawn() -> None:
    unit = f'<ofd:CompositeGraphicUnit ID="66" Width="100" Height="20"><ofd:Content>{text("各镇人民政府：", 0, 5.6)}'
    resources = (
        f'<ofd:Res xmlns:ofd="{NAMESPACE}" BaseLoc="Res"><ofd:CompositeGraphicUnits>{unit}</ofd:Content>'
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
    )
    use = '<ofd:CompositeObject ID="8" Boundary="28 64.4 100 20" ResourceID="66"/>'
    blocks = f'<ofd:PageBlock ID="7">{"".join(LINES[2:])}</ofd:PageBlock>'
    data = package(
        page(LINES[0], use, blocks),
        common="<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
        files={"Doc_0/DocumentRes.xml": resources},
    )
    assert words(read(data)) == words(read(package(page(*LINES))))


def test_a_matrix_scales_and_moves() -> None:
    half = (
        '<ofd:TextObject ID="9" Boundary="28 64.4 80 10" CTM="2 0 0 2 0 0" Font="3" Size="2.8">'
        '<ofd:TextCode X="0" Y="2.8" DeltaX="g 6 2.8">各镇人民政府：</ofd:TextCode></ofd:TextObject>'
    )
    assert words(read(package(page(LINES[0], half, *LINES[2:])))) == words(read(package(page(*LINES))))


def test_watermarks_and_annotations_are_kept_aside() -> None:
    turned = text("内部资料", 80, 150, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    note = (
        f'<ofd:PageAnnot xmlns:ofd="{NAMESPACE}"><ofd:Annot ID="1" Type="Stamp"><ofd:Appearance>'
        f"{text('已阅', 10, 20)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
    )
    listed = (
        f'<ofd:Annotations xmlns:ofd="{NAMESPACE}"><ofd:Page PageID="1"><ofd:FileLoc>1.xml</ofd:FileLoc></ofd:Page>'
        "</ofd:Annotations>"
    )
    data = package(
        page(*LINES, turned),
        after="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
        files={"Doc_0/Annots/Annotations.xml": listed, "Doc_0/Annots/1.xml": note},
    )
    document = read(data, "GD134")
    aside = [f.text for f in document.provenance.furniture if f.kind is FurnitureKind.OTHER]
    assert aside == ["内部资料", "已阅"]
    assert "已阅" not in words(document)


def test_what_is_invisible_is_not_read() -> None:
    hidden = text("看不见", 28, 170, more='Visible="false"')
    assert "看不见" not in words(read(package(page(*LINES, hidden))))


def test_seals_and_pictures_are_said() -> None:
    image = '<ofd:ImageObject ID="8" Boundary="0 0 9 9" ResourceID="4"/>'
    data = package(page(*LINES, image), extra="<ofd:Signatures>Signs/Signatures.xml</ofd:Signatures>")
    read(data, "GD142", "GD143")


def test_a_scan_is_refused_and_scanned_pages_are_said() -> None:
    image = page('<ofd:ImageObject ID="8" Boundary="0 0 210 297" ResourceID="4"/>')
    with pytest.raises(FormatError, match="OCR"):
        govdoc.read(package(image))
    read(package(page(*LINES), image), "GD152")


def test_missing_and_broken_pages_are_said() -> None:
    data = package(page(*LINES), "<ofd:Page", "<a><b></a>")
    document = read(data, "GD131", "GD131")
    assert "各镇人民政府" in words(document)


def test_stated_metadata_is_read_and_other_notes_are_not() -> None:
    info = (
        '<ofd:DocID>1</ofd:DocID><ofd:CustomDatas><ofd:CustomData Name="发文字号">甲政发〔2021〕5号</ofd:CustomData>'
        '<ofd:CustomData Name="template-version">1.0</ofd:CustomData></ofd:CustomDatas>'
    )
    document = read(package(page(*LINES), info=info))
    assert [(e.label, e.raw) for e in document.metadata.entries] == [("发文字号", "甲政发〔2021〕5号")]


def test_zip_that_is_no_ofd() -> None:
    import io
    import zipfile

    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as made:
        made.writestr("a.txt", "a")
    with pytest.raises(FormatError):
        govdoc.read(sink.getvalue(), "ofd")
    with pytest.raises(UnreadableError):
        govdoc.read(package(page(*LINES), root="/Doc_9/Document.xml"))
    with pytest.raises(UnreadableError):
        govdoc.read(b"PK\x03\x04OFD.xml" + bytes(50), "ofd")


# --- hostile files --------------------------------------------------------------------------------------


def test_a_doctype_is_refused() -> None:
    entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + page(text("&x;", 28, 70))
    document = read(package(page(*LINES), entity), "GD131")
    assert words(document) == words(read(package(page(*LINES))))


def test_counts_beyond_the_text_cost_nothing() -> None:
    bomb = text("各镇人民政府：", 28, 70, delta="g 999999999999 5.6 g -5 1 g x y 1e99 nan inf")
    assert "各镇人民政府：" in words(govdoc.read(package(page(LINES[0], bomb, *LINES[2:]))).value)


def test_objects_without_sense_are_read_without_harm() -> None:
    odd = (
        '<ofd:TextObject/><ofd:TextObject Size="nan" Boundary="a b"><ofd:TextCode/></ofd:TextObject>'
        '<ofd:TextObject Boundary="1" CTM="1 2" Size="-3"><ofd:TextCode X="" DeltaX="g">甲</ofd:TextCode>'
        "</ofd:TextObject><ofd:CompositeObject/><ofd:Strange/>"
    )
    result = govdoc.read(package(page(*LINES, odd)))
    assert "GD132" in [d.code for d in result.diagnostics]


def test_composites_that_hold_themselves_end() -> None:
    use = '<ofd:CompositeObject ID="8" Boundary="0 0 1 1" ResourceID="66"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="66"><ofd:Content>{use * 3}{text("甲", 1, 6)}</ofd:Content>'
    resources = (
        f'<ofd:Res xmlns:ofd="{NAMESPACE}"><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    data = package(
        page(*LINES, use),
        common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
        files={"Doc_0/PublicRes.xml": resources},
    )
    result = govdoc.read(data)
    assert [(d.code, d.count) for d in result.diagnostics if d.code == "GD132"] == [("GD132", 81)]


def test_deep_nesting_is_refused_or_left_out() -> None:
    deep = "<ofd:PageBlock>" * 5000 + "</ofd:PageBlock>" * 5000
    with pytest.raises(LimitError):
        govdoc.read(package(page(deep)))


def test_a_part_that_unpacks_beyond_the_limits_is_refused() -> None:
    from govdoc.context import Context, Limits

    context = Context(Limits(zip_bytes=100_000))
    with pytest.raises(LimitError):
        govdoc.read(package(page(*LINES), page(text("甲" * 100_000, 0, 9))), context=context)
    with pytest.raises(LimitError):
        govdoc.read(package(page(*LINES), page(*LINES)), context=Context(Limits(pages=1)))
