"""What is the document and what is the page."""

import pytest

from govdoc.model import FurnitureKind, PartKind, one_line, plain
from govdoc.tree import ink
from tests.html.pages import BODY, NAVIGATION, NUMBER, TITLE, furniture, page, read_page


def check(document) -> None:
    assert document.title == TITLE
    assert one_line(document.main.recipients) == "各镇人民政府、街道办事处，市各有关部门和单位："
    assert [a.name for a in document.main.attachments][:2] == ["政务公开任务清单", "联系方式"]
    assert document.main.signatures[0].organs == ("云州市人民政府办公室",)
    assert plain(document.main.note) == "（此件公开发布）"
    assert [section.label for section in document.main.blocks[1:]] == ["一、", "二、"]
    text = "".join(ink(document))
    assert "首页" not in text
    assert "ICP" not in text
    assert "数据开放" in furniture(document)
    assert "ICP" in furniture(document)


WRAPPINGS = {
    "plain": f"<h1>{TITLE}</h1><div>{BODY}</div>",
    "title in the text": f'<div><p align="center"><b>{TITLE}</b></p>{BODY}</div>',
    "title on two lines": f'<div><p class="tit">{TITLE[:10]}<br>{TITLE[10:]}</p>{BODY}</div>',
    "title printed twice": f"<h1>{TITLE}</h1><div><p align=center>{TITLE}</p>{BODY}</div>",
    "tables that lay out": f"<table><tr><td>{NAVIGATION}</td><td><table><tr><td><h1>{TITLE}</h1></td></tr>"
    f"<tr><td><table><tr><td>{BODY}</td></tr></table></td></tr></table></td></tr></table>",
    "one paragraph with line breaks": f"<h1>{TITLE}</h1><div><p>"
    + BODY.replace("</p>", "<br>").replace("<p>", "").replace("<p style=", "<span title=")
    + "</p></div>",
    "a class that says nothing true": f'<h1>{TITLE}</h1><div class="footer print-share nav">{BODY}</div>',
    "a site name in a heading": f"<div class=header><h1>云州市人民政府</h1></div><h1>{TITLE}</h1>"
    f"<div>{BODY}</div>",
    "a form around all": f"<form><h1>{TITLE}</h1><div>{BODY}</div></form>",
    "unclosed": f"<h1>{TITLE}</h1><div>" + BODY.replace("</p>", ""),
    "a word processor's": f"<h1>{TITLE}</h1><div>"
    + BODY.replace("<p>", '<p class=MsoNormal><span lang=EN-US style="mso-x:y"><o:p></o:p></span>')
    + "</div>",
    "upper case": f"<H1>{TITLE}</H1><DIV ID=zoom ALIGN=left>" + BODY.replace("<p>", "<P>") + "</DIV>",
    "hidden until a script runs": f'<div style="display:none"><h1>{TITLE}</h1><div>{BODY}</div></div>',
}


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_the_document_is_found(wrapping: str) -> None:
    check(read_page(page(WRAPPINGS[wrapping])))


BELOW = {
    "dated news under a heading": "<div><h3>最新信息</h3><ul>"
    + '<li><a href="/n">云州市人民政府关于开展工作的通知公告</a><span>2023-01-12</span></li>' * 5
    + "</ul></div>",
    "related": '<div><h4>相关解读</h4><ul><li><a href="/1">一图读懂：工作要点</a></li></ul></div>',
    "neighbours": '<div>上一篇：<a href="/9">关于印发方案的通知</a></div><div>下一篇：没有了</div>',
    "share": '<div>分享到：<a href="#">微信</a><a href="#">微博</a></div>',
    "controls": '<div><a href="javascript:print()">打印本页</a> <a href="javascript:close()">关闭</a></div>',
    "other news": '<div class="list"><ul>'
    + '<li><a href="/n">我市召开政务公开工作推进会</a></li>' * 5
    + "</ul></div>",
    "code to scan": '<div><img src="/ewm.png"><p>扫一扫在手机打开当前页</p></div>',
}


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("inside", [True, False])
def test_what_hangs_below_is_furniture(below: str, inside: bool) -> None:
    text = f"{BODY}{BELOW[below]}</div>" if inside else f"{BODY}</div>{BELOW[below]}"
    document = read_page(page(f"<h1>{TITLE}</h1><div>{text}"))
    check(document)
    assert len(document.parts) == 1
    assert not [block for block in document.main.blocks if block.__struct_config__.tag == "figure"]


def test_breadcrumb_is_navigation() -> None:
    crumbs = '<div>您当前的位置：<a href="/">首页</a> &gt; <a href="/x">政务公开</a> &gt; 文件</div>'
    document = read_page(page(f"{crumbs}<h1>{TITLE}</h1><div>{BODY}</div>"))
    check(document)
    kinds = {piece.kind for piece in document.provenance.furniture if "您当前的位置" in piece.text}
    assert kinds == {FurnitureKind.NAVIGATION}


def test_scripts_and_styles_are_never_read() -> None:
    noise = "<script>var a='脚本'</script><style>p{color:red}/*样式*/</style><noscript>请启用脚本</noscript>"
    document = read_page(page(f"<h1>{TITLE}</h1><div>{noise}{BODY}</div>"))
    check(document)
    for word in ("脚本", "样式", "请启用"):
        assert word not in "".join(ink(document)) + furniture(document)


def test_what_is_hidden_is_kept_apart() -> None:
    document = read_page(page(f'<h1>{TITLE}</h1><div>{BODY}<p style="display: none">附件：</p></div>'))
    check(document)
    hidden = [piece.text for piece in document.provenance.furniture if piece.kind is FurnitureKind.OTHER]
    assert hidden == ["附件："]


def test_a_red_head_and_an_end_record() -> None:
    inner = (
        '<div><p align="center"><font color="red">云州市人民政府办公室文件</font></p>'
        f'<p align="center">{NUMBER}</p><hr><p align="center"><b>{TITLE}</b></p>{BODY}'
        "<p>抄送：市委各部门，市人大常委会办公室。</p><p>云州市人民政府办公室　　2023年4月12日印发</p></div>"
    )
    document = read_page(page(inner))
    check(document)
    head = document.main.letterhead
    assert head is not None
    assert head.mark is not None
    assert (head.mark.organs, head.document_number) == (("云州市人民政府办公室",), NUMBER)
    assert [line.kind for line in document.main.imprint] == ["copy_to", "printing"]


def test_an_order_of_several_organs() -> None:
    organs = ("国家互联网信息办公室", "中华人民共和国教育部", "国家广播电视总局")
    lines = "".join(f'<p align="center"><b>{organ}</b></p>' for organ in organs)
    text = (
        "<p>《云端服务管理办法》已经2023年5月23日室务会议审议通过，现予公布，自2023年8月15日起施行。</p>"
        "<p>第一章　总则</p><p>第一条　为了规范云端服务，保护公民、法人和其他组织的合法权益，制定本办法。</p>"
    )
    inner = (
        f"<h1>云端服务管理办法</h1><div>{lines}<p align=center>令</p><p align=center>第15号</p>{text}</div>"
    )
    document = read_page(page(inner, title="云端服务管理办法_某网"))
    head = document.main.letterhead
    assert head is not None
    assert head.mark is not None
    assert (head.mark.organs, head.mark.suffix, head.document_number) == (organs, "令", "第15号")
    assert document.title == "云端服务管理办法"


def test_text_beside_the_content_is_not_lost() -> None:
    second = "<div><p>附：" + "补充说明文字若干，用以说明有关事项的办理要求和时限。" * 3 + "</p></div>"
    document = read_page(page(f"<h1>{TITLE}</h1><div>{BODY}</div>{second}"))
    assert "补充说明文字" in "".join(ink(document))


def test_a_piece_of_a_page() -> None:
    document = read_page(f"<div><p align=center>{TITLE}</p>{BODY}</div>")
    assert document.title == TITLE
    assert document.parts[0].kind is PartKind.MAIN
    assert document.provenance.furniture == ()


def test_a_page_without_text() -> None:
    for markup in ("", "<html></html>", NAVIGATION, "\ufeff", "<body>　</body>"):
        document = read_page(markup, "GD204")
        assert document.main.title == ()
