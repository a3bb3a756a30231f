"""Records into a library through the Web API, against a server that behaves as its documentation says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from servers import KEY, Api, serving

from citemill.diagnostics import Diagnostics
from citemill.errors import BadOutput
from citemill.record import Record

pytest.importorskip("pyzotero", reason="pyzotero is not installed (extra: zotero)")

from citemill.zotero.library import Library, Outcome, find_key

PREPRINT: Record = {
    "id": "vaswani2017",
    "type": "article",
    "title": "Attention is all you need",
    "author": [{"family": "Vaswani", "given": "Ashish"}, {"literal": "Google, Inc."}],
    "issued": {"date-parts": [[2017, 6, 12]]},
    "archive": "arXiv",
    "number": "arXiv:1706.03762",
    "keyword": "Mice, Inbred; Humans",
    "annote": "Comment: 15 pages",
}
MANY: list[Record] = [{"id": f"doe{n}", "type": "book", "title": f"On kites {n}"} for n in range(120)]


class Waits(list[float]):
    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
def address(api: Api) -> Iterator[str]:
    with serving(api) as address:
        yield address


def opened(address: str, library: str = "users/12", key: str = KEY, wait: Waits | None = None) -> Library:
    return Library(library, key, endpoint=address, wait=Waits() if wait is None else wait)


def push(
    library: Library, records: list[Record], said: Diagnostics | None = None, collection: str = ""
) -> Outcome:
    report = Diagnostics() if said is None else said
    total = Outcome()
    for one in library.push(iter(records), collection=collection, report=report):
        total = Outcome(*(a + b for a, b in zip(total, one, strict=True)))
    return total


def test_an_item_with_its_note_and_link(api: Api, address: str) -> None:
    assert push(opened(address), [PREPRINT], collection="ABCD2345") == Outcome(added=1)
    item = next(one for one in api.items.values() if one["itemType"] == "preprint")
    assert item["title"] == "Attention is all you need"
    assert item["archiveID"] == "arXiv:1706.03762"
    assert item["creators"] == [
        {"creatorType": "author", "firstName": "Ashish", "lastName": "Vaswani"},
        {"creatorType": "author", "name": "Google, Inc."},
    ]
    assert item["tags"] == [{"tag": "Mice, Inbred"}, {"tag": "Humans"}]
    assert item["collections"] == ["ABCD2345"]
    children = [one for one in api.items.values() if one.get("parentItem") == item["key"]]
    assert [one["itemType"] for one in children] == ["note", "attachment"]
    assert children[0]["note"] == "<p>Comment: 15 pages</p>"
    assert children[1]["linkMode"] == "linked_url"


def test_batches_of_fifty(api: Api, address: str) -> None:
    assert push(opened(address), MANY) == Outcome(added=120)
    assert sum(path == "/users/12/items" for _, path, _ in api.requests) == 3
    assert len(api.tokens) == 3


def test_a_second_run_adds_nothing_twice(api: Api, address: str) -> None:
    push(opened(address), [PREPRINT, *MANY])
    before = dict(api.items)
    assert push(opened(address), [PREPRINT, *MANY]) == Outcome(known=121)
    assert api.items == before


def test_a_run_that_was_broken_off_is_taken_up(api: Api, address: str) -> None:
    library = opened(address)
    runs = library.push(iter(MANY), report=Diagnostics())
    next(runs)
    assert len(api.items) == 50
    assert push(opened(address), MANY) == Outcome(added=70, known=50)
    assert len(api.items) == 120


def test_an_answer_that_is_lost_is_asked_for_again(api: Api, address: str) -> None:
    """The server wrote the items, but its answer broke off: the second attempt finds them there."""
    library = opened(address)
    push(library, [MANY[0]])
    real = api.write
    broken = iter([True])

    def write(objects: list[dict[str, object]]) -> tuple[int, object, dict[str, str]]:
        answer = real(objects)
        return (0, None, {}) if next(broken, False) else answer

    api.write = write  # type: ignore[method-assign,assignment]
    assert push(library, MANY[1:4]) == Outcome(known=3)
    assert len(api.items) == 4


def test_waiting_as_the_server_asks(api: Api, address: str) -> None:
    waits = Waits()
    library = opened(address, wait=waits)
    api.faults = [(429, {"Retry-After": "7"}), (503, {"Retry-After": "11"}), (503, {}), (500, {})]
    assert push(library, MANY[:2]) == Outcome(added=2)
    assert waits == [7.0, 11.0, 4.0, 8.0]
    assert len(api.items) == 2


def test_a_server_under_load_is_spared(api: Api, address: str) -> None:
    waits = Waits()
    library = opened(address, wait=waits)
    push(library, MANY[:1])
    real = api.write
    api.write = lambda objects: (*real(objects)[:2], {"Backoff": "13"})  # type: ignore[method-assign]
    assert push(library, MANY[1:2]) == Outcome(added=1)
    assert waits == [13.0]


def test_a_server_that_stays_away(api: Api, address: str) -> None:
    waits = Waits()
    library = opened(address, wait=waits)
    api.faults = [(503, {})] * 50
    with pytest.raises(BadOutput, match=r"cannot be reached \(status 503, 6 attempts\); try again later"):
        push(library, MANY[:2])
    assert len(waits) == 6


def test_no_server_at_all() -> None:
    with serving(Api()) as address:
        pass
    with pytest.raises(BadOutput, match=r"cannot be reached \(ConnectError"):
        push(opened(address), MANY[:1])


def test_the_library_of_the_keys_owner(api: Api, address: str) -> None:
    assert opened(address, "mine").name == "users/12"


@pytest.mark.parametrize("library", ["", "users", "12", "users/x", "https://www.zotero.org/doe"])
def test_names_that_are_no_library(address: str, library: str) -> None:
    with pytest.raises(BadOutput, match="names no library"):
        opened(address, library)


def test_a_wrong_key_and_one_without_write_access(api: Api, address: str) -> None:
    with pytest.raises(BadOutput, match=r"may not write.*zotero.org/settings/keys") as wrong:
        push(opened(address, key="Wrong0123456789"), MANY[:1])
    assert "Wrong0123456789" not in str(wrong.value)
    api.may_write = False
    with pytest.raises(BadOutput, match="may not write"):
        push(opened(address), MANY[:1])


def test_fields_that_the_server_does_not_know_go_to_extra(api: Api, address: str) -> None:
    api.removed_fields = {"citationKey", "DOI"}
    assert push(
        opened(address), [{"id": "a", "type": "book", "title": "T", "DOI": "10.1/1", "note": "kept"}]
    ) == Outcome(1)
    (item,) = api.items.values()
    assert item["extra"] == "kept\nDOI: 10.1/1\nCitation Key: a"


def test_one_item_that_is_refused_costs_no_other_and_the_key_is_not_shown(api: Api, address: str) -> None:
    said = Diagnostics()
    records = [
        MANY[0],
        {"id": "long", "type": "book", "title": "x" * 70_000},
        {"id": "x", "type": "book", "author": "y"},
        MANY[1],
    ]
    assert push(opened(address), records, said) == Outcome(added=2, failed=1)
    assert [(one.code, one.place.key) for one in said] == [
        ("record-not-written", "x"),
        ("zotero-refused", "long"),
    ]
    assert not any(KEY in str(one) for one in said)


def test_where_the_key_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOTERO_API_KEY", " abc ")
    assert find_key() == "abc"
    monkeypatch.delenv("ZOTERO_API_KEY")
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    with pytest.raises(BadOutput, match="there is no key"):
        find_key()
