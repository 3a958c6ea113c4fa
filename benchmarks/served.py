"""From saving a file to its new bytes being served: `python -m benchmarks.served --pages 1000`.

One server runs at a time, with its default settings. In each round every server is started once, in order, waited for,
given a number of edits of one page's text, and stopped; so a slow minute of the machine affects all of them.

Before each edit the server must be idle: some serve pages while they still build, and then miss an edit. Then there is
a pause of random length, since some poll for changes at fixed intervals. After the edit the page is requested again and
again, over a persistent connection if the server allows it, with 2 milliseconds between a response and the next
request. The time ends when a response has the new text.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.corpus import EDITED, SEED
from benchmarks.edits import Workpiece, edit_body
from benchmarks.figures import Table, in_seconds, to_markdown, to_text
from benchmarks.machine import describe_machine, keep_compiled
from benchmarks.peers import TOOLS, find_recipes, print_tools
from benchmarks.recipe import Recipe

HOST = "127.0.0.1"
REST = 0.002
PAUSE = (0.0, 1.0)
# A server is idle when it has used less than this share of a processor for so many seconds in a row. One that polls
# all its files every second counts as idle too.
IDLE, QUIET = 0.15, 2
# Seconds: to the first page of a site of 10,000 pages, to an edited page, and for a server to stop by itself.
START, ANSWER, END = 900, 300, 5


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


@contextlib.contextmanager
def running(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server in a folder, killed with all its processes when the block ends, even by Ctrl-C."""
    # A session of its own, so that its processes can be killed together and Ctrl-C reaches only this program.
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(END)
    # The group exists as long as any of its processes, which may have ignored SIGTERM.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(port: int, path: str, wanted: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    """Request a page until it has a text. Raises TimeoutError, or RuntimeError when the server has ended."""
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    last = time.perf_counter() + seconds
    with contextlib.closing(connection):
        while time.perf_counter() < last:
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}")
            try:
                connection.request("GET", path)
                answer = connection.getresponse().read()
            except (OSError, http.client.HTTPException):
                # Not up yet, or it closes the connection after each response.
                connection.close()
                answer = b""
            if wanted.encode() in answer:
                return
            time.sleep(REST)
    raise TimeoutError(f"'{wanted}' was not served within {seconds} s")


def wait_for_rest(group: int, seconds: float) -> None:
    """Wait until the processes of a group are idle. Raises TimeoutError."""
    quiet, used = 0, processor_seconds(group)
    last = time.monotonic() + seconds
    while quiet < QUIET:
        if time.monotonic() > last:
            raise TimeoutError(f"the server was still working after {seconds} s")
        time.sleep(1)
        before, used = used, processor_seconds(group)
        quiet = quiet + 1 if used - before < IDLE else 0


def processor_seconds(group: int) -> float:
    """The processor time of the processes of a group, from Linux's /proc; 0 on other systems."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            # After the command's name, which may hold anything but ends with a bracket: state, parent, group and so on.
            facts = file.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            ticks += int(facts[11]) + int(facts[12]) if int(facts[2]) == group else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def time_edits(work: Workpiece, command: Sequence[str], numbers: Sequence[int], chance: random.Random) -> list[float]:
    """Seconds from each edit until it is served, by a server started for them."""
    port, path, times = free_port(), f"/{EDITED}/", []
    with running([part.format(port=port) for part in command], work.folder) as process:
        wait_for(port, path, "</footer>", process, START)
        for number in numbers:
            wait_for_rest(process.pid, START)
            time.sleep(chance.uniform(*PAUSE))
            start = time.perf_counter()
            edit_body(work, number, settle=0)
            wait_for(port, path, f"One more line, {number}.", process, ANSWER)
            times.append(time.perf_counter() - start)
    return times


def measure(recipes: Sequence[Recipe], folder: Path, pages: int, turns: int, edits: int) -> Mapping[str, list[float]]:
    """Seconds of each edit, by the name of the server."""
    chance = random.Random(SEED)
    times: dict[str, list[float]] = {}
    works = [Workpiece(recipe, folder / recipe.name.replace(" ", "-")) for recipe in recipes if recipe.servers]
    for work in works:
        work.recipe.write(work.folder, pages)
    for turn in range(turns):
        for work in works:
            for place, (name, command) in enumerate(work.recipe.servers.items()):
                first = 1 + (turn * len(work.recipe.servers) + place) * edits
                times.setdefault(name, []).extend(time_edits(work, command, range(first, first + edits), chance))
    return times


def make_table(title: str, times: Mapping[str, Sequence[float]], base: str) -> Table:
    """A row for each server: median, quickest, slowest, and the ratio of its median to that of the server `base`."""
    rows = []
    for name, seconds in times.items():
        ratio = f"{median(seconds) / median(times[base]):.2f}" if base in times else ""
        rows.append((name, *(in_seconds(function(seconds)) for function in (median, min, max)), ratio))
    return Table(title, ("", "median", "quickest", "slowest", f"ratio to {base}"), tuple(rows))


def main() -> None:
    """Read the arguments, measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000, metavar="N", help="how many (default: 1000)")
    parser.add_argument("--turns", type=int, default=2, metavar="N", help="starts of each server (default: 2)")
    parser.add_argument("--edits", type=int, default=5, metavar="N", help="edits after each start (default: 5)")
    parser.add_argument("--tools", type=Path, default=TOOLS, metavar="DIR", help="where benchmarks.install put them")
    parser.add_argument("--only", nargs="+", default=(), metavar="TOOL", help="measure only these")
    parser.add_argument("--base", default="hugo server", metavar="SERVER", help="what ratios are to (hugo server)")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    arguments = parser.parse_args()
    # Being asked to end is Ctrl-C by another name: the servers must not outlive this program.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    keep_compiled()
    print("\n".join(describe_machine()))
    recipes, missing = find_recipes(arguments.tools, arguments.only)
    print_tools(recipes, missing)
    with tempfile.TemporaryDirectory(prefix="plainleaf-bench-") as folder:
        times = measure(recipes, Path(folder), arguments.pages, arguments.turns, arguments.edits)
    count = arguments.turns * arguments.edits
    title = f"From saving a page to its being served, {arguments.pages:,} pages, {count} edits"
    table = make_table(title, times, arguments.base)
    print(to_markdown(table) if arguments.markdown else to_text(table))


if __name__ == "__main__":
    main()
