"""A cluster renders what one process renders, whatever happens to it, and is used only if nobody else can use it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import dask.config
import pytest
from distributed import LocalCluster
from msgspec import Struct
from msgspec.structs import replace

from plainleaf.options import Options
from plainleaf.problems import Problem, Report, StoppedError, WorkerDiedError
from plainleaf.state.state import open_state
from plainleaf.workers import cluster as cluster_module
from plainleaf.workers.cluster import Cluster, open_cluster
from tests.site_tools import CHECKOUT, DAY, MakeSite, about_page, build_function, bytes_below, run_plainleaf
from tests.worker_tasks import die_at_7, die_once, hang, make_desk, square

# A cluster takes seconds to start.
pytestmark = pytest.mark.matrix

TIMEOUT, RESTART = 60, 20  # seconds: for what happens beside a test, and for a worker that died to be there again
SQUARES = [number * number for number in range(100)]
# A worker dies for each try, and one that is lost twice is enough to see what happens.
TRIES = {"distributed.scheduler.allowed-failures": 1}


def dask_address(address: str) -> str:
    """An address of Dask as plainleaf writes it."""
    return address.replace("tcp://", "dask://").replace("tls://", "dask+tls://")


@contextmanager
def local_cluster(**more: Any) -> Iterator[LocalCluster]:
    """A cluster of this machine, with its workers in processes of their own."""
    choices = {"n_workers": 2, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with dask.config.set(TRIES), LocalCluster(**{**choices, **more}) as cluster:
        yield cluster


# Not for the session: other tests look which processes are left.
@pytest.fixture(scope="module")
def started() -> Iterator[LocalCluster]:
    """A scheduler on the loopback with two workers, of which tests may kill some."""
    with local_cluster() as found:
        yield found


@pytest.fixture
def cluster(started: LocalCluster) -> LocalCluster:
    """Two workers behind a scheduler on the loopback, whatever an earlier test did to them.

    Dask restarts a worker that dies, but not one that dies while it starts, as happens on a busy machine. Then both are
    replaced.
    """
    try:
        started.wait_for_workers(2, timeout=RESTART)
    except TimeoutError:
        started.scale(0)
        wait_until(lambda: not started.scheduler_info["workers"])
        started.scale(2)
        started.wait_for_workers(2, timeout=2 * TIMEOUT)
    return started


@pytest.fixture
def workers(cluster: LocalCluster) -> Iterator[Cluster]:
    """The cluster, as plainleaf uses it."""
    with open_cluster(dask_address(cluster.scheduler_address), 100) as found:
        yield found


def options_for(root: Path, out: str, **more: Any) -> Options:
    """Options for a build of a site into a folder beside it."""
    return replace(Options(root, root.parent / out, date.fromisoformat(DAY)), **more)


def build(options: Options, progress: Any = lambda _done, _total: None) -> tuple[dict[str, bytes], list[Problem]]:
    """The files of a site, and its problems."""
    report = Report()
    assert build_function()(options, open_state(options), report, progress)
    return bytes_below(options.out), report.problems


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for something that happens beside the test."""
    deadline = monotonic() + TIMEOUT
    while not is_so():
        assert monotonic() < deadline
        sleep(0.01)


def large_site(make_site: MakeSite) -> Path:
    """A site with pages for several batches, and a problem on each."""
    rain = "and it rains again " * 12
    return make_site(files={f"content/en/more/{n}.md": about_page(f"On day {n} it rains {rain}.") for n in range(150)})


def kill_at(done_before: int, process: int) -> Any:
    """A progress function that kills a process while pages are rendered."""
    killed: list[int] = []

    def progress(done: int, _total: int) -> None:
        if done > done_before and not killed:
            killed.append(process)
            os.kill(process, signal.SIGKILL)

    return progress


def test_a_cluster_that_loses_a_worker_gives_the_site_that_one_process_gives(
    cluster: LocalCluster, make_site: MakeSite
) -> None:
    root = large_site(make_site)
    address = dask_address(cluster.scheduler_address)
    victim = next(iter(cluster.workers.values())).pid

    one = build(options_for(root, "one", jobs=1))
    two = build(options_for(root, "two", jobs=2))
    whole = build(options_for(root, "whole", executor=address))
    lamed = build(options_for(root, "lamed", executor=address), kill_at(20, victim))

    assert min(map(len, one)) >= 150
    assert one == two
    assert one == whole
    assert one == lamed
    with pytest.raises(ProcessLookupError):
        os.kill(victim, 0)


def test_a_check_on_a_cluster_finds_what_a_check_here_finds(cluster: LocalCluster, make_site: MakeSite) -> None:
    root = make_site("broken-anchor")
    options = ("check", "--root", root, "--as-of", DAY, "--format", "json")

    there = run_plainleaf(*options, "--executor", dask_address(cluster.scheduler_address))

    assert there.problems == run_plainleaf(*options).problems
    assert (there.code, there.rules) == (1, ["broken-anchor"])


def test_results_come_in_the_order_of_the_items(workers: Cluster) -> None:
    assert list(workers.map(square, make_desk, range(100))) == SQUARES


def test_a_batch_whose_worker_dies_is_done_by_another(workers: Cluster, tmp_path: Path) -> None:
    results = list(workers.map(die_once, partial(Path, tmp_path), range(100)))

    assert (tmp_path / "died").exists()
    assert results == SQUARES


def test_the_item_at_which_workers_die_is_named(workers: Cluster, tmp_path: Path) -> None:
    with pytest.raises(WorkerDiedError) as died:
        list(workers.map(die_at_7, partial(Path, tmp_path), range(100)))

    assert died.value.item == 7


def test_work_without_an_end_is_given_up(workers: Cluster, tmp_path: Path) -> None:
    with pytest.raises(StoppedError) as stopped:
        list(replace(workers, timeout=0.5).map(hang, partial(Path, tmp_path / "told"), [1]))

    assert stopped.value.problem.rule == "no-cluster"
    assert "within 0.5 seconds" in stopped.value.problem.message


class Servers(Struct, frozen=True):
    """A scheduler and a worker that were started by Dask's own commands."""

    address: str
    scheduler: subprocess.Popen[str]


@contextmanager
def servers(folder: Path, package: Path) -> Iterator[Servers]:
    """A scheduler, and a worker that finds plainleaf in another folder."""
    environment = {**os.environ, "PYTHONPATH": str(package)}
    more: dict[str, Any] = {"cwd": folder, "env": environment, "stderr": subprocess.PIPE, "text": True}
    listen = ["--host", "127.0.0.1", "--no-dashboard"]

    def start(text: str, *command: str) -> tuple[subprocess.Popen[str], str]:
        process = stack.enter_context(dask_process([*command, *listen], more))
        assert process.stderr is not None
        return process, next(line for line in process.stderr if text in line)

    with ExitStack() as stack:
        scheduler, said = start("Scheduler at", "scheduler", "--port", "0")
        address = said.split("tcp://")[1].strip()
        start("Registered to", "worker", f"tcp://{address}", "--nthreads", "1", "--no-nanny", "--death-timeout", "20")
        yield Servers(f"dask://{address}", scheduler)


@contextmanager
def dask_process(command: list[str], more: dict[str, Any]) -> Iterator[subprocess.Popen[str]]:
    """A process of Dask, which is killed in the end."""
    process = subprocess.Popen([sys.executable, "-m", "dask", *command], **more)
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=60)


@pytest.mark.parametrize("name", ["options.py", "markdown/typography.py", "words/lists/en.yaml"])
def test_a_worker_with_another_plainleaf_is_refused(name: str, make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    shutil.copytree(CHECKOUT / "plainleaf", tmp_path / "other" / "plainleaf")
    assert (tmp_path / "other/plainleaf" / name).is_file()
    with (tmp_path / "other/plainleaf" / name).open("a", encoding="utf-8") as stream:
        stream.write("# A change that nobody else has.\n")

    with servers(tmp_path, tmp_path / "other") as found:
        result = run_plainleaf("--root", root, "--as-of", DAY, "--format", "json", "--executor", found.address)

    assert (result.code, result.rules) == (1, ["other-versions"])
    assert "Install the same versions everywhere" in result.problems[0]["fix"]
    assert not (root / "public").exists()


def test_a_scheduler_that_is_lost_is_a_problem_and_the_old_site_stays(make_site: MakeSite, tmp_path: Path) -> None:
    root = large_site(make_site)
    build(options_for(root, "public", jobs=1))
    old = bytes_below(tmp_path / "public")

    with servers(tmp_path, CHECKOUT) as found, pytest.raises(StoppedError) as stopped:
        progress = kill_at(20, found.scheduler.pid)
        build(options_for(root, "public", executor=found.address, clean=True), progress)

    assert stopped.value.problem.rule == "no-cluster"
    assert "the connection to the scheduler was lost" in stopped.value.problem.message
    assert bytes_below(tmp_path / "public") == old


@pytest.mark.parametrize("status", ["running", "connecting", "closed"])
def test_a_scheduler_that_is_lost_between_two_batches_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    """Dask cancels pending batches at that moment, so here all have already finished."""
    monkeypatch.setattr(cluster_module, "CONNECT", 2)  # as long it tries to find the scheduler again

    def send(found: Servers, client: Any) -> Iterator[int]:
        yield from range(50)
        wait_until(lambda: all(future.status == "finished" for future in client.futures.values()))
        os.kill(found.scheduler.pid, signal.SIGKILL)
        wait_until(lambda: client.status in (status, "closed"))
        yield from range(50)

    with servers(tmp_path, CHECKOUT) as found, open_cluster(found.address, 100) as workers:
        patient = replace(workers, timeout=TIMEOUT)
        with pytest.raises(StoppedError) as stopped:
            list(patient.map(square, make_desk, send(found, workers.client)))

    assert "the connection to the scheduler was lost" in stopped.value.problem.message


@pytest.mark.parametrize("status", ["running", "connecting", "closed"])
def test_a_scheduler_that_is_lost_before_there_is_work_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    monkeypatch.setattr(cluster_module, "CONNECT", 2)

    with servers(tmp_path, CHECKOUT) as found, open_cluster(found.address, 100) as workers:
        os.kill(found.scheduler.pid, signal.SIGKILL)
        wait_until(lambda: workers.client.status in (status, "closed"))
        with pytest.raises(StoppedError) as stopped:
            list(workers.map(square, make_desk, range(100)))

    assert "the connection to the scheduler was lost" in stopped.value.problem.message
