"""`new-site`: a clinic's own site, which builds as it is."""

from __future__ import annotations

import re
import shlex
import subprocess
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from plainleaf.command.starting.new_site import SKELETON
from plainleaf.command.starting.requirements import read_source
from tests.examples import few
from tests.site_tools import DAY, build_folder, bytes_below, run_plainleaf
from tests.test_constraints import installed_with


def test_a_new_site_builds_without_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"

    started = run_plainleaf("new-site", folder)
    built = build_folder(folder)

    assert started.code == 0
    assert built.code == 0
    assert {problem["severity"] for problem in built.problems} <= {"warning"}
    assert (folder / "public/index.html").exists()


def test_a_new_site_says_what_to_do_next(tmp_path: Path) -> None:
    said = run_plainleaf("new-site", tmp_path / "clinic").stdout

    assert str(tmp_path / "clinic" / "config.yaml") in said
    assert "plainleaf serve" in said


def test_a_new_site_still_builds_in_five_years(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic")

    assert build_folder(tmp_path / "clinic", as_of="2031-11-21").code == 0


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    assert run_plainleaf("new-site", tmp_path).code == 0
    assert run_plainleaf("check", "--root", tmp_path, "--as-of", DAY).code == 0


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Chapter 1", encoding="utf-8")

    result = run_plainleaf("new-site", tmp_path)

    assert result.code == 2
    assert "is not empty" in result.stderr
    assert bytes_below(tmp_path) == {"thesis.txt": b"Chapter 1"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "clinic").write_text("", encoding="utf-8")

    assert run_plainleaf("new-site", tmp_path / "clinic").code == 2


def test_a_new_site_pins_plainleaf_and_all_that_it_needs_here(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic")

    lines = (tmp_path / "clinic/requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith(("#", "plainleaf @ ")))
    names = {canonicalize_name(name) for name in pinned}
    # One that is needed by another version of Python only is pinned as well where it happens to be installed.
    assert names >= {*installed_with("plainleaf", frozenset(), set())}
    assert names.isdisjoint({"pytest", "playwright", "distributed", "weasyprint"})
    assert all(version(name) == pin for name, pin in pinned.items() if name != "plainleaf")
    assert read_source(distribution("plainleaf").read_text("direct_url.json") or "").line in lines


def test_the_readme_of_a_new_site_begins_with_two_commands_that_work_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_plainleaf("new-site", tmp_path / "clinic")
    readme = (tmp_path / "clinic/README.md").read_text(encoding="utf-8")

    install, show = readme.split("```sh\n")[1].split("```")[0].splitlines()

    assert (tmp_path / "clinic" / install.split(" -r ")[1]).is_file()
    assert show == ".venv/bin/plainleaf serve"
    monkeypatch.chdir(tmp_path / "clinic")
    for command in re.findall(r"`.venv/bin/plainleaf ([^`]+)`", readme):
        assert run_plainleaf(*command.split()).code == 0, command


@pytest.mark.parametrize("languages", few(["en,es", "en", "es"]))
def test_a_site_in_each_language_builds_with_warnings_about_what_a_clinic_has_to_add(
    tmp_path: Path, languages: str
) -> None:
    run_plainleaf("new-site", tmp_path / "clinic", "--languages", languages)

    built = build_folder(tmp_path / "clinic")

    assert built.code == 0, built.stdout
    assert set(built.rules) <= {"missing-notice", "not-approved"}
    assert {path.name for path in (tmp_path / "clinic/content").iterdir()} == set(languages.split(","))
    assert (tmp_path / "clinic/public/es").exists() == (languages == "en,es")


def test_a_translation_that_comes_along_follows_its_original(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic", "--languages", "en,es")

    said = run_plainleaf("translations", "--root", tmp_path / "clinic").stdout

    assert "current" in said
    assert not re.search("stale|missing|never recorded", said)


def test_the_answers_are_on_the_pages(tmp_path: Path) -> None:
    name = 'Clínica: "El Roble" # 1'
    answers = ("--name", name, "--city", "Ponce, PR", "--phone", "787-555-0142", "--email", "hola@clinica.example")
    run_plainleaf("new-site", tmp_path / "clinic", *answers, "--timezone", "America/Puerto_Rico")

    page = build_folder(tmp_path / "clinic").out / "contact/index.html"

    text = page.read_text(encoding="utf-8")
    assert all(each in text for each in ("Clínica: “El Roble” # 1", "Ponce", "787-555-0142", "hola@clinica.example"))


@pytest.mark.parametrize(
    ("option", "value", "fix"),
    [
        ("phone", "(218) 555-0142", "218-555-0142"),
        ("timezone", "Eastern", "America/New_York"),
        ("city", "Detroit", "such as Detroit, MI"),
        ("languages", "fr", "en, es"),
        ("host", "geocities", "github"),
        ("email", "hello", "hello@clinic.example"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_with_what_to_write(
    tmp_path: Path, option: str, value: str, fix: str
) -> None:
    result = run_plainleaf("new-site", tmp_path / "clinic", f"--{option}", value)

    assert result.code == 2
    assert f"--{option}" in result.stderr
    assert result.stderr.count(fix) == 1
    assert not (tmp_path / "clinic").exists()


@pytest.mark.parametrize("languages", ["en", "en,es"])
def test_the_settings_of_a_new_site_fit_on_a_page(tmp_path: Path, languages: str) -> None:
    run_plainleaf("new-site", tmp_path / "clinic", "--languages", languages)

    assert len((tmp_path / "clinic/config.yaml").read_text(encoding="utf-8").splitlines()) <= 60


def test_the_settings_without_an_answer_are_those_of_the_skeleton(tmp_path: Path) -> None:
    # What an import may replace is what still says the same as the skeleton.
    run_plainleaf("new-site", tmp_path / "clinic")

    assert (tmp_path / "clinic/config.yaml").read_bytes() == (SKELETON / "config.yaml").read_bytes()


def test_a_real_site_may_not_be_published_with_the_texts_to_start_from(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic", "--real")

    built = build_folder(tmp_path / "clinic")

    assert built.code == 1
    assert "starter-text" in built.rules


def test_a_person_page_to_start_from_is_found_under_any_name(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic", "--real", "--languages", "es")
    page = tmp_path / "clinic/content/es/people/ada-example.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Ada Example", "Ana Ruiz"), encoding="utf-8")

    found = [
        each["message"]
        for each in build_folder(tmp_path / "clinic").problems
        if each["path"].endswith("ada-example.md")
    ]

    assert found == ["'Escriba aquí quién es usted' is starter text, and patients would read it"]


@pytest.mark.parametrize("languages", ["en", "es"])
def test_an_approval_that_came_along_is_none_for_patients(tmp_path: Path, languages: str) -> None:
    run_plainleaf("new-site", tmp_path / "clinic", "--real", "--languages", languages)

    given = [each for each in build_folder(tmp_path / "clinic").problems if "the starter text" in each["message"]]

    folder = f"content/{languages}"
    files = ("back-pain/index.md", "back-pain/symptoms.md", "red-flags/back-pain.yaml")
    assert {each["path"] for each in given} == {f"{folder}/{name}" for name in files}


def test_the_address_by_which_a_form_shows_what_an_address_is_may_stay(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic", "--real", "--languages", "es")
    run_plainleaf("copy", "templates/words/es.yaml", "--root", tmp_path / "clinic")

    built = build_folder(tmp_path / "clinic")

    assert "nombre@example.com" in (tmp_path / "clinic/templates/words/es.yaml").read_text(encoding="utf-8")
    assert "templates/words/es.yaml" not in {each["path"] for each in built.problems}


def test_starting_again_changes_nothing_and_says_what_is_missing(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic", "--no-git")
    before = bytes_below(tmp_path)

    again = run_plainleaf("new-site", tmp_path / "clinic")

    assert again.code == 1
    assert "every page says that the clinic is invented" in again.stdout
    assert again.stdout.endswith("between this site and its patients.\n")
    assert bytes_below(tmp_path) == before


def test_a_new_site_is_a_repository_with_one_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada Example")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@clinic.example")
    run_plainleaf("new-site", tmp_path / "clinic")

    assert git(tmp_path / "clinic", "log", "--format=%s") == "Start the site with plainleaf"
    assert git(tmp_path / "clinic", "status", "--short") == ""


def test_somebody_whom_git_does_not_know_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "none"))
    monkeypatch.setenv("EMAIL", "")
    (tmp_path / "none").write_text("[user]\n\tuseConfigOnly = true\n", encoding="utf-8")
    for variable in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(variable, raising=False)

    started = run_plainleaf("new-site", tmp_path / "clinic")

    assert started.code == 0
    assert git(tmp_path / "clinic", "diff", "--cached", "--name-only")
    said = started.stdout[started.stdout.index("  git config") :].splitlines()
    assert len(said) == 3
    # What it says is all that somebody has to type.
    for line in said:
        subprocess.run(shlex.split(line), check=True, timeout=60)
    assert git(tmp_path / "clinic", "log", "--format=%an: %s") == "Pat Smith: Start the site with plainleaf"


def test_a_site_that_is_real_from_the_beginning_says_how_its_pages_can_be_seen(tmp_path: Path) -> None:
    started = run_plainleaf("new-site", tmp_path / "clinic", "--real")

    assert "To see its pages before all of that is done, write 'demonstration: yes'" in started.stdout


def test_the_readme_of_a_site_names_the_folder_of_its_language(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic", "--languages", "es")

    readme = (tmp_path / "clinic/README.md").read_text(encoding="utf-8")
    assert "`content/es/`" in readme
    assert "content/en" not in readme


def test_a_folder_in_a_repository_stays_part_of_it(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")

    started = run_plainleaf("new-site", tmp_path / "clinic")

    assert "is in a Git repository already" in started.stdout
    assert not (tmp_path / "clinic/.git").exists()


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("github-pages", {".github/workflows/publish.yml"}),
        ("netlify", {"netlify.toml", ".github/workflows/nightly.yml"}),
        ("cloudflare-pages", {".python-version", ".github/workflows/nightly.yml"}),
        ("nginx", set()),
    ],
)
def test_a_new_site_brings_the_files_of_its_host_and_of_no_other(tmp_path: Path, host: str, expected: set[str]) -> None:
    run_plainleaf("new-site", tmp_path / "clinic", "--host", host)

    files = {name for name in bytes_below(tmp_path / "clinic") if not name.startswith(".git/")}
    workflows = {".github/workflows/publish.yml", ".github/workflows/nightly.yml"}
    assert files & {*workflows, "netlify.toml", ".python-version"} == expected


@pytest.mark.parametrize(
    ("zone", "cron"),
    [
        ("America/Detroit", "7 4,5 * * *"),
        ("America/Phoenix", "7 7 * * *"),
        ("Asia/Kolkata", "7 19 * * *"),
        ("Europe/London", "7 0,23 * * *"),
        ("Africa/Casablanca", "7 0,23 * * *"),
    ],
)
def test_the_workflow_publishes_just_after_midnight_at_the_clinic(tmp_path: Path, zone: str, cron: str) -> None:
    for host, name in (("github-pages", "publish"), ("netlify", "nightly")):
        run_plainleaf("new-site", tmp_path / host, "--host", host, "--timezone", zone)

        assert f'cron: "{cron}"' in (tmp_path / host / f".github/workflows/{name}.yml").read_text(encoding="utf-8")


def git(folder: Path, *arguments: str) -> str:
    """What a command of Git prints."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()


def test_a_new_site_ignores_what_is_made(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic")

    ignored = (tmp_path / "clinic/.gitignore").read_text(encoding="utf-8").split()
    assert ignored == ["public/", "report/", "form-packs/", ".public.plainleaf/", ".venv/"]
