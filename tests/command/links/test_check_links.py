"""`check --links`, against a website on this computer."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from plainleaf.command.links.targets import find_targets, is_elsewhere
from plainleaf.content.load import load
from plainleaf.content.read import read
from plainleaf.index.overview import make_directory
from plainleaf.input.around_site import VARIABLE, cache_folder
from plainleaf.options import Options
from plainleaf.problems import Report
from tests.real_servers import POLL
from tests.site_tools import DAY, MakeSite, Run, about_page, minimal_config, minimal_page, run_plainleaf

# Seconds between two looks whether the website shall end.
TEMPLATES = "templates"
FOLDER = "content/en/sciatica"
SYMPTOMS = f"{FOLDER}/symptoms.md"
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
            answer = PATHS.get(self.path, (404, 404, ""))
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
    """A page with one link."""
    return {"content/en/about.md": about_page(f"Read [how to park]({website.address}{path}) first.")}


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
    path: str, code: int, website: Website, lonely_site: MakeSite
) -> None:
    assert check(lonely_site(files=about(website, path))).code == code


def test_a_problem_names_the_place_and_the_way_out(website: Website, lonely_site: MakeSite) -> None:
    (problem,) = (
        each for each in check(lonely_site(files=about(website, "/old"))).problems if each["rule"] == "link-moved"
    )

    assert (problem["path"], problem["line"], problem["column"]) == ("content/en/about.md", 6, 20)
    assert f"{website.address}{PARK}" in problem["fix"]


def test_addresses_in_fields_and_settings_have_their_own_lines(lonely_site: MakeSite) -> None:
    source = (NG59, "https://127.0.0.1:1/a")
    config = minimal_config(more="social:\n  - name: A network\n    address: https://127.0.0.1:1/b\n")
    files = {SYMPTOMS: minimal_page("sciatica/symptoms.md", source), "config.yaml": config}
    root = lonely_site(files=files)
    inputs = load(root, Report())
    pages = read(inputs, Report())
    directory = make_directory(inputs, pages, Options(root, root / "public", date.fromisoformat(DAY)))

    targets = find_targets(inputs, pages, directory)

    (in_source,), (in_config,) = targets["https://127.0.0.1:1/a"], targets["https://127.0.0.1:1/b"]
    line = files[SYMPTOMS].splitlines()[in_source.line - 1]
    assert (in_source.path, line[in_source.column - 1 :]) == (SYMPTOMS, '"https://127.0.0.1:1/a"}')
    assert (in_config.path, config.splitlines()[in_config.line - 1]) == (
        "config.yaml", "    address: https://127.0.0.1:1/b",
    )  # fmt: skip


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


def test_a_host_that_cannot_be_reached_is_said_and_is_no_problem(website: Website, lonely_site: MakeSite) -> None:
    # Nothing listens at port 1.
    text = about_page(f"[a](http://127.0.0.1:1/a) and [b]({website.address}/private)")

    run = check(lonely_site(files={"content/en/about.md": text}), form="text")

    assert run.code == 0
    assert "content/en/about.md:6:5: note: could not look up 'http://127.0.0.1:1/a'" in run.stdout
    assert "status 403" in run.stdout


@pytest.mark.parametrize(
    ("address", "is_there"),
    [
        ("https://doi.org/10.1136/bmj.l6273", True),
        (NG59, True),
        ("https://small-clinic.org/about/", False),
        ("https://www.small-clinic.org/about/", False),
        ("https://juniper.example/", False),
        ("https://www.example.com/", False),
        ("https://myexample.com/", True),
        ("mailto:ada@nice.org.uk", False),
        ("sciatica/index.md", False),
        ("https://[bad/", False),
    ],
)
def test_only_real_addresses_of_others_are_asked_for(address: str, is_there: bool) -> None:
    assert is_elsewhere(address, "small-clinic.org") == is_there
