"""Publishing over real SSH, and going back: names with spaces, files that were damaged on the server, nobody there."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.input.addresses.publish_places import read_publish_place
from tests.hosting.ssh_server import SshServer
from tests.real_servers import free_port
from tests.site_tools import DAY, MakeSite, Run, bytes_below, edit_about, run_plainleaf

# Real servers take seconds.
pytestmark = pytest.mark.matrix


@pytest.fixture
def shell(ssh_server: SshServer, monkeypatch: pytest.MonkeyPatch) -> SshServer:
    """The server, reached as the variable of rsync says."""
    monkeypatch.setenv("RSYNC_RSH", ssh_server.shell)
    return ssh_server


def publish(root: Path, place: str) -> Run:
    """Publish the site at `root`."""
    return run_plainleaf("publish", place, "--root", root, "--as-of", DAY)


def text_of(folder: Path) -> str:
    """The page about us that patients get."""
    return (folder / "current" / "about" / "index.html").read_text("utf-8")


def test_a_site_goes_to_a_folder_with_any_name_and_back(shell: SshServer, make_site: MakeSite, tmp_path: Path) -> None:
    folder = tmp_path / "Ada's sites; $HOME"
    root, place = make_site(), shell.place(folder)
    codes = []
    for text in ("First words.", "Second words."):
        edit_about(root, text)
        codes.append(publish(root, place).code)
    second = text_of(folder)

    back = run_plainleaf("rollback", place, "--root", root)

    assert [*codes, back.code] == [0, 0, 0], back.stderr
    assert "Second words." in second
    assert "First words." in text_of(folder)
    assert [line.split()[0] for line in back.stdout.splitlines()[:2]] == ["1", "2"]


def test_a_file_that_was_damaged_on_the_server_is_not_taken_over(
    shell: SshServer, make_site: MakeSite, tmp_path: Path
) -> None:
    root, folder = make_site(), tmp_path / "www"
    publish(root, shell.place(folder))
    page = folder / "current" / "contact" / "index.html"
    times = page.stat()
    page.write_bytes(page.read_bytes()[:-9] + b"_________")
    edit_about(root, "New words.")

    run = publish(root, shell.place(folder))

    assert run.code == 0, run.stderr
    built = {path: content for path, content in bytes_below(root / "public").items() if path != "_headers"}
    assert bytes_below(folder / "current") == built
    assert times.st_size == page.stat().st_size


def test_a_server_that_is_not_there_changes_nothing(make_site: MakeSite) -> None:
    port = free_port()

    run = publish(make_site(), f"ssh://nobody@127.0.0.1:{port}/srv/www")

    assert run.code == 2
    assert f"could not be reached. Try: ssh -p {port} nobody@127.0.0.1" in run.stderr
    assert "The old site stays" in run.stderr


def test_a_folder_that_may_not_be_made_is_said(shell: SshServer, make_site: MakeSite, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")

    run = publish(make_site(), shell.place(tmp_path / "file" / "www"))

    assert (run.code, "failed (exit code" in run.stderr) == (2, True), run.stderr


@pytest.mark.parametrize(
    "written",
    [
        "ssh://web@www.clinic.example:2222/srv/www",
        "web@www.clinic.example:/srv/www",
        "host:/srv/a b",
        "./www",
        "netlify",
    ],
)
def test_a_place_is_written_as_it_is_read(written: str) -> None:
    place = read_publish_place(written)

    assert str(place) == written


@pytest.mark.parametrize(
    "written",
    ["", "live", "host:srv", "host:/", "host:/srv/../etc", "-oProxyCommand=x:/srv", "ssh://host/", "ssh://-x@h/srv",
     "ssh://h:0x1/srv", "a\nb:/srv", "ssh://h/srv?x", "-/x"],
)  # fmt: skip
def test_what_could_be_mistaken_for_an_option_or_the_whole_disk_is_no_place(written: str) -> None:
    assert read_publish_place(written) is None
