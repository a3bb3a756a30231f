"""Pictures of publication lists, to look at: the page on a desktop, on a phone, in the dark, printed; paper.

    python tests/publications/gallery.py samples/sutskever.txt docs/gallery

Wants Chromium, LibreOffice, pdflatex and pdftoppm; what is not there is left out, and said so. The pictures
are small (64 colours): they are for looking at, not for comparing.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

CHROMIUM = "chromium --headless --no-sandbox --disable-gpu --disable-background-networking --hide-scrollbars"
SCREENS = {
    "desktop": ["--window-size=1100,1300"],
    "dark": ["--window-size=1100,1300", "--blink-settings=preferredColorScheme=0"],
    "phone": ["--window-size=500,1300"],  # Chromium opens no narrower window; the tests go down to 320
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("listing", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        make_lists(options.listing.resolve(), work)
        for name, make in PICTURES.items():
            programs = [program for program in NEEDS.get(name, ()) if not shutil.which(program)]
            if programs:
                print(f"{name}: left out, there is no {', '.join(programs)}", file=sys.stderr)
                continue
            picture = make(work, name)
            size = shrink(picture, options.folder / f"{name}.png")
            print(f"{name}.png {size // 1024} KB")
    return 0


def make_lists(listing: Path, work: Path) -> None:
    outputs = [part for suffix in ("html", "docx", "tex", "typ") for part in ("-o", f"cv.{suffix}")]
    command = [sys.executable, "-m", "citemill", "cv", str(listing), "--no-config", "--quiet"]
    common = [*command, "--sections", "year", "--numbering", "down"]
    run([*common, *outputs], work)
    (work / "names.json").write_text(NAMES, encoding="utf-8")
    run([*command[:-3], "names.json", "--no-config", "--quiet", "--owner", "李明", "-o", "names.html"], work)
    run([sys.executable, "-m", "citemill", "styles", "preview", str(listing), "--html", "styles.html"], work)


# Names and titles in many scripts, and words too long for any line.
NAMES = """[
{"id": "zh", "type": "article-journal", "title": "机器学习综述：从统计到深度", "container-title": "计算机学报", "author": [{"family": "李", "given": "明"}, {"family": "王", "given": "芳"}], "issued": {"date-parts": [[2021]]}},
{"id": "he", "type": "book", "title": "מבוא ללמידת מכונה", "author": [{"family": "כהן", "given": "דוד"}], "issued": {"date-parts": [[2019]]}},
{"id": "ar", "type": "article", "title": "مدخل إلى تعلم الآلة and its English name", "author": [{"family": "الخوارزمي", "given": "محمد"}, {"family": "Li", "given": "Ming"}], "issued": {"date-parts": [[2020]]}},
{"id": "ja", "type": "chapter", "title": "深層学習入門", "container-title": "人工知能ハンドブック", "author": [{"family": "山田", "given": "太郎"}], "issued": {"date-parts": [[2018]]}},
{"id": "long", "type": "article", "title": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and O(n \\\\sqrt{n})", "DOI": "10.1000/a-very-long-doi-that-would-not-fit-on-a-telephone-if-it-could-not-be-broken-anywhere", "author": [{"family": "Wolfeschlegelsteinhausenbergerdorff", "given": "Hubert Blaine"}], "issued": {"date-parts": [[2022]]}}
]"""  # noqa: E501  a record a line


def run(command: list[str], work: Path) -> None:
    done = subprocess.run(command, cwd=work, capture_output=True, timeout=180)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr[-2000:].decode(errors='replace')}")


def page(source: str, flags: list[str]) -> Callable[[Path, str], Path]:
    def picture(work: Path, name: str) -> Path:
        target = work / f"{name}.png"
        run([*CHROMIUM.split(), *flags, f"--screenshot={target}", (work / source).as_uri()], work)
        return target

    return picture


def first_page(make: Callable[[Path], Path]) -> Callable[[Path, str], Path]:
    def picture(work: Path, name: str) -> Path:
        pdf = make(work)
        run(["pdftoppm", "-png", "-r", "80", "-f", "1", "-singlefile", str(pdf), str(work / name)], work)
        return work / f"{name}.png"

    return picture


def printed(work: Path) -> Path:
    target = work / "printed.pdf"
    run(
        [
            *CHROMIUM.split(),
            "--no-pdf-header-footer",
            f"--print-to-pdf={target}",
            (work / "cv.html").as_uri(),
        ],
        work,
    )
    return target


def word(work: Path) -> Path:
    run(
        ["soffice", "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", "word", "cv.docx"],
        work,
    )
    return work / "word/cv.pdf"


def latex(work: Path) -> Path:
    run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-output-directory", str(work), "cv.tex"],
        work,
    )
    return work / "cv.pdf"


def typst(work: Path) -> Path:
    import typst as compiler

    target = work / "typst.pdf"
    compiler.compile(work / "cv.typ", output=target)
    return target


PICTURES: dict[str, Callable[[Path, str], Path]] = {
    **{name: page("cv.html", flags) for name, flags in SCREENS.items()},
    "names": page("names.html", ["--window-size=1100,1300"]),
    "styles": page("styles.html", ["--window-size=1300,900"]),
    "print": first_page(printed),
    "docx": first_page(word),
    "latex": first_page(latex),
    "typst": first_page(typst),
}
NEEDS = {
    **dict.fromkeys((*SCREENS, "names", "styles"), ("chromium",)),
    "print": ("chromium", "pdftoppm"),
    "docx": ("soffice", "pdftoppm"),
    "latex": ("pdflatex", "pdftoppm"),
    "typst": ("pdftoppm",),
}


def shrink(picture: Path, target: Path) -> int:
    from PIL import Image

    with Image.open(picture) as image:
        image.convert("RGB").quantize(64).save(target, optimize=True)
    return target.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
