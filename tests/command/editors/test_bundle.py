"""Decap CMS is kept and used only if it has the digest that plainleaf knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.command.editors.decap import bundle
from plainleaf.command.editors.decap.bundle import BundleError, fetch_bundle, find_bundle, keep_bundle
from tests.real_servers import find_program
from tests.site_tools import MakeSite, run_plainleaf


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder that is not there yet."""
    monkeypatch.setenv("PLAINLEAF_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_another_bundle_than_the_known_one_is_not_kept(cache: Path) -> None:
    with pytest.raises(BundleError, match="digest"):
        keep_bundle(b"alert('evil')")

    assert not cache.exists()


def test_a_bundle_that_was_changed_later_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAINLEAF_CACHE", str(tmp_path))
    (tmp_path / f"decap-cms-{bundle.VERSION}.js").write_bytes(b"alert('evil')")

    with pytest.raises(BundleError, match="plainleaf editor --fetch"):
        find_bundle()


NPM = """#!/bin/sh
mkdir -p package/dist
printf '%s' "{content}" > package/dist/decap-cms.js
tar -czf decap-cms.tgz package
exit {code}
"""


@pytest.mark.parametrize(
    ("npm", "says"),
    [
        (NPM.format(content="alert('evil')", code=0), "digest"),
        (NPM.format(content="", code=1), "--bundle FILE"),
        ("#!/bin/sh\nexit 0\n", "--bundle FILE"),
        ("", "npm, which fetches Decap CMS, is not on this computer"),
    ],
    ids=["another package", "no network", "no package", "no npm"],
)
def test_what_is_no_bundle_is_refused(
    npm: str, says: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "mkdir", "tar", "gzip"):
        (programs / name).symlink_to(find_program(name))
    if npm:
        (programs / "npm").write_text(npm, encoding="utf-8")
        (programs / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))

    with pytest.raises(BundleError, match=says):
        fetch_bundle()

    assert not cache.exists()


@pytest.mark.usefixtures("cache")
def test_without_the_bundle_the_command_says_how_to_get_it(make_site: MakeSite) -> None:
    ran = run_plainleaf("editor", "--root", str(make_site()))

    assert ran.code == 2
    assert "plainleaf editor --fetch" in ran.stderr
