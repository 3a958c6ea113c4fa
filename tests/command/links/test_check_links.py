"""`check --links`, against a website on this computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from plainleaf.input.around_site import VARIABLE, cache_folder
from tests.real_servers import POLL
from tests.site_tools import DAY, MakeSite, Run, about_page, minimal_page, run_plainleaf

# Seconds between two looks whether the website shall end.
TEMPLATES = "templates"
FOLDER = "content/en/sciatica"
SYMPTOMS = f"{FOLDER}/symptoms.md"
# RFC 9476: no name server knows it.
PUBLIC = "http://parking.alt"
NG59 = "https://www.nice.org.uk/guidance/ng59"
PARK, FRONT = "/parking/new", "/"
# What each path answers: to HEAD, to GET, and where it leads.
PATHS = {
    "/fine": (200, 200, ""),
    "/only-get": (405, 200, ""),
    "/wrong-head": (404, 200, ""),
    "/gone": (404, 404, ""),
    "/gone-for-good": (410, 410, ""),
    "/old": (301, 301, PARK),
    "/older": (308, 308, "/old"),
    "/folder": (301, 301, "/folder/"),
    "/folder/": (200, 200, ""),
    "/to-front": (301, 301, FRONT),
    "/elsewhere-today": (302, 302, PARK),
    "/in-the-end-gone": (302, 302, "/gone"),
    "/first-for-now": (302, 302, "/old"),
    "/circle": (301, 301, "/circle"),
    "/to-a-file": (302, 302, "file:///etc/hosts"),
    "/private": (403, 403, ""),
    "/broken": (500, 500, ""),
    PARK: (200, 200, ""),
    FRONT: (200, 200, ""),
}


class Website:
    """A website on this computer, and the requests that it got: method, path and who asked."""

    def __init__(self, server: ThreadingHTTPServer, asked: list[tuple[str, str, str]]) -> None:
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        self.asked = asked


@pytest.fixture
def website() -> Iterator[Website]:
    """A website with PATHS."""
    asked: list[tuple[str, str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.reply(0)

        def do_GET(self) -> None:
            self.reply(1)

        def reply(self, number: int) -> None:
            asked.append((self.command, self.path, self.headers["User-Agent"]))
            # A proxy is asked for a full address.
            answer = PATHS.get(urlsplit(self.path).path, (404, 404, ""))
            self.send_response((answer[0], answer[1])[number])
            if answer[2]:
                self.send_header("Location", answer[2])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=[POLL], daemon=True)
        thread.start()
        yield Website(server, asked)
        server.shutdown()
        thread.join(60)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own, with the compiled templates that all tests share: a check keeps none."""
    folder = tmp_path / "cache"
    (folder / TEMPLATES).mkdir(mode=0o700, parents=True)
    for file in (cache_folder() / TEMPLATES).glob("*"):
        # Another process may just be replacing it.
        with suppress(FileNotFoundError):
            (folder / TEMPLATES / file.name).hardlink_to(file)
    monkeypatch.setenv(VARIABLE, str(folder))
    # A proxy of this machine would be asked in place of the website.
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return folder


def check(root: Path, day: str = DAY, form: str = "json") -> Run:
    """Check a site and its links."""
    return run_plainleaf("check", "--links", "--root", root, "--as-of", day, "--format", form)


@pytest.fixture
def lonely_site(make_site: MakeSite) -> MakeSite:
    """Makes sites that name no address on other websites, but for those in the given files."""

    def make(name: str = "minimal", files: Mapping[str, str | bytes] | None = None) -> Path:
        named = ("index.md", "symptoms.md", "get-help.md")
        pages = {
            f"{FOLDER}/{each}": minimal_page(f"sciatica/{each}", (NG59, "https://nice.example/1")) for each in named
        }
        return make_site(name, files={**pages, **(files or {})})

    return make


def about(website: Website, path: str) -> dict[str, str | bytes]:
    """A page with one link, which is an error in itself: it leads to this computer."""
    return link_to(f"{website.address}{path}")


def link_to(address: str) -> dict[str, str | bytes]:
    """A page with one link."""
    return {"content/en/about.md": about_page(f"Read [how to park]({address}) first.")}


def ask_by_proxy(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a website on this computer asked for everything, as a proxy."""
    monkeypatch.setenv("http_proxy", address)
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.delenv("NO_PROXY", raising=False)


def of_links(run: Run, page: str = "content/en/about.md") -> list[tuple[str, str]]:
    """Rule and severity of each problem of links to other websites that a page has."""
    problems = (each for each in run.problems if each["path"] == page)
    return [(each["rule"], each["severity"]) for each in problems if each["rule"].startswith("link-")]


# What is found at each path that a page leads to.
FOUND = {
    "/fine": [],
    "/only-get": [],
    "/wrong-head": [],
    "/folder": [],
    "/elsewhere-today": [],
    "/first-for-now": [],
    "/private": [],
    "/broken": [],
    "/circle": [],
    "/to-a-file": [],
    "/fine#a-place": [],
    "/gone": [("link-gone", "error")],
    "/gone-for-good": [("link-gone", "error")],
    "/in-the-end-gone": [("link-gone", "error")],
    "/old": [("link-moved", "warning")],
    "/older": [("link-moved", "warning")],
    "/to-front": [("link-moved", "warning")],
}


def test_only_what_is_gone_or_has_moved_for_good_is_a_problem(website: Website, lonely_site: MakeSite) -> None:
    names = {path: f"content/en/link-{number}.md" for number, path in enumerate(FOUND)}
    pages = {name: about_page(f"Read [how to park]({website.address}{path}) first.") for path, name in names.items()}

    run = check(lonely_site(files={**pages}))

    found = {path: of_links(run, name) for path, name in names.items()}
    assert found == FOUND
    assert run.code == 1


@pytest.mark.parametrize(("path", "code"), [("/fine", 0), ("/old", 0), ("/gone", 1)])
def test_the_exit_code_is_1_where_a_link_leads_nowhere(
    path: str, code: int, website: Website, lonely_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_by_proxy(website.address, monkeypatch)

    assert check(lonely_site(files=link_to(f"{PUBLIC}{path}"))).code == code


def test_a_problem_names_the_place_and_the_way_out(website: Website, lonely_site: MakeSite) -> None:
    (problem,) = (
        each for each in check(lonely_site(files=about(website, "/old"))).problems if each["rule"] == "link-moved"
    )

    assert (problem["path"], problem["line"], problem["column"]) == ("content/en/about.md", 6, 20)
    assert f"{website.address}{PARK}" in problem["fix"]


def test_the_front_page_is_not_proposed_in_place_of_a_page_that_is_gone(
    website: Website, lonely_site: MakeSite
) -> None:
    fixes = [each["fix"] for each in check(lonely_site(files=about(website, "/to-front"))).problems]

    assert any("may be gone" in fix for fix in fixes)


def test_an_address_is_asked_for_once_however_often_it_is_named(website: Website, lonely_site: MakeSite) -> None:
    link = f"[park]({website.address}/gone)"

    run = check(lonely_site(files={"content/en/about.md": about_page(f"You can {link}.\n\nOr {link}.")}))

    assert [(each["line"], each["column"]) for each in run.problems if each["rule"] == "link-gone"] == [
        (6, 16),
        (8, 11),
    ]
    assert [(method, path) for method, path, _ in website.asked] == [("HEAD", "/gone"), ("GET", "/gone")]


def test_the_host_is_told_who_asks(website: Website, lonely_site: MakeSite) -> None:
    check(lonely_site(files=about(website, "/fine")))

    (agent,) = {agent for _, _, agent in website.asked}
    assert agent.startswith("plainleaf/")
    assert "https://small.example" in agent


def test_answers_are_kept_for_some_days(website: Website, lonely_site: MakeSite, cache: Path) -> None:
    root = lonely_site(files=about(website, "/fine"))

    counts = []
    for day in ("2026-11-21", "2026-11-27", "2026-11-28"):
        check(root, day)
        counts.append(len(website.asked))

    assert counts == [1, 1, 2]
    (cache / "links.json").write_text("{", encoding="utf-8")
    check(root, "2026-11-28")
    assert len(website.asked) == 3


def test_what_is_gone_is_asked_for_again_the_next_day(website: Website, lonely_site: MakeSite) -> None:
    root = lonely_site(files=about(website, "/gone"))

    first, again, next_day = (check(root, day) for day in ("2026-11-21", "2026-11-21", "2026-11-22"))

    assert [of_links(run) for run in (first, again, next_day)] == [[("link-gone", "error")]] * 3
    assert len(website.asked) == 4


def test_drafts_and_made_up_addresses_are_left_alone(website: Website, lonely_site: MakeSite) -> None:
    text = about_page(f"[a]({website.address}/gone) and [b](https://clinic.example/b)", "draft: yes\n")

    run = check(lonely_site(files={"content/en/draft.md": text}), form="text")

    # The minimal site names none but made-up addresses.
    assert website.asked == []
    assert "'https://clinic.example/b'" not in run.stdout


def test_a_host_that_cannot_be_reached_is_said_and_is_no_problem(
    website: Website, lonely_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_by_proxy(website.address, monkeypatch)
    # Nothing listens at port 1.
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    text = about_page(f"[a](https://nobody.alt/a) and [b]({PUBLIC}/private)")

    run = check(lonely_site(files={"content/en/about.md": text}), form="text")

    assert run.code == 0
    assert "content/en/about.md:6:5: note: could not look up 'https://nobody.alt/a'" in run.stdout
    assert "status 403" in run.stdout
