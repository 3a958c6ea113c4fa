"""Who is answered by the editor's server: its own page on this computer, and nobody else."""

from __future__ import annotations

import asyncio
import http.client
import io
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import Struct
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from plainleaf.preview import Editor
from plainleaf.preview.hosts import find_hosts
from plainleaf.preview.pages import make_application
from tests.preview.built import BuiltSite
from tests.site_tools import MakeSite, write_files

TAB = "tab-one-1"
ASKS_FOR_PAGE = json.dumps({"action": "getEntry", "params": {"path": "content/en/about.md"}})


class Served(Struct, frozen=True):
    """A running server with an editor."""

    port: int
    editor: Editor
    root: Path

    def ask(
        self, name: str, body: str | None = None, drop: str = "", **headers: str
    ) -> tuple[int, str, http.client.HTTPMessage]:
        """Status, text and headers of a file of the editor, or of a question, as the editor's page asks it."""
        own = f"127.0.0.1:{self.port}"
        usual = {"Host": own, "Origin": f"http://{own}", "Content-Type": "application/json; charset=utf-8"}
        sent = {key: value for key, value in (usual | headers).items() if key != drop}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            name = f"api/{TAB}" if name == "api" else name
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
    editor = Editor({"index.html": lambda places: f"{places.folder} {places.pages}".encode()}, "frame-src {}".format)
    root, ready, stopped = make_site(), threading.Event(), asyncio.Event()
    site = BuiltSite(root, root / "public", {"content/en/about.md": "about/index.html"})
    loop = asyncio.new_event_loop()
    sockets = bind_sockets(0, request.param)
    port = sockets[0].getsockname()[1]

    async def run() -> None:
        server = HTTPServer(make_application(site, find_hosts(request.param, port, sockets), editor))
        server.add_sockets(sockets)
        ready.set()
        await stopped.wait()
        server.stop()
        await server.close_all_connections()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    assert ready.wait(60)
    yield Served(port, editor, root)
    loop.call_soon_threadsafe(stopped.set)
    thread.join()
    loop.close()


def test_the_page_of_the_editor_is_for_this_computer_and_for_no_search_engine(served: Served) -> None:
    status, text, headers = served.ask("")

    pages = f"http://localhost:{served.port}/"
    assert (status, text) == (200, f"{served.editor.folder} {pages}_plainleaf/page/")
    assert headers["Content-Security-Policy"] == f"frame-src {pages}"
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
        connection.request("OPTIONS", f"{served.editor.folder}api/{TAB}", headers=headers)
        with connection.getresponse() as answer:
            assert answer.status == 403
            assert "Access-Control-Allow-Origin" not in answer.headers


def test_without_the_secret_there_is_nothing(served: Served) -> None:
    for secret in ("", "x", "*", served.editor.secret[:-1]):
        status, text, _ = served.ask(f"/_plainleaf/editor/{secret}/api/{TAB}", ASKS_FOR_PAGE)
        assert status in (404, 405)
        assert "About" not in text
    assert Editor({}, str).secret != Editor({}, str).secret


@pytest.mark.parametrize("served", ["0.0.0.0"], indirect=True)
def test_nothing_is_answered_where_others_listen(served: Served) -> None:
    assert served.ask("")[0] == 403
    assert served.ask("api", ASKS_FOR_PAGE)[0] == 403


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("{", 422, "understand"),
        ('{"action": 1}', 422, "understand"),
        ('{"action": "deleteFiles", "params": {"paths": ["content/en/about.md"]}}', 409, "Only a message"),
        ('{"action": "info"}', 409, "cannot do that"),
        ('{"action": "getEntry", "params": {"path": "../x.md"}}', 409, "not a folder"),
        ('{"action": "getMediaFile", "params": {"path": "static/pictures/none.png"}}', 404, "no such file"),
    ],
    ids=["no-json", "wrong-type", "delete", "action", "path", "missing"],
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
    assert "Location" in served.ask("/pictures/..%2f..%2fconfig.yaml")[2]


def test_the_pages_are_at_another_origin_than_the_editor(served: Served) -> None:
    pages = f"localhost:{served.port}"
    write_files(served.root / "public", {"about/index.html": "<title>About</title>", "a.svg": "<svg/>"})

    for path in ("about/", "a.svg", "none/"):
        status, _, headers = served.ask(f"/{path}")
        assert (status, headers["Location"]) == (302, f"http://{pages}/{path}")
    assert "About" in served.ask("/about/", Host=pages)[1]
    assert served.ask("", Host=pages)[0] == 403
    assert served.ask("api", ASKS_FOR_PAGE, Host=pages, Origin=f"http://{pages}")[0] == 403
    assert served.ask("api", ASKS_FOR_PAGE, Origin=f"http://{pages}")[0] == 403


def test_only_pages_that_plainleaf_made_run_scripts(served: Served) -> None:
    public = ("about/index.html", "search/index.html", "leaflet.html", "own/index.html", "a.xhtml", "a.svg", "404.html")
    write_files(served.root / "public", dict.fromkeys(public, "<title>A</title>"))

    def policy(path: str) -> str | None:
        return served.ask(path, Host=f"localhost:{served.port}")[2]["Content-Security-Policy"]

    for path in ("/about/", "/search/", "/none/"):
        assert policy(path) is None, path
    for path in ("/leaflet.html", "/a.xhtml", "/a.svg"):
        assert policy(path) == "sandbox", path
    write_files(served.root, {"static/own/index.html": "<script src=a.js></script>"})
    assert policy("/own/") == "sandbox"
    assert policy("/about/") is None


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What is logged of requests, whatever else has set up logging in this process: Dask silences all of Tornado."""
    logger, lines = logging.getLogger("tornado.access"), io.StringIO()
    handler = logging.StreamHandler(lines)
    before = logger.level
    logger.setLevel(logging.WARNING)
    logger.addHandler(handler)
    yield lines
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_the_secret_is_not_logged(served: Served, logged: io.StringIO) -> None:
    served.ask("api", ASKS_FOR_PAGE, Origin="https://evil.example")
    served.ask("", Host="evil.example")
    served.ask("none.js")
    served.ask("api", "{")
    # The log of a request is written after its answer.
    served.ask("")

    assert [line[:3] for line in logged.getvalue().splitlines()] == ["403", "403", "404", "422"]
    assert served.editor.secret not in logged.getvalue()


def test_a_source_leads_to_its_page_and_nowhere_else(served: Served) -> None:
    assert served.ask("/_plainleaf/page/content/en/about.md")[2]["Location"] == "/about/"
    for other in ("https://evil.example", "/evil.example/", "%0d%0aX:%20y"):
        assert served.ask(f"/_plainleaf/page/{other}")[2]["Location"] == "/"
