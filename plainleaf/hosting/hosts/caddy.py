"""Settings for Caddy: a Caddyfile. Caddy gets its certificate by itself, and sends http on to https."""

from __future__ import annotations

from urllib.parse import unquote

from plainleaf.hosting.headers import TEXTS
from plainleaf.hosting.hosts.facts import ASK, KEEP, KEPT_NAMES, TRANSPORT_SECURITY, ServedSite, quoted


def write_caddy(site: ServedSite) -> str:
    """The settings of a site as text."""
    lines = [
        f"{site.host} {{",
        "    encode zstd gzip",
        "    header {",
        *(f"        {name} {quoted(value)}" for name, value in site.headers.items()),
        f"        {TRANSPORT_SECURITY[0]} {quoted(TRANSPORT_SECURITY[1])}",
        "    }",
        *_types(site),
        "    # Names with a digest never change their content, so browsers may keep these files for a year.",
        f"    @kept path_regexp {KEPT_NAMES}",
        f'    header @kept Cache-Control "{KEEP}"',
        f"    @asked not path_regexp {KEPT_NAMES}",
        f'    header @asked Cache-Control "{ASK}"',
        f"    @hidden path {' '.join(site.hidden)}",
        "    error @hidden 404",
        *(
            f"    redir {quoted(unquote(old) + end)} {quoted(new)} 301"
            for old, new in site.moved.items()
            for end in ("", "/")
        ),
        *_files(site),
        "    handle_errors {",
        f"        root * {quoted(site.folder)}",
        '        header Content-Type "text/html; charset=utf-8"',
        f'        header Cache-Control "{ASK}"',
        *_not_found(site),
        "    }",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _types(site: ServedSite) -> list[str]:
    """Caddy takes types from the system, which may know some or none of them."""
    lines: list[str] = []
    for ending, type_ in site.types.items():
        charset = "; charset=utf-8" if type_.startswith(TEXTS) else ""
        if ending != ".html":
            lines += [f"    @type_{ending[1:]} path *{ending}"]
            lines += [f'    header @type_{ending[1:]} Content-Type "{type_}{charset}"']
    return lines


def _files(site: ServedSite) -> list[str]:
    if site.prefix == "/":
        return [f"    root * {quoted(site.folder)}", "    file_server"]
    return [
        f"    redir {site.bare_prefix} {site.prefix} 301",
        f"    handle_path {site.prefix}* {{",
        f"        root * {quoted(site.folder)}",
        "        file_server",
        "    }",
    ]


def _not_found(site: ServedSite) -> list[str]:
    lines: list[str] = []
    for number, (folder, page) in enumerate(site.not_found.items()):
        below = page.removeprefix(site.bare_prefix)
        lines += [
            f"        @not_found_{number} path {folder}*",
            f"        handle @not_found_{number} {{",
            f"            rewrite * {below}",
            "            file_server",
            "        }",
        ]
    return lines
