"""Where the time of a build goes: `python -m benchmarks.profile --pages 1000`.

A site is built twice in this process, from scratch and with one process for rendering. The first build is only timed,
each of its stages as a whole, in processor time, which other work on the machine changes least. The second one runs
under cProfile, which slows small functions down more than large ones, so of it only shares are told: each stage's own
time by module. Time in Python's library and in functions written in C is given to the modules that called them. With
--edited both are builds after an edit of one page's text, in a process that has built before: what is imported has been
imported, but the state is read from its file.

Stages are whatever build.py calls, and modules are read off file names, so this needs no change when they do.
"""

from __future__ import annotations

import argparse
import ast
import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.corpus import EDITED
from benchmarks.edits import SETTLE
from benchmarks.machine import describe_machine
from benchmarks.plainleaf_site import BUILD, COMMONMARK, write_plainleaf_site
from benchmarks.shares import Facts, Function, Share, find_shares
from plainleaf import __version__
from plainleaf.options import Options
from plainleaf.problems import Report
from plainleaf.state.state import Build, open_state

Watch = Callable[[str], AbstractContextManager[None]]
METHODS = ("take_snapshot", "fill")  # stages that are methods
LEAST = 0.02  # the smallest share that is reported


class Watcher(ast.NodeTransformer):
    """Wraps each function that is called by its name: f(x) becomes _watched("f", f)(x).

    What a stage gives one after the other is made where it is taken: pages are rendered within `stage.put`.
    """

    def visit_Call(self, node: ast.Call) -> ast.Call:
        """Change a call, and those in its arguments."""
        self.generic_visit(node)
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if isinstance(node.func, ast.Name) or name in METHODS:
            arguments = [ast.Constant(name), node.func]
            node.func = ast.Call(ast.Name("_watched", ast.Load()), arguments, [])
        return node


def watched_build(watch: Watch) -> Build:
    """The function of build.py, with `watch` around each stage that it calls; it is given the stage's name."""
    source = ast.parse(Path(BUILD).read_text(encoding="utf-8"), BUILD)
    functions = [node for node in source.body if isinstance(node, ast.FunctionDef) and node.name == "build_once"]
    Watcher().visit(functions[0])

    def watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            with watch(name):
                return function(*arguments, **named)

        return call

    names: dict[str, Any] = {"__name__": "benchmarks.build", "_watched": watched}
    exec(compile(ast.fix_missing_locations(source), BUILD, "exec"), names)
    build: Build = names["build"]
    return build


def build_once(watch: Watch, root: Path, out: Path, *, clean: bool = True) -> float:
    """Build a site into a folder; gives processor seconds in all. Raises RuntimeError when it has errors."""
    report, start = Report(), time.process_time()
    options = Options(root, out, date.today(), jobs=1, clean=clean)
    result = watched_build(watch)(options, open_state(options), report, lambda _done, _total: None)
    if result is None:
        raise RuntimeError(f"the site has errors, the first of them {report.problems[0]}")
    return time.process_time() - start


def edit_once(root: Path, out: Path) -> None:
    """Build a site until it is in both of its folders, and add a paragraph to one page."""
    for _ in range(2):
        time.sleep(SETTLE)
        build_once(_do_not_watch, root, out, clean=False)
        with (root / "content" / "en" / f"{EDITED}.md").open("a", encoding="utf-8") as stream:
            stream.write("\nOne more line.\n")
    time.sleep(SETTLE)


def _do_not_watch(_name: str) -> AbstractContextManager[None]:
    return nullcontext()


def time_stages(root: Path, *, edited: bool = False) -> dict[str, float]:
    """Processor seconds of each stage, in order, and of the rest: mostly importing."""
    out = root.with_name("timed")
    if edited:
        edit_once(root, out)
    seconds: dict[str, float] = {}

    @contextmanager
    def watch(name: str) -> Iterator[None]:
        start = time.process_time()
        yield
        seconds[name] = seconds.get(name, 0.0) + time.process_time() - start

    whole = build_once(watch, root, out, clean=not edited)
    return {**seconds, "the rest, and importing": whole - sum(seconds.values())}


def profile_stages(root: Path, *, edited: bool = False) -> dict[str, Mapping[Function, Facts]]:
    """The cProfile statistics of each stage."""
    out = root.with_name("profiled")
    if edited:
        edit_once(root, out)
    profiles: dict[str, cProfile.Profile] = {}

    @contextmanager
    def watch(name: str) -> Iterator[None]:
        with profiles.setdefault(name, cProfile.Profile()):
            yield

    build_once(watch, root, out, clean=not edited)
    stats = {name: pstats.Stats(profile) for name, profile in profiles.items()}
    return {name: each.stats for name, each in stats.items()}  # type: ignore[attr-defined]  # missing in typeshed


def print_stages(seconds: Mapping[str, float], shares: Mapping[str, list[Share]], pages: int) -> None:
    """Print each stage with its time, and the modules that it is spent in."""
    whole = sum(seconds.values())
    print(f"{'stage, and modules in it':40}{'seconds':>10}{'ms a page':>12}{'of the build':>14}")
    for name, spent in {**seconds, "in all": whole}.items():
        print(f"{name:40}{spent:>10.3f}{spent * 1000 / pages:>12.3f}{spent / whole:>14.1%}")
        for share in shares.get(name, []):
            part = share.fraction * spent
            if part / whole >= LEAST:
                print(f"  {share.name:38}{part:>10.3f}{part * 1000 / pages:>12.3f}{part / whole:>14.1%}")


def main() -> None:
    """Read the arguments, build twice, print the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000, metavar="N", help="how many (default: 1000)")
    parser.add_argument("--markdown", choices=("markdown", "commonmark"), default="markdown", help="the engine")
    parser.add_argument("--edited", action="store_true", help="a build after an edit of one page, not one of all")
    arguments = parser.parse_args()
    print("\n".join(describe_machine()))
    what = f"{arguments.pages:,} pages{', one of them edited' * arguments.edited}"
    print(f"plainleaf {__version__}, {what}, one process, engine {arguments.markdown}\n")
    with tempfile.TemporaryDirectory(prefix="plainleaf-bench-") as folder:
        root = Path(folder) / "site"
        write_plainleaf_site(root, arguments.pages, COMMONMARK if arguments.markdown == "commonmark" else "")
        seconds = time_stages(root, edited=arguments.edited)
        profiles = profile_stages(root, edited=arguments.edited)
    print_stages(seconds, {name: find_shares(facts) for name, facts in profiles.items()}, arguments.pages)
    print(f"\nModules with less than {LEAST:.0%} of the build are omitted. Shares within a stage are cProfile's.")


if __name__ == "__main__":
    main()
