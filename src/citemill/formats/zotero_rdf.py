"""Zotero RDF: the one file format that Zotero imports without loss, and its own export.

Written is the flat form: one `rdf:Description` an item with `z:itemType` and a child `z:<field>` for each of
Zotero's fields. Read is that form as well as what Zotero exports, where fields stand under Dublin Core, PRISM
and Bibliontology names and a journal, a series or a conference is a node of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.files import Source
from citemill.formats import WriteOptions, xml
from citemill.formats.rows import written
from citemill.formats.xml import Node, node
from citemill.formats.zotero_fields import ITEM_TYPES, fields
from citemill.formats.zotero_item import Attachment, Creator, Item, item_of, note_html, note_text, record_of
from citemill.record import Record

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["detects", "read", "write"]

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "so": "http://schema.org/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
}

_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}
_PREFIXES["http://prismstandard.org/namespaces/basic/2.0/"] = "prism"

_LISTS = {
    "author": "bib:authors",
    "editor": "bib:editors",
    "contributor": "bib:contributors",
    "programmer": "so:author",
}
"""The element that lists the creators of a type; of any other it is `z:<type>s`."""

_ROLES = {element: role for role, element in _LISTS.items()}

LINKED_URL = "3"
"""`z:linkMode` of an attachment that stays on the web."""


def detects(head: str) -> bool:
    """Whether a file that begins so is Zotero RDF."""
    return "<rdf:RDF" in head and NAMESPACES["z"] in head


# --- writing


def write(records: Iterable[Record], *, options: WriteOptions, report: Report) -> Iterator[str]:
    """Write one `rdf:Description` an item, its notes and attachments behind it."""
    declared = "".join(f'\n xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in _WRITTEN)
    yield f"{xml.HEAD}<rdf:RDF{declared}>\n"
    used: set[str] = set()

    def one(record: Record) -> str:
        item = item_of(record)
        about = quote(item.id, safe=":/.-_~") or "item"
        unique, count = about, 1
        while unique in used:
            count += 1
            unique = f"{about}~{count}"
        used.add(unique)
        if count > 1:
            report(
                Diagnostic(
                    "duplicate-key",
                    Severity.WARNING,
                    Place(key=item.id),
                    "two records have this id; both are written",
                    "give each record an id of its own",
                )
            )
        return "".join(xml.render(part, 1) for part in _nodes(item, unique))

    yield from written(records, one, report)
    yield "</rdf:RDF>\n"


_WRITTEN = ("rdf", "z", "dc", "dcterms", "bib", "foaf", "link", "so")
_FIRST = ("title", "abstractNote", "date")
"""Fields at the head of an item, so that a file reads well; the others follow by their names."""


def _nodes(item: Item, about: str) -> Iterator[Node]:
    title = fields(item.item_type).get("title", "title")
    order = [title, *_FIRST[1:]]
    names = [name for name in order if name in item.fields]
    names += sorted(name for name in item.fields if name not in order)
    children: list[Node | None] = [node("z:itemType", item.item_type)]
    children += [node(f"z:{name}", item.fields[name]) for name in names[:1]]
    children += _creator_lists(item.creators)
    children += [node(f"z:{name}", item.fields[name]) for name in names[1:]]
    children += [node("dc:subject", tag) for tag in item.tags]
    hanging: list[Node] = []
    for at, note in enumerate(item.notes, 1):
        target = f"#note_{about}_{at}"
        children.append(node("dcterms:isReferencedBy", **{"rdf:resource": target}))
        hanging.append(node("bib:Memo", node("rdf:value", note_html(note)), **{"rdf:about": target}))
    for at, attachment in enumerate(item.attachments, 1):
        target = f"#attachment_{about}_{at}"
        children.append(node("link:link", **{"rdf:resource": target}))
        hanging.append(_attachment_node(attachment, target))
    yield node("rdf:Description", *children, **{"rdf:about": f"#{about}"})
    yield from hanging


def _creator_lists(people: list[Creator]) -> Iterator[Node]:
    by_role: dict[str, list[Node]] = {}
    for one in people:
        person = node(
            "foaf:Person",
            node("foaf:surname", one.last),
            node("foaf:givenName", one.first) if one.first else None,
        )
        by_role.setdefault(one.role, []).append(node("rdf:li", person))
    for role, members in by_role.items():
        yield node(_LISTS.get(role, f"z:{role}s"), node("rdf:Seq", *members))


def _attachment_node(attachment: Attachment, target: str) -> Node:
    address = node("dc:identifier", node("dcterms:URI", node("rdf:value", attachment.url)))
    return node(
        "z:Attachment",
        node("z:itemType", "attachment"),
        node("dc:title", attachment.title),
        address,
        node("z:linkMode", LINKED_URL),
        node("link:type", attachment.media_type),
        **{"rdf:about": target},
    )


# --- reading

_ITEM_NODES = frozenset(
    """
    Description Article Book BookSection Thesis Report Document Manuscript Letter Interview Legislation Patent
    Recording Image Illustration MotionPicture Data Memo Note Attachment Collection Journal Periodical Series
    Newspaper Magazine Conference UserItem ConferenceProceedings Software Map Court CourtReporter Blog Forum
    """.split()
)
_CONTAINERS = frozenset({"Journal", "Periodical", "Newspaper", "Magazine", "Book", "CourtReporter", "Series"})

_EXPORT_FIELDS = {
    "dc:title": "title",
    "dcterms:abstract": "abstractNote",
    "dc:date": "date",
    "dc:rights": "rights",
    "dc:description": "extra",
    "dc:source": "archive",
    "dc:coverage": "archiveLocation",
    "dcterms:dateSubmitted": "accessDate",
    "dcterms:alternative": "journalAbbreviation",
    "dc:language": "language",
    "bib:pages": "pages",
    "prism:volume": "volume",
    "prism:number": "issue",
    "prism:edition": "edition",
    "dc:type": "type",
    "so:ProgrammingLanguage": "programmingLanguage",
    "z:language": "language",
    "z:type": "type",
}
"""Elements of Zotero's export and the base fields they hold; `z:<field>` stands for itself."""

_IDENTIFIERS = ("DOI", "ISBN", "ISSN", "PMID", "PMCID")


class _Nodes(NamedTuple):
    """What items refer to by `rdf:resource`: the fields of journals and series, notes, attachments."""

    containers: dict[str, dict[str, str]]
    notes: dict[str, str]
    attachments: dict[str, Attachment]


def read(source: Source, *, report: Report) -> Iterator[Record]:
    """Read each item as it comes; what items refer to is collected in a first pass over the file."""
    around = _referred(source)
    used: set[str] = set()
    for element in xml.elements(source, _ITEM_NODES, report):
        kind = _child_text(element, "z:itemType")
        if kind in ("", "attachment", "note"):
            if kind == "" and _name(element) == "rdf:Description":
                message = "an item without z:itemType, which Zotero skips; left out"
                place = Place(source.name, xml.line_of(element), _about(element))
                report(Diagnostic("zotero-no-type", Severity.WARNING, place, message))
            continue
        item = _item(element, kind, around)
        if kind not in ITEM_TYPES:
            message = f'"{kind}" is no Zotero item type; read as a document'
            place = Place(source.name, xml.line_of(element), item.id)
            report(Diagnostic("zotero-unknown-type", Severity.WARNING, place, message))
        if item.id in used:
            place = Place(source.name, xml.line_of(element), item.id)
            report(Diagnostic("duplicate-key", Severity.WARNING, place, "two items have this citation key"))
        used.add(item.id)
        yield record_of(item)


def _referred(source: Source) -> _Nodes:
    nodes = _Nodes({}, {}, {})
    for element in xml.elements(
        source, _ITEM_NODES, lambda _: None
    ):  # its faults are reported once, by `read`
        about = _about(element)
        name = xml.local(element)
        if _child_text(element, "z:itemType") == "attachment":
            nodes.attachments[about] = _attachment(element)
        elif name in ("Memo", "Note"):
            nodes.notes[about] = note_text(_child_text(element, "rdf:value"))
        elif name in _CONTAINERS:
            nodes.containers[about] = _container(element)
    return nodes


def _name(element: _Element) -> str:
    """An element's name with the usual prefix of its namespace; empty for what is no element."""
    uri, _, name = str(element.tag).rpartition("}")
    prefix = _PREFIXES.get(uri[1:])
    return f"{prefix}:{name}" if prefix else ""


def _about(element: _Element) -> str:
    return element.get(f"{{{NAMESPACES['rdf']}}}about", "")


def _resource(element: _Element) -> str:
    return element.get(f"{{{NAMESPACES['rdf']}}}resource", "")


def _child_text(element: _Element, name: str) -> str:
    for child in element:
        if _name(child) == name:
            return _value(child)
    return ""


_INNER = ("rdf:value", "foaf:name")


def _value(element: _Element) -> str:
    """The text of an element, as it stands; of its `rdf:value` or `foaf:name` where it holds a node."""
    if not len(element):
        return (element.text or "").strip()
    return next(((inner.text or "").strip() for inner in element.iter() if _name(inner) in _INNER), "")


def _item(element: _Element, kind: str, around: _Nodes) -> Item:
    places = _base_fields(kind)
    values: dict[str, str] = {}
    people: list[Creator] = []
    tags: list[str] = []
    notes: list[str] = []
    attachments: list[Attachment] = []
    for child in element:
        name = _name(child)
        role = _ROLES.get(name) or (_role(name) if len(child) else "")
        if role:
            people += _people(child, role)
        elif name == "dc:subject":
            holder = child[0] if len(child) else child
            place = "callNumber" if xml.local(holder) == "LCC" else ""
            if place:
                values[place] = _value(child)
            else:
                tags.append(_value(child))
        elif name == "dcterms:isReferencedBy":
            inner = next((_child_text(memo, "rdf:value") for memo in child), "")
            notes.append(note_text(inner) if inner else around.notes.get(_resource(child), ""))
        elif name == "link:link":
            attachment = _attachment(child[0]) if len(child) else around.attachments.get(_resource(child))
            if attachment:
                attachments.append(attachment)
        elif name == "dcterms:isPartOf":
            part = _container(child[0]) if len(child) else around.containers.get(_resource(child), {})
            for field, value in part.items():
                values.setdefault(places.get(field, field), value)
        elif name == "bib:presentedAt":
            field = "meetingName" if kind == "presentation" else "conferenceName"
            values[field] = _child_text(child[0], "dc:title") if len(child) else ""
        elif name == "dc:identifier":
            field, value = _identifier(child)
            if field:
                values.setdefault(field, value)
        elif name == "dc:publisher":
            values[places.get("publisher", "publisher")] = _value(child)
            place = next((_value(one) for one in child.iter() if _name(one) == "vcard:locality"), "")
            if place:
                values[places.get("place", "place")] = place
        elif name.startswith("z:") or name in _EXPORT_FIELDS:
            field = _EXPORT_FIELDS.get(name) or name[2:]
            field = places.get(field, field)
            if field != "itemType":
                values.setdefault(field, _value(child))
    key = values.get("citationKey", "")
    return Item(
        id=_id(_about(element), key),
        item_type=kind,
        fields={field: value for field, value in values.items() if value},
        creators=people,
        tags=[tag for tag in tags if tag],
        notes=[note for note in notes if note],
        attachments=attachments,
    )


def _id(about: str, key: str) -> str:
    """The record's id: the node's name in our files, in Zotero's own the citation key where there is one."""
    ours = about.startswith("#") and not about.startswith("#item_")
    return unquote(about[1:]) if ours else key or about.removeprefix("#")


def _base_fields(kind: str) -> dict[str, str]:
    """The type's own name of each base field."""
    row = ITEM_TYPES.get(kind)
    pairs = (word.partition(":") for word in row.fields.split()) if row else ()
    return {base: own for own, _, base in pairs if base}


def _role(name: str) -> str:
    """The creator type that `z:<type>s` lists, where the name is one."""
    prefix, _, plural = name.partition(":")
    return plural.removesuffix("s") if prefix in ("z", "bib") and plural.endswith("s") else ""


def _people(element: _Element, role: str) -> Iterator[Creator]:
    for person in element.iter():
        if _name(person) in ("foaf:Person", "foaf:Agent", "foaf:Organization"):
            last = _child_text(person, "foaf:surname") or _child_text(person, "foaf:name")
            first = _child_text(person, "foaf:givenName") or _child_text(person, "foaf:givenname")
            if last or first:
                yield Creator(role, last or first, first if last else "")


def _identifier(element: _Element) -> tuple[str, str]:
    """The field and value of a `dc:identifier`: "ISBN 978-0...", "DOI 10...", or an address."""
    value = _value(element)
    if len(element):
        return "url", value
    for name in _IDENTIFIERS:
        if value.startswith(f"{name} "):
            return name, value[len(name) + 1 :].strip()
    return ("url", value) if value.startswith("http") else ("", "")


def _container(element: _Element) -> dict[str, str]:
    """The fields that an item has from the journal, book or series it is part of."""
    name = xml.local(element)
    title = _child_text(element, "dc:title")
    if name == "Series":
        return {"series": title, "seriesNumber": _child_text(element, "dc:identifier")}
    values: dict[str, Any] = {"publicationTitle": title}
    for child in element:
        field = {
            "prism:volume": "volume",
            "prism:number": "issue",
            "dcterms:alternative": "journalAbbreviation",
        }.get(_name(child), "")
        if _name(child) == "dc:identifier":
            field, value = _identifier(child)
        else:
            value = _value(child)
        if field:
            values[field] = value
        if _name(child) == "dcterms:isPartOf" and len(child):
            values |= _container(child[0])
    return values


def _attachment(element: _Element) -> Attachment:
    address = ""
    for child in element:
        if _name(child) == "dc:identifier":
            address = _value(child)
    return Attachment(_child_text(element, "dc:title"), address, _child_text(element, "link:type"))
