"""The pages of a preview as sent to browsers: the built files, the list of problems, and the script that reloads them.

None of this is in the published site. What the server adds has its own addresses below /_plainleaf/, and the page's
security policy is extended by exactly these.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

from livereload.handlers import LiveReloadHandler
from tornado import web

from plainleaf.input.files import read_text, walk
from plainleaf.patterns import lazy_pattern
from plainleaf.preview.editor.desk import Desk
from plainleaf.preview.editor.handlers import Editor, editor_handlers, is_at_editor
from plainleaf.preview.hosts import Hosts
from plainleaf.preview.overlay import ADVICE, Shown, make_banner, make_overlay
from plainleaf.preview.spots import find_words
from plainleaf.problems import Problem, Report

OURS = "/_plainleaf/"
ASSETS = Path(__file__).with_name("assets")
POLICY = lazy_pattern(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
# Content types in which a browser may run scripts.
DOCUMENT = lazy_pattern(r"html|xml")
MADE = ("index.html", "404.html")
STYLE_SHEET = lazy_pattern(r"assets/site\.\w+\.css")
STYLE_SHEET_BYTES = lazy_pattern(STYLE_SHEET.pattern.encode())
EMPTY = b"<!doctype html>\n<html lang=en><head><title>plainleaf</title></head><body><main></main></body></html>\n"
OVERLAY_STYLE = f'<link rel="stylesheet" href="{OURS}overlay.css">'
HEAD = f'<link rel="stylesheet" href="{OURS}spot.css"><script src="{OURS}live.js" defer></script></head>'.encode()


class Served(Protocol):
    """A site in preview: the folder with the last good site, its pages, and the report of the last build."""

    report: Report
    # The path of each page's output file, by that of its source.
    pages: Mapping[str, str]
    # Why a page is not on the published site, by the path of its source.
    standings: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """The folder with the last good site."""
        ...

    @property
    def root(self) -> Path:
        """The site's own folder, with the sources."""
        ...


def refuse_foreign(handler: web.RequestHandler, hosts: Hosts) -> None:
    """Answer only to the names of this machine; see hosts.py."""
    if not hosts.answers(handler.request.host):
        raise web.HTTPError(403)
    handler.set_header("X-Content-Type-Options", "nosniff")
    handler.set_header("Cross-Origin-Resource-Policy", "same-origin")
    # Not `no-store`: browsers would then clear form fields when the page is reloaded.
    handler.set_header("Cache-Control", "no-cache")


class PageHandler(web.RequestHandler):
    """Answers with a file of the preview. A class because Tornado requires one."""

    def initialize(self, preview: Served, hosts: Hosts, desk: Desk | None = None) -> None:
        """Store the values that all requests share. With a desk, an editor is served too."""
        self.preview, self.hosts, self.desk = preview, hosts, desk

    def prepare(self) -> None:
        """Refuse foreign names."""
        refuse_foreign(self, self.hosts)

    def get(self, path: str) -> None:
        """Send the file at an address, or the 404 page."""
        if self.desk and is_at_editor(self.request.host, self.hosts):
            self._answer_editor(path, self.desk)
            return
        file = find_file(self.preview.folder, path)
        if file is None:
            self.set_status(404)
            file = find_file(self.preview.folder, "404.html")
        kind = (mimetypes.guess_type(file.name)[0] if file else "text/html") or "application/octet-stream"
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if self.desk and file and DOCUMENT.search(kind) and not _is_made(file, self.preview):
            self.set_header("Content-Security-Policy", "sandbox")
        content = file.read_bytes() if file else EMPTY
        self.finish(with_overlay(content, path, self.preview, self.request.host) if kind == "text/html" else content)

    def _answer_editor(self, path: str, desk: Desk) -> None:
        """Send a picture as it is in static/. Pages are elsewhere, so that no script of theirs runs at this origin."""
        picture = desk.find_picture(f"static/{path}")
        if picture is None:
            self.redirect(self.hosts.other_address + quote(path))
            return
        self.set_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
        # An SVG may contain anything before a build has checked it.
        self.set_header("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'")
        self.finish(picture)

    def head(self, path: str) -> None:
        """The same without the content."""
        self.get(path)


class StateHandler(PageHandler):
    """Tells an open page what it would be after reloading."""

    def get(self, path: str) -> None:
        """Send `page_state` as JSON; `path` is the address of the page."""
        self.finish(json.dumps(page_state(path, self.preview)))


class AssetHandler(PageHandler):
    """Answers with the script and the style sheets of the list of problems."""

    def get(self, path: str) -> None:
        """Send the file of this name."""
        self.set_header("Content-Type", f"{mimetypes.guess_type(path)[0]}; charset=utf-8")
        self.finish((ASSETS / path).read_bytes())


class ReloadHandler(LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """livereload's socket, for pages of this server only."""

    def initialize(self, hosts: Hosts) -> None:
        """Store the names of this machine."""
        self.hosts = hosts

    def prepare(self) -> None:
        """Refuse foreign names."""
        refuse_foreign(self, self.hosts)

    def check_origin(self, origin: str) -> bool:
        """Whether the page that asks was served here."""
        return bool(urlsplit(origin).netloc == self.request.host)

    def on_message(self, message: str) -> None:
        """Answer like livereload, then ask the page to update: it may have missed a change before it connected."""
        super().on_message(message)
        if self in LiveReloadHandler.waiters:
            self.send_message({"command": "plainleaf"})


def make_application(preview: Served, hosts: Hosts, editor: Editor | None = None) -> web.Application:
    """The web application of a preview that answers to `hosts`, with an editor of its pages if one is given."""
    shared = {"preview": preview, "hosts": hosts}
    desk = Desk(preview.root)
    return web.Application(
        [
            *(editor_handlers(editor, hosts, desk, lambda: preview.pages) if editor else []),
            (r"/livereload", ReloadHandler, {"hosts": hosts}),
            (rf"{OURS}state/(.*)", StateHandler, shared),
            (rf"{OURS}(live\.js|overlay\.css|spot\.css)", AssetHandler, shared),
            (r"/(.*)", PageHandler, {**shared, "desk": desk if editor else None}),
        ]
    )


def find_file(folder: Path, path: str) -> Path | None:
    """The file below `folder` that an address names; None if there is none, or if it is elsewhere."""
    if STYLE_SHEET.fullmatch(path):
        # The digest in its name only serves browser caches: there is one style sheet.
        return _find_style(folder)
    try:
        resolved = (folder / path).resolve()
        file = resolved / "index.html" if resolved.is_dir() else resolved
        file = file.resolve()
        return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
    except (OSError, ValueError):
        # No file can have this name: it is too long or contains a NUL byte.
        return None


def _is_made(file: Path, preview: Served) -> bool:
    """Whether plainleaf has made a page. A copy of somebody's own file may contain any script."""
    if file.relative_to(preview.folder.resolve()).as_posix() in preview.pages.values():
        return True
    files = (path for folder in ("static", "content") for path in walk(preview.root, folder, Report()))
    return file.name in MADE and not any(path.rpartition("/")[2] == file.name for path in files)


def page_state(path: str, preview: Served) -> dict[str, str]:
    """A digest of the page at an address without its style sheet, the address of that, and the list of problems."""
    file = find_file(preview.folder, path) or find_file(preview.folder, "404.html")
    return _state_of(file.read_bytes() if file else EMPTY, path, preview)


def _state_of(content: bytes, path: str, preview: Served) -> dict[str, str]:
    style = STYLE_SHEET.search(content.decode())
    bare = content.replace(style.group().encode(), b"") if style else content
    digest = hashlib.blake2b(bare, digest_size=16).hexdigest()
    address = f"/{_style_name(preview.folder)}" if style else ""
    return {"page": digest, "style": address, "problems": _overlay(path, preview)}


def _find_style(folder: Path) -> Path | None:
    return next(iter((folder / "assets").glob("site.*.css")), None)


def _style_name(folder: Path) -> str:
    """The path of the style sheet for browsers, which changes with its content."""
    file = _find_style(folder)
    version = hashlib.blake2b(file.read_bytes() if file else b"", digest_size=6).hexdigest()
    return f"assets/site.{version}.css"


def _overlay(path: str, preview: Served) -> str:
    addresses = {source: f"/{output.removesuffix('index.html')}" for source, output in preview.pages.items()}
    asked = f"/{path}" if path.endswith("/") or not path else f"/{path}/"
    source = next((source for source, address in addresses.items() if address == asked), "")
    text = _read_source(preview.root, source) if source else ""

    def words(problem: Problem) -> tuple[str, ...]:
        return find_words(text, problem.place)

    banner = make_banner(preview.standings.get(source, ""))
    return banner + make_overlay(preview.report.problems, Shown(source, addresses, bool(addresses)), words)


def _read_source(root: Path, source: str) -> str:
    # If it was deleted or damaged, the list of problems says so.
    return read_text(root, source, Report()) or ""


def with_overlay(content: bytes, path: str, preview: Served, host: str) -> bytes:
    """A page with the list of problems, the script that reloads it, and a policy that allows both."""
    state = _state_of(content, unquote(path), preview)
    content = STYLE_SHEET_BYTES.sub(state["style"].removeprefix("/").encode(), content)
    content = POLICY.sub(lambda found: found[1] + _extend_policy(found[2], host) + found[3], content, count=1)
    content = content.replace(b"</head>", HEAD, 1)
    element = (
        f'<plainleaf-problems data-page="{state["page"]}" data-style="{state["style"]}">'
        f'<template shadowrootmode="open">{OVERLAY_STYLE}'
        f'<div id="list">{state["problems"]}</div><p id="news" role="status"></p>'
        f'<template id="advice">{OVERLAY_STYLE}{ADVICE}</template></template></plainleaf-problems>'
    )
    return re.sub(rb"<body[^>]*>", lambda body: body.group() + element.encode(), content, count=1)


def _extend_policy(policy: bytes, host: str) -> bytes:
    """The policy of a page, extended by the server's own script and socket and nothing else.

    A policy cannot name an address such as [::1], so in that case everything from the server is allowed.
    """
    # A page with a form allows the scripts of its host already, and browsers read the first directive of a name only.
    scripts = "" if b"script-src" in policy else f"; script-src http://{host}{OURS}"
    more = f"{scripts}; connect-src http://{host}{OURS} ws://{host}/livereload"
    if host.startswith("["):
        more = ("; script-src 'self'" if scripts else "") + "; connect-src 'self'"
    return policy + more.encode()


def notify_browsers(message: Mapping[str, Any]) -> None:
    """Send a message of livereload's protocol to every page that is open."""
    for page in tuple(LiveReloadHandler.waiters):
        page.send_message(message)
