"""`verify` as a command: its exit codes and its formats. What it finds is in tests/hosting/test_visiting.py."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from plainleaf.command.hosting.site_facts import read_manifest
from plainleaf.command.strangers_text import on_one_line
from plainleaf.hosting import Manifest, encode_manifest
from plainleaf.options import Options
from tests.hosting.live_host import LiveHost, Reply, serve
from tests.real_servers import free_port
from tests.site_tools import DAY, MakeSite, about_page, build_folder, run_plainleaf, write_files

ALERT = (
    "---\nkind: alert\ntitle: Closed\nsummary: Snow.\nstarts: 2026-11-01\nexpires: 2026-11-23\n"
    "owner: Desk\n---\n\nSnow.\n"
)


@pytest.fixture
def built(make_site: MakeSite) -> tuple[Path, Manifest]:
    """A built site: its root and its manifest."""
    root = make_site()
    build_folder(root)
    return root, read_manifest(Options(root, root / "public", date.fromisoformat(DAY)))


def healthy(_path: str, reply: Reply) -> Reply:
    """Changes nothing."""
    return reply


def damaged(path: str, reply: Reply) -> Reply:
    """Has lost a page."""
    return Reply(404, {}) if path == "/contact/" else reply


def test_a_healthy_site_is_verified_from_its_own_folder(built: tuple[Path, Manifest]) -> None:
    root, manifest = built

    with serve(LiveHost(root / "public", manifest, healthy)) as host:
        run = run_plainleaf("verify", f"{host}/", "--root", root, "--as-of", DAY)

    assert (run.code, run.stdout.endswith("all as published.\n")) == (0, True), run.stdout


def test_a_missed_night_and_a_notice_that_is_over_are_seen_from_the_sites_own_folder(make_site: MakeSite) -> None:
    root = make_site()
    write_files(root, {"content/en/snow.md": ALERT})
    build_folder(root)
    manifest = read_manifest(Options(root, root / "public", date.fromisoformat(DAY)))

    with serve(LiveHost(root / "public", manifest, healthy)) as host:
        run = run_plainleaf("verify", f"{host}/", "--root", root, "--as-of", "2026-11-25", "--format", "json")

    assert run.code == 1
    assert [each["kind"] for each in json.loads(run.stdout)] == ["alert-over", "stale"]


def test_a_damaged_site_is_verified_from_anywhere_with_its_manifest(
    built: tuple[Path, Manifest], tmp_path: Path
) -> None:
    root, manifest = built
    (tmp_path / "manifest.json").write_bytes(encode_manifest(manifest))

    with serve(LiveHost(root / "public", manifest, damaged)) as host:
        command = ("verify", f"{host}/", "--manifest", tmp_path / "manifest.json", "--as-of", DAY)
        text, run = run_plainleaf(*command), run_plainleaf(*command, "--format", "json")

    assert (text.code, run.code) == (1, 1)
    assert [(each["kind"], each["address"]) for each in json.loads(run.stdout)] == [("missing", f"{host}/contact/")]
    assert f"{host}/contact/: it is missing" in text.stdout
    assert "fix: Publish the site again." in text.stdout


def strange(path: str, reply: Reply) -> Reply:
    """Says things that a terminal or the log of a Git host would obey, with an address that is none."""
    headers = {"Location": "http://[", "Content-Type": "text/\x1b]0;x\x07\x9b31m\x85" + "y" * 5000}
    return Reply(302, headers) if path == "/old-about" else replace(reply, headers={**reply.headers, **headers})


def test_what_a_stranger_sends_is_shown_on_one_line_without_control_characters(make_site: MakeSite) -> None:
    root = make_site()
    write_files(root, {"content/en/about.md": about_page("Who we are.", "aliases: [/old-about/]\n")})
    build_folder(root)
    manifest = read_manifest(Options(root, root / "public", date.fromisoformat(DAY)))

    with serve(LiveHost(root / "public", manifest, strange)) as host:
        run = run_plainleaf("verify", f"{host}/", "--root", root, "--as-of", DAY)

    assert (run.code, "leads to 'http://['" in run.stdout) == (1, True), run.stdout
    assert all(line.isprintable() and len(line) < 2500 for line in run.stdout.splitlines())


def test_line_ends_do_not_begin_a_command_of_a_workflow() -> None:
    assert on_one_line("a\r\n::error::b\u2028c") == "a ::error::b<U+2028>c"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("http://127.0.0.1:{port}/",), "cannot be read"),
        (("ftp://www.clinic.example/",), "is not an address"),
        (("http://[",), "is not an address"),
        (("http://localhost:abc/",), "is not an address"),
        (("http://localhost:99999/",), "is not an address"),
        (("http://127.0.0.1:{port}/", "--manifest", "{root}/config.yaml"), "is no manifest"),
        (("http://127.0.0.1:{port}/", "--manifest", "{root}/nothing.json"), "cannot be used"),
    ],
)
def test_what_cannot_be_verified_is_said(arguments: tuple[str, ...], says: str, built: tuple[Path, Manifest]) -> None:
    root, _ = built
    filled = (each.format(port=free_port(), root=root) for each in arguments)

    run = run_plainleaf("verify", *filled, "--root", root, "--as-of", DAY)

    assert (run.code, says in run.stderr) == (2, True), run.stderr


def test_a_site_that_is_not_built_cannot_be_verified(make_site: MakeSite) -> None:
    run = run_plainleaf("verify", "http://127.0.0.1:1/", "--root", make_site(), "--as-of", DAY)

    assert (run.code, "plainleaf build" in run.stderr) == (2, True)
