"""`serve`: show the site while it is edited, and its problems on every page, by the livereload package.

The site is rebuilt after every change. When it has errors, the last good one stays, with the list of problems on
top of each page. What is served lies in a temporary folder, so `public/` is never a half-edited site.
"""

from __future__ import annotations

import dataclasses
import html
import os
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from livereload import Server

from plainleaf.jobs import Output, Outputs, TextJob
from plainleaf.options import Options
from plainleaf.problems import Problem, Report
from plainleaf.publish import publish
from plainleaf.reports import count_in_words, format_report

Stages = Callable[[Options, Report, Callable[[int, int], None]], Outputs | None]
HOST = "127.0.0.1"
WATCHED = ("config.yaml", "content", "templates", "static")
# livereload adds an inline script of its own, which the policy of the published site forbids.
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
STYLE = (
    "position:sticky;top:0;z-index:99;max-height:50vh;overflow:auto;margin:0;padding:1rem;background:#fff4f2;"
    "color:#1f1412;border-bottom:6px solid #b3261e;font:16px/1.5 system-ui,sans-serif"
)
FIRST_PAGE = "<!doctype html>\n<html lang=en><head><title>plainleaf</title></head><body></body></html>\n"


@dataclasses.dataclass(slots=True)
class Preview:
    """A site that is being edited: how to build it, where it is served from, and its last good state."""

    options: Options
    make_site: Stages
    folder: Path
    good: Outputs | None = None

    def rebuild(self) -> None:
        """Build again, print the problems, and serve the new site or the last good one."""
        report = Report()
        outputs = self.make_site(self.options, report, lambda _done, _total: None)
        if outputs is not None:
            self.good = outputs
        print(format_report(report, "text", with_color=sys.stdout.isatty() and "NO_COLOR" not in os.environ), end="")
        print(f"{'Rebuilt' if outputs is not None else 'Kept the last good site'}: {count_in_words(report)}.")
        shown = show_problems(self.good if self.good is not None else _placeholder(), report)
        writing = Report()
        publish(shown, self.folder, self.options.root, writing)
        print(format_report(writing, "text"), end="")


def serve(options: Options, make_site: Stages, port: int, *, open_browser: bool) -> int:
    """Serve the site at http://127.0.0.1:PORT/ until Ctrl-C. Gives the exit code: 0, or 2 when the port is taken."""
    address = f"http://{HOST}:{port}/"
    with tempfile.TemporaryDirectory(prefix="plainleaf-") as folder:
        preview = Preview(dataclasses.replace(options, address=address), make_site, Path(folder) / "site")
        preview.rebuild()
        server = Server()
        for name in WATCHED:
            server.watch(str(options.root / name), preview.rebuild)
        print(f"The site is at {address} and follows your changes. Stop with Ctrl-C.", flush=True)
        try:
            server.serve(port=port, host=HOST, root=str(preview.folder), open_url_delay=0.5 if open_browser else None)
        except OSError as error:
            print(f"plainleaf: port {port} cannot be used: {error.strerror}. Try another with --port.", file=sys.stderr)
            return 2
    return 0


def _placeholder() -> Outputs:
    """What is shown before there was any good site."""
    job = TextJob(PurePosixPath("index.html"), FIRST_PAGE)
    return {job.path: Output(job, job.text.encode(), frozenset(), ())}


def show_problems(outputs: Outputs, report: Report) -> Outputs:
    """The pages of a site without their security policy, and with the problems of a report on top of each."""
    notice = _notice(report.problems).encode() if report.problems else b""
    return {path: _with_notice(output, notice) for path, output in outputs.items()}


def _with_notice(output: Output, notice: bytes) -> Output:
    if output.job.path.suffix != ".html" or isinstance(output.content, Path):
        return output
    content = POLICY.sub(b"", output.content)
    content = re.sub(rb"(<body[^>]*>)", lambda body: body.group() + notice, content, count=1)
    return dataclasses.replace(output, content=content)


def _notice(problems: list[Problem]) -> str:
    items = "".join(
        f"<li><code>{html.escape(each.place.path)}:{each.place.line}:{each.place.column}</code> "
        f"<strong>{each.severity}:</strong> {html.escape(each.message)} [{html.escape(each.rule)}]<br>"
        f"{html.escape(each.fix)}</li>"
        for each in problems
    )
    report = Report()
    report.extend(problems)
    title = f"plainleaf found {count_in_words(report)}"
    is_open = " open" if report.has_errors else ""
    return f'<details{is_open} role="status" style="{STYLE}"><summary>{title}</summary><ul>{items}</ul></details>'
