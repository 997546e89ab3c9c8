"""The stable codes of everything that a conversion has to say, with their messages in both languages.

GD1xx input · GD2xx structure · GD3xx cannot express · GD4xx conformity · GD5xx fonts and resources.
Severity belongs to the code. `govdoc explain GD201` prints what stands here.
"""

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a diagnostic matters: `info` never fails, `warning` fails with --strict, `error` always."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Code(Struct, frozen=True):
    """A kind of diagnostic: messages with {0}, {1} … for the values, hints, and an explanation."""

    id: str
    severity: Severity
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    clause: str = ""


_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR


def _code(
    ident: str, severity: Severity, zh: str, en: str, hint_zh: str = "", hint_en: str = "", clause: str = ""
) -> Code:
    return Code(ident, severity, zh, en, hint_zh, hint_en, clause)


# input
ENCODING_GUESSED = _code(
    "GD101",
    _I,
    "未声明编码，按 {0} 读取",
    "no declared encoding, read as {0}",
    "可用 --encoding 指定",
    "set it with --encoding",
)
BAD_BYTES = _code(
    "GD102",
    _W,
    "按 {0} 解码时有 {1} 处字节无法识别，已用 U+FFFD 代替",
    "{1} byte sequences are not valid {0} and became U+FFFD",
    "检查来源的编码，或用 --encoding 指定",
    "check the source's encoding, or set it with --encoding",
)
FOREIGN_CHARACTERS = _code(
    "GD103",
    _I,
    "去掉了 {0} 个不可见的控制字符",
    "removed {0} invisible control characters",
)
PRIVATE_USE = _code(
    "GD104",
    _W,
    "私用区字符 {0} 保留原样，含义未知",
    "private-use character {0} kept as it is, meaning unknown",
    "请对照原件改为正式字符",
    "compare with the original and replace it by the real character",
)
UNKNOWN_FIELD = _code(
    "GD105",
    _W,
    "未知的字段 {0}，未读入",
    "unknown field {0} was not read",
    "检查拼写或文件的版本",
    "check spelling or the file's version",
)
OLDER_SCHEMA = _code("GD106", _I, "文件按 {0} 版本读取", "file read as schema version {0}")
BAD_VALUE = _code(
    "GD107",
    _W,
    "{0} 的值“{1}”读不了，按“{2}”处理",
    "{0} has the value “{1}”, which cannot be read; taken as “{2}”",
    "govdoc check 列出不合模式的各处",
    "govdoc check lists what the schema refuses",
)
MORE_DOCUMENTS = _code(
    "GD108",
    _W,
    "文件中还有 {0} 份文件未读，只读了第一份",
    "{0} more documents in the file were not read, only the first",
    "请把它们拆成一份一个文件",
    "split them into one file each",
)
KEPT_RAW = _code("GD109", _W, "不认识的元素 {0}，原样保留", "unknown element {0} was kept as it is")
NEWER_SCHEMA = _code(
    "GD110",
    _W,
    "文件是 {0} 版，按 {1} 版读取",
    "the file is of version {0} and was read as {1}",
    "更新 govdoc 可完整读取",
    "a newer govdoc may read all of it",
)
SCHEMA_FAULTS = _code(
    "GD111",
    _W,
    "有 {1} 处不符合 {0} 的模式，已尽量读入",
    "{1} places are not valid against {0}; read as far as they can be",
    "govdoc check 逐处列出",
    "govdoc check lists them",
)
LYING_CHARSET = _code(
    "GD112",
    _W,
    "声明的编码是 {0}，内容却是 {1}，按 {1} 读取",
    "declares {0} but is in {1}; read as {1}",
    "可用 --encoding 指定",
    "set it with --encoding",
)
PART_UNREADABLE = _code(
    "GD131",
    _W,
    "文件中的 {0} 读不了，已跳过：{1}",
    "{0} in the file cannot be read and was skipped: {1}",
    "用原来的程序打开并另存一次可能修复",
    "opening and saving it once in its own program may mend it",
)
OBJECT_UNREAD = _code(
    "GD132",
    _W,
    "嵌入的{0}中的文字未读入",
    "the text inside an embedded {0} was not read",
    "请在 Word 中改为表格或文字",
    "make it a table or text in Word",
)
REVISIONS = _code(
    "GD133",
    _I,
    "文件有未接受的修订：插入的文字已读入，{0} 处删除的文字未读",
    "tracked changes: insertions were read, {0} deletions were not",
    "请先在 Word 中接受或拒绝修订",
    "accept or reject them in Word first",
)
ASIDE = _code(
    "GD134",
    _I,
    "{0} 未作正文，存于来源信息：{1} 处",
    "{0} kept out of the body, in the provenance: {1}",
)
CONVERTED = _code("GD135", _I, "先由 LibreOffice 转为 DOCX 再读取", "converted to DOCX by LibreOffice first")
PARAGRAPH_CHANGED = _code(
    "GD136",
    _I,
    "文件写出后，“{0}”改为“{1}”",
    "since the file was written, “{0}” became “{1}”",
)
PARAGRAPH_ADDED = _code("GD137", _I, "文件写出后，添加了“{0}”", "since the file was written, “{0}” was added")
PARAGRAPH_REMOVED = _code(
    "GD138", _I, "文件写出后，删除了“{0}”", "since the file was written, “{0}” was removed"
)
BROKEN_FRONT = _code(
    "GD141",
    _W,
    "文件头读不成 YAML，按正文处理：{0}",
    "the front matter is no YAML and was read as text: {0}",
    "含冒号的值请加引号",
    "put values that hold a colon into quotes",
)
OTHER_TEXT = _code(
    "GD147",
    _I,
    "网页在文件之外还有文字，未读入：{0}",
    "the page has text beside the document, which was not read: {0}",
)
CARRIED_DAMAGED = _code(
    "GD148",
    _W,
    "网页随附的文档已损坏，按页面上的文字读取",
    "the document that the page carries is damaged; read from the page",
    "用原来的文件可完整读取",
    "the file as it was written reads without loss",
)
PAGE_CHANGED = _code(
    "GD149",
    _W,
    "网页写出后有改动，按页面上的文字读取，未用随附的文档",
    "the page was changed since it was written; read from its text, not from the document it carries",
    "用原来的文件可完整读取",
    "the file as it was written reads without loss",
)
BODY_CHANGED = _code(
    "GD144",
    _W,
    "Akoma Ntoso 文件写出后正文有改动，正文按改动后的读取，其余取自随附的文档",
    "the body of the Akoma Ntoso file was changed since it was written; it was read as it stands, the rest"
    " from the document that the file carries",
    "用原来的文件可完整读取",
    "the file as it was written reads without loss",
)
META_UNREAD = _code(
    "GD145",
    _I,
    "文件的元数据 {0} 未读入",
    "the metadata {0} of the file were not read",
)
PAGES_CHANGED = _code(
    "GD151",
    _W,
    "文件写出后页面有改动，按页面上的文字读取，未用随附的文档",
    "the pages of the file were changed since it was written; read from the pages, not from the attachment",
    "用原来的文件可完整读取",
    "the file as it was written reads without loss",
)
SCANNED_PAGES = _code(
    "GD152",
    _W,
    "第 {0} 页是扫描图像，没有文字，未读入",
    "page {0} is a scan without text and was not read",
    "请先做文字识别（OCR）",
    "recognise its text (OCR) first",
)
SEAL_UNREAD = _code(
    "GD142",
    _I,
    "文件带有电子签章，签章未读入",
    "the file bears electronic seals or signatures, which were not read",
)
PICTURES_UNREAD = _code(
    "GD143",
    _I,
    "页面上的图片 {0} 幅未读入",
    "pictures on the pages were not read: {0}",
)
# structure
NUMBER_JUMPS = _code(
    "GD201",
    _W,
    "序号从“{0}”跳到“{1}”",
    "numbering jumps from “{0}” to “{1}”",
    "可能缺一个标题；--pass renumber 可重排",
    "a heading may be missing; --pass renumber would renumber",
    "GB/T 9704-2012 7.3.3",
)
NUMBER_REPEATS = _code(
    "GD202",
    _W,
    "序号“{0}”重复",
    "label “{0}” repeats",
    "核对原文；--pass renumber 可重排",
    "check the source; --pass renumber would renumber",
)
TOO_DEEP = _code("GD203", _W, "嵌套超过 {0} 层，更深的部分已拉平", "nesting beyond {0} levels was flattened")
NO_TITLE = _code(
    "GD204",
    _W,
    "没有找到标题",
    "no title found",
    "可用 --set title=… 补充",
    "give one with --set title=…",
    "GB/T 9704-2012 7.3.1",
)
UNSURE = _code("GD205", _I, "“{0}”可能是{1}，按正文保留", "“{0}” may be {1}; kept as body text")
NAVIGATION = _code(
    "GD206",
    _I,
    "页面导航未作正文，存于来源信息：{0}",
    "page navigation kept out of the body, in the provenance: {0}",
)
GLUED_HEADING = _code(
    "GD207",
    _W,
    "标题“{0}”粘在上一段末尾",
    "heading “{0}” is glued to the end of the paragraph before it",
    "核对原文的分段",
    "check where the source breaks its paragraphs",
)
DATE_UNREADABLE = _code(
    "GD208",
    _W,
    "{0}“{1}”读不成日期",
    "{0} “{1}” cannot be read as a date",
    "应为 YYYY-MM-DD 或 2021年3月29日",
    "expected YYYY-MM-DD or 2021年3月29日",
)
REJOINED = _code(
    "GD214",
    _I,
    "原文按固定行宽断行，{0} 行已并为 {1} 段",
    "the source breaks its lines at a fixed width; {0} lines were joined into {1} paragraphs",
    "核对分段",
    "check where paragraphs begin",
)
CHANGED = _code(
    "GD250", _I, "规范化：“{0}”改为“{1}”", "normalised: “{0}” became “{1}”", "", "", "GB/T 15834-2011 5.1"
)
RENUMBERED = _code("GD251", _I, "重排序号：“{0}”改为“{1}”", "renumbered: “{0}” became “{1}”")
# cannot express
NOT_EXPRESSED = _code("GD301", _W, "{0} 不能表示{1}", "{0} cannot express {1}")
NOT_ON_PAGE = _code(
    "GD302",
    _I,
    "版面不印{0}，已存入文件属性",
    "{0} is not printed on the page; it is in the file's properties",
)
DRAWING_LEFT_OUT = _code(
    "GD332",
    _W,
    "OFD 还不能画矢量图 {0}，该处留空",
    "OFD cannot draw {0} yet; its place is blank",
    "请换成 PNG 或 JPEG 图片",
    "replace it with a PNG or JPEG picture",
)
LINK_AS_TEXT = _code(
    "GD331",
    _I,
    "OFD-A 不许打开网址，链接只留文字：{0}",
    "OFD-A opens no addresses; the link to {0} is kept as text",
    "",
    "",
    "GB/T 42133-2022 6.9",
)
UNSAFE_LINK = _code(
    "GD320",
    _W,
    "链接“{0}”不安全或不是地址，只留文字",
    "the link “{0}” is not safe or no address; only its text is kept",
    "链接须以 http、https、mailto、tel 开头，或是相对地址",
    "links begin with http, https, mailto or tel, or are relative",
)
NO_SUCH_PLACE = _code(
    "GD321",
    _I,
    "链接“{0}”的目标不在文件内，只留文字",
    "the target of link “{0}” is not in the document; only its text is kept",
)
NOT_FOR_BROWSERS = _code(
    "GD322",
    _W,
    "浏览器不显示图片 {0}（{1}），以文字代替",
    "browsers do not draw picture {0} ({1}); its words stand in its place",
    "请把图片另存为 PNG 或 JPEG",
    "save the picture as PNG or JPEG",
)
NO_STYLE = _code(
    "GD340",
    _W,
    "模板没有“{0}”样式，已补入 govdoc 的同名样式",
    "the template has no style “{0}”; govdoc's own was added",
    "在模板中建这个样式，或从 govdoc template 写出的模板开始",
    "make the style in the template, or start from what govdoc template writes",
)
TEMPLATE_CUT = _code("GD341", _W, "模板中的{0}未采用", "{0} of the template was left out")
TEMPLATE_TEXT = _code(
    "GD342",
    _I,
    "模板正文中的 {0} 个段落未采用，只取样式、页眉页脚和页面设置",
    "{0} paragraphs in the template's body were not taken, only styles, headers, footers and page set-up",
)
# conformity
_OWN = "urn:govdoc:disclosure:1"
NOT_VALID = _code("GD401", _E, "不符合 {0}：{1}", "not valid against {0}: {1}")
INK_LOST = _code("GD402", _E, "{0} 的文字与原文不符：{1}", "the text of {0} differs from the document: {1}")
INDEX_NUMBER = _code(
    "GD403",
    _I,
    "索引号“{0}”不是国家格式（9 位机构代码/年份-5 位流水号）",
    "index number “{0}” is not of the national form (9-character organ code/year-5-digit serial)",
    "",
    "",
    "政府信息公开目录系统实施指引 2",
)
OVERFULL = _code(
    "GD404",
    _W,
    "“{0}”放不进一行，已强行断开",
    "“{0}” does not fit a line and was cut",
    "",
    "",
    "GB/T 9704-2012 5.2.3",
)
UNEXPECTED = _code(
    "GD421",
    _E,
    "{0} 不应在此，此处可以是：{1}",
    "{0} is not expected here; expected: {1}",
    "govdoc schema 列出各元素的说明",
    "govdoc schema documents every element",
    clause=_OWN,
)
INCOMPLETE = _code("GD422", _E, "{0} 不完整，缺 {1}", "{0} is incomplete: {1} is missing", clause=_OWN)
WRONG_VALUE = _code(
    "GD423", _E, "{0} 的值“{1}”不合规定", "{0} has the value “{1}”, which is not allowed", clause=_OWN
)
WRONG_LEVEL = _code(
    "GD424",
    _E,
    "层次“{0}”标为第 {1} 层，实际在第 {2} 层",
    "section “{0}” says level {1} but stands at level {2}",
    clause=_OWN,
)
DUPLICATE_ID = _code("GD425", _E, "标识“{0}”重复", "identifier “{0}” is used twice", clause=_OWN)
NO_TARGET = _code(
    "GD426", _E, "链接“{0}”的目标不在文件内", "the target of link “{0}” is not in the document", clause=_OWN
)
MISSING_RESOURCE = _code(
    "GD427", _E, "资源“{0}”不在文件内", "resource “{0}” is not in the document", clause=_OWN
)
RESOURCE_CHANGED = _code(
    "GD428",
    _E,
    "资源“{0}”的内容与标识中的摘要值不符",
    "the bytes of resource “{0}” do not match the hash in its id",
    clause=_OWN,
)
ORGAN_CODE = _code(
    "GD429",
    _I,
    "索引号“{0}”的机构代码校验码应为 {1}",
    "the organ code in index number “{0}” should have the check character {1}",
    "",
    "",
    "GB 11714-1997",
)
NOT_ALLOWED = _code("GD430", _E, "此处不允许有 {0}", "{0} is not allowed here", clause=_OWN)
# fonts and resources
NO_GLYPH = _code(
    "GD501",
    _W,
    "没有字体含有 {0}（{1}），以 〓 代替",
    "no font has {0} ({1}); drawn as 〓",
    "用 --font 指定含有此字的字体",
    "name a font that has it with --font",
)
FONT_UNUSABLE = _code(
    "GD502",
    _W,
    "字体文件 {0} 已损坏或不是字体，改用后备字体",
    "the font file {0} is damaged or no font; another face takes its place",
    "请重新取得该字体，或从字体文件夹中移走",
    "get the font again, or remove it from the font folder",
)
NO_RESOURCE = _code(
    "GD503", _W, "图片 {0} 不在文件内，未能显示", "picture {0} is not in the document and is not shown"
)
PLUGIN_BROKEN = _code("GD504", _W, "插件 {0} 加载失败：{1}", "plug-in {0} failed to load: {1}")
FONT_FORBIDDEN = _code(
    "GD508",
    _W,
    "字体 {0} 的许可不允许嵌入文件（fsType {1}），改用后备字体",
    "the licence of font {0} forbids embedding it (fsType {1}); another face takes its place",
    "请换用许可嵌入的字体",
    "use a font that may be embedded",
    "OpenType 1.9 OS/2 fsType",
)
FONT_NEEDS_EXTRA = _code(
    "GD509",
    _W,
    "字体 {0} 是 CFF 轮廓或可变字体，未装 govdoc[fonts]，改用后备字体",
    "font {0} has CFF or variable outlines and govdoc[fonts] is missing; another face takes its place",
    "pip install 'govdoc[fonts]'",
    "pip install 'govdoc[fonts]'",
)
UNREADABLE_PICTURE = _code(
    "GD510",
    _W,
    "图片 {0} 的格式（{1}）不能排入版面，未显示",
    "picture {0} ({1}) is of a kind that cannot be set on the page and is not shown",
    "请改为 PNG、JPEG 或 SVG",
    "make it PNG, JPEG or SVG",
)
SVG_NEEDS_EXTRA = _code(
    "GD511",
    _W,
    "图片 {0} 是 SVG，未装 govdoc[svg]，未显示",
    "picture {0} is SVG and govdoc[svg] is missing; it is not shown",
    "pip install 'govdoc[svg]'",
    "pip install 'govdoc[svg]'",
)
NOT_DRAWN = _code(
    "GD512", _W, "图片 {0} 画不出来，未显示：{1}", "picture {0} cannot be drawn and is not shown: {1}"
)
PARTLY_DRAWN = _code("GD513", _W, "图片 {0} 有未能画出的部分：{1}", "part of picture {0} was not drawn: {1}")

CODES: dict[str, Code] = {value.id: value for value in list(globals().values()) if isinstance(value, Code)}
"""Every code, by its identifier."""
