"""Small good files of every format that is read, made here; the table of formats says which these are."""

import io
import zipfile
from functools import cache

from govdoc import api, registry
from govdoc.model import Document
from govdoc.options import PdfOptions
from tests.full_document import FULL
from tests.ofd.packages import LINES, package, page

PAGE = """<!DOCTYPE html><html><head><meta charset="gbk"><meta name="ArticleTitle" content="关于公开的通知">
<title>通知_甲市</title></head><body><table><tr><td>索 引 号：</td><td>0123/2021-01500</td></tr>
<tr><td>发布日期：</td><td>2021-03-29</td></tr></table><h1>关于公开的通知</h1><div class="TRS_Editor">
<p style="text-align:center">甲政发〔2021〕5号</p><p>各单位：</p><p>一、总体要求</p><p>（一）落实<b>到位</b>。<br>
1．甲&nbsp;&amp;乙</p><ul><li>丙</li></ul><table border=1><tr><th colspan=2>表</th></tr><tr><td>1</td><td rowspan=3>2
</table><img src="a.png"><p align=right>甲市人民政府</p><p>2021年3月29日</p></div><script>x()</script></html>
"""
PLAIN = """索 引 号：014046317/2021-01500\n名　称：关于公开的通知\n\n甲市人民政府文件\n甲政发〔2021〕5号
\n关于公开的通知\n\n各县（区）：\n\n第一章　总则\n第一条　为了公开。\n一、要求\n（一）甲\n1.乙\n（1）丙\n①丁\n一是戊。己。
\n附件：1.表\n\n甲市人民政府\n2021年3月29日\n\n附件1\n\n表\n序号\t名称\n1\t甲\n\n抄送：乙。\n"""
MARKED = """---\n索引号: 0123\n---\n# 关于公开的通知\n\n各单位：\n\n## 一、要求\n\n1. 甲\n   - **乙** *丙* [丁](a)\n
| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n> 引\n\n```\n码\n```\n\n![图](a.png)\n\n脚[^1]\n\n[^1]: 注\n"""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD = f"""<w:document xmlns:w="{_W}"><w:body><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr>
<w:t>关于公开的通知</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>
<w:r><w:t>要求</w:t><w:tab/><w:t>x</w:t></w:r><w:ins><w:r><w:t>插</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText>
</w:r></w:del></w:p><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r>
<w:fldChar w:fldCharType="end"/></w:r><w:hyperlink w:anchor="a"><w:r><w:t>链</w:t></w:r></w:hyperlink></w:p><w:tbl>
<w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>
<w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc>
<w:tc><w:p/></w:tc></w:tr></w:tbl><w:sdt><w:sdtContent><w:p><w:r><w:t>控</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:sectPr/></w:body></w:document>"""
WORD_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument"/></Relationships>',
    "word/document.xml": WORD,
    "word/numbering.xml": f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="a"><w:name w:val="x"/>'
    '<w:basedOn w:val="a"/></w:style></w:styles>',
}

SHOWN = b"BT /F1 16 Tf 90 %d Td (%s) Tj ET "
"""The operators of a line of type: its height on the sheet, its text."""

FORMATS = tuple(f.name for f in registry.FORMATS.values() if f.reader and "office" not in f.reader)
"""The formats with a reader of our own; what LibreOffice reads first is LibreOffice's to fuzz."""


@cache
def seeds(form: str) -> tuple[bytes, ...]:
    """Small good files of a format; of one that nobody thought of, what its own writer writes."""
    own = {
        "html": (PAGE.encode(), PAGE.encode("gbk", "ignore"), b"<p>a"),
        "text": (PLAIN.encode(), PLAIN.encode("gb18030"), PLAIN.encode("utf-16")),
        "markdown": (MARKED.encode(),),
        "docx": (zipped({name: part.encode() for name, part in WORD_PARTS.items()}),),
        "pdf": (simple_pdf(), _plain_pdf()),
        "ofd": (package(page(*LINES)),),
    }
    found = own.get(form, ())
    if registry.FORMATS[form].writer is not None and form not in ("text", "markdown"):
        found += (api.write(FULL, form).value, api.write(Document(), form).value)
    return found


def zipped(parts: dict[str, bytes]) -> bytes:
    """A package of parts, stored."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as fresh:
        for name, part in parts.items():
            fresh.writestr(zipfile.ZipInfo(name), part)
    return sink.getvalue()


def simple_pdf() -> bytes:
    """A PDF of another program: two pages in Helvetica, nothing packed."""
    lines = b"".join(SHOWN % (700 - 30 * i, b"1. Item (a) %d" % i) for i in range(5))
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 6 0 R>>>>>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Rotate 90>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(lines), lines),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    return listed_pdf(b"%PDF-1.4\n", dict(enumerate(objects, 1)), b"/Root 1 0 R")


def listed_pdf(head: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    """A PDF of objects by number, with its cross-reference table (ISO 32000-1 7.5)."""
    places, body = {}, head
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = max(objects, default=0) + 1
    rows = [b"%010d 00000 n \n" % places[n] if n in places else b"%010d 65535 f \n" % 0 for n in range(size)]
    table = b"xref\n0 %d\n%s" % (size, b"".join(rows))
    return b"%s%strailer\n<<%s/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (body, table, trailer, size, len(body))


def _plain_pdf() -> bytes:
    return api.write(FULL, "pdf", PdfOptions(standard="plain")).value
