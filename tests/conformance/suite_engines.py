"""The engines a fixture can be run with: each turns a fixture into the text to compare with its result."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from suite_fixtures import Fixture, document_after
from suite_html import NO_PRINTED_FORM, bibliography_html, entry_html, html

from citemill.citeproc import Citation, Cite, Position, Processor, load_style
from citemill.text.bibliography import Bibliography

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "peers"))  # for a run as a script


class EngineMissing(Exception):
    """What an engine runs on is not installed; the text says what."""


class Engine(Protocol):
    def run(self, fixture: Fixture) -> str: ...
    def __enter__(self) -> Engine: ...
    def __exit__(
        self, kind: type | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class _Stateless:
    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def marked_line(mark: str, position: int, text: str) -> str:
    """A line of a document's result: `>>[0] text` for what the last step changed, `..[1] text` else."""
    return f"{mark}[{position}] {text}"


def header_text(parameters: Mapping[str, Any]) -> str:
    return "\n".join(f"{name}: {_header_value(value)}" for name, value in sorted(parameters.items()))


def _header_value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def kept_by(section: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    """Whether a BIBSECTION filter keeps an item in the bibliography."""

    def holds(condition: Mapping[str, Any]) -> bool:
        has, wanted = item.get(condition["field"], ""), condition["value"]
        if isinstance(has, list):
            return wanted in has if wanted else not has
        return str(has) == str(wanted)

    if (conditions := section.get("select")) is not None:
        kept = all(map(holds, conditions))
    elif (conditions := section.get("include")) is not None:
        kept = any(map(holds, conditions))
    else:
        kept = not any(map(holds, section.get("exclude") or ()))
    return kept and not (section.get("quash") and all(map(holds, section["quash"])))


def abbreviated(items: Sequence[dict[str, Any]], lists: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The items with the short forms of an ABBREVIATIONS section in their variables `...-short`."""
    merged: dict[str, dict[str, str]] = {}
    for categories in lists.values():
        for category, short_forms in categories.items():
            merged.setdefault(category, {}).update(short_forms)
    done = []
    for item in items:
        short = {
            f"{variable}-short": merged[variable][value]
            for variable, value in item.items()
            if isinstance(value, str) and value in merged.get(variable, ())
        }
        done.append({**item, **short})
    return done


class Citemill(_Stateless):
    """This project's processor, through its public API."""

    def run(self, fixture: Fixture) -> str:
        items = abbreviated(fixture.items, fixture.abbreviations) if fixture.abbreviations else fixture.items
        style = load_style(fixture.csl, source=fixture.name, parent=self._no_parent)
        if fixture.mode == "citation":
            if fixture.steps is not None:
                return self._document(fixture, style, items)
            return self._citations(fixture, style, items)
        processor = Processor(style)
        if fixture.steps is not None:
            processor.supply(items)
            _replay(processor, fixture.steps)
        else:
            by_id = {item["id"]: item for item in items}
            listed = map(str, fixture.bibentries[-1]) if fixture.bibentries else list(by_id)
            processor.register([by_id[id] for id in listed])
        made = processor.bibliography(sort=fixture.mode != "bibliography-nosort")
        if fixture.mode == "bibliography-header":
            return header_text(_layout_parameters(made))
        return _bibliography_text(made, fixture)

    @staticmethod
    def _no_parent(address: str) -> bytes:
        raise LookupError(f"a fixture's style is independent, yet it asks for {address}")

    def _citations(self, fixture: Fixture, style: Any, items: list[dict[str, Any]]) -> str:
        processor = Processor(style)
        processor.register(items)
        clusters = fixture.clusters or [[{"id": id} for id in processor.order()]]
        texts = (
            processor.render_citation([_cite(raw, first=True) for raw in cluster]) for cluster in clusters
        )
        return "\n".join(entry_html(text) for text in texts)

    def _document(self, fixture: Fixture, style: Any, items: list[dict[str, Any]]) -> str:
        assert fixture.steps is not None
        processor = Processor(style)
        processor.supply(items)
        changed = _replay(processor, fixture.steps)
        return "\n".join(
            marked_line(">>" if one.id in changed else "..", one.index, entry_html(one.content))
            for one in processor.citations()
        )


def _replay(processor: Processor, steps: Sequence[Sequence[Any]]) -> set[str]:
    """Carry out a document's edits; gives the ids of the citations that the last one rendered or changed."""
    changed: set[str] = set()
    for citation, pre, post in steps:
        made = Citation(
            id=citation["citationID"],
            cites=tuple(_cite(raw) for raw in citation["citationItems"]),
            note_index=citation.get("properties", {}).get("noteIndex", 0),
        )
        answer = processor.cite(made, [tuple(place) for place in pre], [tuple(place) for place in post])
        changed = {one.id for one in answer} | {made.id}
    return changed


def _cite(raw: Mapping[str, Any], *, first: bool = False) -> Cite:
    """A cite of a fixture; `first` where no positions are worked out, so that only forced ones count."""
    position = raw.get("position")
    forced = Position(position) if position is not None else Position.FIRST if first else None
    return Cite(
        id=str(raw["id"]),
        locator=str(raw.get("locator") or ""),
        label=str(raw.get("label") or "page"),
        prefix=raw.get("prefix") or "",
        suffix=raw.get("suffix") or "",
        suppress_author=bool(raw.get("suppress-author")),
        author_only=bool(raw.get("author-only")),
        position=forced,
        near_note=bool(raw["near-note"]) if "near-note" in raw else None,
    )


def _layout_parameters(made: Bibliography) -> dict[str, Any]:
    """The parameters under the names the suite has for them."""
    parameters: dict[str, Any] = {
        "bibend": "</div>",
        "bibstart": '<div class="csl-bib-body">',
        "entryspacing": made.entry_spacing,
        "linespacing": made.line_spacing,
        "maxoffset": made.max_offset,
        "second-field-align": made.second_field_align or False,
    }
    if made.hanging_indent:
        parameters["hangingindent"] = True
    return parameters


def _bibliography_text(made: Bibliography, fixture: Fixture) -> str:
    entries: Iterable[Any] = made.entries
    if fixture.bibsection:
        kept = {item["id"] for item in fixture.items if kept_by(fixture.bibsection, item)}
        entries = [entry for entry in made.entries if entry.id in kept]
    return bibliography_html(entry_html(entry.content) for entry in entries)


class CiteprocJsEngine:
    """citeproc-js, by way of node."""

    def __init__(self) -> None:
        from citeproc_js import CiteprocJs, missing

        if reason := missing():
            raise EngineMissing(reason)
        self._js = CiteprocJs(limit=60)

    def __enter__(self) -> CiteprocJsEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self._js.close()

    def run(self, fixture: Fixture) -> str:
        answer = self._js.ask(
            {
                "work": "fixture",
                "mode": fixture.mode,
                "csl": fixture.csl,
                "items": fixture.items,
                "clusters": fixture.clusters,
                "steps": fixture.steps,
                "bibentries": fixture.bibentries,
                "bibsection": fixture.bibsection,
                "abbreviations": fixture.abbreviations,
            }
        )
        if "error" in answer:
            raise RuntimeError(answer["error"])
        if "texts" in answer:
            return "\n".join(answer["texts"])
        if "lines" in answer:
            numbered = enumerate(answer["lines"])
            return "\n".join(marked_line(mark, position, text) for position, (mark, text) in numbered)
        made = answer["bibliography"]
        if fixture.mode == "bibliography-header":
            return header_text(made["parameters"])
        return str(made["parameters"]["bibstart"] + "".join(made["entries"]) + made["parameters"]["bibend"])


class CiteprocPy(_Stateless):
    """citeproc-py, which has no notion of an edited document: the final one is rendered from scratch."""

    def run(self, fixture: Fixture) -> str:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of each variable and cite it does not know
            return self._run(fixture)

    def _run(self, fixture: Fixture) -> str:
        from citeproc import CitationStylesBibliography, CitationStylesStyle
        from citeproc import formatter as formatters
        from citeproc.source.json import CiteProcJSON

        style = CitationStylesStyle(_utf8_file(fixture.csl), validate=False)
        # A document registers what it cites at its end, everything else all items. It wants a type in each.
        cited = fixture.cited_at_end
        items = {item["id"]: {"type": "", **item} for item in fixture.items}
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items.values()), formatters.html)
        ids = [str(id) for id in fixture.bibentries[-1]] if fixture.bibentries else cited or list(items)
        bibliography.register(self._citation([{"id": id} for id in ids]))
        if style.has_bibliography() and fixture.mode != "bibliography-nosort":
            bibliography.sort()
        if fixture.mode != "citation":
            return bibliography_html(map(str, bibliography.bibliography()))
        return self._citations(fixture, bibliography)

    def _citations(self, fixture: Fixture, bibliography: Any) -> str:
        def warn(item: Any) -> None:
            raise LookupError(f"unknown item {item.key}")

        if fixture.steps is not None:
            clusters = [one["citationItems"] for one in document_after(fixture.steps)]
        else:
            clusters = fixture.clusters or [[{"id": key} for key in bibliography.keys]]
        citations = [self._citation(cluster) for cluster in clusters]
        for citation in citations:
            bibliography.register(citation)
        texts = [str(bibliography.cite(citation, warn)) for citation in citations]
        if fixture.steps is None:
            return "\n".join(texts)
        # An engine without a document cannot be asked which citations the last step changed: it is told.
        marks = [line[:2] for line in fixture.expected.strip("\n").split("\n")]
        return "\n".join(
            marked_line(mark, place, text)
            for place, (mark, text) in enumerate(zip(marks, texts, strict=False))
        )

    @staticmethod
    def _citation(cluster: Iterable[Mapping[str, Any]]) -> Any:
        from citeproc import Citation as PyCitation
        from citeproc import CitationItem, Locator

        items = []
        for cite in cluster:
            optional: dict[str, Any] = {name: cite[name] for name in ("prefix", "suffix") if cite.get(name)}
            if cite.get("locator"):
                optional["locator"] = Locator(cite.get("label", "page"), str(cite["locator"]))
            items.append(CitationItem(str(cite["id"]).lower(), **optional))
        return PyCitation(items)


def _utf8_file(text: str) -> Any:
    import io

    # lxml reads a document with an encoding declaration from bytes only.
    return io.BytesIO(text.encode())


ENGINES: dict[str, type[Any]] = {
    "citemill": Citemill,
    "citeproc-js": CiteprocJsEngine,
    "citeproc-py": CiteprocPy,
}

__all__ = ["ENGINES", "NO_PRINTED_FORM", "Engine", "html"]
