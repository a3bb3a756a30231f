"""Writes the layout of a profile page, as text and as HTML: what the readers are held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from citemill.listings.model import Entry

HEADER = "Ada Lovelace\n\nLG\nh-index74\n59papers\n300,203citations\nNovelty63%\nAI Score43\n"


def entry(
    title: str = "Notes on the Analytical Engine",
    subject: str = "LG",
    date: str = "Jun 6, 2024",
    authors: Sequence[str] = ("Ada Lovelace", "Charles Babbage"),
    *,
    cut_off: bool = False,
    affiliations: Sequence[str] = (),
    code: bool = False,
    abstract: str = "We describe how an engine computes the numbers of Bernoulli without a human hand.",
    line: int = 0,
) -> Entry:
    return Entry(title, subject, date, tuple(authors), cut_off, tuple(affiliations), code, abstract, line)


def author_line(entry: Entry) -> str:
    line = ", ".join(entry.authors) + " et al." * entry.cut_off
    return f"{line} · {', '.join(entry.affiliations)}" if entry.affiliations else line


def entry_text(entry: Entry) -> str:
    parts = [
        f"{entry.subject}{entry.date}{'Code' * entry.code}\n{entry.title}",
        author_line(entry),
        entry.abstract,
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def page(entries: Sequence[Entry], header: str = HEADER, listed: int | None = None) -> str:
    claim = len(entries) if listed is None else listed
    return "\n".join([header, f"{claim} Papers\n", *map(entry_text, entries)])


def html_page(entries: Iterable[Entry], *, split_head: bool = False) -> str:
    """A page as a browser saves it; with `split_head` the subject, date and flag are blocks of their own."""
    tag = "div" if split_head else "span"
    articles = []
    for one in entries:
        head = "".join(f"<{tag}>{escape(part)}</{tag}>" for part in (one.subject, one.date) if part)
        head += f"<{tag}>Code</{tag}>" * one.code
        body = [f"<p>{escape(author_line(one))}</p>"] * bool(one.authors)
        body += [f"<p>{escape(paragraph)}</p>" for paragraph in one.abstract.split("\n\n") if paragraph]
        articles.append(f"<article><div>{head}</div>\n<h3>{escape(one.title)}</h3>{''.join(body)}</article>")
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Ada Lovelace | Papers</title>
<script>var page = "LGJun 6, 2024";</script><style>p {{ margin: 0 }}</style></head>
<body><nav><a href="/">Home</a> <a href="/papers">Papers</a></nav>
<header><h1>Ada Lovelace</h1></header><div><span>LG</span></div>
<div><div>h-index<b>74</b></div><div><b>59</b>papers</div><div><b>300,203</b>citations</div>
<div>Novelty<b>63%</b></div><div>AI Score<b>43</b></div></div>
<h2>{len(articles)} Papers</h2>
<section>
{"".join(articles)}
</section><button>Load more</button>
<footer>© 2025 Papers, made by people. LGJun 6, 2024</footer></body></html>
"""
