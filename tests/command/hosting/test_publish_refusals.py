"""What `publish` refuses, and that patients keep the site they had."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command.hosting.publishing import publish, served
from tests.real_servers import find_program
from tests.site_tools import MakeSite, check_folder, edit_about, minimal_config, run_plainleaf


@pytest.fixture(autouse=True)
def needs_rsync() -> None:
    """Files are copied by rsync, also on one computer."""
    find_program("rsync")


def test_a_site_with_errors_is_not_published(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    publish(root, target)
    before = served(target)
    edit_about(root, "[Nowhere](nowhere.md)")

    run = publish(root, target)

    assert (run.code, served(target)) == (1, before)
    assert "broken-link" in run.stdout
    assert "The old site stays" in run.stderr


def test_a_demonstration_goes_only_where_one_is_expected(tmp_path: Path) -> None:
    root, target = tmp_path / "clinic", tmp_path / "www"
    run_plainleaf("new-site", root)
    with (root / "config.yaml").open("a", encoding="utf-8") as config:
        config.write(f"targets:\n  live: {{to: {target}}}\n  try: {{to: {target}, demonstration: yes}}\n")

    by_name, by_address = publish(root, "live"), publish(root, target)
    before, expected = target.exists(), publish(root, "try")

    assert [by_name.code, by_address.code, before, expected.code] == [1, 1, False, 0]
    assert "'demonstration: no'" in by_name.stderr


def test_a_site_of_an_earlier_day_is_published_only_by_force(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    edit_about(root, "Words of tomorrow.")
    publish(root, target, as_of="2026-11-22")
    edit_about(root, "Words of today.")

    refused, forced = publish(root, target), publish(root, target, "--force")

    assert [refused.code, forced.code] == [1, 0]
    assert "it was built for 2026-11-22, and yours for 2026-11-21" in refused.stderr
    assert "--force" in refused.stderr


def test_what_a_colleague_has_published_is_not_replaced_by_chance(make_site: MakeSite, tmp_path: Path) -> None:
    root, target, twin = make_site(), tmp_path / "www", tmp_path / "twin"
    publish(root, target)
    shutil.copytree(root, twin)
    edit_about(twin, "Words of a colleague.")
    publish(twin, target)
    edit_about(root, "Words of mine.")

    run = publish(root, target)

    assert run.code == 1
    assert "somebody has published" in run.stderr
    assert "Words of a colleague." in served(target)["about/index.html"].decode()


def test_by_git_it_is_known_whether_the_live_site_has_changes_that_this_one_lacks(
    make_site: MakeSite, tmp_path: Path
) -> None:
    root, target, twin = make_site(), tmp_path / "www", tmp_path / "twin"
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    shutil.copytree(root, twin)
    edit_about(twin, "Words of a colleague.")
    commit(twin)
    publish(twin, target)
    edit_about(root, "Words of mine.")
    commit(root)

    refused = publish(root, target)
    git(root, "pull", "--quiet", "--no-rebase", "--strategy-option=ours", str(twin), "main")
    merged = publish(root, target)

    assert [refused.code, merged.code] == [1, 0], merged.stderr
    assert "git pull" in refused.stderr


def test_changes_that_are_in_no_commit_are_not_replaced_by_chance(make_site: MakeSite, tmp_path: Path) -> None:
    root, target, twin = make_site(), tmp_path / "www", tmp_path / "twin"
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    publish(root, target)
    shutil.copytree(root, twin)
    edit_about(twin, "Words of a colleague.")
    publish(twin, target)
    edit_about(root, "Words of mine.")

    run = publish(root, target)

    assert (run.code, "somebody has published" in run.stderr) == (1, True), run.stderr


def test_a_computer_that_never_published_replaces_nothing_without_git(make_site: MakeSite, tmp_path: Path) -> None:
    root, target, twin = make_site(), tmp_path / "www", tmp_path / "twin"
    shutil.copytree(root, twin)
    edit_about(twin, "Words of a colleague.")
    publish(twin, target)

    refused, next_night = publish(root, target), publish(root, target, as_of="2026-11-22")
    forced = publish(root, target, "--force")
    edit_about(root, "Words of mine.")
    again = publish(root, target)

    assert [refused.code, next_night.code, forced.code, again.code] == [1, 1, 0, 0], again.stderr
    assert "this computer has never published there" in refused.stderr


def git(root: Path, *arguments: str) -> None:
    """Run git as somebody with a name."""
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@small.example"]
    subprocess.run([find_program("git"), *who, *arguments], cwd=root, check=True, timeout=60, capture_output=True)


def commit(root: Path) -> None:
    """Commit the sources of a site."""
    git(root, "add", "config.yaml", "content", "static")
    git(root, "commit", "--quiet", "--message", "Edit")


@pytest.mark.parametrize("change", ["changed", "deleted", "added"])
def test_a_folder_that_was_changed_after_the_build_is_not_published(
    change: str, make_site: MakeSite, tmp_path: Path
) -> None:
    root, target = make_site(), tmp_path / "www"
    publish(root, target)
    file = root / "public" / "about" / "index.html"
    if change == "changed":
        file.write_text(file.read_text("utf-8").replace("About", "Above"), "utf-8")
    elif change == "deleted":
        file.unlink()
    else:
        file.with_name("other.html").write_text("Hello", "utf-8")

    run = publish(root, target)

    assert run.code == 1
    assert "was changed after the build: about/" in run.stderr
    assert "plainleaf build" in run.stderr


def test_a_folder_in_which_somebody_elses_site_is_current_is_left_alone(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    (target / "current").mkdir(parents=True)

    run = publish(root, target)

    assert (run.code, [*(target / "current").iterdir()]) == (2, [])
    assert "is no link of plainleaf's" in run.stderr


def test_a_link_of_another_program_is_left_alone(make_site: MakeSite, tmp_path: Path) -> None:
    root, target, other = make_site(), tmp_path / "www", tmp_path / "releases/7"
    target.mkdir()
    (target / "current").symlink_to(other)

    run = publish(root, target)

    assert (run.code, (target / "current").readlink()) == (2, other)
    assert "is no link of plainleaf's" in run.stderr


@pytest.mark.parametrize("by", ["its path", "a link to the folder", "a slash at the end"])
def test_a_link_that_somebody_made_by_hand_into_the_kept_sites_is_followed(
    by: str, make_site: MakeSite, tmp_path: Path
) -> None:
    root, target, other = make_site(), tmp_path / "our www", tmp_path / "link to it"
    publish(root, target)
    other.symlink_to(target)
    kept = f"sites/{(target / 'current').readlink().name}"
    (target / "current").unlink()
    link = {"its path": f"{target}/{kept}", "a link to the folder": f"{other}/{kept}", "a slash at the end": f"{kept}/"}
    (target / "current").symlink_to(link[by])

    same = publish(root, target)
    edit_about(root, "Another text.")
    changed = publish(root, target)
    back = run_plainleaf("rollback", target, "--root", root)

    assert (same.code, changed.code, back.code) == (0, 0, 0), same.stderr + changed.stderr + back.stderr
    assert "Patients already see this site" in same.stdout
    assert str((target / "current").readlink()) == kept


def test_a_link_to_all_kept_sites_is_not_one_of_them(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    publish(root, target)
    (target / "current").unlink()
    (target / "current").symlink_to(target / "sites")

    run = publish(root, target)

    assert run.code == 2
    assert "is no link of plainleaf's" in run.stderr


def test_a_site_whose_manifest_cannot_be_read_is_replaced_only_by_force(make_site: MakeSite, tmp_path: Path) -> None:
    root, target = make_site(), tmp_path / "www"
    publish(root, target)
    manifest = next((target / "manifests").iterdir())
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"version":1', '"version":2'), encoding="utf-8")

    refused, forced = publish(root, target), publish(root, target, "--force")

    assert (refused.code, forced.code) == (1, 0)
    assert "its manifest cannot be read, as if a newer plainleaf had published it" in refused.stderr


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("live", "there is no target 'live'"),
        ("-oProxyCommand=x:/srv", "Name it under 'targets'"),
        ("web@host:relative", "Name it under 'targets'"),
        ("web@host:/", "Name it under 'targets'"),
    ],
)
def test_a_target_that_is_none_is_refused_before_anything_is_built(target: str, says: str, make_site: MakeSite) -> None:
    root = make_site()

    run = run_plainleaf("publish", "--root", root, "--", target)

    assert (run.code, (root / "public").exists()) == (2, False)
    assert says in run.stderr


def test_a_target_with_a_slip_is_guessed(make_site: MakeSite, tmp_path: Path) -> None:
    more = f"targets:\n  production: {{to: {tmp_path / 'www'}}}\n"

    run = publish(make_site(files={"config.yaml": minimal_config(more=more)}), "producton")

    assert (run.code, "Did you mean 'production'?" in run.stderr) == (2, True)


def test_the_site_itself_is_no_target(make_site: MakeSite) -> None:
    root = make_site()

    run = publish(root, root / "public")

    assert (run.code, "part of the site itself" in run.stderr) == (2, True)


def test_a_wrong_place_in_the_settings_is_shown_at_its_line(make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(more="targets:\n  live: {to: somewhere}\n")})

    run = check_folder(root)

    (problem,) = json.loads(run.stdout)
    assert (run.code, problem["rule"], problem["path"]) == (1, "wrong-type", "config.yaml")
    assert "web@www.clinic.example:/srv/www/clinic" in problem["fix"]


@pytest.mark.parametrize("service", ["github-pages", "netlify", "cloudflare-pages", "s3"])
def test_of_a_host_that_publishes_by_itself_it_is_said_what_to_upload(service: str, make_site: MakeSite) -> None:
    root = make_site()

    run, back = publish(root, service), run_plainleaf("rollback", service, "--root", root)

    assert (run.code, back.code) == (0, 2)
    assert "public" in run.stdout
    assert "plainleaf verify https://small.example/" in run.stdout
    assert "publish again" in back.stderr


def test_a_manifest_is_not_written_where_it_would_be_published(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()

    run = publish(root, tmp_path / "www", "--manifest", str(root / "static" / "manifest.json"))

    assert (run.code, (root / "static" / "manifest.json").exists()) == (2, False)
