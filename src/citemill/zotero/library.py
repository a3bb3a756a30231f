"""A Zotero library on zotero.org: written through the Web API, version 3, with pyzotero (extra `zotero`).

Each item is created under a key that follows from the library and the record's id, with version 0, which the
API takes for "there is no such item yet": a second run, or one that was broken off, adds nothing twice and
needs no memory of its own. Children (notes, links) follow their item under keys that follow from its.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from citemill.diagnostics import Diagnostic, Place, Report, Severity
from citemill.errors import BadOutput
from citemill.formats.rows import written
from citemill.formats.zotero_fields import label
from citemill.formats.zotero_item import Creator, Item, item_of, note_html
from citemill.record import Record

if TYPE_CHECKING:
    from pyzotero.zotero import Zotero

__all__ = ["API", "BATCH", "KEY_VARIABLE", "Library", "Outcome", "find_key"]

API = "https://api.zotero.org"
BATCH = 50
"""Objects the API takes in one request."""

KEY_VARIABLE = "ZOTERO_API_KEY"
ATTEMPTS = 6
"""Times a request is sent before its failure is final."""

_LIBRARY = re.compile(r"(user|group)s?/(\d+)")
_ALPHABET = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
"""Characters of an item key."""


class Outcome(NamedTuple):
    """What became of the items of a run."""

    added: int = 0
    known: int = 0
    """Items that were in the library already, and were left as they are."""
    failed: int = 0


def find_key() -> str:
    """The API key: of the environment variable ZOTERO_API_KEY, else of the system's keyring.

    Raises `BadOutput` where there is none. The key is never shown.
    """
    key = os.environ.get(KEY_VARIABLE, "")
    if not key:
        try:
            import keyring

            key = keyring.get_password("citemill", "zotero") or ""
        except ImportError:
            pass  # the package is optional, and so is a keyring
        except Exception as error:  # every system's keyring has errors of its own
            raise BadOutput(
                f"the keyring cannot be read: {type(error).__name__}", hint=f"set {KEY_VARIABLE} instead"
            ) from None
    if not key:
        raise BadOutput(
            "there is no key for zotero.org",
            hint=f"create one with write access at zotero.org/settings/keys and set {KEY_VARIABLE} to it,"
            ' or keep it with "keyring set citemill zotero"',
        )
    return key.strip()


class Library:
    """One library, open for writing."""

    def __init__(
        self, library: str, key: str, *, endpoint: str = API, wait: Callable[[float], None] = time.sleep
    ) -> None:
        """`library` is "users/123", "groups/456", or "mine" for the one of the key's owner."""
        try:
            from pyzotero import zotero
        except ImportError as error:
            raise BadOutput(
                "writing to zotero.org needs the package pyzotero",
                hint="pip install 'citemill[zotero]' && pip install --no-deps pyzotero",
            ) from error
        self._key = key
        self._wait = wait
        kind, number = ("user", "0") if library == "mine" else self._parsed(library)
        self._zotero: Zotero = zotero.Zotero(number, kind, key)
        self._zotero.endpoint = endpoint
        if library == "mine":
            self._zotero.library_id = self._own_number()
        self.name = f"{self._zotero.library_type}/{self._zotero.library_id}"
        self._fields: dict[str, frozenset[str]] = {}
        self._creators: dict[str, tuple[str, ...]] = {}

    @staticmethod
    def _parsed(library: str) -> tuple[str, str]:
        match = _LIBRARY.fullmatch(library.strip("/"))
        if not match:
            raise BadOutput(f'"{library}" names no library', hint='give "mine", "users/123" or "groups/456"')
        return match[1], match[2]

    def _own_number(self) -> str:
        answer = self._tried(lambda: self._get("/keys/current"))
        number = answer.get("userID") if isinstance(answer, dict) else None
        if not number:
            raise BadOutput("zotero.org does not say whose key this is", hint='give the library: "users/123"')
        return str(number)

    def _get(self, path: str) -> Any:
        """Read without pyzotero's own way of waiting, which cannot be told from work."""
        client = self._zotero.client
        assert client is not None
        url = f"{self._zotero.endpoint}{path}"
        response = client.request("GET", url, headers=self._zotero.default_headers())
        self._zotero.request = response
        response.raise_for_status()
        return response.json()

    def push(self, records: Iterable[Record], *, collection: str = "", report: Report) -> Iterator[Outcome]:
        """Add the records that are not there yet; tells of each batch.

        Raises `BadOutput` where the server refuses the key or cannot be reached. What it refuses of one item
        is reported, and the others go on.
        """
        rest = iter(written(records, item_of, report))
        while batch := list(islice(rest, BATCH)):
            parents = [self._item(item, collection) for item in batch]
            outcome = self._send(parents, [item.id for item in batch], report)
            children: list[dict[str, Any]] = []
            names: list[str] = []
            for item in batch:
                hanging = list(self._children(item))
                children += hanging
                names += [item.id] * len(hanging)
            for at in range(0, len(children), BATCH):
                part = self._send(children[at : at + BATCH], names[at : at + BATCH], report)
                outcome = outcome._replace(failed=outcome.failed + part.failed)
            yield outcome

    def _object_key(self, *parts: str) -> str:
        digest = hashlib.sha256("\0".join((self.name, *parts)).encode()).digest()
        return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:8])

    def _item(self, item: Item, collection: str) -> dict[str, Any]:
        """The JSON of an item; what this server has no field for goes to Extra."""
        known = self._known_fields(item.item_type)
        fields = {name: value for name, value in item.fields.items() if name in known}
        extra = [
            f"{label(name)}: {' '.join(value.split())}"
            for name, value in item.fields.items()
            if name not in known
        ]
        if extra:
            fields["extra"] = "\n".join([*filter(None, [fields.get("extra")]), *extra])
        roles = self._known_creators(item.item_type)
        return {
            "key": self._object_key(item.id),
            "version": 0,
            "itemType": item.item_type,
            **fields,
            "creators": [_creator(one, roles) for one in item.creators],
            "tags": [{"tag": tag} for tag in item.tags],
            "collections": [collection] if collection else [],
            "relations": {},
        }

    def _children(self, item: Item) -> Iterator[dict[str, Any]]:
        common = {"version": 0, "parentItem": self._object_key(item.id), "tags": [], "relations": {}}
        for at, note in enumerate(item.notes):
            key = self._object_key(item.id, "note", str(at))
            yield {"key": key, "itemType": "note", "note": note_html(note), **common}
        for attachment in item.attachments:
            yield {
                "key": self._object_key(item.id, "link", attachment.url),
                "itemType": "attachment",
                "linkMode": "linked_url",
                "title": attachment.title,
                "url": attachment.url,
                "contentType": attachment.media_type,
                **common,
            }

    def _known_fields(self, item_type: str) -> frozenset[str]:
        if item_type not in self._fields:
            answer = self._tried(lambda: self._get(f"/itemTypeFields?itemType={item_type}"))
            self._fields[item_type] = frozenset(one["field"] for one in answer)
        return self._fields[item_type]

    def _known_creators(self, item_type: str) -> tuple[str, ...]:
        if item_type not in self._creators:
            answer = self._tried(lambda: self._get(f"/itemTypeCreatorTypes?itemType={item_type}"))
            self._creators[item_type] = tuple(one["creatorType"] for one in answer)
        return self._creators[item_type]

    def _send(self, objects: list[dict[str, Any]], names: list[str], report: Report) -> Outcome:
        if not objects:
            return Outcome()
        answer = self._tried(lambda: self._zotero.create_items(objects, timeout=120))
        added = len(answer.get("success") or {}) + len(answer.get("unchanged") or {})
        known = failed = 0
        for at, fault in (answer.get("failed") or {}).items():
            if fault.get("code") == 412:  # there is an item of that key, and its version is not 0
                known += 1
                continue
            failed += 1
            what = objects[int(at)]["itemType"]
            found = (
                f"zotero.org refuses the {what}: {self._safe(str(fault.get('message', 'no reason given')))}"
            )
            report(Diagnostic("zotero-refused", Severity.ERROR, Place(key=names[int(at)]), found))
        return Outcome(added, known, failed)

    def _tried(self, request: Callable[[], Any]) -> Any:
        """Make a request; wait and try again where the server asks for it or fails for a moment."""
        import httpx2
        from pyzotero.zotero_errors import PyZoteroError

        reason = ""
        for attempt in range(ATTEMPTS):
            self._zotero.request = None
            try:
                answer = request()
                status = self._status()
                if status < 400:
                    self._spare()
                    return answer
            except (PyZoteroError, httpx2.HTTPError, ValueError) as error:
                status = self._status()
                reason = type(error).__name__
            if status in _REFUSALS:
                raise BadOutput(_REFUSALS[status][0], hint=_REFUSALS[status][1])
            if status and status not in _PASSING:
                raise BadOutput(f"zotero.org answers with status {status}", hint="try again later")
            self._pause(attempt)
        why = f"status {status}" if status else reason
        raise BadOutput(
            f"zotero.org cannot be reached ({why}, {ATTEMPTS} attempts)",
            hint="try again later; what was sent stays, and is not sent twice",
        )

    def _status(self) -> int:
        return self._zotero.request.status_code if self._zotero.request is not None else 0

    def _asked(self) -> float:
        """The seconds that the server asks to be left alone."""
        headers = self._zotero.request.headers if self._zotero.request is not None else {}
        asked = headers.get("Retry-After") or headers.get("Backoff") or ""
        self._zotero.backoff_until = 0.0  # we wait ourselves, once
        return float(asked) if re.fullmatch(r"\d+(?:\.\d+)?", asked) else 0.0

    def _spare(self) -> None:
        """After an answer: wait where the server is under load and says so (`Backoff`)."""
        asked = self._asked()
        if asked:
            self._wait(asked)

    def _pause(self, attempt: int) -> None:
        """After a failure: wait as long as the server asks, else longer each time."""
        self._wait(self._asked() or float(2**attempt))

    def _safe(self, text: str) -> str:
        return text.replace(self._key, "...") if self._key else text


_PASSING = frozenset({0, 408, 429, 500, 502, 503, 504})
_REFUSALS = {
    400: ("zotero.org does not understand the request", "report this, with what you sent"),
    401: ("zotero.org does not know the key", "create one at zotero.org/settings/keys"),
    403: ("the key may not write to this library", "give it write access at zotero.org/settings/keys"),
    404: (
        "there is no such library",
        "look for its number at zotero.org/settings/keys, or in the group's address",
    ),
    413: ("zotero.org refuses so large a request", "send fewer records at once"),
}


def _creator(one: Creator, roles: tuple[str, ...]) -> dict[str, str]:
    """A creator's JSON; a role that the server's item type has not is a contributor, or its main one."""
    role = one.role if one.role in roles else "contributor" if "contributor" in roles else roles[0]
    if not one.first:
        return {"creatorType": role, "name": one.last}
    return {"creatorType": role, "firstName": one.first, "lastName": one.last}
