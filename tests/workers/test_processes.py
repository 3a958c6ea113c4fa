"""Processes: what they are started with, and that none goes on when work is given up. The rest: test_workers.py."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from plainleaf.problems import WorkerDiedError
from tests.pipes import listen
from tests.site_tools import CHECKOUT, write_files
from tests.worker_tasks import die_at_7, hang, make_desk, name_desk, write_when_allowed
from tests.workers.test_choose import two_processes

# Says from where two processes have their plainleaf.
ASKING = f"""
import sys
sys.path.insert(0, {str(CHECKOUT)!r})
from plainleaf.workers.processes import Processes
from tests.worker_tasks import find_modules, make_desk

if __name__ == "__main__":
    pool = Processes(2, 10)
    print(*set(pool.map(find_modules, make_desk, range(100))))
    pool.close(wait_for_work=True)
"""


def run_script(folder: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Run a script of a folder, with its folder `here` as the current one."""
    return subprocess.run(
        [sys.executable, folder / name], cwd=folder / "here", capture_output=True, text=True, check=False, timeout=60
    )


def test_processes_have_the_same_plainleaf_whatever_is_in_the_current_folder(tmp_path: Path) -> None:
    decoys = {f"here/plainleaf/{name}.py": "" for name in ("__init__", "cli", "render_job")}
    write_files(tmp_path, {**decoys, "asking.py": ASKING})

    answer = run_script(tmp_path, "asking.py")

    assert (answer.stdout.strip(), answer.stderr) == (str(CHECKOUT / "plainleaf" / "__init__.py"), "")


SPAWNING = f"""
import sys
sys.path.insert(0, {str(CHECKOUT)!r})
from plainleaf.workers import processes

if __name__ == "__main__":
    processes.sys.platform = "darwin"
    process = processes.find_context().Process(target=print, args=("a process",))
    processes.sys.platform = "linux"
    process.start()
    process.join(60)
"""


def test_a_spawned_process_takes_no_module_from_the_current_folder(tmp_path: Path) -> None:
    decoys = {
        f"here/{name}.py": "raise SystemExit('taken over')" for name in ("multiprocessing", "pickle", "plainleaf")
    }
    write_files(tmp_path, {**decoys, "spawning.py": SPAWNING})

    answer = run_script(tmp_path, "spawning.py")

    assert (answer.stdout.strip(), answer.stderr) == ("a process", "")


def test_work_that_is_left_in_the_middle_writes_nothing_afterwards(tmp_path: Path) -> None:
    for pipe in ("told", "go"):
        os.mkfifo(tmp_path / pipe)

    with two_processes(size=1) as workers:
        results = workers.map(write_when_allowed, partial(Path, tmp_path), [1, 7, 2])
        first = next(results)
        with listen(tmp_path / "told") as stream:
            told = stream.read()
        results.close()
        left = active_children()
        is_waited_for = let_go_on(tmp_path / "go")

    assert (first, told) == (1, "working\n")
    assert (left, is_waited_for) == ([], False)
    assert not (tmp_path / "7").exists()


def let_go_on(pipe: Path) -> bool:
    """Unblock the reader of a pipe; gives whether there was one."""
    try:
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
    except OSError as error:
        assert error.errno == errno.ENXIO
        return False
    return True


def test_no_process_is_started_after_an_interrupt(tmp_path: Path) -> None:
    def interrupted() -> Iterator[int]:
        # Two batches are sent, and threads are about to start processes for them.
        yield from range(20)
        raise KeyboardInterrupt

    with two_processes() as workers:
        with pytest.raises(KeyboardInterrupt):
            list(workers.map(hang, partial(Path, tmp_path / "told"), interrupted()))
        left = active_children()

    assert left == []


def test_no_process_is_left_when_an_item_fails(tmp_path: Path) -> None:
    with two_processes() as workers:
        with pytest.raises(WorkerDiedError):
            list(workers.map(die_at_7, partial(Path, tmp_path), range(100)))
        left = active_children()

    assert left == []


def test_processes_stay_for_the_next_work_when_as_many_results_as_items_were_taken() -> None:
    with two_processes() as workers:
        results = workers.map(name_desk, make_desk, range(100))
        first = {next(results).process for _ in range(100)}
        results.close()
        second = {desk.process for desk in workers.map(name_desk, make_desk, range(100))}

    assert first & second


def test_threads_switch_as_often_as_before_once_processes_are_closed() -> None:
    before = sys.getswitchinterval()

    with two_processes() as workers:
        during = sys.getswitchinterval()
        workers.close(wait_for_work=True)

    assert during < before
    assert sys.getswitchinterval() == before
