"""The pages of a preview as browsers get them: the built files, with livereload's script and the list of problems."""

from __future__ import annotations

import html
import mimetypes
import re
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import web

from plainleaf.problems import Problem, Report
from plainleaf.reports import count_in_words

# The policy of the published site forbids the script that reloads the page.
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
STYLE_SHEET = re.compile(r"assets/site\.\w+\.css")
SCRIPT = b'<script src="/livereload.js" defer></script></head>'
EMPTY = b"<!doctype html>\n<html lang=en><head><title>plainleaf</title></head><body></body></html>\n"
STYLE = (
    "position:sticky;top:0;z-index:99;max-height:50vh;overflow:auto;margin:0;padding:1rem;background:#fff4f2;"
    "color:#1f1412;border-bottom:6px solid #b3261e;font:16px/1.5 system-ui,sans-serif"
)


class Served(Protocol):
    """What is being previewed: the folder with the last good site, and the report of the last build."""

    report: Report

    @property
    def folder(self) -> Path:
        """The folder with the last good site."""
        ...


class PageHandler(web.RequestHandler):
    """Answers with a file of the preview. Tornado asks for a class."""

    def initialize(self, preview: Served, host: str) -> None:
        """What every request is answered from."""
        self.preview, self.host = preview, host

    def prepare(self) -> None:
        """Refuse other names for this machine: a foreign page could use them to read the site."""
        allowed = (self.host, self.host.replace("127.0.0.1", "localhost"))
        if self.request.host not in allowed:
            raise web.HTTPError(403)

    def get(self, path: str) -> None:
        """Send the file of an address, or the page for addresses that do not exist."""
        file = find_file(self.preview.folder, path)
        if file is None:
            self.set_status(404)
            file = find_file(self.preview.folder, "404.html")
        kind = mimetypes.guess_type(file.name)[0] if file else "text/html"
        self.set_header("Content-Type", f"{kind or 'application/octet-stream'}; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        content = file.read_bytes() if file else EMPTY
        self.finish(with_notice(content, self.preview.report) if kind == "text/html" else content)

    def head(self, path: str) -> None:
        """The same without the content."""
        self.get(path)


class ReloadHandler(LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """livereload's socket, for pages of this server only."""

    def check_origin(self, origin: str) -> bool:
        """Whether the page that asks was served here."""
        return bool(urlsplit(origin).netloc == self.request.host)


def make_application(preview: Served, host: str) -> web.Application:
    """The server of a preview; `host` is the name and port it may be asked under."""
    return web.Application(
        [
            (r"/livereload", ReloadHandler),
            (r"/livereload.js", LiveReloadJSHandler),
            (r"/(.*)", PageHandler, {"preview": preview, "host": host}),
        ]
    )


def find_file(folder: Path, path: str) -> Path | None:
    """The file below `folder` that an address stands for; None when there is none, or it lies elsewhere."""
    if STYLE_SHEET.fullmatch(path):
        # A page that is open still asks for the style sheet under the name that it had.
        return next(iter((folder / "assets").glob("site.*.css")), None)
    file = folder / path / "index.html" if path.endswith("/") or not path else folder / path
    if file.is_dir():
        file = file / "index.html"
    resolved = file.resolve()
    return resolved if resolved.is_relative_to(folder.resolve()) and resolved.is_file() else None


def with_notice(content: bytes, report: Report) -> bytes:
    """A page without its security policy, with livereload's script, and with the problems on top."""
    content = POLICY.sub(b"", content).replace(b"</head>", SCRIPT, 1)
    notice = make_notice(report).encode() if report.problems else b""
    return re.sub(rb"(<body[^>]*>)", lambda body: body.group() + notice, content, count=1)


def make_notice(report: Report) -> str:
    """The list of problems as HTML, open when there are errors."""
    items = "".join(_item(problem) for problem in report.problems)
    is_open = " open" if report.has_errors else ""
    title = f"plainleaf found {count_in_words(report)}"
    return f'<details{is_open} role="status" style="{STYLE}"><summary>{title}</summary><ul>{items}</ul></details>'


def _item(problem: Problem) -> str:
    place = f"{problem.place.path}:{problem.place.line}:{problem.place.column}"
    return (
        f"<li><code>{html.escape(place)}</code> <strong>{problem.severity}:</strong> {html.escape(problem.message)} "
        f"[{html.escape(problem.rule)}]<br>{html.escape(problem.fix)}</li>"
    )
