"""RTF: any text is read back by a reader of the format; documents have what they should."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from rich_texts import DOCUMENTS, HOSTILE, riches

from citemill.documents.plain import settled
from citemill.documents.rtf import document, inline
from citemill.text.document import Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Mark, Rich, Span, plain

TOKEN = re.compile(r"\\([a-z]+)(-?[0-9]+)? ?|\\(.)|([{}])|\r?\n|([^\\{}\r\n])", re.DOTALL)
DESTINATIONS = {"fonttbl", "colortbl", "info", "fldinst"}


def read_back(rtf: str) -> str:
    """The text of an RTF document by its specification: groups, destinations, \\uN with \\uc1."""
    text: list[str] = []
    hidden = [False]
    skip = 0
    for word, number, sign, brace, letter in TOKEN.findall(rtf):
        if brace == "{":
            hidden.append(hidden[-1])
        elif brace == "}":
            hidden.pop()
        elif word in DESTINATIONS or sign == "*":
            hidden[-1] = True
        elif word == "u":
            skip = 1
            if not hidden[-1]:
                text.append(chr(int(number) % 65536))
        elif word in ("par", "line", "tab"):
            text.append({"par": "\n", "line": "\v", "tab": "\t"}[word])
        elif (sign or letter) and skip:
            skip -= 1
        elif (sign or letter) and not hidden[-1]:
            text.append(sign or letter)
    assert hidden == [False]
    return "".join(text).encode("utf-16", "surrogatepass").decode("utf-16")


@given(riches([mark for mark in Mark if mark is not Mark.LINK]))
def test_any_text_is_read_back(rich: Rich) -> None:
    text = inline(rich)
    assert text.isascii()
    assert read_back(text) == settled(plain(rich))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_everywhere(text: str) -> None:
    link = Span(Mark.LINK, ("link",), f"https://example.org/{text}")
    blocks = (
        Heading((text,)),
        Paragraph((text,), small=True),
        References((Reference((text, link), (text,), text, ((text,),)),)),
    )
    made = document(Document(text, text, blocks, text))
    shown = settled(text)
    assert read_back(made) == f"{shown}\n{shown}\n{shown}\n{shown}\t{shown}link\v{shown}\n"
    words = {word for word, *_ in TOKEN.findall(made)}
    assert "field" in words
    assert not words & {"object", "objdata", "pict", "bin", "include"}


def test_documents() -> None:
    hanging = document(DOCUMENTS["hanging"])
    assert hanging.startswith("{\\rtf1\\ansi")
    assert hanging.count("\\li480\\fi-480") == 2
    assert 'HYPERLINK "https://arxiv.org/abs/2412.16720"' in hanging
    assert "[9]\\tab Jaech" in document(DOCUMENTS["numbered"])
    assert "\\rtf1" not in document(DOCUMENTS["list"], standalone=False)
