"""The development server: what a person who edits a page gets from it."""

from __future__ import annotations

import shutil
import socket

import pytest

from tests.preview_server import Server, edit, put_in_place, running, save_by_renaming
from tests.site_tools import CHECKOUT, MakeSite, about_page, run_process

# On Linux all addresses that begin with 127 are of this machine.
ANOTHER_ADDRESS = "127.9.8.7"
HOME = "content/en/index.md"
BANNER = "Draft: not on the published site."
TRAVERSALS = ["/../../etc/hostname", "/%2e%2e/%2e%2e/etc/hostname", "/..%2f..%2fetc%2fhostname", "//etc/hostname",
              "/%00", f"/{'a' * 5000}", "/_plainleaf/../serve.py", "/_plainleaf/overlay.py"]  # fmt: skip


def test_a_site_that_was_never_good_is_not_called_the_last_good_one(make_site: MakeSite) -> None:
    root = make_site()
    edit(root / HOME, ("summary: ", "sumary: "))

    with running(root) as server:
        edit(root / HOME, ("sumary: ", "smmary: "))
        server.wait_for("There is no site to show before errors are fixed: 1 error")
        edit(root / HOME, ("smmary: ", "summary: "))
        server.wait_for("Rebuilt")


def test_a_saved_change_is_served_and_an_error_keeps_the_last_good_site(make_site: MakeSite) -> None:
    root = make_site()

    with running(root) as server:
        edit(root / HOME, ("title: ", "title: Fixed "))
        server.wait_for("Rebuilt")
        good = server.get("/")[1]
        edit(root / HOME, ("summary: ", "sumary: "))
        server.wait_for("Still showing the last good site")
        bad = server.get("/")[1]
        edit(root / HOME, ("sumary: ", "summary: "))
        server.wait_for("Rebuilt")
        fixed = server.get("/")[1]

    assert "Fixed " in good
    assert "unknown-field" not in good
    assert "Fixed " in bad
    assert f"{HOME}:3:1" in bad
    assert "Did you mean &#x27;summary&#x27;?" in bad
    assert "Your last change is not shown." in bad
    assert "unknown-field" not in fixed
    assert not (root / "public").exists()


def test_a_site_with_errors_is_served_as_soon_as_they_are_fixed(make_site: MakeSite) -> None:
    root = make_site()
    edit(root / HOME, ("title: ", "titel: "))

    with running(root) as server:
        before = server.get("/")[1]
        edit(root / HOME, ("titel: ", "title: "))
        server.wait_for("Rebuilt")
        after = server.get("/")[1]

    assert "There is no page to show yet." in before
    assert f"{HOME}:2:1" in before
    assert "<h1>" in after


@pytest.mark.matrix
def test_every_way_to_save_is_seen(make_site: MakeSite) -> None:
    root = make_site("minimal", {"content/en/about.md": about_page("First text.")})
    about, config = root / "content/en/about.md", root / "config.yaml"

    with running(root) as server:
        for old, new in (("First", "Second"), ("Second", "Third")):
            save_by_renaming(about, (old, new))
            wait_until(server, "/about/", f"{new} text.")
        # A watch on the file that was there at the start would not see the second renaming.
        for old, new in (("Small Clinic", "Middle Clinic"), ("Middle Clinic", "Big Clinic")):
            save_by_renaming(config, (old, new))
            wait_until(server, "/about/", new)
        shutil.rmtree(root / "content")
        server.wait_for("Still showing the last good site")
        put_in_place(root / "content", {"en/index.md": about_page("Fourth text."), **pages_of_minimal()})
        wait_until(server, "/", "Fourth text.")
        put_in_place(root / "content/en/news", {"index.md": about_page("Fifth text.")})
        wait_until(server, "/news/", "Fifth text.")
        put_in_place(root / "templates", {"kinds/page.html": "Our own template"})
        wait_until(server, "/news/", "Our own template")


def pages_of_minimal() -> dict[str, str]:
    """The files of the minimal site below content/ but for its home page."""
    content = CHECKOUT / "tests/sites/minimal/content"
    files = (file for file in content.rglob("*") if file.is_file() and file != content / "en/index.md")
    return {str(file.relative_to(content)): file.read_text("utf-8") for file in files}


def wait_until(server: Server, path: str, text: str) -> None:
    """Wait for rebuilds until the text of an address holds another one. Without it the server is killed in the end."""
    while text not in server.get(path)[1]:
        server.wait_for("Rebuilt")


@pytest.mark.matrix
def test_the_server_answers_to_its_own_name_only(make_site: MakeSite) -> None:
    with running(make_site()) as server:
        own = f"127.0.0.1:{server.port}"
        answers = {
            path: (server.get(path)[0], server.get(path, host=f"evil.example:{server.port}")[0])
            for path in ("/", "/_plainleaf/live.js", "/_plainleaf/state/")
        }
        local = server.get("/", host=f"localhost:{server.port}")[0]
        sockets = [
            server.open_socket(f"http://{own}"),
            server.open_socket("http://evil.example"),
            # A foreign name that leads to this machine: the page and what it asks for have the same one.
            server.open_socket(f"http://evil.example:{server.port}", host=f"evil.example:{server.port}"),
        ]

    assert set(answers.values()) == {(200, 403)}
    assert local == 200
    assert sockets == [101, 403, 403]


def test_only_this_computer_is_answered_unless_others_are_asked_for(make_site: MakeSite) -> None:
    root = make_site()

    with running(root) as server, pytest.raises(ConnectionRefusedError):
        server.get("/", at=ANOTHER_ADDRESS)
    with running(root, "--host", "0.0.0.0") as server:
        status, page = server.get("/", at=ANOTHER_ADDRESS, host=f"{ANOTHER_ADDRESS}:{server.port}")
        warning = server.wait_for("Warning: ")

    assert status == 200
    assert f"ws://{ANOTHER_ADDRESS}:{server.port}/livereload" in page
    assert "anyone on the same network can read this site" in warning


@pytest.mark.matrix
def test_a_server_for_others_answers_to_addresses_and_to_the_names_of_this_machine_only(make_site: MakeSite) -> None:
    with running(make_site(), "--host", "0.0.0.0") as server:
        names = [ANOTHER_ADDRESS, "192.168.7.7", "[fd00::7]", "localhost", socket.gethostname()]
        own = {name: server.get("/", host=f"{name}:{server.port}")[0] for name in names}
        foreign = {name: server.get("/", host=name)[0] for name in (f"evil.example:{server.port}", "192.168.7.7:1")}
        here = f"192.168.7.7:{server.port}"
        sockets = [
            server.open_socket(f"http://{here}", host=here),
            server.open_socket("http://evil.example", host=here),
            server.open_socket(f"http://evil.example:{server.port}", host=f"evil.example:{server.port}"),
        ]

    assert set(own.values()) == {200}
    assert set(foreign.values()) == {403}
    assert sockets == [101, 403, 403]


@pytest.mark.matrix
def test_a_server_at_one_address_answers_to_this_one_only(make_site: MakeSite) -> None:
    with running(make_site(), "--host", ANOTHER_ADDRESS) as server:
        answers = {
            name: server.get("/", at=ANOTHER_ADDRESS, host=f"{name}:{server.port}")[0]
            for name in (ANOTHER_ADDRESS, "192.168.7.7", "evil.example")
        }
        page = server.get("/", at=ANOTHER_ADDRESS, host=f"{ANOTHER_ADDRESS}:{server.port}")[1]

    assert answers == {ANOTHER_ADDRESS: 200, "192.168.7.7": 403, "evil.example": 403}
    assert f'<link rel="canonical" href="http://{ANOTHER_ADDRESS}:{server.port}/">' in page


def test_an_address_that_this_machine_does_not_have_ends_with_exit_code_2(make_site: MakeSite) -> None:
    ended = run_process("serve", "--root", make_site(), "--no-open", "--host", "192.0.2.1")

    assert ended.returncode == 2
    assert "cannot be used at 192.0.2.1" in ended.stderr


def test_lost_readers_get_the_page_for_them_and_nothing_outside_is_served(make_site: MakeSite) -> None:
    with running(make_site()) as server:
        lost = server.get("/nowhere/")
        outside = {path: server.get(path)[0] for path in TRAVERSALS}

    assert lost[0] == 404
    assert "<h1>Page not found</h1>" in lost[1]
    assert set(outside.values()) == {404}


def test_a_port_that_is_taken_ends_with_exit_code_2(make_site: MakeSite) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run_process("serve", "--root", make_site(), "--no-open", "--port", port)

    assert ended.returncode == 2
    assert f"port {port} cannot be used" in ended.stderr


def test_a_draft_has_an_address_and_a_banner_and_loses_both_with_its_line(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/news.md": about_page("Text.", "draft: yes\n")})

    with running(root) as server:
        status, draft = server.get("/news/")
        others = server.get("/about/")[1]
        edit(root / "content/en/news.md", ("draft: yes\n", ""))
        server.wait_for("Rebuilt")
        published = server.get("/news/")[1]

    assert status == 200
    assert BANNER in draft
    assert BANNER not in others
    assert BANNER not in published
    assert "<h1>About us</h1>" in published


@pytest.mark.matrix
def test_the_terminal_says_where_a_new_draft_is(make_site: MakeSite) -> None:
    root = make_site()

    with running(root) as server:
        put_in_place(root / "content/en/news", {"a.md": about_page("Text.", "draft: yes\n")})
        said = server.wait_for("Draft: ")

    assert said == f"Draft: not on the published site. See it at http://127.0.0.1:{server.port}/news/a/\n"
