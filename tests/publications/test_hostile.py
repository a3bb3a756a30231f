"""What stands in a listing is text in every document, whatever it looks like."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import lxml.html
import pytest
from list_making import paper, render

from citemill.documents import DOCUMENTS
from citemill.listings.model import Figure, Profile
from citemill.publications.build import build
from citemill.publications.html_page import Export, fragment, page
from citemill.publications.model import PublicationList
from citemill.publications.outputs import exports, written
from citemill.publications.plan import EntryPlan, Page, Plan, Sections

HTML = '<script>alert(1)</script><img src=x onerror="alert(2)"></style></title>--><svg/onload=alert(3)>'
TEX = r"\input{/etc/passwd} \write18{id} $\immediate$ %comment {\bf x} ^^5cinput #1 ~ & \end{document}"
TYPST = '#read("/etc/passwd") #import "x.typ" $ x $ @cite *b* _i_ `raw` <label> // no = comment'
SHEET = '=cmd|"/C calc"!A0 +1 -1 @SUM(1)'
MARKDOWN = "[x](javascript:alert(1)) ![y](//evil) `c` <b>b</b> ~~s~~ | t |"
RTF = r"{\field{\*\fldinst HYPERLINK \\\\evil}} \bin999 \u-10187? }"
BIDI = "safe \u202egnp.exe\u202c \u2066isolate"
CONTROL = "nul\x00 bell\x07 escape\x1b[31m \ud800 \ufffe"
DATA = "data:text/html,<script>alert(1)</script>"

EVIL = " ".join((HTML, TEX, TYPST, SHEET, MARKDOWN, RTF, BIDI, CONTROL))


@pytest.fixture(scope="module")
def evil() -> PublicationList:
    record = paper(
        'k"><script>x',
        2020,
        "Ilya Sutskever",
        "<b>Bo</b> \\input{x}",
        type="article",
        title=EVIL,
        abstract=EVIL,
        URL="javascript:alert(1)",
        DOI='10.1000/"><script>alert(1)</script>',
        custom={"primary-class": '"><script>alert(4)</script>', "primary-class-label": HTML},
    )
    plan = Plan(
        title=EVIL,
        sections=Sections(by="subject"),
        entries={
            record["id"]: EntryPlan(
                note=EVIL,
                award=EVIL,
                badges=(EVIL,),
                links={HTML: DATA, TEX: "https://example.org/\\input{x}\"'<>"},
            )
        },
    )
    profile = Profile(name=EVIL, papers=Figure(1, EVIL))
    other = paper("other", 2019, "Bo Li", custom={"primary-class": "cs.LG"})
    return build([record, other], plan, render, profile=profile, as_of=HTML)


def html_of(evil: PublicationList) -> str:
    copy = Export("BibTeX", "bib", "application/x-bibtex", lambda records: [one["title"] for one in records])
    return page(evil, Page(url='https://example.org/"><script>'), (copy,))


def test_the_page_runs_no_script_but_its_own(evil: PublicationList) -> None:
    tree = lxml.html.document_fromstring(html_of(evil).encode("utf-8", "replace"))
    scripts = tree.xpath("//script")
    assert [script.get("type") for script in scripts] == ["application/ld+json", "application/json", None]
    assert tree.xpath("//img") == []
    assert tree.xpath("//svg[not(@role)]") == []
    assert [name for name in tree.xpath("//@*/../@*") if str(name).startswith("javascript:")] == []
    handlers = [key for element in tree.iter() for key in element.attrib if key.startswith("on")]
    assert handlers == []
    for link in tree.xpath("//a/@href"):
        assert re.match(r"#|https://|data:application/x-bibtex;charset=utf-8,", link), link


def test_the_fragment_has_no_script_at_all(evil: PublicationList) -> None:
    tree = lxml.html.fragment_fromstring(fragment(evil, Page()))
    assert tree.xpath("//script | //img | //svg") == []


@pytest.mark.parametrize("name", [row.name for row in DOCUMENTS if not row.binary])
def test_text_stays_text(evil: PublicationList, name: str) -> None:
    suffix = DOCUMENTS.find(name).suffixes[0]
    text = written(evil, Plan(), f"list{suffix}")
    assert isinstance(text, str)
    assert text.encode("utf-8"), "no lone surrogates"
    assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text), "no control characters"
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), "nothing that turns the text round"
    checks = {
        "latex": r"(?<!\\)\\(?:input|write18|immediate)|\\end\{document\}(?!\s*$)",
        "typst": r"(?<!\\)#(?:read|import)",
        "markdown": r"(?<!\\)<(?:script|img)|(?<!\\)!\[|(?<!\\)\]\(javascript",
        "html": r"<img|<script>alert",
        "rtf": r"(?<!\\)(?:\\\\)*\\(?:bin999|fldinst HYPERLINK \\)",
        "text": r"$^",
    }
    if name == "typst":
        text = re.sub(r'"(?:\\.|[^"\\])*"', '""', text)  # in string literals nothing is code
    # The words are there; what is checked is that they are not commands.
    assert not re.search(checks[name], text, re.DOTALL), re.search(checks[name], text, re.DOTALL)


def test_word_gets_text(evil: PublicationList) -> None:
    import io
    import zipfile

    content = written(evil, Plan(), "list.docx")
    assert isinstance(content, bytes)
    archive = zipfile.ZipFile(io.BytesIO(content))
    body = archive.read("word/document.xml").decode("utf-8")
    ElementTree.fromstring(body)
    assert "<script" not in body
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", body)
    relations = archive.read("word/_rels/document.xml.rels").decode("utf-8")
    assert "javascript:" not in relations
    assert "data:" not in relations


def test_typst_compiles_it_and_reads_no_file(evil: PublicationList) -> None:
    pytest.importorskip("typst")
    pdf = written(evil, Plan(), "list.pdf")
    assert isinstance(pdf, bytes)
    assert pdf.startswith(b"%PDF")


@pytest.mark.slow
@pytest.mark.parametrize("program", ["pdflatex", "lualatex"])
def test_latex_compiles_it_and_reads_no_file(evil: PublicationList, tmp_path: Path, program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"no {program} here")
    text = written(evil, Plan(), "list.tex")
    assert isinstance(text, str)
    (tmp_path / "list.tex").write_text(text, encoding="utf-8")
    run = subprocess.run(
        [program, "-interaction=nonstopmode", "-halt-on-error", "-recorder", "list.tex"],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout[-2000:].decode("utf-8", "replace")
    assert "passwd" not in (tmp_path / "list.fls").read_text(encoding="utf-8")


def test_copies_of_entries_are_data(evil: PublicationList) -> None:
    record = next(entry.record for entry in evil.entries() if entry.id != "other")
    for export in exports():
        assert "\x00" not in export.write([record])[0]


def test_templates_are_sandboxed(evil: PublicationList, tmp_path: Path) -> None:
    from citemill.errors import CitemillError

    template = tmp_path / "t.html.j2"
    plan: dict[str, Any] = {"template": str(template)}
    template.write_text(
        "{{ publications.title }}: {% for e in publications.entries() %}{{ e.content | html }}{% endfor %}"
    )
    text = written(evil, Plan(**plan), "x.html")
    assert isinstance(text, str)
    assert "<script" not in text
    for attack in (
        "{{ ''.__class__.__mro__ }}",
        "{{ publications.build.__globals__ }}",
        "{{ x }}",
        "{% for %}",
    ):
        template.write_text(attack)
        with pytest.raises(CitemillError):
            written(evil, Plan(**plan), "x.html")
