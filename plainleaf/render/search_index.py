"""The index of the search page, made by Pagefind from the finished pages: each language has its own.

Pagefind belongs to the extra `plainleaf[search]`. It reads files and writes files, in folders that are gone afterwards.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from plainleaf.content.kinds import find_kinds
from plainleaf.index.search import INDEX_FOLDER, is_search_index
from plainleaf.model.jobs import FileOnDisk, Findings, Output, Outputs
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import ChangedMeanwhileError, Place, Problem
from plainleaf.problems.extras import install_command
from plainleaf.state.digests import digest

KIND = lazy_pattern(rb"<body\s[^>]*\bkind-([\w-]+)")
# What is on many pages, or says nothing about the page.
LEFT_OUT = "nav, form, .side, .review, .references, .history, .language-lines, .translation, .visually-hidden"
# Files of Pagefind that the search page does not use.
UNUSED = lazy_pattern(r"pagefind-(?:component-ui|modular-ui|ui|highlight)\.")


def make_search_index(outputs: Outputs, last: Outputs, *, as_it_was: bool) -> Iterator[Output]:
    """The files of the index of the pages among `outputs`: those of the `last` build if no page has changed since, or
    if the index is to stay `as_it_was`, as it does in the preview.

    Raises ChangedMeanwhileError if a page of the last build is gone.
    """
    pages = {
        path: output
        for path, output in sorted(outputs.items())
        if output.findings.source and not output.findings.standing and path.endswith(".html")
    }
    key = digest([(path, output.key) for path, output in pages.items()])
    known = [output for path, output in last.items() if is_search_index(path)]
    if known and (as_it_was or all(output.key == key for output in known)):
        yield from known
        return
    kinds = {kind.name.encode() for kind in find_kinds(lambda kind: kind.is_in_atoz)}
    texts = {path: _read(output) for path, output in pages.items()}
    wanted = {path: text for path, text in texts.items() if (found := KIND.search(text)) and found[1] in kinds}
    made, problems = _run_pagefind(wanted) if wanted else ({}, ())
    for path, content in made.items():
        yield Output(INDEX_FOLDER + path, key, content, Findings())
    if problems:
        yield Output(INDEX_FOLDER, key, None, Findings(problems=tuple(problems)))


def _read(output: Output) -> bytes:
    """The finished page, wherever it is by now."""
    if isinstance(output.content, bytes):
        return output.content
    assert isinstance(output.content, FileOnDisk)
    try:
        return Path(output.content.file).read_bytes()
    except FileNotFoundError as error:
        raise ChangedMeanwhileError(Path(output.content.file)) from error


def _run_pagefind(pages: Mapping[str, bytes]) -> tuple[dict[str, bytes], Sequence[Problem]]:
    """The files of an index of pages, by path, or why there are none."""
    with TemporaryDirectory(prefix="plainleaf-search-") as folder:
        site, out = Path(folder, "site"), Path(folder, "index")
        for path, text in pages.items():
            file = site / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)
        site.mkdir(exist_ok=True)
        # Isolated: Python would look for modules in the current folder first, which is the site's.
        command = [sys.executable, "-I", "-m", "pagefind", "--silent", "--root-selector", "main"]
        command += ["--exclude-selectors", LEFT_OUT, "--site", str(site), "--output-path", str(out)]
        done = subprocess.run(  # noqa: S603 - the arguments are ours
            command, capture_output=True, stdin=subprocess.DEVNULL, text=True, check=False, cwd=folder
        )
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            message = f"Pagefind could not make the index of the search page: {said[-1] if said else done.returncode}"
            fix = f"Run: {install_command('search')}. Or delete the line 'search' from config.yaml."
            return {}, [Problem(Place("config.yaml"), "not-installed", message, fix)]
        files = (file for file in sorted(out.rglob("*")) if file.is_file() and not UNUSED.match(file.name))
        return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}, ()
