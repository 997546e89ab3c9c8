"""Pages in the manners of government sites, written for the tests, and how they are read."""

from govdoc.context import Context
from govdoc.model import Document
from govdoc.options import HtmlReadOptions
from govdoc.readers.html import read
from govdoc.source import Source

TITLE = "云州市人民政府办公室关于做好政务公开工作的通知"
NUMBER = "云政办发〔2023〕11号"
NAVIGATION = (
    "<ul>"
    + "".join(
        f'<li><a href="/c{i}/">{name}</a></li>'
        for i, name in enumerate("首页 政务公开 政务服务 互动交流 走进云州 数据开放".split())
    )
    + "</ul>"
)
BODY = """<p style="text-indent:2em">各镇人民政府、街道办事处，市各有关部门和单位：</p>
<p>为进一步规范政务公开工作，保障公民、法人和其他组织依法获取政府信息，根据有关规定，现将有关事项通知如下。</p>
<p><strong>一、总体要求</strong></p>
<p>坚持以公开为常态、不公开为例外，全面推进决策、执行、管理、服务、结果公开，做到应公开尽公开。</p>
<p><strong>二、主要任务</strong></p>
<p>（一）完善制度。建立健全政务公开工作制度，明确责任分工，细化工作流程。</p>
<p>（二）加强保障。各部门要加强组织领导，落实人员和经费，确保各项任务按时完成。</p>
<p>附件：1.政务公开任务清单</p><p>2.联系方式</p>
<p style="text-align:right">云州市人民政府办公室</p><p style="text-align:right">2023年4月12日</p>
<p>（此件公开发布）</p>"""
FOOT = """<div class="foot"><p>主办：云州市人民政府办公室　承办：云州市大数据局</p>
<p>备案号：苏ICP备00000000号　网站标识码：3200000000</p></div>"""


def page(inner: str, head: str = "", title: str = TITLE + "_云州市人民政府") -> str:
    """A whole page: navigation, `inner`, foot."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{NAVIGATION}{inner}{FOOT}</body></html>"
    )


def read_page(markup: str | bytes, *expected: str, encoding: str | None = None) -> Document:
    """Read, and assert that exactly the expected codes were said, besides that navigation was left out."""
    context = Context(file="page.html")
    data = markup.encode() if isinstance(markup, str) else markup
    document = read(Source(data, "page.html"), HtmlReadOptions(encoding=encoding), context)
    assert sorted({d.code for d in context.diagnostics} - {"GD206"}) == sorted(expected)
    return document


def pairs(document: Document) -> list[tuple[str, str]]:
    return [("".join(entry.label.split()), entry.raw) for entry in document.metadata.entries]


def furniture(document: Document) -> str:
    return "\n".join(piece.text for piece in document.provenance.furniture)
