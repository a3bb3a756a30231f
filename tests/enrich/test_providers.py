"""Providers' recorded answers, replayed by a local server with the faults that real ones have."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

from citemill.diagnostics import Diagnostics
from citemill.enrich.build import build_index
from citemill.enrich.enricher import enrich
from citemill.enrich.index import Index
from citemill.enrich.matching import Verdict
from citemill.enrich.online import gather
from citemill.enrich.providers import PROVIDERS
from citemill.enrich.providers.client import Client, Request, Unavailable
from citemill.record import Record, faults

Answer = tuple[int, dict[str, str], bytes]
HOSTS = [row.host for row in PROVIDERS]


class Replay:
    """Answers each request by the first route whose text is in its path and query."""

    def __init__(self) -> None:
        self.routes: list[tuple[str, list[Answer]]] = []
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.sent: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = unquote_plus(self.path)
                outer.asked.append(path)
                outer.agents.add(self.headers["User-Agent"])
                for text, answers in outer.routes:
                    if text in path:
                        status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
                        break
                else:
                    status, headers, body = 404, {}, b"Resource not found."
                if headers.get("x-fault") == "drop":
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                cut = headers.get("x-fault") == "half"
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if cut else body)
                if cut:
                    self.close_connection = True

            def do_POST(self) -> None:
                outer.sent.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.do_GET()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def on(self, text: str, *answers: Answer | bytes) -> None:
        self.routes.append((text, [one if isinstance(one, tuple) else (200, {}, one) for one in answers]))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def replay() -> Iterator[Replay]:
    server = Replay()
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture
def client(replay: Replay, tmp_path: Path) -> Iterator[Client]:
    waits: list[float] = []
    made = Client(
        tmp_path / "cache",
        contact="librarian@example.org",
        intervals=dict.fromkeys(HOSTS, 0.0),
        rewritten=dict.fromkeys(HOSTS, replay.url),
        sleep=waits.append,
    )
    made.waits = waits  # type: ignore[attr-defined]
    yield made
    made.close()


ASKED = Request("https://api.crossref.org/works", (("rows", "1"),))
GOOD = b'{"message": {"items": []}}'


def test_an_answer_is_cached_and_the_client_says_who_it_is(client: Client, replay: Replay) -> None:
    replay.on("/works", GOOD)
    assert client.fetch(ASKED) == client.fetch(ASKED) == GOOD
    assert len(replay.asked) == 1
    (agent,) = replay.agents
    assert agent.startswith("citemill/")
    assert "mailto:librarian@example.org" in agent


@pytest.mark.parametrize(
    ("faulty", "waits"),
    [
        ((429, {"Retry-After": "7"}, b"slow down"), [7.0]),
        ((503, {}, b""), [1.0]),
        ((500, {}, b"oops"), [1.0]),
        ((200, {"x-fault": "drop"}, b""), [1.0]),
        ((200, {"x-fault": "half"}, GOOD), [1.0]),
    ],
)
def test_a_fault_that_passes(client: Client, replay: Replay, faulty: Answer, waits: list[float]) -> None:
    replay.on("/works", faulty, (200, {}, GOOD))
    assert client.fetch(ASKED) == GOOD
    assert client.waits == waits  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("faulty", "said"),
    [
        ((500, {}, b""), "status 500"),
        ((429, {"Retry-After": "57505"}, b"{}"), "asks to wait 57,505 s"),
        ((403, {}, b""), "status 403"),
        ((200, {"Content-Type": "text/html"}, b"Making sure you're not a bot!"), "web page"),
        ((200, {}, b"<!DOCTYPE html><title>Making sure</title>"), "web page"),
        ((200, {}, b"Rate exceeded."), "fewer requests"),
    ],
)
def test_a_fault_that_stays(client: Client, replay: Replay, faulty: Answer, said: str) -> None:
    replay.on("/works", faulty)
    with pytest.raises(Unavailable, match=said):
        client.fetch(ASKED)
    before = len(replay.asked)
    assert before <= 4
    with pytest.raises(Unavailable, match=said):
        client.fetch(Request("https://api.crossref.org/works/other"))
    assert len(replay.asked) == before, "a provider that has failed is left alone"


def test_nothing_found_is_no_fault(client: Client) -> None:
    assert client.fetch(Request("https://api.crossref.org/works/10.1/none")) == b""


def test_offline_answers_from_the_cache_only(client: Client, replay: Replay, tmp_path: Path) -> None:
    replay.on("/works", GOOD)
    client.fetch(ASKED)
    offline = Client(tmp_path / "cache", offline=True)
    assert offline.fetch(ASKED) == GOOD
    with pytest.raises(Unavailable, match="offline"):
        offline.fetch(Request("https://api.crossref.org/works/other"))


def test_a_damaged_cache_is_asked_again(client: Client, replay: Replay, tmp_path: Path) -> None:
    replay.on("/works", GOOD)
    client.fetch(ASKED)
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:20])
    assert client.fetch(ASKED) == GOOD
    assert len(replay.asked) == 2


def test_requests_are_spaced_out(replay: Replay, tmp_path: Path) -> None:
    replay.on("/works", GOOD)
    waits: list[float] = []
    slow = Client(
        tmp_path,
        intervals={"api.crossref.org": 5.0},
        rewritten={"api.crossref.org": replay.url},
        sleep=waits.append,
    )
    slow.fetch(ASKED)
    slow.fetch(Request("https://api.crossref.org/works/other"))
    slow.close()
    assert len(waits) == 1
    assert 4.0 < waits[0] <= 5.0


FOLDER = {"doi": "doiorg"}
SAMPLES = {
    "arxiv": (
        "search-title-phrase-attention.xml",
        "lookup-id-list-8-ml-papers.xml",
        "legacy-format-lookup-2020.xml",
    ),
    "crossref": ("search-bibliographic-resnet-title-only.json", "lookup-many-dois-filter.json"),
    "openalex": ("search-title-chemcrow.json", "lookup-many-dois-or-filter.json"),
    "semanticscholar": (
        "search-attention-mechanism-full-fields.json",
        "lookup-batch-with-nulls-all-fields.json",
    ),
    "datacite": ("search-query-climate-model.json", "lookup-arxiv-gelu.json"),
    "dblp": ("search-publ-attention-is-all-you-need.json",),
    "doi": ("cn-datacite-arxiv-csl.json",),
}
EMPTY = {
    "arxiv": ("empty-search-no-hit.xml", "error-400-start-not-integer.xml"),
    "crossref": ("empty-title-search.json",),
    "openalex": ("empty-title-search.json", "lookup-doi-original-language.json"),
    "semanticscholar": ("empty-search.json", "empty-match-404.json"),
}


@pytest.mark.parametrize(
    ("name", "path"), [(name, path) for name, paths in SAMPLES.items() for path in paths]
)
def test_recorded_answers(shared: Path, name: str, path: str) -> None:
    found = PROVIDERS.load(name).records(sample(shared, f"{FOLDER.get(name, name)}/{path}"))
    assert found
    for one in found:
        assert not list(faults(one)), one
        assert one["title"]
    assert any("author" in one for one in found)


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, paths in EMPTY.items() for path in paths])
def test_answers_without_works(shared: Path, name: str, path: str) -> None:
    assert PROVIDERS.load(name).records((shared / "provider-samples" / name / path).read_bytes()) == []


@pytest.mark.parametrize("name", PROVIDERS.names())
def test_every_provider_asks_and_reads(name: str) -> None:
    module = PROVIDERS.load(name)
    assert module.records(b"") == []
    with pytest.raises(ValueError):  # noqa: PT011  each library says it in its own words
        module.records(b"{garbage" if name != "arxiv" else b"<feed><entry>")
    question = module.search('Attention, is | all: you "need"?', "vaswani")
    asked = module.lookup(["doi:10.1000/x", "arxiv:1706.03762"])
    assert question or asked
    for one in (question, asked):
        assert one is None or one.url.startswith("https://")


ENTRY: Record = {
    "id": "vaswani2017",
    "type": "article",
    "genre": "Preprint",
    "title": "Attention Is All You Need",
    "author": [
        {"family": "Vaswani", "given": "Ashish"},
        {"family": "Shazeer", "given": "Noam"},
        {"family": "Parmar", "given": "Niki"},
    ],
    "issued": {"date-parts": [[2017, 6, 12]]},
    "custom": {"cut-off": ["author"]},
}


def enriched(entry: Record, names: list[str], client: Client, path: Path) -> tuple[Any, Diagnostics]:
    said = Diagnostics()
    build_index(path, gather([entry], names, client, report=said))
    with Index(path) as index:
        (result,) = enrich([entry], index, on="2026-11-22")
    return result, said


def sample(shared: Path, path: str) -> bytes:
    return (shared / "provider-samples" / path).read_bytes()


def test_the_real_paper_is_found_among_its_copies(
    client: Client, replay: Replay, shared: Path, tmp_path: Path
) -> None:
    """Crossref knows seven copies of 2025 with the right title and authors; arXiv has the paper itself."""
    replay.on("/works", sample(shared, "crossref/search-bibliographic-attention-with-authors.json"))
    replay.on("/api/query", sample(shared, "arxiv/search-title-phrase-attention.xml"))
    both, said = enriched(ENTRY, ["crossref", "arxiv"], client, tmp_path / "a.db")
    assert both.match.verdict is Verdict.ACCEPTED
    assert both.merged.record["custom"]["arxiv"] == "1706.03762"
    assert len(both.merged.record["author"]) == 8
    assert not list(said)
    copies, _ = enriched(ENTRY, ["crossref"], client, tmp_path / "b.db")
    assert copies.match.verdict is not Verdict.ACCEPTED


def test_one_provider_s_failure_is_not_the_other_s(
    client: Client, replay: Replay, shared: Path, tmp_path: Path
) -> None:
    replay.on("/works", (200, {}, b"{garbage"))
    replay.on("/search/publ", (200, {"Content-Type": "text/html"}, b"<html>"))
    replay.on("/api/query", sample(shared, "arxiv/search-title-phrase-attention.xml"))
    found, said = enriched(ENTRY, ["crossref", "dblp", "arxiv"], client, tmp_path / "a.db")
    assert found.match.verdict is Verdict.ACCEPTED
    assert sorted(one.place.source for one in said) == ["crossref", "dblp"]


def names_of(count: int) -> list[str]:
    return [f"doi:10.1000/{number}" for number in range(count)]


def record_of(number: int) -> dict[str, Any]:
    return {"DOI": f"10.1000/{number}", "type": "journal-article", "title": [f"Paper {number}"]}


def entry_of(name: str) -> Record:
    return {"id": name, "type": "article", "title": "A title", "DOI": name.removeprefix("doi:")}


@pytest.mark.parametrize(
    ("name", "route", "requests"),
    [
        ("arxiv", "/api/query", 2),
        ("crossref", "/works", 3),
        ("openalex", "/works", 3),
        ("datacite", "/dois", 3),
    ],
)
def test_many_are_looked_up_at_once(
    client: Client, replay: Replay, name: str, route: str, requests: int
) -> None:
    replay.on(route, (404, {}, b""))
    entries = [entry_of(f"doi:10.1000/{number}") for number in range(120)]
    if name == "arxiv":
        entries = [{**one, "DOI": f"10.48550/arXiv.2001.{at:05}"} for at, one in enumerate(entries)]
    assert list(gather(entries, [name], client)) == []
    assert len(replay.asked) == requests
    assert "119" in replay.asked[-1]


def test_semantic_scholar_s_batch(client: Client, replay: Replay, shared: Path) -> None:
    replay.on("/paper/batch", sample(shared, "semanticscholar/lookup-batch-with-nulls-all-fields.json"))
    entries = [entry_of("doi:10.2139/ssrn.2250500"), {**entry_of(""), "custom": {"arxiv": "1706.03762"}}]
    found = list(gather(entries, ["semanticscholar"], client))
    assert found
    assert {source for source, _ in found} == {"semanticscholar"}
    assert replay.sent == ['{"ids": ["DOI:10.2139/ssrn.2250500", "ARXIV:1706.03762"]}']
    again = list(gather(entries, ["semanticscholar"], client))
    assert again == found
    assert len(replay.sent) == 1, "an answer to a POST is kept as well"


def test_one_bad_name_costs_one_name(client: Client, replay: Replay) -> None:
    replay.on("doi:10.1000/3", (400, {}, b'{"status": "failed"}'))
    for number in (0, 2, 4):
        body = {"message": {"items": [record_of(number)]}}
        replay.on(f"doi:10.1000/{number}", json.dumps(body).encode())
    said = Diagnostics()
    found = list(gather([entry_of(one) for one in names_of(5)], ["crossref"], client, report=said))
    assert {record["id"] for _, record in found} == {"doi:10.1000/0", "doi:10.1000/2", "doi:10.1000/4"}
    assert [one.found for one in said] == ["refuses a question with status 400 (doi:10.1000/3)"]


def test_a_full_page_without_the_title_is_gone_on_with(client: Client, replay: Replay) -> None:
    def page(*numbers: int) -> bytes:
        works = [{"id": f"https://openalex.org/W{at}", "title": f"Paper {at}"} for at in numbers]
        works = [{**one, "authorships": []} for one in works]
        return json.dumps({"results": works}).encode()

    replay.on("&page=2", page(20, 21))
    replay.on("/works", page(*range(20)))
    wanted = {"id": "x", "type": "article", "title": "Paper 21"}
    assert len(list(gather([wanted], ["openalex"], client))) == 22
    assert len(replay.asked) == 2
    assert len(list(gather([{**wanted, "title": "Paper 7"}], ["openalex"], client))) == 20
    assert len(replay.asked) == 3


def test_the_rate_that_an_answer_states_is_kept_to(replay: Replay, tmp_path: Path) -> None:
    headers = {"x-rate-limit-limit": "1", "x-rate-limit-interval": "5s", "x-api-pool": "public-array"}
    replay.on("/works", (200, headers, GOOD))
    waits: list[float] = []
    client = Client(tmp_path, rewritten={"api.crossref.org": replay.url}, sleep=waits.append)
    client.fetch(ASKED)
    client.fetch(Request("https://api.crossref.org/works/other"))
    client.close()
    assert len(waits) == 1
    assert 4.0 < waits[0] <= 5.0


def test_a_spent_budget_is_not_asked_again(client: Client, replay: Replay, shared: Path) -> None:
    replay.on("/works", (429, {}, sample(shared, "openalex/rate-limit-429-quoted.json")))
    with pytest.raises(Unavailable, match="asks to wait 57,505 s"):
        client.fetch(Request("https://api.openalex.org/works", (("search", "x"),)))
    assert len(replay.asked) == 1


def test_too_many_requests_are_tried_again(client: Client, replay: Replay, shared: Path) -> None:
    busy = sample(shared, "semanticscholar/rate-limit-429-quoted.json")
    replay.on("/graph", (429, {}, busy), (429, {}, busy), b'{"total": 0, "offset": 0}')
    assert client.fetch(Request("https://api.semanticscholar.org/graph/v1/paper/search"))
    replay.on("/api/query", sample(shared, "arxiv/rate-limit-body-rate-exceeded.txt"), b"<feed/>")
    assert client.fetch(Request("https://export.arxiv.org/api/query")) == b"<feed/>"


def test_garbage_is_not_kept(client: Client, replay: Replay, shared: Path) -> None:
    replay.on("/api/query", b"<feed><entry>", sample(shared, "arxiv/search-title-phrase-attention.xml"))
    said = Diagnostics()
    assert list(gather([ENTRY], ["arxiv"], client, report=said)) == []
    assert len(list(said)) == 1
    assert list(gather([ENTRY], ["arxiv"], client))


def test_a_run_that_was_stopped_goes_on_where_it_was(client: Client, replay: Replay, shared: Path) -> None:
    replay.on("/api/query", sample(shared, "arxiv/empty-search-no-hit.xml"))
    entries = [{**ENTRY, "id": str(at), "title": f"Attention number{at}"} for at in range(10)]

    def stopped(some: Any) -> Iterator[Record]:
        for at, one in enumerate(some):
            if at == 6:
                raise KeyboardInterrupt
            yield one

    with pytest.raises(KeyboardInterrupt):
        list(gather(entries, ["arxiv"], client, progress=stopped))
    assert len(replay.asked) == 6
    list(gather(entries, ["arxiv"], client))
    assert len(replay.asked) == 10


ASKER = """
import sys
from citemill.enrich.online import gather
from citemill.enrich.providers.client import Client
client = Client(sys.argv[1], intervals={"export.arxiv.org": 0.0}, rewritten={"export.arxiv.org": sys.argv[2]})
entries = [{"id": str(at), "type": "article", "title": f"Attention number{at}"} for at in range(1000)]
for at, _ in enumerate(gather(entries, ["arxiv"], client)):
    print(at, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_kill_9_leaves_whole_answers(replay: Replay, shared: Path, tmp_path: Path) -> None:
    replay.on("/api/query", sample(shared, "arxiv/search-title-phrase-attention.xml"))
    cache = tmp_path / "cache"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", ASKER, cache, replay.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as asker:
        assert asker.stdout is not None
        for _ in range(12):
            asker.stdout.readline()
        asker.kill()
    kept = list(cache.glob("*.json"))
    assert len(kept) >= 2
    for one in kept:
        assert json.loads(one.read_bytes())["body"], "an answer is there as a whole or not at all"
    offline = Client(cache, offline=True)
    module = PROVIDERS.load("arxiv")
    assert offline.fetch(module.search("Attention number0", "", 1)), "the next run asks no more about it"
