"""The schemas: every element documented, every key an element, and no change without a new version."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from lxml import etree

from govdoc import codec, schema
from govdoc.terms import TERMS

XS = "{http://www.w3.org/2001/XMLSchema}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SEEN = Path(__file__).parent / "data" / "schemas.json"

XSD = etree.fromstring(schema.schema_text())
DECLARED = [
    *(
        x
        for kind in ("element", "attribute", "complexType", "simpleType")
        for x in XSD.iter(XS + kind)
        if x.get("name")
    ),
    *XSD.iter(XS + "enumeration"),
]


def name(declared):
    holder = next((x for x in declared.iterancestors() if x.get("name")), None)
    own = declared.get("name") or declared.get("value")
    return own if holder is None else f"{holder.get('name')}/{own}"


def text(declared, language):
    path = f"{XS}annotation/{XS}documentation"
    return "".join(x.text or "" for x in declared.iterfind(path) if x.get(LANG) == language)


@pytest.mark.parametrize("declared", DECLARED, ids=name)
def test_every_declaration_is_documented_in_both_languages(declared):
    assert re.search(r"[\u4e00-\u9fff]", text(declared, "zh"))
    assert re.search(r"[A-Za-z]{3}", text(declared, "en"))


ENTRIES = {
    element.get("name"): element
    for element in XSD.iterfind(f"{XS}complexType[@name='metadata']/{XS}choice/{XS}element")
}


def test_every_key_has_its_element_and_no_other():
    assert list(ENTRIES) == [*(term.element for term in TERMS.values()), "field"]


@pytest.mark.parametrize("term", TERMS.values(), ids=lambda term: term.key)
def test_entries_give_their_term_and_source(term):
    chinese, english = text(ENTRIES[term.element], "zh"), text(ENTRIES[term.element], "en")
    assert term.official in chinese
    assert "来源：" in chinese
    assert "Source: " in english
    expected = {"text": "textEntry", "date": "dateEntry", "terms": "listEntry", "organs": "listEntry"}
    assert ENTRIES[term.element].get("type") == expected[term.kind]


def test_the_namespace_is_ours():
    assert XSD.get("targetNamespace") == schema.NAMESPACE
    assert XSD.get("version") == schema.VERSION


# --- versions -----------------------------------------------------------------------------------------------


def xsd_digest():
    """The hash of what the schema means: without documentation, in canonical form."""
    bare = etree.fromstring(
        schema.schema_text(), etree.XMLParser(remove_blank_text=True, remove_comments=True)
    )
    for annotation in list(bare.iter(XS + "annotation")):
        annotation.getparent().remove(annotation)
    return hashlib.sha256(etree.tostring(bare, method="c14n")).hexdigest()


def json_digest():
    """The hash of what the schema means: without descriptions, keys in order."""

    def bare(value):
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k != "description" or not isinstance(v, str)}
        return [bare(v) for v in value] if isinstance(value, list) else value

    text = json.dumps(bare(json.loads(codec.json_schema())), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("version", "digest", "where"),
    [
        (f"{schema.NAMESPACE} {schema.VERSION}", xsd_digest, "govdoc/schema: NAMESPACE or VERSION"),
        (codec.SCHEMA, json_digest, "govdoc/codec.py: SCHEMA, READABLE"),
    ],
    ids=["xsd", "json"],
)
def test_a_changed_schema_has_a_new_version(version, digest, where):
    seen = json.loads(SEEN.read_text("utf-8"))
    assert seen.get(version) == digest(), (
        f"\nthe schema of {version!r} is not the one that was released under that name."
        f"\nEither undo the change, or give it a new version ({where}), keep the old one readable, and add"
        f'\n  "{version}": "{digest()}"'
        f"\nunder the new name to {SEEN.name}. A version that nobody has yet may simply be replaced there."
    )
