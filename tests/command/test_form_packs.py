"""`build --form-packs`: the files that the receiver of a form needs, written with the site and not into it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.form_site import BOOKING, build_form_site, pack_of
from tests.site_tools import DAY, build_folder, run_plainleaf, write_files


def build_with_packs(root: Path, folder: Path) -> tuple[int, str]:
    """The exit code and what was said on the error stream."""
    run = run_plainleaf("build", "--root", root, "--as-of", DAY, "--format", "json", "--form-packs", folder)
    return run.code, run.stderr


def test_the_packs_that_are_written_are_those_that_would_be_published(tmp_path: Path) -> None:
    root, folder = tmp_path / "site", tmp_path / "packs"
    published = build_form_site(root)
    config = root / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("form_packs: yes\n", ""), encoding="utf-8")

    code, said = build_with_packs(root, folder)

    assert (code, said) == (0, f"{folder} has booking.json for the receiver.\n")
    assert json.loads((folder / "booking.json").read_text(encoding="utf-8"))["pages"].keys() == {"/booking/"}
    assert not (published.out / "form-packs").exists()


@pytest.mark.parametrize("name", ["public/packs", "static", "content/en", "public"])
def test_a_folder_that_is_published_is_refused_before_anything_is_built(name: str, tmp_path: Path) -> None:
    run = build_form_site(tmp_path)
    before = (run.out / "booking/index.html").stat().st_ino
    write_files(tmp_path, {"content/en/booking.md": BOOKING.replace("We call", "We ring")})

    code, said = build_with_packs(tmp_path, tmp_path / name)

    assert code == 2
    assert "Name another folder." in said
    assert (run.out / "booking/index.html").stat().st_ino == before


def test_a_site_without_a_form_that_is_sent_has_no_pack(tmp_path: Path) -> None:
    build_form_site(tmp_path / "site", ("agreement: yes", "agreement: demonstration"))

    code, said = build_with_packs(tmp_path / "site", tmp_path / "packs")

    assert (code, said) == (0, "No form of this site is sent, so there is no form pack.\n")


def test_a_published_pack_follows_the_text_of_its_page(tmp_path: Path) -> None:
    first = pack_of(build_form_site(tmp_path))
    write_files(tmp_path, {"content/en/booking.md": f"{BOOKING}\nWe also speak Spanish.\n"})

    second = pack_of(build_folder(tmp_path))

    assert second["digest"] != first["digest"]
    assert "We also speak Spanish." in json.dumps(second["pages"]["/booking/"]["pieces"])
