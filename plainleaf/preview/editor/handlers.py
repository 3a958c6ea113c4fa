"""Handlers: the addresses of the editor, and who may use them.

Whoever can send requests can change the site. So only this computer is answered, only below an address with a secret
that is new each time, and no page of another origin. The pages of the site are of another origin themselves: they are
served under another name of this computer, since a file in static/ may hold any script.
"""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from msgspec import MsgspecError, Struct, field
from msgspec.json import decode, encode
from tornado import web

from plainleaf.preview.editor.desk import Desk, EditorRequest
from plainleaf.preview.editor.places import RefusedError
from plainleaf.preview.hosts import Hosts

INDEX = "index.html"
# Below it is each page by the path of its source.
PAGE = "/_plainleaf/page/"
# Bytes of a request: a camera's photo in Base64.
LARGEST_REQUEST = 40_000_000


class Places(Struct, frozen=True):
    """Where an editor is, and where the page of each source is: addresses without the host, with a slash at the end."""

    folder: str
    pages: str


class Editor(Struct, frozen=True):
    """The files of an editor by name, made when they are requested, and the policy of its page.

    `secret` is in the address of each; the policy may frame the pages of a site at an address.
    """

    files: Mapping[str, Callable[[Places], bytes]]
    policy: Callable[[str], str]
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def folder(self) -> str:
        """Its address without the host, with a slash at the end."""
        return f"/_plainleaf/editor/{self.secret}/"


def is_at_editor(host: str, hosts: Hosts) -> bool:
    """Whether a request for a host is for the origin of the editor, and not for that of the pages."""
    return host.lower() == urlsplit(hosts.addresses[0]).netloc


class _Guarded(web.RequestHandler):
    """Answers only to this computer. Inherits as Tornado requires."""

    def initialize(self, hosts: Hosts) -> None:
        """Store the names of this machine."""
        self.hosts = hosts

    def prepare(self) -> None:
        """Refuse foreign names, and tell the browser how to treat what it gets."""
        # Errors are logged with the address, which has the secret in it.
        self.request.uri = "/_plainleaf/editor/"
        if not self.hosts.is_of_this_computer or not self.hosts.answers(self.request.host):
            raise web.HTTPError(403)
        for name, value in {
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
            "Cache-Control": "no-store",
        }.items():
            self.set_header(name, value)


class _AtEditor(_Guarded):
    """Answers only at the origin of the editor. Inherits as Tornado requires."""

    def prepare(self) -> None:
        """Refuse the name under which the pages are served."""
        super().prepare()
        if not is_at_editor(self.request.host, self.hosts):
            raise web.HTTPError(403)


class FileHandler(_AtEditor):
    """Sends the files of the editor."""

    def initialize(self, hosts: Hosts, editor: Editor) -> None:  # type: ignore[override] # Tornado's way
        """Store the values that all requests share."""
        self.hosts, self.editor = hosts, editor

    def get(self, name: str) -> None:
        """Send the file with a name, the page itself for none."""
        make = self.editor.files.get(name or INDEX)
        if make is None:
            raise web.HTTPError(404)
        kind = "text/yaml" if name.endswith(".yml") else mimetypes.guess_type(name or INDEX)[0]
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        pages = self.hosts.other_address
        self.set_header("Content-Security-Policy", self.editor.policy(pages))
        self.finish(make(Places(self.editor.folder, f"{pages}{PAGE.removeprefix('/')}")))


class PlaceHandler(_Guarded):
    """Redirects from the source of a page to the page."""

    def initialize(self, hosts: Hosts, pages: Callable[[], Mapping[str, str]]) -> None:  # type: ignore[override] # Tornado's way
        """Store the values that all requests share."""
        self.hosts, self.pages = hosts, pages

    def get(self, source: str) -> None:
        """Redirect to the page of a source, or to the home page: the list of problems is on every page."""
        self.redirect(f"/{quote(self.pages().get(source, '').removesuffix(INDEX))}")


class DeskHandler(_AtEditor):
    """Reads and saves pages and pictures."""

    def initialize(self, hosts: Hosts, desk: Desk) -> None:  # type: ignore[override] # Tornado's way
        """Store the values that all requests share."""
        self.hosts, self.desk = hosts, desk

    def prepare(self) -> None:
        """Refuse pages of other origins, and forms, which browsers send for them without asking."""
        super().prepare()
        headers = self.request.headers
        is_own = headers.get("Origin") == f"http://{self.request.host}"
        is_own = is_own and headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        if not is_own or headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise web.HTTPError(403)

    def post(self, tab: str) -> None:
        """Answer a request of a tab. What is refused is explained in words that the editor shows."""
        try:
            self._send(200, self.desk.answer(decode(self.request.body, type=EditorRequest), tab))
        except MsgspecError:
            self._send(422, {"error": "This editor and this server do not understand each other."})
        except FileNotFoundError:
            self._send(404, {"error": "There is no such file."})
        except RefusedError as error:
            self._send(409, {"error": str(error)})
        except OSError as error:
            self._send(500, {"error": f"The file cannot be read or written: {error.strerror or error}."})

    def _send(self, status: int, answer: Any) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(encode(answer))


def editor_handlers(
    editor: Editor, hosts: Hosts, desk: Desk, pages: Callable[[], Mapping[str, str]]
) -> list[tuple[str, type[web.RequestHandler], dict[str, Any]]]:
    """The request handlers of an editor. `pages` returns the output file of each page by its source."""
    return [
        (f"{editor.folder}api/([\\w-]{{8,40}})", DeskHandler, {"hosts": hosts, "desk": desk}),
        (f"{PAGE}(.*)", PlaceHandler, {"hosts": hosts, "pages": pages}),
        (f"{editor.folder}(.*)", FileHandler, {"hosts": hosts, "editor": editor}),
    ]
