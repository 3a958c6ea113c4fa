"""Handlers: the addresses of the editor, and who is answered there.

Whoever could ask could change the site. So there is an answer only on this computer, only below an address with a
secret in it, which is another one each time, and a page of another origin gets none.
"""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from msgspec import MsgspecError, Struct, field
from msgspec.json import decode, encode
from tornado import web

from plainleaf.preview.editor.desk import Desk, Question
from plainleaf.preview.editor.places import RefusedError
from plainleaf.preview.hosts import Hosts

INDEX = "index.html"
# Bytes of a request: a photo of a camera in Base64.
LARGEST_REQUEST = 40_000_000


class Editor(Struct, frozen=True):
    """The files of an editor, by their names, made when they are asked for, and the policy of its page.

    `secret` is in the address of each.
    """

    files: Mapping[str, Callable[[str], bytes]]
    policy: str
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def folder(self) -> str:
        """The address, from the host on, with a slash at the end."""
        return f"/_plainleaf/editor/{self.secret}/"


class _Guarded(web.RequestHandler):
    """Answers only to this computer. Inherits as Tornado requires."""

    def initialize(self, hosts: Hosts) -> None:
        """Take the names of this machine."""
        self.hosts = hosts

    def prepare(self) -> None:
        """Refuse foreign names, and tell the browser how to treat what it gets."""
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


class FileHandler(_Guarded):
    """Sends the files of the editor."""

    def initialize(self, hosts: Hosts, editor: Editor) -> None:  # type: ignore[override] # Tornado's way
        """Take the values that all requests share."""
        self.hosts, self.editor = hosts, editor

    def get(self, name: str) -> None:
        """Send the file of a name, the page itself for none."""
        make = self.editor.files.get(name or INDEX)
        if make is None:
            raise web.HTTPError(404)
        kind = "text/yaml" if name.endswith(".yml") else mimetypes.guess_type(name or INDEX)[0]
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.set_header("Content-Security-Policy", self.editor.policy)
        self.finish(make(self.editor.folder))


class PlaceHandler(_Guarded):
    """Leads from the source of a page to the page."""

    def initialize(self, hosts: Hosts, pages: Callable[[], Mapping[str, str]]) -> None:  # type: ignore[override] # Tornado's way
        """Take the values that all requests share."""
        self.hosts, self.pages = hosts, pages

    def get(self, source: str) -> None:
        """Lead to the page of a source, or to the home page: the list of problems is on every page."""
        self.redirect(f"/{quote(self.pages().get(source, '').removesuffix(INDEX))}")


class DeskHandler(_Guarded):
    """Reads and saves pages and pictures."""

    def initialize(self, hosts: Hosts, desk: Desk) -> None:  # type: ignore[override] # Tornado's way
        """Take the values that all requests share."""
        self.hosts, self.desk = hosts, desk

    def prepare(self) -> None:
        """Refuse pages of other origins, and forms, which browsers send for them without asking."""
        super().prepare()
        headers = self.request.headers
        is_own = headers.get("Origin") == f"http://{self.request.host}"
        is_own = is_own and headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        if not is_own or headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise web.HTTPError(403)

    def post(self) -> None:
        """Answer a question. What is refused is said in words that the editor shows."""
        try:
            self._send(200, self.desk.answer(decode(self.request.body, type=Question)))
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
    """What answers at the addresses of an editor. `pages` gives the output file of each page by its source."""
    return [
        (f"{editor.folder}api", DeskHandler, {"hosts": hosts, "desk": desk}),
        (f"{editor.folder}page/(.*)", PlaceHandler, {"hosts": hosts, "pages": pages}),
        (f"{editor.folder}(.*)", FileHandler, {"hosts": hosts, "editor": editor}),
    ]
