"""A site's folder with a Git repository that somebody else has set up: no program that its settings name is run."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plainleaf.command.git import ask_git, has_uncommitted
from plainleaf.command.hosting.site_facts import find_commit, read_manifest
from plainleaf.command.reviewing.earlier_text import find_signed_text, find_text
from plainleaf.options import Options
from tests.real_servers import find_program
from tests.site_tools import DAY, MakeSite, build_folder

PAGE = "content/en/about.md"
EVIL = "#!/bin/sh\necho ran >> {}\ncat\nexit 0\n"
SETTINGS = (
    ("log.showSignature", "true"),
    ("gpg.program", "{evil}"),
    ("core.fsmonitor", "{evil}"),
    ("core.pager", "{evil}"),
    ("pager.log", "{evil}"),
    ("diff.external", "{evil}"),
    ("diff.strange.textconv", "{evil}"),
    ("diff.strange.command", "{evil}"),
    ("filter.strange.clean", "{evil}"),
    ("filter.strange.process", "{evil}"),
    ("filter.strange.required", "true"),
    ("core.hooksPath", "{hooks}"),
    ("extensions.partialClone", "origin"),
    ("remote.origin.url", "."),
    ("remote.origin.promisor", "true"),
    ("remote.origin.uploadpack", "{evil}"),
)
READS: dict[str, Callable[[Path], object]] = {
    "its commit": find_commit,
    "its changes": lambda root: has_uncommitted(root, "content"),
    "the text that was signed": lambda root: find_signed_text(root, PAGE, "kind"),
    "the text that was translated": lambda root: find_text(root, PAGE, bool),
    "a commit that it lacks": lambda root: ask_git(root, "merge-base", "--is-ancestor", "1" * 40, "HEAD"),
    "its manifest": lambda root: read_manifest(Options(root, root / "public", date.fromisoformat(DAY))),
}


def git(root: Path, *arguments: str, sent: bytes = b"") -> str:
    """Run git as somebody with a name, and give what it says."""
    command = [find_program("git"), "-c", "user.name=Ada", "-c", "user.email=ada@small.example", *arguments]
    return subprocess.run(command, cwd=root, input=sent, check=True, timeout=60, capture_output=True).stdout.decode()


@pytest.fixture
def strange(make_site: MakeSite, tmp_path: Path) -> tuple[Path, Path]:
    """A site whose repository names programs wherever it can, and the file that each of them writes."""
    root, ran, evil = make_site(), tmp_path / "ran", tmp_path / "evil.sh"
    build_folder(root)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "config.yaml", "content", "static")
    git(root, "commit", "--quiet", "--message", "Edit")
    plain = git(root, "cat-file", "commit", "HEAD")
    header = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n aaaa\n -----END PGP SIGNATURE-----\n"
    signed = plain.replace("\n\n", f"\n{header}\n", 1).encode()
    git(root, "reset", "--quiet", git(root, "hash-object", "-t", "commit", "-w", "--stdin", sent=signed).strip())
    evil.write_text(EVIL.format(ran), "utf-8")
    evil.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "post-index-change").symlink_to(evil)
    (root / ".gitattributes").write_text("*.md diff=strange filter=strange\n", "utf-8")
    for name, value in SETTINGS:
        git(root, "config", name, value.format(evil=evil, hooks=hooks))
    # As after a copy, so that git has to compare the contents.
    page = root / PAGE
    page.write_bytes(page.read_bytes().replace(b"W", b"V", 1))
    return root, ran


@pytest.mark.parametrize("name", READS)
def test_no_program_of_a_strange_repository_is_run(name: str, strange: tuple[Path, Path]) -> None:
    root, ran = strange

    READS[name](root)

    assert not ran.exists()


def test_such_a_repository_does_run_programs_for_git_itself(strange: tuple[Path, Path]) -> None:
    root, ran = strange

    subprocess.run([find_program("git"), "log", "-1"], cwd=root, check=False, timeout=60, capture_output=True)

    assert ran.exists()


def test_what_is_not_in_the_last_commit_is_seen(make_site: MakeSite) -> None:
    root = make_site()
    git(root, "init", "--quiet")
    git(root, "add", "content")
    git(root, "commit", "--quiet", "--message", "Edit")

    before = has_uncommitted(root, "content")
    (root / "content" / "en" / "new.md").write_text("New", "utf-8")

    assert [before, has_uncommitted(root, "content"), has_uncommitted(root, "static")] == [False, True, True]
