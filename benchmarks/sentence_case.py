"""How well titles in Title Case are turned back into sentence case, beside plain lower-casing and two peers.

    python benchmarks/sentence_case.py SNAPSHOT [--small 0.8] [--citation-js FOLDER]

The titles are those of an arXiv metadata snapshot that were left out when the table was built and are in
sentence case: of the words with more than four letters, after the first, at least the share `--small` begins
small. Since authors also write "a survey of Sensor Networks", a title is left out if it has a capital on a
word that nineteen in twenty titles of the others write small; `--all` keeps these. They are put into Title
Case by machine (every word but articles, conjunctions and short prepositions gets a capital, the parts of
hyphenated words too) and converted back without their abstracts. The word after a colon, full stop or dash
counts as right either way, because half of the originals have a capital there; "strictly" counts it.

pandoc and citation-js convert the titles of a BibTeX file; `--citation-js` is a folder with node_modules.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from build_case_table import Counts, held_out, share_small, titles
from citemill.text.case import Place, sentence_case, words

LEFT_SMALL = frozenset(
    "a an and as at but by for from in into nor of on or over per the to up via vs with".split()
)


def title_case(title: str) -> str:
    out = list(title)
    for word in words(title):
        before = title[word.start - 1 : word.start]
        if word.text not in LEFT_SMALL and not before.isdigit() and before not in ("(", "^", "_"):
            out[word.start] = out[word.start].upper()
    return "".join(out)


def plain_lower(title: str) -> str:
    out = list(title)
    for word in words(title):
        if word.place is Place.INSIDE and word.text[1:].islower():
            out[word.start] = out[word.start].lower()
    return "".join(out)


def all_lower(title: str) -> str:
    return title[:1] + title[1:].lower()


def bibtex(cased: list[str]) -> str:
    escaped = (re.sub(r"([&%#_])", r"\\\1", title) for title in cased)
    return "\n".join(f"@article{{t{at}, title = {{{title}}}}}" for at, title in enumerate(escaped))


def by_pandoc(cased: list[str]) -> list[str] | None:
    pandoc = shutil.which("pandoc")
    if not pandoc:
        try:
            import pypandoc

            pandoc = pypandoc.get_pandoc_path()
        except (ImportError, OSError):
            return None
    command = [pandoc, "-f", "bibtex", "-t", "csljson"]
    done = subprocess.run(command, input=bibtex(cased), capture_output=True, text=True, check=True)
    return in_order(json.loads(done.stdout), len(cased))


SCRIPT = """
const { Cite, plugins } = require('@citation-js/core')
require('@citation-js/plugin-bibtex')
plugins.config.get('@bibtex').parse.sentenceCase = 'always'
let text = ''
process.stdin.on('data', chunk => { text += chunk })
process.stdin.on('end', () => console.log(JSON.stringify(new Cite(text).data)))
"""


def by_citation_js(cased: list[str], folder: str) -> list[str] | None:
    if not folder or not shutil.which("node"):
        return None
    command = ["node", "-e", SCRIPT]
    done = subprocess.run(
        command, input=bibtex(cased), capture_output=True, text=True, cwd=folder, check=True
    )
    return in_order(json.loads(done.stdout), len(cased))


def in_order(items: list[dict[str, str]], count: int) -> list[str]:
    found = {item["id"]: re.sub(r"</?span[^<>]*>", "", item.get("title", "")) for item in items}
    return [found.get(f"t{at}", "") for at in range(count)]


def measure(name: str, originals: list[str], results: list[str]) -> Counter[str]:
    right = total = whole = strictly = compared = 0
    errors: Counter[str] = Counter()
    for original, result in zip(originals, results, strict=True):
        if len(result) != len(original):
            continue  # a peer that changed more than letter case cannot be compared word by word
        compared += 1
        wrong = 0
        for word in words(original):
            if word.place is Place.SUBTITLE:
                continue
            total += 1
            same = result[word.start : word.start + len(word.text)] == word.text
            right += same
            if not same:
                wrong += 1
                errors[word.text] += 1
        whole += not wrong
        strictly += original == result
    print(
        f"{name:28}{right / total:9.3%} of words {whole / compared:9.3%} of titles "
        f"({strictly / compared:7.3%} strictly), {compared:,} titles"
    )
    return errors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("snapshot")
    parser.add_argument("--small", type=float, default=0.8)
    parser.add_argument("--all", action="store_true", help="keep titles with capitals on ordinary words")
    parser.add_argument("--citation-js", default="", metavar="FOLDER")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    others, originals = Counts(), []
    for number, title, authors, comments in titles(options.snapshot):
        if not held_out(number):
            others.add(title, authors, comments)
        elif share_small(title) >= options.small and title.isprintable():
            originals.append(title)
    if not options.all:
        originals = [title for title in originals if not ordinary_capital(title, others)]
    cased = [title_case(title) for title in originals]
    measure("lower case", originals, [all_lower(title) for title in cased])
    measure("lower case, but acronyms", originals, [plain_lower(title) for title in cased])
    for name, results in (
        ("pandoc", by_pandoc(cased)),
        ("citation-js", by_citation_js(cased, options.citation_js)),
    ):
        if results is None:
            print(f"{name:28}is not there")
        else:
            measure(name, originals, results)
    errors = measure("citemill", originals, [sentence_case(title) for title in cased])
    if options.errors:
        print(errors.most_common(400))


def ordinary_capital(title: str, others: Counts) -> bool:
    for word in words(title):
        small = word.text.lower()
        if (
            word.place is Place.INSIDE
            and word.text[0].isupper()
            and word.text[1:].islower()
            and len(small) > 1
        ):
            seen = others.small[small]
            if seen >= 10 and others.large[small] / (seen + others.large[small]) < 0.05:
                return True
    return False


if __name__ == "__main__":
    main()
