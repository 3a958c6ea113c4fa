"""`publish` and `rollback`, with a folder of this computer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plainleaf.hosting import decode_manifest
from tests.command.hosting.publishing import publish, served
from tests.real_servers import find_program
from tests.site_tools import DAY, MakeSite, bytes_below, edit_about, run_plainleaf

FOR_HOSTS = {"_headers", "_redirects"}


@pytest.fixture(autouse=True)
def needs_rsync() -> None:
    """Files are copied by rsync, also on one computer."""
    find_program("rsync")


def test_a_published_site_is_what_was_built(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"

    run = publish(root, target)

    assert run.code == 0, run.stderr
    built = bytes_below(root / "public")
    assert served(target) == {path: content for path, content in built.items() if path not in FOR_HOSTS}
    # The address may lead to the live site, while this is a trial.
    assert f"Now look at it: {target / 'current'}\n" in run.stdout
    assert "patients do: plainleaf verify" not in run.stdout


def test_the_manifest_is_beside_the_site_and_not_in_it(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"

    publish(root, target, "--manifest", str(tmp_path / "manifest.json"))

    (stored,) = (target / "manifests").iterdir()
    manifest = decode_manifest(stored.read_bytes())
    assert manifest is not None
    assert stored.read_bytes() == (tmp_path / "manifest.json").read_bytes()
    assert manifest.files.keys() == bytes_below(root / "public").keys()
    assert "X-Content-Type-Options" in manifest.headers_of("index.html")
    assert manifest.site.day == DAY
    assert [path for path in served(target) if "manifest" in path] == ["manifest.webmanifest"]


def test_the_same_site_has_the_same_manifest_wherever_it_is_built(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    shutil.copytree(root, tmp_path / "twin")

    for folder, name in ((root, "one"), (tmp_path / "twin", "two")):
        publish(folder, tmp_path / "www", "--manifest", str(tmp_path / name))

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_site_that_patients_already_see_is_not_published_again(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    publish(root, target)

    again = publish(root, target)

    assert (again.code, again.stdout.startswith("Patients already see this site")) == (0, True)
    assert len([*(target / "sites").iterdir()]) == 1


@pytest.mark.parametrize("damage", ["changed", "deleted", "added"])
def test_a_damaged_site_is_sent_again(damage: str, make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    publish(root, target)
    whole = served(target)
    page = target / "current" / "contact" / "index.html"
    if damage == "changed":
        page.write_bytes(page.read_bytes().replace(b"555-01", b"555-99"))
    elif damage == "deleted":
        page.unlink()
    else:
        (page.parent / "pills.html").write_text("Pills", "utf-8")

    again = publish(root, target)

    assert (again.code, "are not as they were published" in again.stdout) == (0, True), again.stdout
    assert served(target) == whole


def test_the_same_site_is_sent_again_by_force(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    publish(root, target)

    again = publish(root, target, "--force")

    assert (again.code, len([*(target / "sites").iterdir()])) == (0, 2), again.stderr


def test_rollback_refuses_a_kept_site_that_was_changed(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    publish(root, target)
    edit_about(root, "Second words.")
    publish(root, target)
    earlier = sorted((target / "sites").iterdir())[0]
    page = earlier / "about" / "index.html"
    page.write_bytes(page.read_bytes() + b"<p>Call 555-0199.</p>")

    run = run_plainleaf("rollback", target, "--root", root)

    assert (run.code, "are not as they were published" in run.stderr) == (2, True), run.stderr
    assert "Second words." in served(target)["about/index.html"].decode()


def test_rollback_says_how_to_verify_the_earlier_site(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    for words in ("First words.", "Second words."):
        edit_about(root, words)
        publish(root, target)

    run = run_plainleaf("rollback", target, "--root", root)

    name = (target / "current").resolve().name
    kept = root / ".public.plainleaf/went-back.json"
    assert f"plainleaf verify --manifest {kept}" in run.stdout
    assert kept.read_bytes() == (target / "manifests" / f"{name}.json").read_bytes()


def test_a_change_that_the_server_must_be_told_of_is_said_and_no_other(make_site: MakeSite, tmp_path: Path) -> None:
    root, target, config = make_site(), tmp_path / "www", "config.yaml"
    settings = (root / config).read_text(encoding="utf-8")
    (root / config).write_text(f"{settings}\nhost: nginx\n", encoding="utf-8")

    said = [publish(root, target).stdout]
    edit_about(root, "Other words.")
    said.append(publish(root, target).stdout)
    about = root / "content/en/about.md"
    about.write_text(about.read_text(encoding="utf-8").replace("---\n", "---\naliases: [/old/]\n", 1), encoding="utf-8")
    said.append(publish(root, target).stdout)

    needed = ["The server needs new settings, or pages may not work: plainleaf host nginx" in each for each in said]
    assert needed == [True, False, True], said


def test_unchanged_files_are_not_copied_again_and_five_sites_are_kept(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    (target / "sites" / "of somebody else").mkdir(parents=True)

    for number in range(7):
        edit_about(root, f"Text number {number}.")
        assert publish(root, target).code == 0

    sites = sorted(site for site in (target / "sites").iterdir() if site.name[0] == "2")
    assert [len(sites), len([*(target / "manifests").iterdir()])] == [5, 5]
    assert (target / "current").resolve() == sites[-1]
    assert len({(site / "contact" / "index.html").stat().st_ino for site in sites}) == 1
    assert len({(site / "about" / "index.html").stat().st_ino for site in sites}) == 5
    assert (target / "sites" / "of somebody else").is_dir()


def test_rollback_leads_to_the_site_before_and_to_any_by_its_number(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    texts = ["First words.", "Second words.", "Third words."]
    for text in texts:
        edit_about(root, text)
        publish(root, target)

    before = run_plainleaf("rollback", target, "--root", root)
    seen = served(target)["about/index.html"].decode()
    first = run_plainleaf("rollback", target, "--to", "3", "--root", root)
    listed = run_plainleaf("rollback", target, "--list", "--root", root)

    assert [before.code, first.code, listed.code] == [0, 0, 0]
    assert "Second words." in seen
    assert "First words." in served(target)["about/index.html"].decode()
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["1", "2", "3"]
    assert listed.stdout.splitlines()[2].endswith("patients see this one")


@pytest.mark.parametrize(("number", "says"), [("9", "there is no number 9"), (None, "there is no earlier site")])
def test_rollback_to_what_is_not_there_changes_nothing(
    number: str | None, says: str, make_site: MakeSite, tmp_path: Path
) -> None:
    root, target = make_site(), tmp_path / "www"
    publish(root, target)
    before = (target / "current").readlink()

    run = run_plainleaf("rollback", target, *(("--to", number) if number else ()), "--root", root)

    assert (run.code, (target / "current").readlink()) == (2, before)
    assert says in run.stderr
