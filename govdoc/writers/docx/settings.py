"""The settings of the document (word/settings.xml): odd and even pages, 避头尾, East Asian composition.

GB/T 9704-2012 7.5 (odd and even pages); W3C clreq for the characters that begin or end no line.
ISO/IEC 29500-1 17.15.1.
"""

from govdoc.typography import NO_LINE_END, NO_LINE_START
from govdoc.writers.docx.markup import DECLARATION, WORD_NAMESPACES, quote
from govdoc.writers.docx.notes import IN_SETTINGS

_COMPATIBLE = (
    "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
    "<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/>'
    "</w:compat>"
)


def settings() -> str:
    """The part word/settings.xml."""
    return (
        f'{DECLARATION}<w:settings {WORD_NAMESPACES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val={_characters(NO_LINE_END)}/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val={_characters(NO_LINE_START)}/>'
        f'{IN_SETTINGS}{_COMPATIBLE}<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _characters(found: frozenset[str]) -> str:
    return quote("".join(sorted(found)))
