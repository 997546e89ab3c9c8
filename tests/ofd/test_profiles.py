"""Every profile in OFD: nothing is lost, a turned sheet's number is upright's, notes stay with their caller."""

import re
from zipfile import ZipFile

import pytest

from govdoc.context import Context
from govdoc.inkcheck import verify_output
from govdoc.options import OfdOptions
from tests.ofd.conftest import make
from tests.pdf.profiles import PROFILES, elements


@pytest.mark.parametrize(("profile", "document"), PROFILES, ids=[name for name, _ in PROFILES])
def test_every_profile_keeps_its_ink(profile: str, document) -> None:
    data = make(document(), profile=profile)
    assert verify_output(document(), data, "ofd", OfdOptions(profile=profile), Context()) == ()


def parts() -> dict[str, str]:
    from io import BytesIO

    with ZipFile(BytesIO(make(elements()))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def test_a_turned_sheet_is_as_wide_as_it_is_read_and_its_number_stands_as_on_upright_ones() -> None:
    turned = [text for text in parts().values() if "<ofd:PhysicalBox>0 0 297 210<" in text]
    assert len(turned) >= 2
    for text in turned:
        front = text.split('Type="Foreground"', 1)[1]
        numbers = re.findall(r'Boundary="([\d.]+) ([\d.]+) [\d.]+ [\d.]+" CTM="0 1 -1 0 ', front)
        assert numbers
        # 7 mm below the type area, which is 35 mm above the foot of the upright sheet.
        assert all(25 < float(x) < 31 for x, _ in numbers)


def test_a_note_is_the_last_of_the_paragraph_that_calls_it() -> None:
    structure = next(text for name, text in parts().items() if name.endswith("Structure.xml"))
    caller = structure[structure.index("<reference") :]
    paragraph = caller[: caller.index("</paragraph>")]
    assert paragraph.count("<reference") == 2
    assert paragraph.index("<note") > paragraph.rindex("<reference")
    assert paragraph.count("<note") == 2
