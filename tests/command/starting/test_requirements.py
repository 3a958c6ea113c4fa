"""A site's requirements.txt names plainleaf where pip gets it, also on another computer if that can be."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from plainleaf import __version__
from plainleaf.command.starting import new_site
from plainleaf.command.starting.requirements import Source, make_requirements, read_source
from tests.site_tools import run_plainleaf

COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "https://git.example/plainleaf"


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("", f"plainleaf=={__version__}"),
        ("damaged", f"plainleaf=={__version__}"),
        (
            json.dumps({"url": REPOSITORY, "vcs_info": {"vcs": "git", "commit_id": COMMIT}}),
            f"plainleaf @ git+{REPOSITORY}@{COMMIT}",
        ),
        (json.dumps({"url": f"{REPOSITORY}/p.whl", "archive_info": {}}), f"plainleaf @ {REPOSITORY}/p.whl"),
    ],
    ids=["an index", "damaged", "a repository", "a web address"],
)
def test_what_others_can_get_is_named_as_it_is(note: str, line: str) -> None:
    assert read_source(note) == Source(line)


def test_a_wheel_comes_along_with_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "my wheels" / "plainleaf-0.1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"a wheel")
    source = read_source(json.dumps({"url": wheel.as_uri(), "archive_info": {}}))
    monkeypatch.setattr(new_site, "find_source", lambda: source)

    started = run_plainleaf("new-site", tmp_path / "clinic")

    site = tmp_path / "clinic"
    lines = (site / "requirements.txt").read_text(encoding="utf-8").splitlines()
    (named,) = [line for line in lines if line.startswith("./")]
    assert (site / named).read_bytes() == b"a wheel"
    assert "Only this computer" not in started.stdout


def test_a_folder_is_named_and_whoever_starts_the_site_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = read_source(json.dumps({"url": tmp_path.as_uri(), "dir_info": {"editable": True}}))
    monkeypatch.setattr(new_site, "find_source", lambda: source)

    started = run_plainleaf("new-site", tmp_path / "clinic")

    assert source == Source(f"plainleaf @ {tmp_path.as_uri()}", is_local=True)
    assert "works on one computer only" in make_requirements(source)
    assert "Only this computer can install plainleaf" in started.stdout


def git(folder: Path, *arguments: str) -> None:
    """Run git as somebody, with no settings of this machine."""
    said = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=A", "-c", "user.email=a@clinic.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *who, *arguments], env={**os.environ, **said}, check=True, capture_output=True)


@pytest.mark.parametrize("case", ["published", "never pushed", "changed", "secret", "folder of another"])
def test_of_a_clone_that_others_can_get_the_commit_is_named(tmp_path: Path, case: str) -> None:
    clone = tmp_path / "clone"
    clone.mkdir()
    (clone / "a.txt").write_text("A", encoding="utf-8")
    (clone / "below").mkdir()
    git(clone, "init", "--quiet")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "--message", "A")
    git(clone, "remote", "add", "origin", REPOSITORY.replace("//", "//me:word@") if case == "secret" else REPOSITORY)
    if case != "never pushed":
        git(clone, "update-ref", "refs/remotes/origin/main", "HEAD")
    if case == "changed":
        (clone / "a.txt").write_text("B", encoding="utf-8")
    place = clone / "below" if case == "folder of another" else clone

    source = read_source(json.dumps({"url": place.as_uri(), "dir_info": {}}))

    assert source.is_local is (case != "published")
    assert source.line.startswith(f"plainleaf @ git+{REPOSITORY}@" if case == "published" else "plainleaf @ file://")
    assert "word" not in source.line
