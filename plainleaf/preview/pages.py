"""The pages of a preview as browsers get them: the built files, with the list of problems and what keeps them fresh.

Nothing of this is in the published site. What the server adds has its own addresses below /_plainleaf/, and the page's
security policy is widened by exactly these.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler
from tornado import web

from plainleaf.input.files import read_text
from plainleaf.preview.hosts import Hosts
from plainleaf.preview.overlay import Shown, make_overlay
from plainleaf.preview.spots import find_words
from plainleaf.problems import Problem, Report

OURS = "/_plainleaf/"
ASSETS = Path(__file__).with_name("assets")
POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')
STYLE_SHEET = re.compile(r"assets/site\.\w+\.css")
STYLE_SHEET_BYTES = re.compile(STYLE_SHEET.pattern.encode())
EMPTY = b"<!doctype html>\n<html lang=en><head><title>plainleaf</title></head><body><main></main></body></html>\n"
HEAD = f'<link rel="stylesheet" href="{OURS}spot.css"><script src="{OURS}live.js" defer></script></head>'.encode()


class Served(Protocol):
    """What is being previewed: the folder with the last good site, its pages, and the report of the last build."""

    report: Report
    # The path of each page's file on the site, by that of its source below the root.
    pages: Mapping[str, str]

    @property
    def folder(self) -> Path:
        """The folder with the last good site."""
        ...

    @property
    def root(self) -> Path:
        """The folder with what people wrote."""
        ...


def refuse_foreign(handler: web.RequestHandler, hosts: Hosts) -> None:
    """Answer only to the names of this machine: a foreign page could use a name of its own to read the site."""
    if not hosts.answers(handler.request.host):
        raise web.HTTPError(403)
    handler.set_header("X-Content-Type-Options", "nosniff")
    handler.set_header("Cross-Origin-Resource-Policy", "same-origin")
    # Not `no-store`: with it browsers forget what was typed into a form when the page is loaded again.
    handler.set_header("Cache-Control", "no-cache")


class PageHandler(web.RequestHandler):
    """Answers with a file of the preview. Tornado asks for a class."""

    def initialize(self, preview: Served, hosts: Hosts) -> None:
        """What every request is answered from."""
        self.preview, self.hosts = preview, hosts

    def prepare(self) -> None:
        """Refuse foreign names."""
        refuse_foreign(self, self.hosts)

    def get(self, path: str) -> None:
        """Send the file of an address, or the page for addresses that do not exist."""
        file = find_file(self.preview.folder, path)
        if file is None:
            self.set_status(404)
            file = find_file(self.preview.folder, "404.html")
        kind = (mimetypes.guess_type(file.name)[0] if file else "text/html") or "application/octet-stream"
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        content = file.read_bytes() if file else EMPTY
        self.finish(with_overlay(content, path, self.preview, self.request.host) if kind == "text/html" else content)

    def head(self, path: str) -> None:
        """The same without the content."""
        self.get(path)


class StateHandler(PageHandler):
    """Tells a page that is open how it would look if it were loaded again."""

    def get(self, path: str) -> None:
        """Send what `state_of` says, as JSON; `path` is the address of the page."""
        self.finish(json.dumps(page_state(path, self.preview)))


class AssetHandler(PageHandler):
    """Answers with the script and the styles of the list of problems."""

    def get(self, path: str) -> None:
        """Send the file of this name."""
        self.set_header("Content-Type", f"{mimetypes.guess_type(path)[0]}; charset=utf-8")
        self.finish((ASSETS / path).read_bytes())


class ReloadHandler(LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """livereload's socket, for pages of this server only."""

    def initialize(self, hosts: Hosts) -> None:
        """The names of this machine."""
        self.hosts = hosts

    def prepare(self) -> None:
        """Refuse foreign names."""
        refuse_foreign(self, self.hosts)

    def check_origin(self, origin: str) -> bool:
        """Whether the page that asks was served here."""
        return bool(urlsplit(origin).netloc == self.request.host)

    def on_message(self, message: str) -> None:
        """Answer as livereload does; a page that is connected now may have missed a change before."""
        super().on_message(message)
        if self in LiveReloadHandler.waiters:
            self.send_message({"command": "plainleaf"})


def make_application(preview: Served, hosts: Hosts) -> web.Application:
    """The server of a preview that is asked for under some names."""
    shared = {"preview": preview, "hosts": hosts}
    return web.Application(
        [
            (r"/livereload", ReloadHandler, {"hosts": hosts}),
            (rf"{OURS}state/(.*)", StateHandler, shared),
            (rf"{OURS}(live\.js|overlay\.css|spot\.css)", AssetHandler, shared),
            (r"/(.*)", PageHandler, shared),
        ]
    )


def find_file(folder: Path, path: str) -> Path | None:
    """The file below `folder` that an address stands for; None when there is none, or it lies elsewhere."""
    if STYLE_SHEET.fullmatch(path):
        # Its name says to browsers which version it is: there is only one.
        return _find_style(folder)
    try:
        resolved = (folder / path).resolve()
        file = resolved / "index.html" if resolved.is_dir() else resolved
        file = file.resolve()
        return file if file.is_relative_to(folder.resolve()) and file.is_file() else None
    except (OSError, ValueError):
        # No file can have such a name: it is too long, or holds a zero byte.
        return None


def page_state(path: str, preview: Served) -> dict[str, str]:
    """A digest of the page at an address but for its style sheet, the address of that, and the list of problems."""
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
    """The path under which browsers are shown the style sheet, which is another one when its content is."""
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

    return make_overlay(preview.report.problems, Shown(source, addresses, bool(addresses)), words)


def _read_source(root: Path, source: str) -> str:
    # When it was deleted or damaged the list itself says so.
    return read_text(root, source, Report()) or ""


def with_overlay(content: bytes, path: str, preview: Served, host: str) -> bytes:
    """A page with the list of problems, the script that keeps it fresh, and a policy that allows these two."""
    state = _state_of(content, unquote(path), preview)
    content = STYLE_SHEET_BYTES.sub(state["style"].removeprefix("/").encode(), content)
    content = POLICY.sub(lambda found: found[1] + _widen(found[2], host) + found[3], content, count=1)
    content = content.replace(b"</head>", HEAD, 1)
    element = (
        f'<plainleaf-problems data-page="{state["page"]}" data-style="{state["style"]}">'
        f'<template shadowrootmode="open"><link rel="stylesheet" href="{OURS}overlay.css">'
        f'<div id="list">{state["problems"]}</div><p id="news" role="status"></p></template></plainleaf-problems>'
    )
    return re.sub(rb"<body[^>]*>", lambda body: body.group() + element.encode(), content, count=1)


def _widen(policy: bytes, host: str) -> bytes:
    """The policy of a page, with leave for the server's own script and socket and for nothing else.

    A policy cannot name an address such as [::1], so there all that comes from the server has leave.
    """
    if host.startswith("["):
        return policy + b"; script-src 'self'; connect-src 'self'"
    return policy + f"; script-src http://{host}{OURS}; connect-src http://{host}{OURS} ws://{host}/livereload".encode()


def tell_browsers(message: Mapping[str, Any]) -> None:
    """Send a message of livereload's protocol to every page that is open."""
    for page in tuple(LiveReloadHandler.waiters):
        page.send_message(message)
