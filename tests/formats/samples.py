"""Records that the tests of several formats share, and strategies that make any."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from citemill.record import TYPES

PREPRINT: dict[str, Any] = {
    "id": "gao2024scaling",
    "type": "article",
    "genre": "Preprint",
    "archive": "arXiv",
    "title": "Scaling and evaluating sparse autoencoders with GPT-4 and RL<sup>2</sup>",
    "author": [
        {"family": "Gao", "given": "Leo"},
        {"family": "Dupré la Tour", "given": "Tom"},
        {"family": "Tillman", "given": "Henk"},
    ],
    "issued": {"date-parts": [[2024, 6, 6]]},
    "keyword": "cs.LG, Code",
    "abstract": "First paragraph, 50% of it & more.\n\nSecond one: O(n√n).",
    "custom": {
        "cut-off": ["author"],
        "primary-class": "cs.LG",
        "affiliations": [{"slug": "openai", "name": "OpenAI"}, {"slug": "mit", "name": "MIT"}],
        "code": True,
    },
}

HOSTILE = [
    r"\input{/etc/passwd}",
    "}",
    "{",
    "{{{",
    "\\",
    "a\nER  - \nTY  - JOUR\nTI  - forged",
    "a\r\nER  - \r\nb",
    "x\x85ER  - \u2028TY  - BOOK",
    "<b>bold</b> <script>x</script> a<b && c>d",
    "100% $5 #1 & _ ^ ~",
    "@article{x, title = {y}}",
    "\x00\x07\x1b",
    "\ud800",
    '"quoted", and others and Someone',
    "--- '' `` -- !` ?`",
    "AT&amp;T &lt;i&gt; &copy=1",
]
"""Texts that try to leave their field."""

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
texts = st.one_of(
    st.sampled_from(HOSTILE), words, st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join)
)
names = st.one_of(
    st.fixed_dictionaries({"family": texts, "given": texts}),
    st.fixed_dictionaries(
        {"family": texts},
        optional={
            "given": texts,
            "suffix": texts,
            "non-dropping-particle": texts,
            "dropping-particle": texts,
        },
    ),
    st.fixed_dictionaries({"literal": texts}),
)
dates = st.one_of(
    st.fixed_dictionaries(
        {"date-parts": st.lists(st.integers(-99, 2100), min_size=1, max_size=3).map(lambda d: [d])}
    ),
    st.fixed_dictionaries({"literal": texts}),
)
records = st.fixed_dictionaries(
    {"id": texts, "type": st.sampled_from(sorted(TYPES))},
    optional={
        **dict.fromkeys(
            ["title", "abstract", "note", "publisher", "container-title", "URL", "DOI", "keyword", "page"],
            texts,
        ),
        **dict.fromkeys(["genre", "language", "number", "event-title", "archive", "citation-key"], texts),
        "author": st.lists(names, max_size=3),
        "editor": st.lists(names, max_size=2),
        "issued": dates,
        "accessed": dates,
        "custom": st.fixed_dictionaries(
            {}, optional={"cut-off": st.just(["author"]), "primary-class": texts}
        ),
    },
)
"""Records that keep to the schema and hold any text at all."""
