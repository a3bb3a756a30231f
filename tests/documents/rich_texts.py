"""Rich texts to try the document writers on: any text under any marks, and the hostile ones by name."""

from __future__ import annotations

from hypothesis import strategies as st

from citemill.text.bibliography import Bibliography, RenderedEntry
from citemill.text.document import Document, Heading, Paragraph, Reference, References, of_bibliography
from citemill.text.rich import Mark, Rich, Span

ACTIVE = "*_`[]()<>&#+-.!|~$\\\"'=:;{}%^@/ \n\t1aÀ字\u05d0\u202e\u00a0\u0301\x00\x0b😀"

texts = st.text(max_size=12) | st.text(alphabet=ACTIVE, max_size=12)
addresses = st.sampled_from(
    ["https://example.org/a_(b)*c", "https://x.org/?a=1&copy=<2>", "javascript:alert(1)", "", "10.1/x y"]
)
INLINE_MARKS = [mark for mark in Mark if mark not in (Mark.BLOCK, Mark.INDENT)]


def _spans(children: st.SearchStrategy[Rich], marks: list[Mark]) -> st.SearchStrategy[Span]:
    return st.builds(Span, st.sampled_from(marks), children, addresses)


def riches(marks: list[Mark] = INLINE_MARKS) -> st.SearchStrategy[Rich]:
    return st.recursive(
        st.lists(texts, max_size=3).map(tuple),
        lambda inner: st.lists(texts | _spans(inner, marks), max_size=4).map(tuple),
        max_leaves=6,
    )


HOSTILE = [
    "<script>alert('x')</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "</title><script>1</script>",
    "&lt;b&gt; &amp; &#60;",
    "\\input{/etc/passwd} \\write18{rm -rf /}",
    "$x^2$ % # { } ~ \\ ^ _ &",
    '#eval(read("/etc/passwd")) #include "x" $a$ @cite <label> `code` //c /*d*/',
    "[a](javascript:alert(1)) ![b](c) <https://evil.example> **bold** _it_ `code`",
    "# heading\n\n- item\n1. one\n> quote\n    code\n```\nfence\n```\n---\n",
    '=HYPERLINK("https://evil.example")',
    "\u202eright to left\u202c and \u2066isolated",
    "{\\rtf1 \\object} \\'41 \\u65?",
    "nul \x00 bell \x07 escape \x1b[31m red",
    "12) a\n2. b + c",
]

ENTRIES = (
    RenderedEntry(
        "jaech-2024",
        (
            "Jaech, A., Kalai, A., Lerer, A., et al. (2024). ",
            Span(Mark.ITALIC, ("OpenAI o1 System Card",)),
            " [Preprint]. ",
            Span(Mark.LINK, ("https://arxiv.org/abs/2412.16720",), "https://arxiv.org/abs/2412.16720"),
        ),
    ),
    RenderedEntry(
        "duan 2016",
        ("Duan, Y. (2016). RL", Span(Mark.SUP, ("2",)), ": Fast & slow reinforcement learning <for all>."),
    ),
)
HANGING = Bibliography(ENTRIES, hanging_indent=True)
NUMBERED = Bibliography(
    tuple(
        RenderedEntry(
            id,
            (Span(Mark.LEFT_MARGIN, (f"[{at}]",)), Span(Mark.RIGHT_INLINE, content)),
        )
        for at, (id, content) in enumerate(ENTRIES, 9)
    ),
    second_field_align="flush",
    max_offset=4,
)
LIST = Document(
    "Publications & more",
    "en-GB",
    (
        Heading(("Articles #",), 1, "articles"),
        Paragraph(("As of 2024",), small=True),
        References(
            (
                Reference(
                    (Span(Mark.HIGHLIGHT, ("Sutskever, I.",), "owner"), " (2014). Seq2seq."),
                    ("2.",),
                    "seq",
                    (("Award: best paper.",), (Span(Mark.LINK, ("PDF",), "https://example.org/a.pdf"),)),
                    2,
                ),
                Reference(("Second.", Span(Mark.BLOCK, ("An abstract.",))), ("1.",), "two", (), 1),
            ),
            label_width=2,
        ),
    ),
    "Ilya Sutskever",
)
DOCUMENTS = {
    "hanging": of_bibliography(HANGING, "References"),
    "numbered": of_bibliography(NUMBERED, "References"),
    "list": LIST,
    "empty": Document("", "ar", (References(()),)),
}
