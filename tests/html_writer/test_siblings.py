"""The page offers the outputs written beside it: in a call, on the command line, in a batch."""

from click.testing import CliRunner

import govdoc
from govdoc.cli import cli
from govdoc.options import HtmlOptions, XmlWriteOptions
from tests.html_writer.pages import LexborHTMLParser, attribute

NOTICE = "关于植树的通知\n\n各镇：\n  现通知如下。\n\n某市人民政府\n2021年3月1日\n"


def downloads(path):
    return attribute(LexborHTMLParser(path.read_text("utf-8")), ".gd-downloads a", "href")


def test_the_outputs_of_a_call_name_each_other(tmp_path):
    govdoc.convert_to_files(NOTICE.encode(), ["html", "xml", "json"], tmp_path)
    assert downloads(tmp_path / "document.html") == ["document.xml", "document.json"]


def run(*arguments):
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    return result


def test_the_outputs_of_a_command_name_each_other(tmp_path):
    (tmp_path / "植树.txt").write_text(NOTICE, "utf-8")
    run("convert", tmp_path / "植树.txt", "--to", "docx,html,xml", "-o", f"{tmp_path}/out/", "--verify")
    assert downloads(tmp_path / "out" / "植树.html") == ["%E6%A4%8D%E6%A0%91.docx", "%E6%A4%8D%E6%A0%91.xml"]
    run("convert", tmp_path / "植树.txt", "--to", "html", "-o", tmp_path / "a.html")
    assert downloads(tmp_path / "a.html") == []


def test_names_that_were_given_stay():
    given = HtmlOptions(siblings=("../b.pdf",))
    assert given.beside(("a.xml",)) is given
    assert HtmlOptions().beside(("a.xml",)).siblings == ("a.xml",)
    assert XmlWriteOptions().beside(("a.html",)) == XmlWriteOptions()


def test_a_profile_is_for_the_printed_page_too(tmp_path):
    (tmp_path / "a.txt").write_text(NOTICE, "utf-8")
    run("convert", tmp_path / "a.txt", "--to", "html", "--profile", "letter")
    assert "@page :first{@bottom-right{content:none}}" in (tmp_path / "a.html").read_text("utf-8")


def test_the_outputs_of_a_batch_name_each_other_across_folders(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_text(NOTICE, "utf-8")
    names = ("--names", "{format}/{stem}")
    run("batch", source, "-o", out, "--to", "html,xml,json", *names, "--jobs", "1")
    assert downloads(out / "html" / "a.html") == ["../xml/a.xml", "../json/a.json"]
