"""LaTeX: no text can become a command; both engines set every document, and the text is in the PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from rich_texts import DOCUMENTS, HOSTILE, riches

from citemill.documents import latex
from citemill.documents.latex import document, escape, inline
from citemill.text.document import Document, Heading, Paragraph, Reference, References
from citemill.text.rich import Mark, Rich, Span

# Everything that may follow a backslash in one of our texts: signs, accents, and commands of fixed meaning.
SIGNS = set("#$%&_{}-,'`^\"~=.;")
COMMANDS = re.compile(
    r"(?:text(?:backslash|asciicircum|asciitilde|less|greater|bar|quotedbl|asciigrave|it|sl|up|bf|md|sc"
    r"|superscript|subscript)|ldots|kern0pt|kern|mbox|hspace|citemillchar|underline|href|allowbreak)$"
)


def commands(text: str) -> list[str]:
    """The commands outside the substitutes of \\citemillchar, which the room `text` answers for."""
    bare = re.sub(
        r"\\citemillchar\{[0-9A-F]{4,6}\}\{(?:[^{}]|\{[^{}]*\}|\{(?:[^{}]|\{[^{}]*\})*\})*\}", "", text
    )
    return re.findall(r"\\([A-Za-z]+|.)", bare)


@given(riches(list(Mark)))
def test_no_text_becomes_a_command(rich: Rich) -> None:
    text = inline(rich)
    for command in commands(text):
        assert command in SIGNS or COMMANDS.match(command), (command, text)
    without = re.sub(r"\\.", "", text)
    assert without.count("{") == without.count("}")
    assert not re.search(r"(?<!\\)[#%&]", re.sub(r"\$[^$]*\$", "", without))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    for command in commands(escape(text)):
        assert command in SIGNS or COMMANDS.match(command)


@pytest.mark.parametrize(
    ("rich", "text"),
    [
        (("“O(n)” – Müller’s 50 %",), "“O(n)” – Müller’s 50 \\%"),
        (("a--b ''c'' ?`",), "a-{\\kern0pt}-b '{\\kern0pt}'c'{\\kern0pt}' ?{\\kern0pt}\\textasciigrave{}"),
        (("[1]",), "{[}1{]}"),
        (("α",), "\\citemillchar{03B1}{$\\alpha$}"),
        (("中",), "\\citemillchar{4E2D}{{[}U+4E2D{]}}"),
        (("q\u200d\u202e",), "q"),
        (("e\u0301",), "é"),
        ((Span(Mark.LINK, ("x",), "javascript:x"),), "x"),
        ((Span(Mark.LINK, ("x",), "https://a.org/~ü%20"),), "\\href{https://a.org/\\%7E\\%C3\\%BC\\%20}{x}"),
        (
            (Span(Mark.LINK, ("https://a.org/b",), "https://a.org/b"),),
            "\\href{https://a.org/b}{https://\\allowbreak{}a.\\allowbreak{}org/\\allowbreak{}b}",
        ),
    ],
)
def test_how_it_is_written(rich: Rich, text: str) -> None:
    assert inline(rich) == text


def test_fragment_has_no_preamble() -> None:
    made = document(DOCUMENTS["numbered"], standalone=False)
    assert "\\documentclass" not in made
    assert made.startswith("\\makeatletter")
    assert "\\item[{{[}9{]}}] Jaech" in made


def compiled(engine: str, tex: str, folder: Path) -> str:
    (folder / "it.tex").write_text(tex, encoding="utf-8")
    done = subprocess.run(
        [engine, "-interaction=nonstopmode", "-halt-on-error", "it.tex"],
        cwd=folder,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-1500:]
    log = (folder / "it.log").read_text(encoding="utf-8", errors="replace")
    assert "Missing character" not in log, re.findall("Missing character.*", log)[:5]
    shown = subprocess.run(
        ["pdftotext", "-layout", "it.pdf", "-"], cwd=folder, capture_output=True, check=True
    )
    return shown.stdout.decode("utf-8")


def bare(text: str) -> str:
    """Letters, digits and signs, without what a font makes of them: spaces, ligatures, curly quotes."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    return "".join(text.split())


needs_tex = pytest.mark.skipif(
    not all(map(shutil.which, ("pdflatex", "lualatex", "pdftotext"))), reason="no TeX here"
)


@needs_tex
@pytest.mark.slow
@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_both_engines_set_every_document(engine: str, tmp_path: Path) -> None:
    for name, one in DOCUMENTS.items():
        shown = bare(compiled(engine, document(one), tmp_path))
        if name != "empty":
            assert bare(one.title) in shown
    assert "[10]Duan,Y.(2016).RL2:Fast&slowreinforcementlearning<forall>." in bare(
        compiled(engine, document(DOCUMENTS["numbered"]), tmp_path)
    )


@needs_tex
@pytest.mark.slow
@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_hostile_text_is_printed(engine: str, tmp_path: Path) -> None:
    texts = [text for text in HOSTILE if text.isprintable() or "\n" in text]
    entries = tuple(
        Reference((text, Span(Mark.LINK, (text,), f"https://example.org/{text}")), (text[:5],))
        for text in texts
    )
    blocks = (Heading((texts[0],)), Paragraph((texts[1],)), References(entries))
    shown = bare(compiled(engine, document(Document(texts[5], "en", blocks, texts[5])), tmp_path))
    for text in texts:
        assert bare(text)[:60] in shown.replace("-\n", ""), text


@needs_tex
@pytest.mark.slow
@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_all_characters_that_stand_as_they_are(engine: str, tmp_path: Path) -> None:
    direct = re.compile(f"[{latex._DIRECT}]")
    letters = [chr(code) for code in range(0xA1, 0x2200) if direct.match(chr(code))]
    assert len(letters) > 220
    entries = tuple(Reference((letter, " is it")) for letter in letters)
    shown = compiled(engine, document(Document("", "en", (References(entries),))), tmp_path)
    missing = [
        one
        for one in letters
        if unicodedata.normalize("NFKC", one) not in unicodedata.normalize("NFKC", shown)
    ]
    # pdfTeX puts some accents together from two signs, which pdftotext does not take for one letter.
    assert len(missing) < (30 if engine == "pdflatex" else 1), missing


@needs_tex
@pytest.mark.slow
@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_fragments_can_be_input(engine: str, tmp_path: Path) -> None:
    (tmp_path / "one.tex").write_text(document(DOCUMENTS["numbered"], standalone=False), encoding="utf-8")
    (tmp_path / "two.tex").write_text(document(DOCUMENTS["list"], standalone=False), encoding="utf-8")
    tex = (
        "\\documentclass{article}\\usepackage[T1]{fontenc}"
        "\\begin{document}\\input{one}\\input{two}\\end{document}"
    )
    shown = compiled(engine, tex, tmp_path)
    assert "Duan" in shown
    assert "Sutskever" in shown
