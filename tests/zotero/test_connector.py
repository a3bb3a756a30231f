"""Records into a running Zotero, against a server that behaves as its connector does."""

from __future__ import annotations

import pytest
from servers import Connector, serving

from citemill.diagnostics import Diagnostics
from citemill.errors import BadOutput
from citemill.zotero import connector

RECORDS = [{"id": f"doe{n}", "type": "book", "title": f"On kites {n}"} for n in range(600)]


def test_records_are_imported_in_batches_with_a_session_each() -> None:
    zotero = Connector()
    with serving(zotero) as address:
        assert str(connector.target(address)) == "My Library / Kites"
        sent = list(connector.send(iter(RECORDS), address=address, report=Diagnostics()))
    assert [(one.records, one.known) for one in sent] == [(250, False), (250, False), (100, False)]
    assert len(zotero.sessions) == 3
    assert b"<z:title>On kites 599</z:title>" in list(zotero.sessions.values())[2]
    assert all(one["X-Zotero-Connector-Api-Version"] == "3" for one in zotero.headers)


def test_a_second_run_imports_nothing_twice() -> None:
    zotero = Connector()
    with serving(zotero) as address:
        list(connector.send(RECORDS[:3], address=address, report=Diagnostics()))
        (again,) = connector.send(RECORDS[:3], address=address, report=Diagnostics())
        assert again.known
        assert len(zotero.sessions) == 1
        (forced,) = connector.send(RECORDS[:3], address=address, again=True, report=Diagnostics())
        assert not forced.known
    assert len(zotero.sessions) == 2


def test_a_zotero_that_does_not_run() -> None:
    with serving(Connector()) as address:
        pass
    with pytest.raises(BadOutput, match="Zotero is not running"):
        connector.target(address)
    with pytest.raises(BadOutput, match=r"Zotero is not running .*; start Zotero"):
        list(connector.send(RECORDS[:1], address=address, report=Diagnostics()))


@pytest.mark.parametrize(
    ("status", "words"), [(400, "translator"), (403, "update it"), (500, "may edit"), (404, "status 404")]
)
def test_refusals(status: int, words: str) -> None:
    zotero = Connector()
    zotero.answer = status
    with serving(zotero) as address, pytest.raises(BadOutput, match=words):
        list(connector.send(RECORDS[:1], address=address, report=Diagnostics()))


def test_a_library_that_cannot_be_edited() -> None:
    zotero = Connector()
    zotero.editable = False
    with serving(zotero) as address:
        assert not connector.target(address).editable
        with pytest.raises(BadOutput, match="cannot be edited"):
            list(connector.send(RECORDS[:1], address=address, report=Diagnostics()))


def test_no_records_send_nothing() -> None:
    zotero = Connector()
    with serving(zotero) as address:
        assert not list(connector.send([], address=address, report=Diagnostics()))
    assert not zotero.sessions
