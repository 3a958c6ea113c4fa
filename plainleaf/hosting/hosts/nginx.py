"""Settings for nginx: one file, which belongs into /etc/nginx/conf.d/."""

from __future__ import annotations

from urllib.parse import unquote

from plainleaf.hosting.headers import TEXTS
from plainleaf.hosting.hosts.facts import ASK, KEEP, KEPT_NAMES, TRANSPORT_SECURITY, ServedSite, quoted


def write_nginx(site: ServedSite) -> str:
    """The settings of a site as text."""
    texts = sorted({type_ for type_ in site.types.values() if type_.startswith(TEXTS)} - {"text/html"})
    lines = [
        "# Names with a digest never change their content, so browsers may keep these files for a year.",
        f'map $uri $plainleaf_cache {{ default "{ASK}"; "~{KEPT_NAMES}" "{KEEP}"; }}',
        "",
        *_plain_http(site),
        "server {",
        "    listen 443 ssl;",
        "    listen [::]:443 ssl;",
        f"    server_name {site.host};",
        f"    ssl_certificate /etc/letsencrypt/live/{site.host}/fullchain.pem;",
        f"    ssl_certificate_key /etc/letsencrypt/live/{site.host}/privkey.pem;",
        "",
        *([f"    root {quoted(site.folder)};"] if site.prefix == "/" else []),
        "    index index.html;",
        "    absolute_redirect off;",
        "    charset utf-8;",
        f"    charset_types {' '.join(texts)};",
        "    gzip on;",
        "    gzip_vary on;",
        f"    gzip_types {' '.join(texts)};",
        "    types {",
        *(f"        {type_} {ending[1:]};" for ending, type_ in site.types.items()),
        "    }",
        "",
        *_headers(site),
        "",
        *(f"    location = {path} {{ return 404; }}" for path in site.hidden),
        *_moved(site),
        *_not_found(site),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _plain_http(site: ServedSite) -> list[str]:
    return [
        "server {",
        "    listen 80;",
        "    listen [::]:80;",
        f"    server_name {site.host};",
        f"    return 301 https://{site.host}$request_uri;",
        "}",
        "",
    ]


def _headers(site: ServedSite) -> list[str]:
    headers = {**site.headers, TRANSPORT_SECURITY[0]: TRANSPORT_SECURITY[1]}
    lines = [f"    add_header {name} {quoted(value)} always;" for name, value in headers.items()]
    return [*lines, "    add_header Cache-Control $plainleaf_cache;"]


def _moved(site: ServedSite) -> list[str]:
    """nginx compares addresses after decoding them, but sends on what is written."""
    return [
        f"    location = {quoted(unquote(old) + end)} {{ return 301 {quoted(new)}; }}"
        for old, new in site.moved.items()
        for end in ("", "/")
    ]


def _not_found(site: ServedSite) -> list[str]:
    """A block for each folder with a page of its own for wrong addresses. The longest path that fits counts."""
    lines: list[str] = []
    for folder, page in site.not_found.items():
        if site.prefix == "/" and folder == "/":
            lines.append(f"    error_page 404 {page};")
            continue
        below = folder.removeprefix(site.prefix)
        alias = f" alias {quoted(f'{site.folder}/{below}')};" if site.prefix != "/" else ""
        lines.append(f"    location ^~ {folder} {{{alias} error_page 404 {page}; }}")
    return lines
