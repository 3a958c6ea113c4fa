"""A build that is given up while processes make pages: none of them goes on when another build may begin."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from multiprocessing import active_children
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from plainleaf.options import Options, Result
from plainleaf.problems import Report
from plainleaf.publish import staging
from plainleaf.state.lock import hold_lock
from plainleaf.state.state import open_state
from tests.examples import few
from tests.site_tools import (
    DAY,
    MakeSite,
    about_page,
    build_folder,
    build_function,
    bytes_below,
    rules,
    run_plainleaf,
)

# The main process copies one while pages are rendered, because it is sorted among them, and writes the other last.
COPIED, WRITTEN = "more/55.txt", "sitemap.xml"
# Its title is on every page below it.
ABOVE = "content/en/more/index.md"
# How many jobs are done when something happens.
SOON = 20


@pytest.fixture
def site(make_site: MakeSite) -> Path:
    """A site that is published, with pages for many batches and a file to copy."""
    files = {f"content/en/more/{number}.md": about_page(f"Text {number}.") for number in range(100)}
    root = make_site(files=files | {ABOVE: about_page("More."), f"static/root/{COPIED}": "one"})
    assert build_folder(root).code == 0
    return root


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[list[BaseProcess]]:
    """The processes that exist each time the lock is released."""
    found: list[list[BaseProcess]] = []

    @contextmanager
    def hold_and_look(file: Path, timeout: float) -> Iterator[None]:
        with hold_lock(file, timeout):
            try:
                yield
            finally:
                found.append(active_children())

    monkeypatch.setattr(staging, "hold_lock", hold_and_look)
    return found


def build_until(root: Path, happens: Callable[[Path], None], report: Report, *, clean: bool) -> Result | None:
    """Build with two processes; when some jobs are done, something happens."""

    def look(done: int, _total: int) -> None:
        if done == SOON:
            assert active_children()
            happens(root)

    options = Options(root, root / "public", date.fromisoformat(DAY), jobs=2, clean=clean)
    return build_function()(options, open_state(options), report, look)


def change_a_file(root: Path) -> None:
    """Somebody saves a file before it is copied."""
    (root / "static/root" / COPIED).write_text("two", encoding="utf-8")


def refuse_a_file(root: Path) -> None:
    """Some files cannot be written."""
    for path in (COPIED, WRITTEN):
        (root / ".public.plainleaf/next" / path).mkdir(parents=True)


def press_ctrl_c(_root: Path) -> None:
    """Somebody gives up, while the processes hang."""
    for process in active_children():
        assert process.pid is not None
        os.kill(process.pid, signal.SIGSTOP)
    raise KeyboardInterrupt


def edit_all(root: Path) -> None:
    """Edit one page, so that many are to be made."""
    text = (root / ABOVE).read_text(encoding="utf-8")
    (root / ABOVE).write_text(text.replace("title: ", "title: More ", 1), encoding="utf-8")


# Unless everything is rebuilt, the processes are started when it is known how much there is to do.
@pytest.mark.parametrize(
    ("happens", "rule", "clean"),
    few(
        [
            (refuse_a_file, "cannot-write", True),
            (press_ctrl_c, None, False),
            (change_a_file, "changed-meanwhile", True),
            (refuse_a_file, "cannot-write", False),
            (press_ctrl_c, None, True),
        ],
        2,
    ),
)
def test_no_process_is_left_when_the_lock_is_let_go(
    happens: Callable[[Path], None],
    rule: str | None,
    clean: bool,
    site: Path,
    left: list[list[BaseProcess]],
    report: Report,
) -> None:
    old = bytes_below(site / "public")
    edit_all(site)

    if rule is None:
        with pytest.raises(KeyboardInterrupt):
            build_until(site, happens, report, clean=clean)
    else:
        assert build_until(site, happens, report, clean=clean) is None

    assert left == [[]]
    assert rules(report) == [rule] * (rule is not None)
    assert bytes_below(site / "public") == old


def test_a_signal_that_ends_a_build_is_not_mistaken_for_a_site_without_problems(make_site: MakeSite) -> None:
    def build(*_: object) -> Result | None:
        os.kill(os.getpid(), signal.SIGTERM)
        raise AssertionError("the command goes on after a signal")

    with pytest.raises(AssertionError, match="a signal ended the command"):
        run_plainleaf("check", "--root", make_site(), "--format", "json", build=build)
