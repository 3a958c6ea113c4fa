"""Settings for Apache: a virtual host with mod_headers, mod_alias, mod_dir and mod_mime."""

from __future__ import annotations

import re
from urllib.parse import unquote

from plainleaf.hosting.headers import TEXTS
from plainleaf.hosting.hosts.facts import ASK, KEEP, KEPT_NAMES, TRANSPORT_SECURITY, ServedSite, quoted


def write_apache(site: ServedSite) -> str:
    """The settings of a site as text."""
    texts = {ending: type_ for ending, type_ in site.types.items() if type_.startswith(TEXTS)}
    lines = [
        "<VirtualHost *:80>",
        f"    ServerName {site.host}",
        f'    Redirect permanent "/" "https://{site.host}/"',
        "</VirtualHost>",
        "",
        "<VirtualHost *:443>",
        f"    ServerName {site.host}",
        "    SSLEngine on",
        f"    SSLCertificateFile /etc/letsencrypt/live/{site.host}/fullchain.pem",
        f"    SSLCertificateKeyFile /etc/letsencrypt/live/{site.host}/privkey.pem",
        "",
        *_folder(site),
        *(f"    AddType {type_} {ending}" for ending, type_ in site.types.items()),
        f"    AddCharset utf-8 {' '.join(texts)}",
        "    <IfModule deflate_module>",
        f"        AddOutputFilterByType DEFLATE {' '.join(sorted({*texts.values()}))}",
        "    </IfModule>",
        "",
        *_headers(site),
        *_moved(site),
        *_not_found(site),
        "</VirtualHost>",
    ]
    return "\n".join(lines) + "\n"


def _folder(site: ServedSite) -> list[str]:
    folder = quoted(site.folder)
    return [
        f"    DocumentRoot {folder}" if site.prefix == "/" else f"    Alias {quoted(site.bare_prefix)} {folder}",
        # 'current' is a link, which Apache follows only if the folder with the link says so.
        f"    <Directory {quoted(site.folder.rpartition('/')[0] or '/')}>",
        "        Options FollowSymLinks",
        "    </Directory>",
        f"    <Directory {folder}>",
        "        Options FollowSymLinks",
        "        AllowOverride None",
        "        Require all granted",
        "        DirectoryIndex index.html",
        "    </Directory>",
        "",
    ]


def _headers(site: ServedSite) -> list[str]:
    headers = {**site.headers, TRANSPORT_SECURITY[0]: TRANSPORT_SECURITY[1]}
    return [
        *(f"    Header always set {name} {quoted(value)}" for name, value in headers.items()),
        f'    Header set Cache-Control "{ASK}"',
        "    # Names with a digest never change their content, so browsers may keep these files for a year.",
        f'    <FilesMatch "{KEPT_NAMES}">',
        f'        Header set Cache-Control "{KEEP}"',
        "    </FilesMatch>",
        "",
    ]


def _moved(site: ServedSite) -> list[str]:
    """Files for hosts are not there for anybody, and old addresses lead on, with or without a slash at their end."""
    hidden = [f"    RedirectMatch 404 {quoted(f'^{re.escape(path)}$')}" for path in site.hidden]
    patterns = {f"^{re.escape(unquote(old))}/?$": new for old, new in site.moved.items()}
    return [*hidden, *(f"    RedirectMatch 301 {quoted(old)} {quoted(new)}" for old, new in patterns.items())]


def _not_found(site: ServedSite) -> list[str]:
    """The settings of a later block replace those of an earlier one, so the deepest folders are last."""
    lines: list[str] = []
    for folder, page in reversed([*site.not_found.items()]):
        lines += [f"    <Location {quoted(folder)}>", f"        ErrorDocument 404 {page}", "    </Location>"]
    return lines
