"""HTTP with the manners that providers ask for: cached, spaced out, retried with patience, identified."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urlsplit

from citemill._version import __version__
from citemill.errors import BadInput
from citemill.files import WholeFile

if TYPE_CHECKING:
    import httpx

__all__ = ["Client", "Refused", "Request", "Unavailable"]

TRIES = 4
TIMEOUT = 20.0
LONGEST_WAIT = 60.0
"""Seconds; a provider that asks for a longer wait is given up for this run."""
LARGEST = 50_000_000
_AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
_NOTHING = frozenset((404, 410))
_REFUSED = frozenset((400, 413, 414, 422))


class Request(NamedTuple):
    """One question to a provider."""

    url: str
    params: tuple[tuple[str, str], ...] = ()
    accept: str = "application/json"
    body: str = ""
    """JSON to send; a request with it is a POST."""

    @property
    def key(self) -> str:
        """What it is cached by."""
        return f"{self.accept} {self.url}?{urlencode(self.params)} {self.body}".rstrip()


class Unavailable(Exception):
    """A provider does not answer, or not with what was asked for."""


class Refused(Unavailable):
    """A provider finds fault with this one question; others may be asked."""


class Client:
    """Asks questions, one after the other. The same question is asked once; a run can be taken up again."""

    def __init__(
        self,
        cache: str | os.PathLike[str],
        *,
        contact: str = "",
        offline: bool = False,
        intervals: Mapping[str, float] | None = None,
        rewritten: Mapping[str, str] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`cache` is a folder, `contact` an e-mail address for the providers, `intervals` seconds by host.

        `rewritten` sends a host's requests elsewhere ("http://127.0.0.1:8000"), for tests and proxies.
        Raises `BadInput` where httpx is not installed and something will have to be asked.
        """
        self._cache = Path(cache)
        self._offline = offline
        self._intervals = dict(intervals or {})
        self._rewritten = dict(rewritten or {})
        self._sleep = sleep
        self._last: dict[str, float] = {}
        self._given_up: dict[str, str] = {}
        self._contact = contact
        self._http = None if offline else self._connect()

    def _connect(self) -> httpx.Client:
        try:
            import httpx
        except ImportError:
            raise BadInput(
                "asking providers needs one more package",
                hint='install it with: pip install "citemill[online]"',
            ) from None
        contact = f" (mailto:{self._contact})" if self._contact else ""
        return httpx.Client(
            headers={"User-Agent": f"citemill/{__version__}{contact}"}, timeout=TIMEOUT, follow_redirects=True
        )

    def close(self) -> None:
        """Close the connections."""
        if self._http is not None:
            self._http.close()

    def fetch(self, request: Request) -> bytes:
        """The body of the answer; empty where the provider says that there is no such thing.

        Raises `Unavailable` where it does not answer, has asked for more patience than a run has, or where
        nothing is cached and the client is offline.
        """
        path = self._path(request)
        known = self._cached(path, request)
        if known is not None:
            return known
        host = urlsplit(request.url).hostname or ""
        if self._http is None:
            raise Unavailable("not in the cache, and offline")
        if host in self._given_up:
            raise Unavailable(self._given_up[host])
        try:
            body = self._ask(request, host)
        except Refused:
            raise
        except Unavailable as error:
            self._given_up[host] = str(error)
            raise
        self._cache.mkdir(parents=True, exist_ok=True)
        with WholeFile(path) as file:
            file.write(json.dumps({"key": request.key, "body": body.decode("utf-8", "replace")}))
            file.commit()
        return body

    def forget(self, request: Request) -> None:
        """Ask again next time: the answer was of no use."""
        self._path(request).unlink(missing_ok=True)

    def _path(self, request: Request) -> Path:
        return self._cache / f"{hashlib.sha256(request.key.encode()).hexdigest()}.json"

    def _cached(self, path: Path, request: Request) -> bytes | None:
        try:
            kept = json.loads(path.read_bytes())
            return str(kept["body"]).encode() if kept["key"] == request.key else None
        except (OSError, ValueError, KeyError, TypeError):
            return None  # not there, or damaged: it is asked for again

    def _ask(self, request: Request, host: str) -> bytes:
        reason = ""
        for attempt in range(TRIES):
            self._space_out(host)
            status, headers, body, reason = self._once(request, host)
            self._heed(host, headers)
            if status in _NOTHING:
                return b""
            if status == 200 and not _too_many(body):
                return self._checked(headers, body)
            if status in _REFUSED:
                raise Refused(f"refuses a question with status {status}")
            if status not in (0, 200) and status not in _AGAIN:
                raise Unavailable(f"answers with status {status}")
            if status == 200:
                reason = "asks for fewer requests"
            wait = _wait_asked_for(headers, body)
            if wait is not None and wait > LONGEST_WAIT:
                raise Unavailable(f"asks to wait {wait:,.0f} s")
            if attempt < TRIES - 1:
                self._sleep(wait if wait is not None else 2.0**attempt)
        raise Unavailable(reason)

    def _heed(self, host: str, headers: Mapping[str, str]) -> None:
        """Keep to the rate that an answer states, as Crossref's do: so many requests in so many seconds."""
        try:
            limit = float(headers["x-rate-limit-limit"])
            seconds = float(headers["x-rate-limit-interval"].removesuffix("s"))
            self._intervals[host] = max(self._intervals.get(host, 0.0), min(seconds / limit, LONGEST_WAIT))
        except (KeyError, ValueError, ZeroDivisionError):
            pass  # most providers state none

    def _once(self, request: Request, host: str) -> tuple[int, Mapping[str, str], bytes, str]:
        """Status (0: none), headers, body, and the failure in words."""
        import httpx

        assert self._http is not None
        url = request.url
        if host in self._rewritten:
            parts = urlsplit(url)
            url = f"{self._rewritten[host]}{parts.path}"
        deadline = time.monotonic() + 3 * TIMEOUT
        try:
            with self._http.stream(
                "POST" if request.body else "GET",
                url,
                params=list(request.params),
                headers={
                    "Accept": request.accept,
                    **({"Content-Type": "application/json"} if request.body else {}),
                },
                content=request.body.encode() or None,
            ) as answer:
                body = bytearray()
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > LARGEST:
                        raise Unavailable(f"answers with more than {LARGEST:,} bytes")
                    if time.monotonic() > deadline:
                        return 0, {}, b"", "answers too slowly"
                return (
                    answer.status_code,
                    answer.headers,
                    bytes(body),
                    f"answers with status {answer.status_code}",
                )
        except httpx.HTTPError as error:
            return 0, {}, b"", f"does not answer ({type(error).__name__})"

    def _checked(self, headers: Mapping[str, str], body: bytes) -> bytes:
        """A web page where data was asked for is a bot check or an error in disguise, whatever its status."""
        start = body[:200].lstrip().lower()
        if start.startswith((b"<!doctype html", b"<html")) or "text/html" in headers.get("content-type", ""):
            raise Unavailable("answers with a web page instead of data")
        return body

    def _space_out(self, host: str) -> None:
        interval = self._intervals.get(host, 1.0)
        now = time.monotonic()
        wait = self._last.get(host, -interval) + interval - now
        if wait > 0:
            self._sleep(wait)
        self._last[host] = time.monotonic()


def _too_many(body: bytes) -> bool:
    """Whether it is arXiv's way to say 429."""
    return body[:40].lstrip().lower().startswith(b"rate exceeded")


def _wait_asked_for(headers: Mapping[str, str], body: bytes) -> float | None:
    """Seconds, from the header Retry-After (a number or a date) or OpenAlex's `retryAfter`."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    if found := re.search(rb'"retryAfter"\s*:\s*(\d+)', body[:2000]):
        return float(found[1])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
