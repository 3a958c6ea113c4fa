"""Publishing: the new site takes the place of the old one in one step, or not at all, and nothing else is touched."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from plainleaf.content.last_build import NO_BUILD, LastBuild
from plainleaf.model.jobs import Findings, Output
from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.publish import exchange, open_staging_folder, staging
from plainleaf.reuse.keys import KeyMaker
from plainleaf.reuse.work import Work
from plainleaf.state.lock import hold_lock
from plainleaf.state.state import open_state
from tests.examples import few
from tests.site_tools import (
    CHECKOUT,
    DAY,
    BuildSite,
    MakeSite,
    about_page,
    build_folder,
    bytes_below,
    edit_about,
    rules,
    write_files,
)

MANY = 600
TIMEOUT = 60  # seconds
NO_WORK = Work((), KeyMaker({}, ""), {}, LastBuild(), NO_BUILD)


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A site that is published, with many files, so that writing it takes a while."""
    root = make_site(files={f"static/many/{number}.txt": f"{number}\n" * 50 for number in range(MANY)})
    assert build_folder(root).code == 0
    return root


def start_build(root: Path, *more: str) -> subprocess.Popen[str]:
    """Start a build in a process of its own."""
    command = [sys.executable, str(CHECKOUT / "build.py"), "--root", str(root), "--as-of", DAY, *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def kill_while_writing(root: Path, written: int) -> bool:
    """Start a build and kill it when it has written some files; whether that was in time."""
    fresh = root / ".public.plainleaf" / "next" / "many"
    shutil.rmtree(fresh.parent, ignore_errors=True)
    process = start_build(root, "--clean")
    while process.poll() is None and not (fresh.is_dir() and sum(1 for _ in fresh.iterdir()) >= written):
        pass
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=TIMEOUT)
    return process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("written", few([1, MANY // 2]))
def test_a_build_that_is_killed_leaves_the_old_site_and_the_next_one_works(written: int, site: Path) -> None:
    for attempt in range(10):
        old = bytes_below(site / "public")
        edit_about(site, f"New {attempt}.")
        if kill_while_writing(site, written):
            break
    else:
        pytest.fail("every build was done before it could be killed")

    assert bytes_below(site / "public") == old
    assert build_folder(site).code == 0
    assert f"New {attempt}.".encode() in (site / "public/about/index.html").read_bytes()


def test_a_build_with_errors_leaves_the_old_site(site: Path) -> None:
    old = bytes_below(site / "public")
    edit_about(site, "[Nowhere](nowhere.md)")

    result = build_folder(site)

    assert result.code == 1
    assert bytes_below(site / "public") == old


def test_files_that_are_no_longer_planned_are_gone(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site(files={"content/en/more.md": about_page("More.", "aliases: [/much-more/]\n"), "static/a.txt": "a"})
    before = bytes_below(build_site(root).out)
    (root / "content/en/more.md").unlink()
    (root / "static/a.txt").unlink()

    after = bytes_below(build_site(root).out)

    gone = before.keys() - after.keys()
    assert {"more/index.html", "much-more/index.html"} <= gone
    assert any(path.startswith("a.") for path in gone)
    assert not (root / "public" / "more").exists()


def test_a_page_that_is_gone_does_not_come_back_with_the_folder_of_an_older_site(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    root = make_site(files={"content/en/more.md": about_page("More.")})
    build_site(root)
    (root / "content/en/more.md").unlink()

    # Each build puts its site together in the folder of the one before the last.
    for number in range(3):
        edit_about(root, f"Text {number}.")
        assert build_site(root).code == 0

        assert not (root / "public" / "more").exists()


def test_nothing_outside_of_the_output_and_its_workplace_is_touched(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site()
    before = bytes_below(root.parent)

    build_site(root)
    edit_about(root, "New.")
    build_site(root)

    after = bytes_below(root.parent)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    ours = ("site/public/", "site/.public.plainleaf/")
    assert {path for path in changed if not path.startswith(ours)} == {"site/content/en/about.md"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux exchanges two folders in one step")
def test_a_reader_finds_a_whole_site_at_every_moment(site: Path) -> None:
    page, missing = site / "public" / "about" / "index.html", list[str]()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                page.read_bytes()
            except OSError as error:
                missing.append(str(error))

    # Were it no daemon, and a build failed, Python would wait for it forever at the end of all tests.
    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        for number in range(3):
            edit_about(site, f"Text {number}.")
            build_folder(site)
    finally:
        done.set()
        reader.join(TIMEOUT)

    assert missing == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux exchanges two folders in one step")
def test_linux_exchanges_two_folders_in_one_step_and_says_when_it_could_not(tmp_path: Path) -> None:
    write_files(tmp_path, {"old/a.txt": "Old.", "new/b.txt": "New."})
    exchange_folders = exchange.find_exchange()

    assert exchange_folders is not None
    assert exchange_folders(tmp_path / "new", tmp_path / "old")
    assert not exchange_folders(tmp_path / "missing", tmp_path / "old")
    assert bytes_below(tmp_path) == {"old/b.txt": b"New.", "new/a.txt": b"Old."}


@pytest.fixture
def without_exchange() -> Iterator[None]:
    """A system that cannot exchange two folders in one step."""
    patch = pytest.MonkeyPatch()
    patch.setattr(exchange, "find_exchange", lambda: None)
    yield
    patch.undo()


@pytest.mark.usefixtures("without_exchange")
def test_a_system_without_exchange_publishes_by_two_renames(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site()
    build_site(root)
    edit_about(root, "New.")

    result = build_site(root)

    assert result.code == 0
    assert b"New." in (root / "public/about/index.html").read_bytes()
    assert sorted(entry.name for entry in root.iterdir() if entry.name.startswith((".public", "public"))) == [
        ".public.plainleaf", "public",
    ]  # fmt: skip


@pytest.mark.matrix
def test_two_builds_at_once_both_succeed_and_the_site_is_one_of_the_two(site: Path) -> None:
    edit_about(site, "New.")

    processes = [start_build(site, "--clean") for _ in range(2)]
    for process in processes:
        process.communicate(timeout=TIMEOUT)

    assert [process.returncode for process in processes] == [0, 0]
    together = bytes_below(site / "public")
    shutil.rmtree(site / "public")
    assert bytes_below(build_folder(site).out) == together


def test_a_build_that_waits_too_long_for_another_says_so(
    make_site: MakeSite, build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site()
    old = bytes_below(build_site(root).out)
    edit_about(root, "New.")
    monkeypatch.setattr(staging, "LOCK_SECONDS", 0.01)

    with hold_lock(root / ".public.plainleaf" / "lock", timeout=0):
        result = build_site(root)

    assert (result.code, result.rules) == (1, ["locked"])
    assert (result.problems[0]["path"], result.problems[0]["line"]) == ("public", 1)
    assert bytes_below(root / "public") == old


@pytest.mark.parametrize("path", ["../outside.txt", "/outside.txt", "a/../../outside.txt", "."])
def test_a_path_out_of_the_site_is_a_mistake_of_ours(path: str, tmp_path: Path, report: Report) -> None:
    output = Output(path, "", b"text", Findings())
    (tmp_path / "site").mkdir()
    options = Options(tmp_path / "site", tmp_path / "site" / "public", date(2026, 11, 21))

    state = open_state(options)
    with (
        open_staging_folder(NO_WORK, options, state, report) as opened,
        pytest.raises(ValueError, match="not inside"),
    ):
        assert opened is not None
        opened.fill(NO_WORK, (each for each in [output]), lambda _done, _total: None)

    assert not (tmp_path / "outside.txt").exists()
    assert rules(report) == []
