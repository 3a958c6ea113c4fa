"""How time grows with adversarial text: `python -m benchmarks.growth`.

Every shape of benchmarks/adversarial.py is made in three sizes, and each stage that reads a page does so with it, in
processor seconds of a process of its own. What is too much is left out before an engine sees it, as in a build. For
each stage the shape that took longest is told; `--all` tells every shape that took more than a tenth of a second.
A stage that grows with the square of the text takes a hundred times as long for ten times the text.
"""

from __future__ import annotations

import argparse
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.adversarial import FRONTS, TEXTS, Shape
from benchmarks.machine import describe_machine
from plainleaf.checks.page_text import make_term_forms
from plainleaf.checks.safety import check_safety
from plainleaf.content.components import component_names, load_components
from plainleaf.content.fences import Placeable, parse_prose
from plainleaf.content.read_page import Grammar, read_page
from plainleaf.content.sources import SourceFile
from plainleaf.content.vocabulary import load_vocabulary
from plainleaf.input.shipped import find_shipped, layered
from plainleaf.markdown import (
    COMMONMARK,
    TextPass,
    blank_excess,
    check_dialect,
    find_excess,
    make_converter,
    make_finder,
    scan,
)
from plainleaf.model.jobs import TermForm
from plainleaf.model.prose import ParsedProse
from plainleaf.problems import Report
from plainleaf.problems.reports import FORMATS, format_report
from plainleaf.words import Limits, PageText, TextTraits, examine_page, make_standard

SIZES = (1_000, 10_000, 100_000)  # bytes
LONGEST = 20.0  # seconds, after which a stage is ended
WORTH_TELLING = 0.1  # seconds
FILE = SourceFile("content/en/a.md", "en", "a.md")
PAGE = "---\ntitle: About us\nsummary: Who.\n{}---\n\n{}\n"

Stage = Callable[[str], object]


def make_stages(root: Path) -> tuple[Mapping[str, Stage], Mapping[str, Stage]]:
    """What is done with the text of a page, and with front matter, with the words of the site at `root`."""
    components = load_components(layered(find_shipped(), "templates/components", Report()), Report()).known
    placeable = Placeable(component_names(components))
    grammar = Grammar({"en": placeable}, ())
    vocabulary = load_vocabulary(root, "en", Report())
    standard = make_standard(vocabulary.lists, make_term_forms(vocabulary.terms), Limits(), "en")
    terms = tuple(TermForm(each.term, each.term, each.short, each.also, each.says, None) for each in vocabulary.terms)
    finder, ours, theirs = make_finder(terms), make_converter(), make_converter(COMMONMARK)

    def parse(text: str) -> ParsedProse:
        return parse_prose("a.md", 1, blank_excess(text, find_excess(text)), placeable, Report())

    def read(text: str, front: str = "") -> Report:
        report = Report()
        page, body = read_page(FILE, PAGE.format(front, text), grammar, report)
        if page is not None and body is not None:
            report.extend(check_safety(page, body, components, {}))
        return report

    def words(text: str) -> None:
        traits = TextTraits(is_article=True, is_compared=True)
        examine_page(PageText("a.md", 1, traits, "en", "About us", text), standard)

    return {
        "limits": find_excess,
        "fences": parse,
        "scan": lambda text: scan(parse(text)),
        "dialect": lambda text: list(check_dialect(parse(text))),
        "read, safety": read,
        "reports": lambda text: [format_report(read(text), form) for form in FORMATS],
        "words": words,
        "python-markdown": lambda text: ours.convert(parse(text).markdown, {}),
        "commonmark": lambda text: theirs.convert(parse(text).markdown, {}),
        "terms, quotes": lambda text: TextPass(finder, "en", "").apply(
            theirs.convert(parse(text).markdown, {}).html, with_terms=True
        ),
    }, {"front matter": lambda text: read("", text)}


def measure(stage: Stage, text: str) -> float:
    """Processor seconds that a stage takes for a text, in a process of its own; LONGEST if it takes longer.

    Raises RuntimeError if the stage fails.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        # Its end is the only way to stop a regular expression.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        start = time.process_time()
        try:
            stage(text)
            os.write(writing, f"{time.process_time() - start}".encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as result:
        told = result.read()
    _, status = os.waitpid(child, 0)
    if not told and os.waitstatus_to_exitcode(status) == 0:
        raise RuntimeError("a stage has failed")
    return float(told or LONGEST)


def find_times(shapes: Mapping[str, Shape], stages: Mapping[str, Stage]) -> dict[str, dict[str, list[float]]]:
    """The seconds for each size, by stage and shape."""
    times: dict[str, dict[str, list[float]]] = {name: {} for name in stages}
    for shape, make in shapes.items():
        texts = [make(size) for size in SIZES]
        for name, stage in stages.items():
            times[name][shape] = [measure(stage, text) for text in texts]
    return times


def print_table(times: Mapping[str, Mapping[str, Sequence[float]]], *, with_all: bool) -> None:
    """Print the slowest shape of each stage, or all that are worth telling, as Markdown."""
    print("| Stage | Slowest text | 1 kB | 10 kB | 100 kB |")
    print("|---|---|---|---|---|")
    for stage, shapes in times.items():
        slowest = sorted(shapes.items(), key=lambda each: each[1][-1], reverse=True)
        told = [each for each in slowest if each[1][-1] > WORTH_TELLING] if with_all else slowest[:1]
        for shape, seconds in told:
            cells = " | ".join(f"{each * 1000:,.0f} ms" for each in seconds)
            print(f"| {stage} | {_in_cell(shape)} | {cells} |")


def _in_cell(shape: str) -> str:
    """The name of a shape in a cell of a Markdown table."""
    return f"`{shape}`".replace("|", "\\|").replace("\n", "↵")


def main() -> None:
    """Read the arguments, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="every shape that takes long, not the slowest alone")
    parser.add_argument("--root", type=Path, default=Path(), metavar="DIR", help="a site with terms (default: here)")
    arguments = parser.parse_args()
    print("\n".join(describe_machine()))
    print(f"{len(TEXTS)} shapes of text, {len(FRONTS)} of front matter, each in {len(SIZES)} sizes\n")
    of_text, of_front = make_stages(arguments.root)
    times = {**find_times(TEXTS, of_text), **find_times(FRONTS, of_front)}
    print_table(times, with_all=arguments.all)


if __name__ == "__main__":
    main()
