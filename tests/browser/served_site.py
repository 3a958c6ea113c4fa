"""The shipped site, built and served the way a host serves it: from a folder of its address, with its own headers."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from msgspec import Struct

from tests.real_servers import POLL
from tests.shipped_site import ADDRESS, build_shipped_site, copy_site

HOST = "host"
FOLDER = "clinic"

LANGUAGE = re.compile(r"<html lang=\"([^\"]+)\"")
LEADS_ON = '<meta http-equiv="refresh"'


class Site(Struct, frozen=True):
    """A site that is being served. `address` ends in a slash; pages are named by what comes after it, "" for home.

    `pages` are those in the language of the home page, `translated` those in each other language, by its code.
    """

    address: str
    folder: Path
    pages: tuple[str, ...]
    translated: Mapping[str, tuple[str, ...]]

    def every(self) -> tuple[str, ...]:
        """The pages in all languages."""
        return (*self.pages, *self.every_translated())

    def every_translated(self) -> tuple[str, ...]:
        """The pages in all languages but that of the home page."""
        return tuple(path for pages in self.translated.values() for path in pages)

    def read(self, path: str) -> str:
        """The HTML of a page."""
        return (self.folder / path / "index.html").read_text("utf-8")


def build_site(workplace: Path, *options: str) -> None:
    """Build the shipped site for an address with a folder. HOST is what a host gets: a folder that holds the folder.

    `options` are those of the command, beside the places and the day."""
    root = copy_site(workplace / "root", (f"address: {ADDRESS}/", f"address: {ADDRESS}/{FOLDER}/"))
    run = build_shipped_site(workplace / HOST / FOLDER, *options, root=root)
    assert run.code == 0, f"the shipped site does not build: {run.problems}"


@contextmanager
def serve_site(host: Path) -> Iterator[Site]:
    """Serve a built site on a free port of this machine until the block ends."""
    folder = host / FOLDER
    handler = functools.partial(StaticHost, read_headers(folder / "_headers"), folder / "404.html", directory=host)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=[POLL], daemon=True)
    thread.start()
    try:
        translated = find_pages(folder)
        pages = translated.pop(language_of(folder / "index.html"))
        yield Site(f"http://127.0.0.1:{server.server_port}/{FOLDER}/", folder, pages, translated)
    finally:
        server.shutdown()
        thread.join(60)
        server.server_close()


def find_pages(folder: Path) -> dict[str, tuple[str, ...]]:
    """The addresses of all pages below a built site by language.

    The page for wrong addresses is left out, and so is what only leads on.
    """
    pages: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.rglob("index.html")):
        if LEADS_ON in file.read_text("utf-8"):
            continue
        path = file.parent.relative_to(folder).as_posix()
        language = language_of(file)
        pages[language] = (*pages.get(language, ()), "" if path == "." else f"{path}/")
    return {language: tuple(sorted(paths)) for language, paths in pages.items()}


def language_of(file: Path) -> str:
    """The language of a page, as it says itself."""
    found = LANGUAGE.search(file.read_text("utf-8"))
    assert found, f"{file} does not say its language"
    return found[1]


def read_headers(file: Path) -> tuple[tuple[str, str], ...]:
    """The response headers that `_headers` sets for every address, as names and values."""
    lines = iter(file.read_text("utf-8").splitlines())
    assert next(lines) == f"/{FOLDER}/*", "the first rule of _headers is not for every address of the site"
    headers = []
    for line in lines:
        if not line.startswith(" "):
            break
        name, _, text = line.strip().partition(": ")
        headers.append((name, text))
    return tuple(headers)


class StaticHost(SimpleHTTPRequestHandler):
    """A static host: files of a folder, the headers that the site asks for, and the site's page for wrong addresses."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".vtt": "text/vtt"}  # noqa: RUF012 - as the library has it

    def __init__(
        self, headers: tuple[tuple[str, str], ...], not_found: Path, *arguments: object, directory: Path
    ) -> None:
        self.site_headers = headers
        self.not_found = not_found
        super().__init__(*arguments, directory=str(directory))  # type: ignore[arg-type]  # the server passes them on

    def handle(self) -> None:
        """Answer requests until the reader has what she wants, or leaves the page before its pictures have come."""
        with suppress(ConnectionError):
            super().handle()

    def end_headers(self) -> None:
        """Add the site's headers to every answer."""
        for name, text in self.site_headers:
            self.send_header(name, text)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a wrong address with the site's own page."""
        if code != 404:
            super().send_error(code, message, explain)
            return
        page = self.not_found.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the output of the tests free of requests."""
