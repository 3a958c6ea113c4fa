"""Visiting a small site on a real HTTP server of this computer, as it is or damaged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec.structs import replace

from plainleaf.command.hosting.site_facts import read_manifest
from plainleaf.hosting import Finding, Manifest, verify_site
from plainleaf.options import Options
from tests.hosting.live_host import Damage, LiveHost, Reply, serve
from tests.site_tools import DAY, about_page, build_folder, lay_minimal, minimal_config, write_files

TODAY = date.fromisoformat(DAY)
SECONDS = 60.0
MOVED = {"content/en/about.md": about_page("Who we are.", "aliases: [/old-about/]\n")}


def healthy(_path: str, reply: Reply) -> Reply:
    """Changes nothing."""
    return reply


def make(tmp_path: Path, config: str = minimal_config(), name: str = "site") -> tuple[Path, Manifest]:
    """A built site with an old address: its folder and its manifest."""
    root = tmp_path / name
    lay_minimal(root)
    write_files(root, {**MOVED, "config.yaml": config})
    built = build_folder(root)
    assert built.code == 0, built.problems
    return root / "public", read_manifest(Options(root, root / "public", TODAY))


def visit(
    folder: Path,
    manifest: Manifest,
    damage: Damage = healthy,
    day: date = TODAY,
    *,
    by_page: bool = False,
    for_searchers: Reply | None = None,
) -> list[Finding]:
    """Serve the files of a folder by a manifest, and verify that."""
    with serve(LiveHost(folder, manifest, damage, by_page, for_searchers=for_searchers)) as host:
        return verify_site(f"{host}{manifest.prefix}", manifest, day, SECONDS)


def on(path: str, **changed: object) -> Damage:
    """Changes the reply to one path."""
    return lambda asked, reply: replace(reply, **changed) if asked == path else reply


def without(name: str) -> Damage:
    """Leaves out a header."""
    return lambda _path, reply: replace(
        reply, headers={key: value for key, value in reply.headers.items() if key != name}
    )


def with_header(name: str, value: str) -> Damage:
    """Adds a header."""
    return lambda _path, reply: replace(reply, headers={**reply.headers, name: value})


def kinds(found: list[Finding]) -> list[str]:
    """The kinds of what was found."""
    return sorted({each.kind for each in found})
