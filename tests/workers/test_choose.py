"""Workers: the same results in the same order for any number of them, and nothing is lost when one dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainleaf.options import Options
from plainleaf.problems import WorkerDiedError
from plainleaf.workers.batches import choose_size, stream
from plainleaf.workers.choose import WORTHWHILE, ThisProcess, add_workers, choose_processes, open_workers
from plainleaf.workers.processes import Processes
from tests.examples import few
from tests.pipes import listen
from tests.site_tools import CHECKOUT, DAY, MakeSite, about_page, build_folder, bytes_below, run_plainleaf
from tests.worker_tasks import die_at_7, die_once, drop_one, hang, make_desk, name_desk, square

NUMBERS = range(100)
SQUARES = [number * number for number in NUMBERS]
TIMEOUT = 60  # seconds
STOPPED = "plainleaf: stopped. The published site was not changed."
# Builds a site; once some pages are made, says so and waits for a signal.
WAITING_BUILD = """
import sys, threading
from plainleaf.command import run
from tests.pipes import listen
from tests.site_tools import build_function

def wait(done, total):
    if done == 30:
        print("rendering", flush=True)
        # In steps: a signal that comes just before one of them would not end a single long one.
        while True:
            threading.Event().wait(0.1)

if __name__ == "__main__":
    build = build_function()
    sys.exit(run(lambda options, state, report, progress: build(options, state, report, wait), sys.argv[1:]))
"""
# Lets two processes do work that never ends.
HANGING = """
import sys
from datetime import date
from pathlib import Path
from plainleaf.command import run
from plainleaf.workers import open_workers
from tests.worker_tasks import hang

def build(options, state, report, progress):
    with open_workers(options, 100) as workers:
        list(workers.map(hang, partial(Path, options.out), range(100)))

from functools import partial
if __name__ == "__main__":
    sys.exit(run(build, sys.argv[1:]))
"""


@contextmanager
def two_processes(*, size: int = 10, timeout: float = TIMEOUT) -> Iterator[Processes]:
    """Two processes that get batches of some size."""
    pool = Processes(2, size, timeout=timeout)
    try:
        yield pool
    finally:
        pool.close(wait_for_work=False)


def options_for(root: Path, **more: object) -> Options:
    """Options for a build of a site."""
    return replace(Options(root, root / "public", date.fromisoformat(DAY)), **more)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int, tmp_path: Path) -> None:
    with open_workers(options_for(tmp_path, jobs=jobs), len(NUMBERS)) as workers:
        results = list(workers.map(square, make_desk, NUMBERS))

    assert results == SQUARES


def test_what_batches_share_is_made_once_in_each_process() -> None:
    with two_processes() as workers:
        desks = set(workers.map(name_desk, make_desk, NUMBERS))

    assert len(desks) == len({desk.process for desk in desks}) <= 2
    assert os.getpid() not in {desk.process for desk in desks}


def test_results_are_given_out_before_all_items_are_sent() -> None:
    sent: list[int] = []

    def note(number: int) -> int:
        sent.append(number)
        return number

    with two_processes() as workers:
        first = next(workers.map(square, make_desk, map(note, range(10_000))))

    assert first == 0
    assert len(sent) <= 1000


def test_a_result_too_few_is_a_mistake_of_ours_and_not_a_page_left_out() -> None:
    with two_processes() as workers, pytest.raises(ValueError, match="10 items gave 9 results"):
        list(workers.map(drop_one, make_desk, NUMBERS))


def test_nothing_is_lost_when_a_process_dies(tmp_path: Path) -> None:
    with two_processes() as workers:
        results = list(workers.map(die_once, partial(Path, tmp_path), NUMBERS))

    assert (tmp_path / "died").exists()
    assert results == SQUARES


def test_the_item_at_which_processes_die_is_named(tmp_path: Path) -> None:
    with two_processes() as workers, pytest.raises(WorkerDiedError) as died:
        list(workers.map(die_at_7, partial(Path, tmp_path), NUMBERS))

    assert died.value.item == 7


def test_work_without_an_end_is_ended(tmp_path: Path) -> None:
    with two_processes(timeout=1) as workers, pytest.raises(WorkerDiedError) as died:
        list(workers.map(hang, partial(Path, tmp_path / "told"), [5]))

    assert died.value.item == 5


@pytest.mark.parametrize(("wanted", "count", "processes"), [(3, 1, 3), (1, 10_000, 1), (None, WORTHWHILE - 1, 1)])
def test_processes_are_as_many_as_wanted_or_one_for_a_small_site(
    wanted: int | None, count: int, processes: int
) -> None:
    assert choose_processes(wanted, count) == processes


def test_a_large_site_uses_the_processors_that_are_free_for_it() -> None:
    assert choose_processes(None, WORTHWHILE) == choose_processes(None, 5, worthwhile=5) >= 1


def test_processes_may_be_prepared_before_it_is_known_what_they_will_do(tmp_path: Path) -> None:
    options = options_for(tmp_path, jobs=2)

    with open_workers(options, len(NUMBERS)) as workers:
        before = multiprocessing.active_children()
        workers.prepare(square, make_desk)
        results = list(workers.map(square, make_desk, NUMBERS))
        during = multiprocessing.active_children()

    assert (before, results) == ([], SQUARES)
    assert during


@pytest.mark.parametrize(("wanted", "count"), [(None, 5), (1, WORTHWHILE), (4, 1), (4, 0)])
def test_nothing_is_prepared_where_one_process_will_do(
    wanted: int | None, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[str] = []
    monkeypatch.setattr("plainleaf.workers.processes.find_context", lambda: prepared.append("processes"))

    with open_workers(options_for(tmp_path, jobs=wanted), count):
        before = list(prepared)
    with open_workers(options_for(tmp_path, jobs=2), 2):
        pass

    assert before == []
    assert prepared == ["processes"]


def test_more_workers_come_where_there_is_more_to_do_than_it_seemed(tmp_path: Path) -> None:
    options = options_for(tmp_path, jobs=2)

    with open_workers(options, 1) as few, add_workers(few, options, 1) as still, add_workers(few, options, 2) as more:
        assert isinstance(few, ThisProcess)
        assert isinstance(still, ThisProcess)
        assert isinstance(more, Processes)
        with add_workers(more, options, 1) as same:
            assert same is more


def test_no_process_is_started_for_a_few_items(tmp_path: Path) -> None:
    with open_workers(options_for(tmp_path), 5) as few, open_workers(options_for(tmp_path, jobs=4), 1) as one:
        assert isinstance(few, ThisProcess)
        assert isinstance(one, ThisProcess)


@pytest.mark.parametrize(("count", "workers", "size"), [(5, 2, 10), (160, 2, 20), (100_000, 2, 50), (100_000, 16, 50)])
def test_batches_are_small_enough_that_all_have_something_to_do(count: int, workers: int, size: int) -> None:
    assert choose_size(count, workers, largest=50) == size


def test_no_items_give_no_results() -> None:
    def never(*_: object) -> Iterator[int]:
        raise AssertionError("there is nothing to send")

    assert list(stream([], deque(), 10, 4, never, never)) == []  # type: ignore[arg-type]


def small_site(make_site: MakeSite) -> Path:
    """A published site that was edited since, with pages for several batches."""
    files = {f"content/en/more/{number}.md": about_page(f"Text {number}.") for number in range(60)}
    root = make_site(files=files)
    build_folder(root)
    (root / "content/en/more/1.md").write_text(about_page("Edited."), encoding="utf-8")
    return root


@contextmanager
def started(script: str, folder: Path, *arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A script that runs in a session of its own, as if in a terminal of its own."""
    file = folder / "script.py"
    file.write_text(script, encoding="utf-8")
    command = [sys.executable, str(file), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, start_new_session=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


def press_ctrl_c(process: subprocess.Popen[str]) -> None:
    """What a terminal does: the signal goes to the command and to all that it has started."""
    os.killpg(process.pid, signal.SIGINT)


ENDS: dict[str, tuple[Callable[[subprocess.Popen[str]], None], int]] = {
    "ctrl-c": (press_ctrl_c, 130),
    "kill": (subprocess.Popen.kill, -signal.SIGKILL),
    "terminate": (subprocess.Popen.terminate, 128 + signal.SIGTERM),
}


@pytest.mark.parametrize("jobs", few([2, 1]))
@pytest.mark.parametrize("way", few(ENDS))
def test_a_build_that_is_stopped_leaves_the_old_site_and_no_process(
    way: str, jobs: int, make_site: MakeSite, tmp_path: Path
) -> None:
    root = small_site(make_site)
    old = bytes_below(root / "public")
    end, code = ENDS[way]
    options = ("--root", root, "--as-of", DAY, "--jobs", str(jobs), "--clean", "--format", "json")

    with started(WAITING_BUILD, tmp_path, *options) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "rendering\n"
        end(process)
        # This waits until the last of the processes that were started has closed the pipes.
        printed, said = process.communicate(timeout=TIMEOUT)

    assert process.returncode == code
    assert printed == ""
    assert said.strip() == (STOPPED if way == "ctrl-c" else "") or way == "kill"
    assert "Traceback" not in said
    assert bytes_below(root / "public") == old
    assert run_plainleaf("--root", root, "--as-of", DAY).code == 0
    assert b"Edited." in (root / "public/more/1/index.html").read_bytes()
    assert not (root / ".public.plainleaf" / "old").exists()


def test_ctrl_c_ends_work_that_would_never_end(tmp_path: Path) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    (tmp_path / "config.yaml").touch()

    with started(HANGING, tmp_path, "--root", tmp_path, "--out", told, "--jobs", "2") as process:
        with listen(told) as stream:
            assert stream.readline() == "working\n"
        press_ctrl_c(process)
        _, said = process.communicate(timeout=TIMEOUT)

    assert process.returncode == 130
    assert said.strip() == STOPPED
