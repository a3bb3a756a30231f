"""Each kind of hostile text in each document format, read back by a program of others: it is the same text.

pandoc reads all these formats (`make peers`). Whatever it takes for a command, a formula, raw code, an image
or a link that was not made by us is a fault, and so is a letter that is missing.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from list_making import paper, render

from citemill.documents import DOCUMENTS
from citemill.documents.plain import settled
from citemill.listings.model import Profile
from citemill.publications.build import build
from citemill.publications.html_page import fragment
from citemill.publications.model import PublicationList
from citemill.publications.outputs import written
from citemill.publications.plan import EntryPlan, Page, Plan
from citemill.text.rich import plain

KINDS = {
    "html": '<script>alert(1)</script> <img src=x onerror="a(2)"> </style></title>--><svg/onload=alert(3)>',
    "html-attribute": "\" onmouseover=alert(1) x=' autofocus onfocus=alert(2) &quot;&#x3c;",
    "tex": r"\input{/etc/passwd} \include{a} \write18{id} \immediate \def\a{b} \end{document} \catcode`\@=11",
    "tex-signs": r"50% of #1 & a_b^c ~ {\bf x} ^^5cinput --- `` '' \\[2cm] $x^2$ \(y\)",
    "typst": '#read("/etc/passwd") #import "x.typ" $ x $ @cite *b* _i_ `raw` <label> // no /* no */ #{1+1}',
    "markdown": "[x](javascript:a) ![y](//evil) `c` ~~s~~ **b** __i__ <https://evil.example> [^1]: a ^[b]",
    "markdown-blocks": "# h 1. one - item > quote + plus 2) two === --- ``` fence ```",
    "rtf": r"{\field{\*\fldinst HYPERLINK \\evil}} \bin999 \u-10187? \'41 } \par {",
    "spreadsheet": '=cmd|"/C calc"!A0 +1 -1 @SUM(1) =HYPERLINK("https://evil.example")',
    "direction": "safe \u202egnp.exe\u202c \u2066isolate\u2069 \u202bx\u202d",
    "control": "nul\x00 bell\x07 escape\x1b[31m vertical\x0b next\x85 end \ufffe",
    "template": "{{ 7 * 7 }} {% include '/etc/passwd' %} ${7*7} <%= 7*7 %>",
}
"""What a listing may hold; none of it is markup that CSL-JSON allows in a title."""

MARKED = "MARK"
READERS = {
    "text": "",
    "html": "html",
    "fragment": "html",
    "markdown": "markdown-smart",
    "latex": "latex-smart",
    "typst": "typst",
    "rtf": "rtf",
    "docx": "docx",
}
UNKNOWN_TO_PANDOC = {r"\textasciigrave{}": "(grave)", r"\textbar{}": "(bar)", r"\textquotesingle{}": "'"}
"""Commands of LaTeX that pandoc leaves out."""
SEEN_AS = {
    "latex": {"`": "(grave)", "|": "(bar)", "\ufffd": "[U+FFFD]"},  # what TeX cannot set is named
    "rtf": {"\ufffd[": "\ufffd"},  # pandoc swallows a bracket after a character by its code
}
OUR_TAGS = re.compile(r"</?(?:small|strong|em|u|sup|sub|span)\b[^<>]*>")


@cache
def pandoc() -> str:
    if found := shutil.which("pandoc"):
        return found
    spec = importlib.util.find_spec("pypandoc")
    bundled = Path(spec.origin or "").parent / "files/pandoc" if spec else Path()
    if not bundled.is_file():
        pytest.skip("no pandoc here: make peers")
    return str(bundled)


@cache
def the_list() -> PublicationList:
    """An entry for each kind: in title, author, note, badge and award, between marks."""
    records = [
        paper(f"key-{kind}", 2020, f"Bo {around(text)}", title=around(text), URL=f"javascript:{text}")
        for kind, text in KINDS.items()
    ]
    entries = {
        f"key-{kind}": EntryPlan(
            note=around(text),
            award=around(text),
            badges=(around(text),),
            links={around(text): f"data:{text}"},
        )
        for kind, text in KINDS.items()
    }
    plan = Plan(title=around(" ".join(KINDS.values())), order="listing", entries=entries)
    return build(records, plan, render, profile=Profile(name="Ada King"))


def around(text: str) -> str:
    return f"{MARKED} {text} {MARKED}"


@cache
def read_back(name: str) -> str:
    """The whole document in a format, as pandoc reads it; text is read as it stands."""
    made = the_list()
    if name == "fragment":
        content: str | bytes = fragment(made, Page())
    else:
        content = written(made, Plan(width=0), f"list{DOCUMENTS.find(name).suffixes[0]}")
    if not READERS[name]:
        assert isinstance(content, str)
        return content
    if name == "html":
        assert isinstance(content, str)
        content = content[content.index("<main") : content.index("</main>")]  # the rest: test_hostile.py
    if name == "latex":
        assert isinstance(content, str)
        for command, sign in UNKNOWN_TO_PANDOC.items():
            content = content.replace(command, sign)
    data = content.encode("utf-8") if isinstance(content, str) else content
    command = [pandoc(), f"--from={READERS[name]}", "--to=json", "--sandbox"]
    run = subprocess.run(command, input=data, capture_output=True, timeout=60)
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    return "".join(texts(json.loads(run.stdout)["blocks"]))


def texts(node: Any) -> Iterator[str]:
    """The text of pandoc's tree; raw code, formulas, images and links to elsewhere are faults."""
    if isinstance(node, list):
        for one in node:
            yield from texts(one)
        return
    kind, content = (node.get("t"), node.get("c")) if isinstance(node, dict) else (None, None)
    if kind == "Str":
        yield content
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        yield " "
    elif kind == "RawInline":
        assert OUR_TAGS.fullmatch(content[1]), f"raw code: {content}"
    elif kind in ("RawBlock", "Math", "Image", "Note", "Cite"):
        pytest.fail(f"taken for {kind}: {content}")
    elif kind in ("Code", "CodeBlock"):
        yield content[1]  # the BibTeX that a page shows
    elif kind == "Link":
        assert re.match("https?://|data:application/|#", content[2][0]), content
        yield from texts(content[1])
    elif kind == "Span" or kind == "Div":
        yield from texts(content[1])
    elif kind == "Header":
        yield from texts(content[2])
    elif kind == "OrderedList":
        yield from texts(content[1])
    elif kind is not None:
        yield from texts(content)
    if kind in ("Para", "Plain", "Header"):
        yield "\n"


def squeezed(text: str) -> str:
    """Without white space, which formats may set otherwise; TeX's apostrophe is a curved one."""
    return re.sub(r"[\s\u200b\u2060]+", "", text).replace("\u2019", "'")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_the_same_text(kind: str, name: str) -> None:
    expected = seen(around(KINDS[kind]), name)
    found = squeezed(read_back(name))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1b]", found)
    # in the title, the note, the award, and the badge
    assert found.count(expected) >= 4, f"{expected}\n\nis not all in\n\n{near(found, kind)}"
    entry = next(one for one in the_list().entries() if one.id == f"key-{kind}")
    assert seen(plain(entry.content), name) in found


def seen(text: str, name: str) -> str:
    """What is to be found of a text."""
    text = squeezed(settled(text))
    for sign, other in SEEN_AS.get(name, {}).items():
        text = text.replace(sign, other)
    return text


def near(found: str, kind: str) -> str:
    at = found.find(squeezed(settled(KINDS[kind]))[:6])
    return found[max(at - 40, 0) : at + 300]
