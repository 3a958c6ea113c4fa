"""From an empty folder to a site that was published and verified, with the commands of the tutorial and the guides."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from plainleaf.command.hosting.site_facts import read_manifest
from plainleaf.options import Options
from tests.documents import example_after, read_doc
from tests.hosting.live_host import LiveHost, Reply, serve
from tests.site_tools import Run, run_plainleaf

# It starts servers and waits for them.
pytestmark = pytest.mark.matrix

DAY = "2026-11-29"


def healthy(_path: str, reply: Reply) -> Reply:
    """Changes nothing."""
    return reply


def verified(root: Path, live: Path) -> Run:
    """What `verify` finds at a host that serves the folder `live` as a good host does."""
    manifest = read_manifest(Options(root, root / "public", date.fromisoformat(DAY)))
    with serve(LiveHost(live, manifest, healthy)) as host:
        return run_plainleaf("verify", f"{host}/", "--root", root, "--as-of", DAY, "--format", "json")


def test_from_an_empty_folder_to_a_verified_site_and_back(tmp_path: Path) -> None:
    root, live = tmp_path / "my-clinic", tmp_path / "web"
    day = ("--root", root, "--as-of", DAY)

    started = run_plainleaf("new-site", root, "--name", "Oak Street Spine", "--languages", "en,es", "--host", "nginx")
    made = run_plainleaf("new", "topic", "back-pain/sleeping.md", "--root", root)
    page = root / "content/en/back-pain/sleeping.md"
    text = example_after(read_doc("tutorial.md"), "Replace all of its text by this:")
    page.write_text(text, encoding="utf-8")
    refused = run_plainleaf("publish", f"{live}/", *day)
    wrong = text.splitlines()[-1]
    right = example_after(read_doc("tutorial.md"), "Change the last line to").strip()
    page.write_text(text.replace(wrong, right), encoding="utf-8")
    with (root / "config.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"targets:\n  live: {{to: {live}/, demonstration: yes}}\n")
    first = run_plainleaf("publish", "live", *day)
    found = verified(root, live / "current")
    page.write_text(page.read_text(encoding="utf-8").replace("Get up slowly", "Get up very slowly"), encoding="utf-8")
    second = run_plainleaf("publish", "live", *day)
    again = verified(root, live / "current")
    back = run_plainleaf("rollback", "live", "--root", root)
    stale = verified(root, live / "current")

    assert (started.code, made.code, refused.code) == (0, 0, 1)
    assert "typed-phone" in refused.stdout
    assert (first.code, found.code, json.loads(found.stdout)) == (0, 0, []), first.stdout + found.stdout
    assert (second.code, again.code) == (0, 0)
    assert back.code == 0
    assert "very slowly" not in (live / "current/back-pain/sleeping/index.html").read_text(encoding="utf-8")
    assert stale.code == 1
