"""The development server: what a person who edits a page sees in the browser."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plainleaf.preview_pages import find_file, with_notice
from plainleaf.problems import Place, Report
from tests.site_tools import CHECKOUT, DAY, MakeSite

PATIENCE = 60  # seconds
HOME = "content/en/index.md"
LOADS_ITSELF_AGAIN = b'<script src="/livereload.js" defer></script>'


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its port, and the lines it prints."""

    port: int
    lines: Iterator[str]

    def wait_for(self, text: str) -> str:
        """The next line that holds a text. The server prints one after each rebuild, so nothing has to sleep."""
        return next(line for line in self.lines if text in line)

    def get(self, path: str, host: str = "") -> tuple[int, str]:
        """Status and text of an address, asked for under a host name."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers={"Host": host or f"127.0.0.1:{self.port}"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@contextmanager
def running(root: Path) -> Iterator[Server]:
    """A server for a site, on a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    arguments = ["serve", "--root", str(root), "--port", str(port), "--no-open", "--as-of", DAY]
    command = [sys.executable, "-u", str(CHECKOUT / "build.py"), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        # A server that says nothing more is killed, so that the test fails instead of waiting for ever.
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        server = Server(port, iter(process.stdout))
        try:
            server.wait_for("follows your changes")
            yield server
        finally:
            watchdog.cancel()
            process.terminate()


def edit(root: Path, old: str, new: str) -> None:
    """Replace a text in the home page."""
    file = root / HOME
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_a_saved_change_is_served_and_an_error_keeps_the_last_good_site(make_site: MakeSite) -> None:
    root = make_site()

    with running(root) as server:
        edit(root, "title: ", "title: Mended ")
        server.wait_for("Rebuilt")
        good = server.get("/")[1]
        edit(root, "summary: ", "sumary: ")
        server.wait_for("Kept the last good site")
        bad = server.get("/")[1]
        edit(root, "sumary: ", "summary: ")
        server.wait_for("Rebuilt")
        mended = server.get("/")[1]

    assert "Mended " in good
    assert "unknown-field" not in good
    assert "Mended " in bad
    assert f"{HOME}:3:1" in bad
    assert "Did you mean &#x27;summary&#x27;?" in bad
    assert "unknown-field" not in mended
    assert not (root / "public").exists()


def test_the_server_answers_to_its_own_name_only_and_with_the_page_for_lost_readers(make_site: MakeSite) -> None:
    with running(make_site()) as server:
        own, foreign = server.get("/"), server.get("/", host="evil.example")
        lost, outside = server.get("/nowhere/"), server.get("/../../etc/hostname")

    assert own[0] == 200
    assert foreign[0] == 403
    assert lost[0] == 404
    assert "<h1>Page not found</h1>" in lost[1]
    assert outside[0] == 404


def test_a_port_that_is_taken_ends_with_exit_code_2(make_site: MakeSite) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, str(CHECKOUT / "build.py"), "serve", "--root", str(make_site()), "--no-open"]
        ended = subprocess.run([*command, "--port", port], capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 2
    assert f"port {port} cannot be used" in ended.stderr


def test_nothing_outside_the_folder_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "page.txt").write_text("page")

    assert find_file(folder, "page.txt") == folder / "page.txt"
    assert find_file(folder, "../secret.txt") is None
    assert find_file(folder, "link.txt") is None


def test_a_page_gets_the_script_and_the_problems_and_loses_its_policy() -> None:
    page = b'<head><meta http-equiv="Content-Security-Policy" content="x">\n</head><body class="a"><p>Text'
    report = Report()
    report.add(Place("a.md", 2, 3), "some-rule", "<b> is wrong", "Mend it.")

    shown = with_notice(page, report)

    assert b"Content-Security-Policy" not in shown
    assert LOADS_ITSELF_AGAIN in shown
    assert b"a.md:2:3" in shown
    assert b"&lt;b&gt; is wrong" in shown
    assert shown.index(b"<body") < shown.index(b"some-rule") < shown.index(b"<p>Text")
