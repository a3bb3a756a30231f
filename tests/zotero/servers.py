"""Small servers that behave as Zotero's documentation says, faults included."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from citemill.formats.zotero_fields import ITEM_TYPES

KEY = "Secret0123456789abcdefgh"


class Connector:
    """The running Zotero: what was imported, under which sessions, and what it answers."""

    def __init__(self) -> None:
        self.sessions: dict[str, bytes] = {}
        self.headers: list[dict[str, str]] = []
        self.answer = 201
        self.editable = True

    def respond(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, Any, dict[str, str]]:
        self.headers.append(headers)
        url = urlsplit(path)
        if (
            headers.get("User-Agent", "").startswith("Mozilla/")
            and "X-Zotero-Connector-Api-Version" not in headers
        ):
            return 403, None, {}
        if url.path == "/connector/getSelectedCollection":
            chosen = {
                "libraryID": 1,
                "libraryName": "My Library",
                "id": 7,
                "name": "Kites",
                "libraryEditable": self.editable,
            }
            return 200, chosen, {}
        if url.path != "/connector/import" or method != "POST":
            return 404, None, {}
        (session,) = parse_qs(url.query).get("session", [""])
        if session in self.sessions:
            return 409, {"error": "SESSION_EXISTS"}, {}
        if not self.editable:
            return 500, {"libraryEditable": False}, {}
        if self.answer != 201:
            return self.answer, None, {}
        self.sessions[session] = body
        items = re.findall(rb"<z:itemType>(?!attachment)", body)
        return 201, [{"itemType": "document"} for _ in items], {}


class Api:
    """zotero.org: one user's library, and a queue of faults that come before the next answers."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, Any]] = {}
        self.faults: list[tuple[int, dict[str, str]]] = []
        self.tokens: set[str] = set()
        self.requests: list[tuple[str, str, int]] = []
        self.removed_fields: set[str] = set()
        self.may_write = True

    def respond(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, Any, dict[str, str]]:
        url = urlsplit(path)
        self.requests.append((method, url.path, len(body)))
        assert KEY not in path, "the key stands in an address"
        if self.faults:
            status, more = self.faults.pop(0)
            return status, "An error occurred", more
        if headers.get("Zotero-Api-Version") != "3":
            return 400, "wrong version", {}
        if url.path in ("/itemTypeFields", "/itemTypeCreatorTypes"):
            row = ITEM_TYPES[parse_qs(url.query)["itemType"][0]]
            if url.path == "/itemTypeFields":
                names = [word.partition(":")[0] for word in row.fields.split()]
                return (
                    200,
                    [{"field": name, "localized": name} for name in names if name not in self.removed_fields],
                    {},
                )
            return 200, [{"creatorType": name, "localized": name} for name in row.creators.split()], {}
        if headers.get("Authorization") != f"Bearer {KEY}":
            return 403, "Forbidden", {}
        if url.path == "/keys/current":
            return (
                200,
                {"userID": 12, "username": "doe", "access": {"user": {"library": True, "write": True}}},
                {},
            )
        if (method, url.path) != ("POST", "/users/12/items"):
            return 404, "Not found", {}
        if not self.may_write:
            return 403, "Write access denied", {}
        token = headers.get("Zotero-Write-Token", "")
        if token in self.tokens or not re.fullmatch(r"\w{32}", token):
            return 412, "Write token already used", {}
        self.tokens.add(token)
        return self.write(json.loads(body))

    def write(self, objects: list[dict[str, Any]]) -> tuple[int, Any, dict[str, str]]:
        if len(objects) > 50:
            return 413, "Cannot add more than 50 items at a time", {}
        answer: dict[str, Any] = {"successful": {}, "success": {}, "unchanged": {}, "failed": {}}
        for at, one in enumerate(objects):
            fault = self.fault(one)
            if fault:
                answer["failed"][str(at)] = {"key": one["key"], "code": fault[0], "message": fault[1]}
            else:
                self.items[one["key"]] = one
                answer["success"][str(at)] = one["key"]
                answer["successful"][str(at)] = {"key": one["key"], "data": one}
        return 200, answer, {}

    def fault(self, one: dict[str, Any]) -> tuple[int, str] | None:
        if not re.fullmatch("[23456789ABCDEFGHIJKLMNPQRSTUVWXYZ]{8}", one["key"]):
            return 400, f"'{one['key']}' is not a valid key"
        if one["key"] in self.items and one["version"] == 0:
            return 412, "Item has been modified since specified version (expected 0, found 5)"
        if one.get("parentItem") and one["parentItem"] not in self.items:
            return 409, f"Parent item {one['parentItem']} not found"
        if one["itemType"] in ("note", "attachment"):
            return None
        if len(one.get("title", "")) > 60_000:
            return 413, f"title is too long ({KEY})"
        known = {
            word.partition(":")[0] for word in ITEM_TYPES[one["itemType"]].fields.split()
        } - self.removed_fields
        known |= {"key", "version", "itemType", "creators", "tags", "collections", "relations"}
        for field in one:
            if field not in known:
                return 400, f"'{field}' is not a valid field for type '{one['itemType']}'"
        for creator in one["creators"]:
            if creator["creatorType"] not in ITEM_TYPES[one["itemType"]].creators.split():
                return 400, f"'{creator['creatorType']}' is not a valid creator type"
        return None


@contextmanager
def serving(model: Connector | Api) -> Iterator[str]:
    """Run a server; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.title(): value for name, value in self.headers.items()}
            status, answer, more = model.respond(self.command, self.path, headers, body)
            if status == 0:  # the connection breaks after the request was taken
                self.connection.close()
                return
            text = answer if isinstance(answer, str) else json.dumps(answer)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST  # noqa: N815  the name that http.server calls

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
