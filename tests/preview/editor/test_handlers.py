"""Who is answered by the editor's server: its own page on this computer, and nobody else."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import Struct, field
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from plainleaf.preview import Editor
from plainleaf.preview.hosts import find_hosts
from plainleaf.preview.pages import make_application
from plainleaf.problems import Report
from tests.site_tools import MakeSite

ASKS_FOR_PAGE = json.dumps({"action": "getEntry", "params": {"path": "content/en/about.md"}})


class Preview(Struct):
    """A site that was built, as the server sees it."""

    root: Path
    report: Report = field(default_factory=Report)
    pages: Mapping[str, str] = field(default_factory=lambda: {"content/en/about.md": "about/index.html"})
    standings: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The folder with the built site."""
        return self.root / "public"


class Served(Struct, frozen=True):
    """A running server with an editor."""

    port: int
    editor: Editor

    def ask(
        self, name: str, body: str | None = None, drop: str = "", **headers: str
    ) -> tuple[int, str, http.client.HTTPMessage]:
        """Status, text and headers of a file of the editor, or of a question, as the editor's page asks it."""
        own = f"127.0.0.1:{self.port}"
        usual = {"Host": own, "Origin": f"http://{own}", "Content-Type": "application/json; charset=utf-8"}
        sent = {key: value for key, value in (usual | headers).items() if key != drop}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            path = name if name.startswith("/") else self.editor.folder + name
            connection.putrequest("GET" if body is None else "POST", path, skip_host=True)
            for key, value in sent.items():
                connection.putheader(key, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body.encode())))
            connection.endheaders(None if body is None else body.encode())
            with connection.getresponse() as answer:
                return answer.status, answer.read().decode(), answer.headers


@pytest.fixture(params=["127.0.0.1"])
def served(make_site: MakeSite, request: pytest.FixtureRequest) -> Iterator[Served]:
    """An editor whose only file is its page, at an address of this computer."""
    editor = Editor({"index.html": lambda folder: folder.encode()}, "default-src 'none'")
    root, ready, stopped = make_site(), threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()
    sockets = bind_sockets(0, request.param)
    port = sockets[0].getsockname()[1]

    async def run() -> None:
        server = HTTPServer(make_application(Preview(root), find_hosts(request.param, port, sockets), editor))
        server.add_sockets(sockets)
        ready.set()
        await stopped.wait()
        server.stop()
        await server.close_all_connections()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    assert ready.wait(60)
    yield Served(port, editor)
    loop.call_soon_threadsafe(stopped.set)
    thread.join()
    loop.close()


def test_the_page_of_the_editor_is_for_this_computer_and_for_no_search_engine(served: Served) -> None:
    status, text, headers = served.ask("")

    assert (status, text) == (200, served.editor.folder)
    assert headers["Content-Security-Policy"] == "default-src 'none'"
    assert (headers["X-Robots-Tag"], headers["Referrer-Policy"]) == ("noindex", "no-referrer")
    assert headers["Cache-Control"] == "no-store"


def test_its_own_page_is_answered(served: Served) -> None:
    status, text, _ = served.ask("api", ASKS_FOR_PAGE)

    assert status == 200
    assert "About" in json.loads(text)["data"]


@pytest.mark.parametrize(
    "changed",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Host": "evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"drop": "Origin"},
    ],
    ids=["elsewhere", "sandbox", "port", "rebound", "cross-site", "plain-form", "form", "no-origin"],
)
def test_pages_of_other_origins_get_no_answer(served: Served, changed: dict[str, str]) -> None:
    status, text, headers = served.ask("api", ASKS_FOR_PAGE, **changed)

    assert status == 403
    assert "About" not in text
    assert "Access-Control-Allow-Origin" not in headers


def test_a_name_that_somebody_else_gave_this_computer_gets_no_answer(served: Served) -> None:
    name = f"evil.example:{served.port}"

    assert served.ask("", Host=name)[0] == 403
    assert served.ask("api", ASKS_FOR_PAGE, Host=name, Origin=f"http://{name}")[0] == 403


def test_other_origins_may_not_even_ask_whether_they_may(served: Served) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)) as connection:
        headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        connection.request("OPTIONS", f"{served.editor.folder}api", headers=headers)
        with connection.getresponse() as answer:
            assert answer.status == 403
            assert "Access-Control-Allow-Origin" not in answer.headers


def test_without_the_secret_there_is_nothing(served: Served) -> None:
    for secret in ("", "x", "*", served.editor.secret[:-1]):
        status, text, _ = served.ask(f"/_plainleaf/editor/{secret}/api", ASKS_FOR_PAGE)
        assert status in (404, 405)
        assert "About" not in text
    assert Editor({}, "").secret != Editor({}, "").secret


@pytest.mark.parametrize("served", ["0.0.0.0"], indirect=True)
def test_nothing_is_answered_where_others_listen(served: Served) -> None:
    assert served.ask("")[0] == 403
    assert served.ask("api", ASKS_FOR_PAGE)[0] == 403


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("{", 422, "understand"),
        ('{"action": 1}', 422, "understand"),
        ('{"action": "deleteFiles", "params": {"paths": ["content/en/about.md"]}}', 409, "cannot do that"),
        ('{"action": "getEntry", "params": {"path": "../x.md"}}', 409, "not a folder"),
        ('{"action": "getMediaFile", "params": {"path": "static/pictures/none.png"}}', 404, "no such file"),
    ],
    ids=["no-json", "wrong-type", "action", "path", "missing"],
)
def test_what_is_refused_is_said_in_words(served: Served, body: str, status: int, words: str) -> None:
    found, text, _ = served.ask("api", body)

    assert found == status
    assert words in json.loads(text)["error"]


def test_a_drawing_as_it_was_saved_runs_no_script(served: Served) -> None:
    status, text, headers = served.ask("/pictures/nerve.svg")

    assert status == 200
    assert text.lstrip().startswith("<svg")
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert served.ask("/pictures/..%2f..%2fconfig.yaml")[0] == 404


def test_a_source_leads_to_its_page_and_nowhere_else(served: Served) -> None:
    assert served.ask("page/content/en/about.md")[2]["Location"] == "/about/"
    for other in ("https://evil.example", "/evil.example/", "%0d%0aX:%20y"):
        assert served.ask(f"page/{other}")[2]["Location"] == "/"
