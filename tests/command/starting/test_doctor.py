"""`doctor`: what is wrong with an installation or a folder, with what to do about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from plainleaf.command.starting.doctor import examine
from plainleaf.command.starting.findings import look_at_installation, name_newer
from tests.site_tools import Run, run_plainleaf


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A new site with an address of its own, which a doctor finds in order."""
    run_plainleaf("new-site", tmp_path / "clinic", "--host", "github-pages", "--real", "--no-git")
    change(tmp_path / "clinic/config.yaml", "https://clinic.example/", "https://www.clinic.org/")
    requirements = tmp_path / "clinic/requirements.txt"
    # Where the tests run, plainleaf was installed from a folder.
    lines = requirements.read_text(encoding="utf-8").replace("plainleaf @ file://", "plainleaf @ git+https://")
    requirements.write_text(lines, encoding="utf-8")
    return tmp_path / "clinic"


def change(file: Path, old: str, new: str) -> None:
    """Replace a text in a file, which must have it."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def examined(root: Path) -> Run:
    """What the command says about a site, without asking anybody else."""
    return run_plainleaf("doctor", "--offline", "--root", root)


def test_a_new_site_with_an_address_is_in_order(clinic: Path) -> None:
    result = examined(clinic)

    assert result.code == 0, result.stdout
    assert result.stdout.endswith("Nothing is wrong here. For what is on the pages: plainleaf check\n")
    assert "At the clinic (America/Detroit) it is 20" in result.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("config.yaml", "https://www.clinic.org/", "https://clinic.example/", "The address is still"),
        ("config.yaml", "timezone: ", "# timezone: ", "config.yaml has no 'timezone'"),
        ("config.yaml", "address: https", "adress: https", "config.yaml has 1 error"),
        ("requirements.txt", "Markdown==", "Markdown==9", "requirements.txt"),
        ("requirements.txt", "Markdown==", "nothing-of-this-name==1\nMarkdown==", "is not installed here, but 1"),
        (".github/workflows/publish.yml", "7 4,5 * * *", "17 9 * * *", 'Write there: cron: "7 4,5 * * *"'),
    ],
)
def test_what_is_wrong_is_named_with_a_fix(clinic: Path, file: str, old: str, new: str, said: str) -> None:
    change(clinic / file, old, new)

    result = examined(clinic)

    assert result.code == 1
    assert said in result.stdout
    assert result.stdout.count("FIX ") == result.stdout.count("fix: ") >= 1


def lose(clinic: Path, name: str) -> None:
    """Delete a file or a folder."""
    if (clinic / name).is_dir():
        shutil.rmtree(clinic / name)
    else:
        (clinic / name).unlink()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("content", "The folder content/, with the pages, is missing"),
        (".github", "No workflow builds the site on GitHub"),
    ],
    ids=["pages", "workflow"],
)
def test_what_is_missing_is_named_with_a_fix(clinic: Path, name: str, said: str) -> None:
    lose(clinic, name)

    result = examined(clinic)

    assert (result.code, said in result.stdout) == (1, True), result.stdout
    assert result.stdout.count("FIX ") == result.stdout.count("fix: ") == 1


@pytest.mark.parametrize("name", ["public", ".public.plainleaf"])
def test_what_is_in_the_way_of_a_build_is_named(clinic: Path, name: str) -> None:
    (clinic / name).symlink_to("content")

    assert f"{name} is not a folder, but a build needs one there" in examined(clinic).stdout


def test_a_repository_must_not_keep_the_finished_site(clinic: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(clinic)], check=True, timeout=60)

    ignored = examined(clinic)
    lose(clinic, ".gitignore")

    assert ignored.code == 0, ignored.stdout
    assert "Git would keep the finished site" in examined(clinic).stdout


def test_programs_that_publishing_runs_must_be_there(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(clinic / "config.yaml", "host: github-pages", "targets: {live: {to: 'web@www.clinic.org:/srv/www'}}")
    monkeypatch.setenv("PATH", str(tmp_path))

    said = examined(clinic).stdout

    assert "rsync is not installed, so 'publish' cannot reach web@www.clinic.org:/srv/www" in said
    assert "ssh is not installed" in said


def test_a_link_to_nowhere_as_editors_make_stops_nothing(clinic: Path) -> None:
    (clinic / "content/en/.#index.md").symlink_to("pat@laptop.1234")

    assert examined(clinic).code == 0


def test_a_host_that_builds_the_site_must_be_able_to_get_plainleaf(clinic: Path) -> None:
    requirements = clinic / "requirements.txt"
    requirements.write_text("plainleaf @ file:///home/pat/plainleaf\n", encoding="utf-8")

    at_home = examined(clinic).stdout
    change(clinic / "config.yaml", "host: github-pages", "host: nginx")

    assert "requirements.txt names a folder of this computer, where github-pages gets no plainleaf" in at_home
    assert "names a folder" not in examined(clinic).stdout


@pytest.mark.parametrize("host", ["github-pages", "netlify", "cloudflare-pages"])
def test_a_host_that_builds_the_site_needs_requirements_and_a_workflow(host: str, tmp_path: Path) -> None:
    root = tmp_path / "clinic"
    run_plainleaf("new-site", root, "--host", host, "--yes", "--no-git")
    (root / "requirements.txt").write_text("plainleaf==1\n", encoding="utf-8")
    sound = examined(root).stdout
    (root / "requirements.txt").write_text("# plainleaf\nMarkdown\n", encoding="utf-8")
    next((root / ".github/workflows").glob("[np]*.yml")).unlink()
    damaged = examined(root).stdout
    (root / "requirements.txt").unlink()
    lost = examined(root).stdout

    assert "No workflow" not in sound
    assert "cannot build the site" not in sound
    assert f"requirements.txt names no plainleaf, so {host} cannot build the site" in damaged
    assert "No workflow" in damaged
    assert f"requirements.txt is missing, so {host} cannot build the site" in lost


def test_the_pages_of_each_language_must_be_there(clinic: Path) -> None:
    change(clinic / "config.yaml", "    en: {name: English}", "    en: {name: English}\n    es: {name: Español}")

    assert "The folder content/es/, with the pages of a language, is missing" in examined(clinic).stdout


def test_a_wheel_that_requirements_name_must_be_there(clinic: Path) -> None:
    (clinic / "requirements.txt").write_text("./wheels/plainleaf-1-py3-none-any.whl\n", encoding="utf-8")

    lost = examined(clinic).stdout
    (clinic / "wheels").mkdir()
    (clinic / "wheels/plainleaf-1-py3-none-any.whl").touch()

    assert "requirements.txt names ./wheels/plainleaf-1-py3-none-any.whl, which is missing" in lost
    assert "which is missing" not in examined(clinic).stdout


def test_the_workflow_must_publish_a_branch_that_there_is(clinic: Path) -> None:
    git = ("git", "-C", str(clinic), "-c", "user.name=Pat", "-c", "user.email=pat@clinic.example")
    for words in (["init", "--quiet", "--initial-branch", "master"], ["commit", "--quiet", "--allow-empty", "-m", "x"]):
        subprocess.run([*git, *words], check=True, timeout=60)

    said = examined(clinic).stdout
    subprocess.run([*git, "branch", "--move", "main"], check=True, timeout=60)

    assert "The workflow publishes the branch 'main', and there is none" in said
    assert "and there is none" not in examined(clinic).stdout


def test_a_history_that_git_cannot_read_is_said(clinic: Path) -> None:
    (clinic / ".git").mkdir()

    assert "Git cannot read the history of the site's folder" in examined(clinic).stdout


def test_a_folder_of_this_computer_to_publish_to_must_be_one(clinic: Path, tmp_path: Path) -> None:
    (tmp_path / "www").touch()
    change(clinic / "config.yaml", "host: github-pages", "targets: {live: {to: ../www/clinic}}")

    assert "'publish' cannot write to ../www/clinic" in examined(clinic).stdout


def test_what_may_not_be_read_stops_nothing(clinic: Path) -> None:
    (clinic / "requirements.txt").unlink()
    (clinic / "requirements.txt").mkdir()

    assert examined(clinic).code == 1


def test_a_file_from_the_future_means_that_the_clock_is_wrong(clinic: Path) -> None:
    later = time.time() + 10 * 24 * 3600
    os.utime(clinic / "content/en/index.md", (later, later))

    result = examined(clinic)

    assert result.code == 1
    assert "content/en/index.md was saved in the future" in result.stdout


def test_an_own_night_is_left_alone(clinic: Path) -> None:
    change(clinic / ".github/workflows/publish.yml", "7 4,5 * * *", "33 5,4 * * 1-5")

    assert "The workflow publishes at" in examined(clinic).stdout


def test_without_a_site_the_installation_alone_is_examined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    code = examine(None, is_offline=True)

    assert code == 0
    assert "Python 3." in capsys.readouterr().out


def test_a_folder_that_is_named_must_be_a_site(tmp_path: Path) -> None:
    assert examined(tmp_path).code == 2


def test_only_the_packages_that_plainleaf_needs_are_named_as_newer() -> None:
    outdated = {"PyYAML": ("6.0.3", "6.0.4"), "somebody-elses": ("1", "2")}

    newer = [finding.says for finding in name_newer(outdated, frozenset({"plainleaf", "pyyaml"}))]

    assert newer == ["PyYAML 6.0.3 is installed, 6.0.4 is out"]


def test_every_finding_without_a_fix_is_no_complaint() -> None:
    says = [finding.says for finding in look_at_installation(None) if not finding.fix]

    assert says[0].startswith("Python 3.")
