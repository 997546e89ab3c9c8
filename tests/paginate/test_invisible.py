"""Characters without ink take no room and are not called missing."""

from govdoc.context import Context
from govdoc.paginate.setting import Typesetter
from tests.paginate.test_lines import texts


def test_format_characters_are_left_out(typesetter: Typesetter, context: Context) -> None:
    assert texts(typesetter, "国\u200b家\ufe0f\u2066人\u00ad民\U000e0101") == ["国家人民"]
    assert not context.diagnostics
