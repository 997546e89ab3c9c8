"""Words and forms that tell the parts of an official document: organs, dates, numbers, titles, addressees.

党政机关公文处理工作条例 (2012) article 9 names the parts; GB/T 9704-2012 clause 7 says how they look.
"""

import re

from govdoc.numbering import match_label
from govdoc.readers.structure.lines import Line, fold
from govdoc.terms import AUDIENCE_ENDINGS, GENRES, OFFICES, ORGAN_ENDINGS, TITLE_NOUNS
from govdoc.values import iso_date

_YEAR = r"(?:\d{4}|[零〇○oO一二三四五六七八九０-９]{4})"
_MONTH_DAY = r"\s*(?:\d{0,2}|[一二三四五六七八九十]{0,3}|[×xX]{1,2})\s*"
_PRINTED_DATE = rf"{_YEAR}\s*年{_MONTH_DAY}月{_MONTH_DAY}日"
DATE = re.compile(rf"{_PRINTED_DATE}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}")
DATE_AT_END = re.compile(rf"{_PRINTED_DATE}$")

_BRACKETED_YEAR = r"\s*[〔\[【(（﹝]\s*(?:19|20)\d{2}\s*[〕\]】)）﹞]\s*"
NUMBER = re.compile(rf"[^\W\d_]{{1,20}}{_BRACKETED_YEAR}第?\s*\d{{1,5}}\s*号")
"""A document number (发文字号), any bracket: 国办发〔2018〕15号."""
ORDER_NUMBER = re.compile(r"第\s*[0-9一二三四五六七八九十百○〇零]{1,6}\s*号")
"""The number of an order (令号): 第53号."""
ORDER_OF = re.compile(rf".{{2,40}}令\s*(?:{ORDER_NUMBER.pattern}|{_BRACKETED_YEAR}第?\s*\d{{1,5}}\s*号)")
"""The organ and the number of an order: 中华人民共和国主席令第31号."""
REGISTER_NUMBER = re.compile(r"[A-Z]{2,8}(?:[-—–]\d{2,6}){2,3}")
"""The register number of a normative document (规范性文件编号): YYCR—2023—01004."""

_NO_ORGANS = tuple(
    "执行 施行 实行 试行 进行 发行 举行 现行 运行 履行 机会 社会 之处 全部 内部 外部 以上".split()
)
_LONGEST_ABOVE = 600
_LONGEST_DOUBT = 40
_STOPS = re.compile(r"[。；;！？!?，,：:]")
_TITLE_ENDS = tuple(sorted({*GENRES, *TITLE_NOUNS}))
_VARIANT = re.compile(
    r"[（(][^（）()]{0,12}(?:稿|试行|暂行|修订|草案|送审|修正|[0-9]年?|版)[^（）()]{0,4}[)）]"
)
_TAIL_BRACKET = re.compile(r"[（(〔\[][^（）()〔〕\[\]]*[)）〕\]]$")
_DISPATCH = re.compile(
    r"如下|现[将就予]|下列|以下|特此|(?:通知|公告|通告)[：:]|^为|^根据|^按照|^经.{2,40}(?:同意|批准|研究)|^[答问]"
)


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return len(text) < 40 and DATE.fullmatch(text) is not None


_FILE = re.compile(
    r"\S.{0,90}\.(?:docx?|pdf|xlsx?|wps|et|zip|rar|7z|ofd|pptx?|jpe?g|png|tiff?|ceb)", re.IGNORECASE
)


def is_file(text: str) -> bool:
    """Whether a line is the name of a file: “实施细则.docx”."""
    return len(text) < 100 and _FILE.fullmatch(text) is not None


def is_variant(text: str) -> bool:
    """Whether a line is the bracket that ends a title: （试行）, （征求意见稿）."""
    return _VARIANT.fullmatch(text) is not None


def is_organ(text: str) -> bool:
    """Whether a text reads like the name of one organ."""
    named = 2 < len(text) <= 45 and text.endswith(ORGAN_ENDINGS)
    return named and not text.endswith(_NO_ORGANS) and _STOPS.search(text) is None


def organs_in(text: str) -> tuple[str, ...]:
    """The organs that a line of a signature names, in order; none when it does not read like that.

    They are parted by blanks, or run together, each with the place name that the first begins with. Names
    with “、” between them stay one text, so that the mark is not lost.
    """
    if len(text) > _LONGEST_ABOVE:
        return ()
    pieces = [piece for piece in re.split(r"[\s\u3000]+", text) if piece]
    if all(is_organ(name) for name in re.split("[\\s\u3000、]+", text)) and "、" in text:
        return tuple(pieces)
    if len(pieces) > 1 and all(is_organ(piece) for piece in pieces):
        return tuple(organ for piece in pieces for organ in _run_together(piece))
    if len(pieces) > 1 and all(len(piece) == 1 for piece in pieces) and is_organ("".join(pieces)):
        return (text,)
    whole = " ".join(pieces)
    return _run_together(whole) if is_organ(whole) else ()


def _run_together(text: str) -> tuple[str, ...]:
    found, start = list[str](), 0
    for match in re.finditer(f"{re.escape(text[:2])}|中国|国家", text):
        piece = text[start : match.start()]
        branch = match[0] == text[:2] and _HEADQUARTERS.fullmatch(piece) is not None
        if piece.endswith(ORGAN_ENDINGS) and not branch:
            found.append(piece)
            start = match.start()
    return (*found, text[start:])


_HEADQUARTERS = re.compile(r"(?:中国|国家).{2,14}(?:总局|委员会|银行|总行|总公司)")
"""A national organ whose name goes on with that of its branch: 国家税务总局淮北市税务局."""


_PERSON = re.compile(
    rf"((?:\S{{2,20}})?(?:{'|'.join(OFFICES)}))\s*[:：]?[\s\u3000]+((?:[^\W\d_A-Za-z]|·){{1,4}}(?:[\s\u3000][^\W\d_A-Za-z])?)"
)


def person_in(text: str) -> tuple[str, str] | None:
    """The office and the name in a line such as “总理　李克强”, or none."""
    found = _PERSON.fullmatch(text) if len(text) < 40 else None
    return (found[1], found[2]) if found else None


def ends_title(text: str) -> bool:
    """Whether a text ends as a title does: with a 文种 or a word such as 办法, 方案, 措施."""
    bare = fold(text).rstrip("》〉”\"'")
    while (found := _TAIL_BRACKET.search(bare)) is not None and found.start() > 0:
        bare = bare[: found.start()].rstrip("》〉”\"'")
    return bare.endswith(_TITLE_ENDS) and not bare.startswith("特此") and bare != "目录"


_HISTORY = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日[^。；：]{1,60}(?:通过|公布|发布|批准|施行|修订|修正)(?:\s*[^。；：\s]{2,20}公布)?"
)
"""A line of the history of a text without its brackets: 2017年4月20日…会议通过."""


def is_subtitle(text: str) -> bool:
    """Whether a line under a title belongs to it: a history note in brackets, ——…, a date, 题下署名."""
    if text[:1] in "（(" and text[-1:] in "）)":
        if any(form.fullmatch(text[1:-1].strip()) for form in (NUMBER, ORDER_OF)):
            return True
        return (
            re.search(
                r"通过|批准|公布|发布|修[正订]|施行|讲话|\d日|[一二三四五六七八九十]日|^.\d{4}年\d{1,2}月.$",
                text,
            )
            is not None
        )
    if text.startswith(("——", "--", "—")):
        return len(text) < 60
    if _HISTORY.fullmatch(text):
        return True
    return is_date(text) and iso_date(text) is not None


def is_text(line: Line) -> bool:
    """Whether a line is running text and so neither title nor metadata: sentences, divisions, tables."""
    text = line.text
    if line.block is not None or "\t" in text or len(text) > _LONGEST_ABOVE:
        return True
    if text[:1] in "（(" and text[-1:] in "）)" and (is_subtitle(text) or is_variant(text)):
        return False
    if re.match(r"[问答]\s*[:：]", text) or (len(text) > 40 and text.count("，") + text.count(",") > 3):
        return True
    if len(text) > 150 or text.endswith(("。", "；", ";", "：", ":", "，", ",")):
        return True
    return ("。" in text and len(text) > 30) or match_label(text) is not None


def is_recipients(text: str) -> bool:
    """Whether a line names the addressees (主送机关): short, ending in a colon, and no sentence.

    “现将有关情况报告如下：” ends in a colon too, and never is one.
    """
    if not text.endswith(("：", ":")) or len(text) > 260 or _DISPATCH.search(text):
        return False
    names = text[:-1].rstrip()
    if not names or re.search(r"[。！？：:]", names) or match_label(text) is not None:
        return False
    last = re.sub(r"[（(][^（）()]*[)）]$", "", names)
    addressed = re.search(r"(?:^|[，,、；;])(?:各|全体|广大)", names) is not None and len(names) < 80
    return addressed or last.endswith((*ORGAN_ENDINGS, *AUDIENCE_ENDINGS, *OFFICES))


def may_be_recipients(text: str) -> bool:
    """Whether a first line that is no list of known addressees could be one: a short name and a colon."""
    return (
        text.endswith(("：", ":"))
        and len(text) < _LONGEST_DOUBT
        and not _DISPATCH.search(text)
        and match_label(text) is None
    )
