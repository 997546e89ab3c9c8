"""Page furniture: what a web page prints around a document (navigation, share bars, font switches, controls).

政府网站发展指引 (国办发〔2017〕47号) asks for most of them: 当前位置, 打印, 关闭, 分享, 字体.
"""

import re

from govdoc.model import Furniture, FurnitureKind
from govdoc.readers.structure.lines import Line

_ACTION = (
    r"(?:我要|本页|页面)?打印(?:本页|本文|文章)?|关闭(?:本页|窗口|页面)*|收藏(?:本页)?|(?:返回|回到)(?:顶部|首页|列表|上一页)"
    r"|朗读|语音播报|分享(?:到|至)?[:：]?(?:\s*(?:(?:新浪|腾讯)?微博|微信|朋友圈|QQ(?:空间|好友)?|人人网))*[:：]?|视力保护色[:：]?|保护视力色[:：]?"
    r"|无障碍(?:浏览|阅读)?|繁體|简体|Word下载|PDF下载"
)
_SWITCH = (
    r"字[体号]\s*[【\[(（]?\s*[大中小超默认\s-]{3,9}\s*[】\])）]?"
    r"|默认\s*大\s*超大|[大中小](?:\s*[|/]?\s*[大中小]){2}"
)
_IN_BRACKETS = (
    r"【[^】]{0,20}(?:字体|字号|打印|关闭|收藏|返回|分享)[^】]{0,20}】"
    r"|\[[^\]]{0,20}(?:字体|字号|打印|关闭|收藏|返回|分享)[^\]]{0,20}\]"
)
_BRACKETED = re.compile(_IN_BRACKETS + r"|\|{2,}")
_BARE_SWITCH = r"字[体号]\s*[【\[(（]?[大中小]{3}[】\])）]?"
_TAIL = re.compile(rf"(?:[\s|·]*(?:{_ACTION}|{_BARE_SWITCH}))+[\s|·]*$|[\s|]*\|[\s|]*$")
_WHOLE = re.compile(rf"(?:{_ACTION}|{_SWITCH}|{_IN_BRACKETS}|[\s|·])+")
_PLACE = re.compile(
    r"(?:您?(?:现|目前|当前)?(?:所?在)(?:的)?|您?当前的?|您的|你的|现在)(?:页面)?位\s*置(?:是)?\s*[:：>]?"
)
_TRAIL = re.compile(r"(?:网站|本站)?首\s*页\s*(?:[>＞»›/\\|]|-{1,2}>|→)")
_RELATED = re.compile(
    r"一图读懂|一张图|图解[:：]|图说|点击(?:查看|下载|进入)|(?:相关|关联)(?:稿件|链接|阅读|文章|解读|新闻|信息|政策)"
    r"|上一[篇条]|下一[篇条]|扫一扫|扫码|手机(?:扫|看|打开)"
)
_FOOT = re.compile(
    r"(?:主办|承办|版权所有|技术支持|网站标识码|网站地图|联系我们|站点地图|Copyright|©)"
    r"|.{0,4}ICP备|.{0,4}公网安备|上一[篇条]|下一[篇条]|扫一扫"
)
_IMPRESSUM = re.compile(r"ICP\s*备|公网安备|网站标识码|版权所有")


def is_breadcrumb(text: str) -> bool:
    """Whether a line says where on the site the page stands (当前位置：首页 > …)."""
    return bool(_PLACE.match(text) or _TRAIL.match(text)) and len(text) < 200


def is_control(text: str) -> bool:
    """Whether a line is nothing but controls: font switch, print, close, share."""
    return len(text) < 100 and _WHOLE.fullmatch(text) is not None


def is_related(text: str) -> bool:
    """Whether a short line points to another page (一图读懂…, 相关解读, 扫一扫)."""
    return len(text) < 100 and _RELATED.match(text) is not None


def is_foot(text: str) -> bool:
    """Whether a line belongs to the foot of a page: sponsor, register number, links."""
    return len(text) < 200 and _FOOT.match(text) is not None


def is_impressum(text: str) -> bool:
    """Whether a line surely belongs to the foot of a site: register number, identifier code, copyright."""
    return len(text) < 200 and _IMPRESSUM.search(text) is not None


def controls(text: str) -> list[tuple[int, int]]:
    """Where controls stand inside a row of labels and values: start and end of each, in order."""
    found = [match.span() for match in _BRACKETED.finditer(text)]
    tail = _TAIL.search(text)
    if tail is not None and not any(start < tail.end() and tail.start() < end for start, end in found):
        found.append(tail.span())
    if (icons := _icons(text)) < len(text) and not any(icons < end for _, end in found):
        found.append((icons, len(text)))
    return sorted(found)


def _icons(text: str) -> int:
    """Where a row of share buttons begins that a line ends with: letters of an icon font, parted by “|”."""
    end = len(text)
    while end and (text[end - 1] in "| " or "\ue000" <= text[end - 1] <= "\uf8ff"):
        end -= 1
    return end if "|" in text[end:] else len(text)


def furniture(kind: FurnitureKind, *lines: Line) -> tuple[Furniture, ...]:
    """Lines as page furniture; those without a visible character leave nothing."""
    return tuple(Furniture(kind=kind, text=line.text) for line in lines if line.text)
