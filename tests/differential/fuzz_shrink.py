"""Making a case that differs smaller: without each element, attribute, record, variable or cite in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree
from suite_fixtures import Fixture

_KEPT = {"style", "citation", "bibliography", "layout", "info", "title", "id", "updated"}
_KEPT_ATTRIBUTES = {
    "class",
    "version",
    "variable",
    "name",
    "macro",
    "term",
    "value",
    "xmlns",
    "default-locale",
}


def shrunk(fixture: Fixture, differs: Callable[[Fixture], bool], limit: int = 400) -> Fixture:
    """The smallest case that is found with at most `limit` tries."""
    tries = 0
    smaller = True
    while smaller and tries < limit:
        smaller = False
        for one in _smaller(fixture):
            tries += 1
            if tries >= limit:
                break
            if differs(one):
                fixture, smaller = one, True
                break
    return fixture


def _smaller(fixture: Fixture) -> Iterator[Fixture]:
    if fixture.clusters:
        yield from (fixture._replace(clusters=rest) for rest in _without_one(fixture.clusters))
        for place, cluster in enumerate(fixture.clusters):
            for rest in _without_one(cluster):
                yield fixture._replace(
                    clusters=[*fixture.clusters[:place], rest, *fixture.clusters[place + 1 :]]
                )
    if fixture.steps is None:
        cited = {cite["id"] for cluster in fixture.clusters or [] for cite in cluster}
        for rest in _without_one(fixture.items):
            if cited <= {item["id"] for item in rest}:
                yield fixture._replace(items=rest)
    yield from (fixture._replace(csl=csl) for csl in _smaller_styles(fixture.csl))
    for place, item in enumerate(fixture.items):
        for other in _smaller_items(item):
            yield fixture._replace(items=[*fixture.items[:place], other, *fixture.items[place + 1 :]])


def _without_one(values: list[Any]) -> Iterator[list[Any]]:
    if len(values) > 1:
        for place in range(len(values)):
            yield values[:place] + values[place + 1 :]


def _smaller_items(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for variable, value in item.items():
        if variable in ("id", "type"):
            continue
        yield {key: other for key, other in item.items() if key != variable}
        if isinstance(value, list):
            for rest in _without_one(value):
                yield {**item, variable: rest}


def _smaller_styles(csl: str) -> Iterator[str]:
    root = etree.fromstring(csl)
    paths = [root.getroottree().getpath(node) for node in root.iter(etree.Element)]
    for path in paths:
        copy = deepcopy(root)
        (node,) = copy.xpath(path)
        parent = node.getparent()
        if parent is None or etree.QName(node).localname in _KEPT:
            continue
        parent.remove(node)
        yield etree.tostring(copy, encoding="unicode")
    for path in paths:
        (original,) = root.xpath(path)
        for name in original.attrib:
            if name not in _KEPT_ATTRIBUTES:
                copy = deepcopy(root)
                (node,) = copy.xpath(path)
                del node.attrib[name]
                yield etree.tostring(copy, encoding="unicode")
    for path in paths:  # a group gives place to its children
        copy = deepcopy(root)
        (node,) = copy.xpath(path)
        if etree.QName(node).localname == "group":
            parent = node.getparent()
            place = parent.index(node)
            children = list(node)
            parent.remove(node)
            for offset, child in enumerate(children):
                parent.insert(place + offset, child)
            yield etree.tostring(copy, encoding="unicode")
