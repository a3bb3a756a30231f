"""citemill cv, init, plot and styles preview, from the listing to the files."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from citemill.cli import cli
from citemill.errors import CitemillError
from citemill.publications import config
from citemill.publications.plan import Owner, Plan

LISTING = """Ada King

LG
h-index7
4papers
1,234citations

4 Papers

LGDec 21, 2024Code
Engines & other <b>machines</b>

Charles Babbage, Bo Li, Eve Wu et al.

An abstract.

CLOct 25, 2023
Notes on notes

Ada King, Bo Li

LGMay 2, 2023
Weaving algebra

Bo Li, A. King

CVMar 1, 2019
Looms

Igor King, Ada King, Bo Li et al.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "me.txt").write_text(LISTING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments, catch_exceptions=True)
    if isinstance(result.exception, CitemillError):
        raise result.exception
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


OTHER = """Bo Li

LG
h-index3
2papers
12citations

LGMay 2, 2023
Weaving algebra

Bo Li, A. King

LGMay 2, 2021
A loom

Eve Wu, Cy Young et al.
"""


def test_listings_of_different_owners(folder: Path) -> None:
    Path("bo.txt").write_text(OTHER, encoding="utf-8")
    both = run("cv", "me.txt", "bo.txt", "--to", "txt").stdout
    assert both.startswith("Publications of Ada King and Bo Li\n")
    assert "h-index" not in both, "the figures are one person's"
    assert "Wu, E., Young, C., et al., including Li, B. (2021). A loom" in both
    assert "Babbage, C., Li, B., Wu, E., et al., including King, A. (2024)" in both
    assert both.count("Weaving algebra") == 1
    one = run("cv", "me.txt", "bo.txt", "--owner", "Bo Li", "--to", "txt").stdout
    assert one.startswith("Publications of Bo Li\n")
    assert "h-index 3" in one
    assert "including King" not in one
    stranger = run("cv", "me.txt", "--owner", "Cy Young", "--to", "txt").stdout
    assert "h-index" not in stranger
    assert "including" not in stranger


def test_the_list_on_standard_output(folder: Path) -> None:
    result = run("cv", "me.txt", "--numbering", "down", "--as-of", "2026-01-31", "--to", "md")
    assert result.stdout == (
        "# Publications of Ada King\n\n"
        "<small>4 publications · Papers 4 · Citations 1,234 · h-index 7 (as of 2026-01-31)</small>\n\n"
        "4\\. Babbage, C., Li, B., Wu, E., et al., including **King, A.** (2024). "
        "<em>Engines & other **machines**</em> \\[Preprint\\]. arXiv. \\[Code\\]\n\n"
        "3\\. **King, A.**, & Li, B. (2023). *Notes on notes* \\[Preprint\\]. arXiv.\n\n"
        "2\\. Li, B., & **King, A.** (2023). *Weaving algebra* \\[Preprint\\]. arXiv.\n\n"
        "1\\. King, I., **King, A.**, Li, B., et al. (2019). *Looms* \\[Preprint\\]. arXiv.\n"
    )


def test_every_format_in_one_go(folder: Path) -> None:
    names = [
        "a.html",
        "a.fragment.html",
        "a.md",
        "a.txt",
        "a.tex",
        "a.fragment.tex",
        "a.typ",
        "a.rtf",
        "a.docx",
    ]
    options = [part for name in names for part in ("-o", name)]
    run("cv", "me.txt", "--sections", "year", *options)
    assert all((folder / name).stat().st_size > 300 for name in names)
    assert "\\documentclass" not in (folder / "a.fragment.tex").read_text(encoding="utf-8")
    assert "<html" not in (folder / "a.fragment.html").read_text(encoding="utf-8")


def test_a_file_of_references_is_as_good_as_a_listing(folder: Path) -> None:
    records = [
        {"id": "x", "type": "book", "title": "Looms", "author": [{"family": "King", "given": "Ada"}]},
    ]
    (folder / "refs.json").write_text(json.dumps(records), encoding="utf-8")
    result = run("cv", "refs.json", "--owner", "Ada King", "--to", "md", "--no-header")
    assert result.stdout == "# Publications of Ada King\n\n**King, A.** (n.d.). *Looms*.\n"


def test_init_writes_a_file_that_cv_follows(folder: Path) -> None:
    run("init", "me.txt", "-o", "list.md", "-o", "list.html", "--schema")
    assert (folder / "citemill.schema.json").is_file()
    config = folder / "citemill.toml"
    text = config.read_text(encoding="utf-8")
    assert text.startswith("#:schema ./citemill.schema.json\n")
    assert 'name = "Ada King"' in text
    with pytest.raises(CitemillError, match="there is one already"):
        run("init", "me.txt")
    config.write_text(text + '\n[entries.king2023notes]\nnote = "With a note"\n', encoding="utf-8")
    run("cv")
    assert "With a note" in (folder / "list.md").read_text(encoding="utf-8")
    assert (folder / "list.html").is_file()


@pytest.mark.parametrize("sample", ["sutskever.txt", "demaine.html", "knuth.txt", "darmont.txt"])
def test_what_init_writes_loads_back_and_builds(folder: Path, root: Path, sample: str) -> None:
    shutil.copy(root / "samples" / sample, folder)
    assert run("init", sample, "-o", "cv.md", "--schema").exit_code == 0
    plan = config.read(folder / "citemill.toml")
    assert plan == dataclasses.replace(
        Plan(), listing=(sample,), output=("cv.md",), owner=Owner(plan.owner.name)
    ), "nothing but what the listing says"
    schema = json.loads((folder / "citemill.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(tomllib.loads((folder / "citemill.toml").read_text(encoding="utf-8")), schema)
    assert run("cv").exit_code == 0
    assert plan.owner.name.split()[-1] in (folder / "cv.md").read_text(encoding="utf-8").splitlines()[0]


def test_paths_of_the_file_start_from_its_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "me.txt", "-o", "list.md")
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    run("cv", "--title", "From below")
    assert (folder / "list.md").read_text(encoding="utf-8").startswith("# From below\n")


def test_the_command_line_goes_before_the_file(folder: Path) -> None:
    (folder / "citemill.toml").write_text(
        'listing = "me.txt"\nstyle = "ieee"\nlocale = "de-DE"\n', encoding="utf-8"
    )
    german = run("cv", "--to", "md").stdout
    assert german.startswith("# Publikationen von Ada King")
    assert "[1]" not in german
    english = run("cv", "--to", "md", "--style", "apa", "--locale", "en-US", "--limit", "1").stdout
    assert english.startswith("# Publications of Ada King")
    assert "(2024)" in english
    assert "(2023)" not in english


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("cv",), "no listing to read; name a listing, or write a citemill.toml"),
        (("cv", "me.txt", "-o", "x.odt"), 'no document format with the file suffix is named ".odt"'),
        (("cv", "me.txt", "-o", "x"), "has no suffix"),
        (("cv", "me.txt", "--style", "apaa"), "did you mean"),
        (("cv", "me.txt", "--locale", "xx-XX"), "xx-XX"),
        (("cv", "me.txt", "--since", "20x0"), "is no date"),
        (("cv", "me.txt", "--sort", "dat"), "did you mean"),
        (
            (
                "cv",
                "absent.txt",
            ),
            "absent.txt: there is no such file",
        ),
        (("cv", "me.txt", "--template", "absent.txt.j2", "-o", "a.txt"), "there is no such file"),
        (("cv", "me.txt", "--config", "absent.toml"), "there is no such file"),
        (("plot", "me.txt", "-o", "x.gif"), "no figure format"),
        (("plot", "me.txt", "-o", "x.svg", "--kind", "yeers"), "did you mean"),
        (("styles", "preview", "me.txt", "--style", "apaa"), "did you mean"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    folder: Path, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CitemillError) as error:
        run(*arguments)
    assert message in str(error.value)
    assert "\n" not in str(error.value)
    assert sorted(path.name for path in folder.iterdir()) == ["me.txt"], "nothing half-written is left"


def test_an_unknown_style_leaves_a_file_as_it_was(folder: Path) -> None:
    (folder / "a.md").write_text("before", encoding="utf-8")
    with pytest.raises(CitemillError):
        run("cv", "me.txt", "-o", "a.md", "--style", "nonsense-style")
    assert (folder / "a.md").read_text(encoding="utf-8") == "before"


def test_templates(folder: Path) -> None:
    (folder / "cv.txt.j2").write_text(
        "{% for section in publications.sections %}{% for entry in section.entries %}"
        "{{ entry.id }}|{{ entry.content | plain }}|{{ entry.content | latex }}\n"
        "{% endfor %}{% endfor %}",
        encoding="utf-8",
    )
    run("cv", "me.txt", "--template", "cv.txt.j2", "-o", "cv.txt", "--limit", "1")
    text = (folder / "cv.txt").read_text(encoding="utf-8")
    assert text.startswith(
        "babbage2024engines|Babbage, C., Li, B., Wu, E., et al., including King, A. (2024)."
    )
    assert "\\textbf{King, A.}" in text


def test_the_schema_is_printed() -> None:
    assert json.loads(run("cv", "--schema").stdout)["properties"]["style"]["default"] == "apa"


@pytest.mark.parametrize(("suffix", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_figures(folder: Path, suffix: str, start: bytes) -> None:
    pytest.importorskip("matplotlib")
    name = f"figure.{suffix}"
    run("plot", "me.txt", "-o", name, "--kind", "years", "--kind", "cumulative", "--kind", "co-authors")
    first = (folder / name).read_bytes()
    assert first.startswith(start)
    run("plot", "me.txt", "-o", name, "--kind", "years", "--kind", "cumulative", "--kind", "co-authors")
    assert (folder / name).read_bytes() == first, "the same figure again"
    if suffix == "svg":
        text = first.decode("utf-8")
        for word in ("Ada King", "cs.LG", "Bo Li", "2 lists of authors are cut off", "2024"):
            assert word in text


def test_styles_side_by_side(folder: Path) -> None:
    shown = run("styles", "preview", "me.txt", "--style", "apa", "--style", "ieee", "--entries", "2").stdout
    assert "apa" in shown
    assert "C. Babbage" in shown
    run(
        "styles",
        "preview",
        "me.txt",
        "--kind",
        "numeric",
        "--field",
        "biology",
        "--styles",
        "3",
        "--html",
        "p.html",
    )
    text = (folder / "p.html").read_text(encoding="utf-8")
    assert text.count("<article>") == 3
    assert "Engines &amp; other" in text


@pytest.mark.slow
def test_watching_builds_again(folder: Path) -> None:
    (folder / "citemill.toml").write_text('listing = "me.txt"\noutput = "a.md"\n', encoding="utf-8")
    command = [sys.executable, "-m", "citemill", "cv", "--watch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ) as process:
        try:
            assert _comes(folder / "a.md", "Publications of Ada King")
            (folder / "citemill.toml").write_text('listing = "me.txt"\noutpt = "a.md"\n', encoding="utf-8")
            time.sleep(2)
            assert process.poll() is None, "a mistake in the file does not end it"
            (folder / "citemill.toml").write_text(
                'listing = "me.txt"\noutput = "a.md"\ntitle = "Anew"\n', encoding="utf-8"
            )
            assert _comes(folder / "a.md", "# Anew")
        finally:
            process.kill()


def _comes(path: Path, text: str) -> bool:
    """Whether the file holds the text within a while."""
    for _ in range(100):
        if path.is_file() and text in path.read_text(encoding="utf-8"):
            return True
        time.sleep(0.1)
    return False
