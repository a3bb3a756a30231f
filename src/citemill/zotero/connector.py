"""The running Zotero: its connector endpoint on this computer, which imports a file as its window does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from http.client import HTTPException
from itertools import islice
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, Request, build_opener

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadOutput
from citemill.formats import WriteOptions, zotero_rdf
from citemill.record import Record

__all__ = ["ADDRESS", "Sent", "Target", "send", "target"]

ADDRESS = "http://127.0.0.1:23119"
"""Where Zotero listens; a port of one's own is set in its hidden preference `httpServer.port`."""

BATCH = 250
"""Records sent at once: Zotero imports so many in a second, and one bad batch costs no other."""

TIMEOUT = 300.0
"""Seconds; Zotero answers when all of a batch is in the library."""

_HEADERS = {"X-Zotero-Connector-API-Version": "3", "User-Agent": "citemill"}


class Target(NamedTuple):
    """The library and collection that are chosen in Zotero's window."""

    library: str
    collection: str
    editable: bool

    def __str__(self) -> str:
        return f"{self.library} / {self.collection}" if self.collection else self.library


class Sent(NamedTuple):
    """What became of one batch: the number of records, and whether Zotero had imported it before."""

    records: int
    known: bool


def target(address: str = ADDRESS) -> Target:
    """Ask Zotero where an import goes. Raises `BadOutput` where it does not run."""
    status, body = _post(address, "/connector/getSelectedCollection", b"{}", "application/json")
    answer = _json(body)
    if status != 200 or not isinstance(answer, dict):
        raise BadOutput(
            f"Zotero answers with status {status}", hint="is this a Zotero of version 5 or newer?"
        )
    library = str(answer.get("libraryName") or "My Library")
    collection = str(answer.get("name") or "") if answer.get("id") else ""
    return Target(library, collection, bool(answer.get("libraryEditable", answer.get("editable", True))))


def send(
    records: Iterable[Record], *, address: str = ADDRESS, again: bool = False, report: Report
) -> Iterator[Sent]:
    """Import the records into Zotero, batch by batch, and tell of each batch.

    The session of a batch follows from its content, so one that this run of Zotero has imported already is
    not imported twice, unless `again` is given. Raises `BadOutput` where Zotero does not run or refuses.
    """
    for at, batch in enumerate(_batched(records)):
        text = "".join(zotero_rdf.write(batch, options=WriteOptions(), report=report)).encode()
        session = hashlib.sha256(text).hexdigest()[:24] + ("" if not again else _nonce())
        path = f"/connector/import?session={quote(session)}"
        status, body = _post(address, path, text, "application/rdf+xml; charset=utf-8")
        if status == 409:
            yield Sent(len(batch), known=True)
        elif status in (200, 201):
            answer = _json(body)
            if isinstance(answer, list) and len(answer) < len(batch):
                found = f"Zotero reports {len(answer)} of {len(batch)} items as imported"
                report(Diagnostic("zotero-incomplete", Severity.WARNING, Place(f"batch {at + 1}"), found))
            yield Sent(len(batch), known=False)
        else:
            raise BadOutput(
                _refusal(status, body), hint=_REMEDIES.get(status, "look into Zotero's error report")
            )


def _batched(records: Iterable[Record]) -> Iterator[tuple[Record, ...]]:
    rest = iter(records)
    while batch := tuple(islice(rest, BATCH)):
        yield batch


_REMEDIES = {
    400: "Zotero found no translator for Zotero RDF; let it update its translators (Settings, Advanced)",
    403: "Zotero refuses programs of this kind; update it",
    500: "choose a library in Zotero's window that you may edit",
}


def _refusal(status: int, body: bytes) -> str:
    answer = _json(body)
    if isinstance(answer, dict) and answer.get("libraryEditable") is False:
        return "the library chosen in Zotero's window cannot be edited"
    return f"Zotero did not import the records (status {status})"


def _post(address: str, path: str, body: bytes, content_type: str) -> tuple[int, bytes]:
    request = Request(  # noqa: S310  the address is http: by default, and the user's own choice otherwise
        address.rstrip("/") + path, data=body, headers={**_HEADERS, "Content-Type": content_type}
    )
    opener = build_opener(ProxyHandler({}))  # this computer is reached without a proxy
    try:
        with opener.open(request, timeout=TIMEOUT) as response:
            return response.status, response.read()
    except HTTPError as error:
        return error.code, error.read()
    except TimeoutError as error:
        raise BadOutput(
            f"Zotero at {address} does not answer", hint="look whether it shows a question"
        ) from error
    except (URLError, HTTPException, OSError) as error:
        raise BadOutput(
            f"Zotero is not running (nothing answers at {address})",
            hint='start Zotero and allow "other applications on this computer to communicate with Zotero"'
            " (Settings, Advanced), or use --library",
        ) from error


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _nonce() -> str:
    from uuid import uuid4

    return uuid4().hex[:8]
