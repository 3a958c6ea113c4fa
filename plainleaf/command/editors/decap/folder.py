"""The editor's folder: its page, its settings, Decap CMS itself, and the headers that go with it."""

from __future__ import annotations

import html
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from plainleaf.command.editors.decap.bundle import BUNDLE
from plainleaf.command.editors.decap.configuration import collection_names, make_configuration, to_yaml
from plainleaf.content.config.editor_setting import EditorSetting
from plainleaf.preview import Places

ASSETS = Path(__file__).with_name("assets")
SCRIPT, CONFIGURATION, HEADERS = "editor.js", "config.yml", "_headers"
# Decap checks its settings by code that it makes of a schema, and makes style sheets as it goes.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' blob: data:{}; font-src 'self' data:; connect-src 'self' blob:{}; frame-src 'self'{}; "
    "base-uri 'none'; form-action 'none'"
)
NO_FRAMES = "; frame-ancestors 'none'"
# What Decap asks of each Git host, and from where it has the pictures of people.
HOSTS: Mapping[str, tuple[str, str]] = {
    "github": (" https://avatars.githubusercontent.com", " https://api.github.com https://www.githubstatus.com"),
    "gitlab": (" https://gitlab.com https://secure.gravatar.com", " https://gitlab.com"),
}


def local_policy(pages: str) -> str:
    """The policy of an editor on this computer, which frames the pages of the site at an address."""
    return _framing(pages) + NO_FRAMES


def _framing(pages: str) -> str:
    return POLICY.format("", "", f" {pages}")


def make_index(title: str, policy: str, script: str = "") -> str:
    """The page of the editor. On this computer, a script of ours starts it."""
    return (
        "<!doctype html>\n"
        '<html lang="en">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy, quote=False)}">\n'
        '<meta name="robots" content="noindex">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n"
        '<link rel="icon" href="data:,">\n'
        f'<link href="{CONFIGURATION}" type="text/yaml" rel="cms-config-url">\n'
        f"{script}"
        "</head>\n"
        f'<body><script src="{BUNDLE}"></script></body>\n'
        "</html>\n"
    )


def local_files(root: Path, bundle: bytes) -> Mapping[str, Callable[[Places], bytes]]:
    """The files of an editor on this computer, each made when it is asked for."""

    def configure(places: Places) -> str:
        # Each time another one: what one tab has seen of a page, another may not have.
        tab = secrets.token_urlsafe(8)
        backend = {"name": "proxy", "proxy_url": f"{places.folder}api/{tab}", "branch": "main"}
        return to_yaml(make_configuration(root, backend, places.pages.removesuffix("/")))

    def index(places: Places) -> str:
        # It shows the site's pages beside the fields.
        names, pages = " ".join(collection_names(root)), html.escape(places.pages)
        script = f'<script src="{SCRIPT}" data-collections="{html.escape(names)}" data-pages="{pages}"></script>\n'
        return make_index("Edit pages", _framing(urljoin(places.pages, "/")), script)

    return {
        "index.html": lambda places: index(places).encode(),
        CONFIGURATION: lambda places: configure(places).encode(),
        SCRIPT: lambda _: (ASSETS / SCRIPT).read_bytes(),
        BUNDLE: lambda _: bundle,
    }


def hosted_files(root: Path, setting: EditorSetting, bundle: bytes) -> Mapping[str, bytes]:
    """The files of an editor that a web server serves, for people who sign in at a Git host."""
    configuration = make_configuration(root, _backend(setting))
    policy = POLICY.format(*HOSTS[setting.service], "")
    headers = {
        "Content-Security-Policy": policy + NO_FRAMES,
        "X-Robots-Tag": "noindex",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }
    lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    return {
        "index.html": make_index("Edit pages", policy).encode(),
        CONFIGURATION: to_yaml(configuration).encode(),
        BUNDLE: bundle,
        HEADERS: f"/*\n{lines}".encode(),
    }


def _backend(setting: EditorSetting) -> Mapping[str, Any]:
    backend = {"name": setting.service, "repo": setting.repository, "branch": setting.branch}
    if setting.service == "gitlab":
        return {**backend, "auth_type": "pkce", "app_id": setting.application}
    return {**backend, "base_url": setting.sign_in} if setting.sign_in else backend
