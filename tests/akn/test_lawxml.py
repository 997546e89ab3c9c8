"""The XML of laws: text and structure, annexes, and records of a law's history."""

import pytest

import govdoc
from govdoc.context import Context, Limits
from govdoc.errors import FormatError, LimitError, UnreadableError
from govdoc.inkcheck import visible
from govdoc.model import Paragraph, PartKind, Scheme, Section, plain
from govdoc.tree import ink

LAW = """<?xml version="1.0" ?>
<Law>
  <LawBody>
    <MainProvision>
      <LawTitle>停车法</LawTitle>
      <Preamble><PreambleLabel>序言</PreambleLabel>
        <Paragraph Num="1"><ParagraphNum/><ParagraphSentence><Sentence>车辆日多。</Sentence></ParagraphSentence></Paragraph>
      </Preamble>
      <Part Num="1"><PartTitle>第一编　总则</PartTitle>
        <Subpart Num="2"><SubpartTitle>第二分编　通则</SubpartTitle>
          <Chapter Num="1"><ChapterTitle>第一章　一般规定</ChapterTitle>
            <Article Num="1"><ArticleTitle>第一条</ArticleTitle>
              <Paragraph Num="1"><ParagraphNum/>
                <ParagraphSentence>
                  <Sentence Num="1">下列车辆免费：</Sentence>
                  <Sentence Num="2" Function="proviso">但是夜间除外：</Sentence>
                </ParagraphSentence>
                <Item Num="1"><ItemTitle>（一）</ItemTitle><ItemSentence><Sentence>军车；</Sentence></ItemSentence>
                  <Subitem1 Num="1"><Subitem1Title>1. </Subitem1Title><Subitem1Sentence>吉普；</Subitem1Sentence></Subitem1>
                </Item>
              </Paragraph>
              <Paragraph Num="2"><ParagraphNum>2</ParagraphNum><ParagraphSentence><Sentence>其余收费。</Sentence></ParagraphSentence></Paragraph>
            </Article>
            <Article Num="1"><ArticleTitle>第一条之一</ArticleTitle>
              <Paragraph Num="1"><ParagraphSentence><Sentence>（删去）</Sentence></ParagraphSentence></Paragraph>
            </Article>
          </Chapter>
        </Subpart>
      </Part>
    </MainProvision>
    <SupplProvision><SupplProvisionLabel>附则</SupplProvisionLabel>
      <Article Num="2"><ArticleTitle>第二条</ArticleTitle><Remark>自公布之日起施行。</Remark></Article>
    </SupplProvision>
    <AppdxTable Num="1"><AppdxTableTitle>附件一</AppdxTableTitle>
      <Parapragh Num="1"><ParagraphSentence><Sentence>车型表。</Sentence></ParagraphSentence>
        <Items><Item Num="1"><ItemNum>1. </ItemNum><ItemSentence>轿车</ItemSentence></Item></Items></Parapragh>
    </AppdxTable>
  </LawBody>
</Law>
"""


def read(text, **limits):
    context = Context(limits=Limits(**limits)) if limits else Context()
    document = govdoc.read(text.encode(), context=context)
    assert document.diagnostics == ()
    return document.value


def outline(blocks):
    for block in blocks:
        if isinstance(block, Section):
            yield block.level, block.label, plain(block.heading), block.run_in
            yield from outline(block.blocks)


def test_structure():
    law = read(LAW)
    assert law.title == "停车法"
    assert list(outline(law.main.blocks)) == [
        (1, "", "序言", False),
        (1, "第一编", "总则", False),
        (2, "第二分编", "通则", False),
        (3, "第一章", "一般规定", False),
        (4, "第一条", "", True),
        (5, "（一）", "", True),
        (6, "1.", "", True),
        (4, "第一条之一", "", True),
        (1, "", "附则", False),
        (2, "第二条", "", True),
    ]
    chapter = law.main.blocks[1].blocks[0].blocks[0]
    assert (chapter.scheme, chapter.number, chapter.gap) == (Scheme.CHAPTER, 1, "\u3000")
    subpart = law.main.blocks[1].blocks[0]
    assert (subpart.scheme, subpart.number) == (None, 2)
    article = chapter.blocks[0]
    assert [type(block) for block in article.blocks] == [Paragraph, Section, Paragraph, Paragraph]
    assert plain(article.blocks[0].content) == "下列车辆免费：但是夜间除外："


def test_annexes_are_parts():
    annex = read(LAW).parts[1]
    assert (annex.kind, annex.mark) == (PartKind.ANNEX, "附件一")
    assert [type(block) for block in annex.blocks] == [Paragraph, Section]


def test_no_text_is_lost():
    from lxml import etree

    want = "".join(etree.fromstring(LAW.encode()).itertext())
    assert visible("".join(ink(read(LAW)))) == visible(want)


def test_a_law_becomes_an_act_and_reads_back():
    law = read(LAW)
    data = govdoc.write(law, "akn").value
    assert b"<act " in data
    assert govdoc.verify(law, data, "akn") == ()


def test_the_record_of_a_law():
    record = read(
        "<document>\n<!-- 沿革 --><histories><revision><create-date>2011年11月23日</create-date>"
        "<organization>\n 某常务会议\n 某大会 </organization><id>令第610号</id>"
        "<execute-date>2012年1月1日</execute-date></revision></histories>"
        "<deprecated><date>2018年7月1日</date><document>停车法</document></deprecated><other>略</other></document>"
    )
    assert [(e.label, e.raw, e.key, e.value) for e in record.metadata.entries] == [
        ("通过日期", "2011年11月23日", None, None),
        ("通过机关", "某常务会议 某大会", None, None),
        ("发文字号", "令第610号", "document_number", None),
        ("施行日期", "2012年1月1日", "effective", "2012-01-01"),
        ("废止日期", "2018年7月1日", "repealed", "2018-07-01"),
        ("替代的文件", "停车法", None, None),
        ("other", "略", None, None),
    ]


def test_refusals():
    with pytest.raises(UnreadableError):
        govdoc.read(b"<?xml version='1.0'?><!DOCTYPE Law><Law/>", form="lawxml")
    with pytest.raises(FormatError):
        govdoc.read(b"<a/>", form="lawxml")
    with pytest.raises(LimitError):
        read("<Law>" + "<Chapter>" * 30 + "</Chapter>" * 30 + "</Law>", depth=20)
