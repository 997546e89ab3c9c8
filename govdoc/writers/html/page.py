"""The page around the document: head, ways to jump, contents, downloads, data block (WHATWG HTML 4.2–4.3)."""

import re

from govdoc.model import Document, one_line
from govdoc.options import HtmlOptions
from govdoc.profile import load_profile
from govdoc.webpage import DOCUMENT_ID, PREFIX
from govdoc.writers.html.contents import contents
from govdoc.writers.html.downloads import downloads
from govdoc.writers.html.linked import linked_data
from govdoc.writers.html.markup import escape, quote
from govdoc.writers.html.metadata import head_tags
from govdoc.writers.html.sheet import Sheet
from govdoc.writers.html.style import style_sheet

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_UNTITLED = "政府信息公开文件"


def language_of(document: Document) -> str:
    """The language of the page as a tag of BCP 47; what is none becomes that of the model's default."""
    return document.language if _LANGUAGE.fullmatch(document.language) else "zh-CN"


def whole_page(shown: str, carried: str, options: HtmlOptions, sheet: Sheet) -> str:
    """A whole page. `shown`: the element with the document; `carried`: its data block, or nothing."""
    document = sheet.document
    navigation = contents(sheet.headings, options.contents)
    wide = f' class="{PREFIX}beside"' if navigation else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{quote(language_of(document))}">\n'
        f"<head>\n{_head(options, document)}</head>\n"
        f'<body class="{PREFIX}page">\n<a class="{PREFIX}skip" href="#{DOCUMENT_ID}">跳到正文</a>\n'
        f'<div id="{PREFIX}frame"{wide}>\n{navigation}<main>\n{shown}'
        f"{downloads(options.siblings)}</main>\n</div>\n{carried}</body>\n</html>\n"
    )


def _head(options: HtmlOptions, document: Document) -> str:
    title = " ".join((document.title or document.metadata.document_number or _UNTITLED).split())
    style = style_sheet(load_profile(options.profile))
    return (
        '<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="generator" content="govdoc">\n'
        f"{head_tags(document)}{linked_data(document, options.siblings)}<style>\n{style}</style>\n"
    )


def unseen_heading(document: Document) -> str:
    """A heading for those who listen, where the document has no title of its own."""
    if one_line(document.main.title):
        return ""
    return f'<h1 class="{PREFIX}unseen">{escape(document.title.strip() or _UNTITLED)}</h1>\n'
