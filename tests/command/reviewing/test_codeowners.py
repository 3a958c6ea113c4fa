"""`codeowners`: the Git host asks whoever reviews, approves or owns a file, and nobody's own file is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.command.reviewing.codeowners import FIRST_LINE
from tests.content.red_flags.test_sets import PATH, SET
from tests.site_tools import MakeSite, Run, minimal_config, minimal_page, run_plainleaf

BEN, ADA = "content/en/people/ben.md", "content/en/people/ada.md"
OWNED = "content/en/sciatica/symptoms.md"
ALERT = """---
kind: alert
title: We are closed on Tuesday
summary: We call everyone who has a visit.
starts: 2026-11-20
expires: 2026-11-25
owner: people/ada.md
---

Call us.
"""


def person(name: str, account: str, more: str = "") -> str:
    """A person of the minimal site with an account at the Git host."""
    return minimal_page(f"people/{name}.md", ("credentials:", f"account: {account}\n{more}credentials:"))


def codeowners(root: Path) -> Run:
    """A run of `codeowners`."""
    return run_plainleaf("codeowners", "--root", root)


def lines_of(file: Path) -> list[str]:
    """The lines of a CODEOWNERS file below its first."""
    first, *lines = file.read_text("utf-8").splitlines()
    assert first == FIRST_LINE
    return lines


def test_each_file_names_whoever_reviews_or_owns_it(make_site: MakeSite) -> None:
    owned = minimal_page("sciatica/symptoms.md", ("aspect:", "owner: Pain team\naspect:"))
    config = minimal_config(more="accounts:\n  Pain team: small-clinic/pain\n")
    files = {BEN: person("ben", "ben-example"), ADA: person("ada", "ada@clinic.example"), OWNED: owned, PATH: SET}
    root = make_site(files={**files, "config.yaml": config, "content/en/alerts/our snow.md": ALERT})

    run = codeowners(root)

    assert (run.code, run.stderr) == (0, "")
    assert lines_of(root / "CODEOWNERS") == [
        "/content/en/red-flags/signs.yaml @ben-example",
        "/content/en/alerts/our\\ snow.md ada@clinic.example",
        "/content/en/sciatica/get-help.md @ben-example",
        "/content/en/sciatica/index.md @ben-example",
        "/content/en/sciatica/symptoms.md @ben-example @small-clinic/pain",
    ]


def test_a_new_set_of_red_flags_is_for_all_who_may_approve_one(make_site: MakeSite) -> None:
    ben = person("ben", "'@ben-example'", "reviews: [red-flags, conditions, topics]\n")

    codeowners(root := make_site(files={BEN: ben}))

    assert lines_of(root / "CODEOWNERS")[0] == "/content/en/red-flags/ @ben-example"


def test_paths_begin_where_the_repository_begins(make_site: MakeSite, tmp_path: Path) -> None:
    made = make_site(files={BEN: person("ben", "ben-example")})
    top = tmp_path / "repository"
    (top / ".git").mkdir(parents=True)
    root = made.rename(top / "site")

    codeowners(root)

    assert lines_of(top / "CODEOWNERS")[0] == "/site/content/en/sciatica/get-help.md @ben-example"
    assert not (root / "CODEOWNERS").exists()


def test_who_has_no_account_is_named(make_site: MakeSite) -> None:
    owned = minimal_page("sciatica/symptoms.md", ("aspect:", "owner: Pain team\naspect:"))
    root = make_site(files={OWNED: owned, "content/en/alerts/snow.md": ALERT, ADA: person("ada", "ada-example")})

    run = codeowners(root)

    assert run.code == 0
    assert lines_of(root / "CODEOWNERS") == ["/content/en/alerts/snow.md @ada-example"]
    assert "people/ben.md has no account, so nobody is asked as such about 3 files" in run.stderr
    assert "Pain team has no account, so nobody is asked as such about 1 file. Name it under 'accounts'" in run.stderr


def test_it_is_written_again_when_reviewers_change(make_site: MakeSite) -> None:
    root = make_site(files={BEN: person("ben", "ben-example")})
    codeowners(root)
    (root / BEN).write_text(person("ben", "ben"), encoding="utf-8")

    assert codeowners(root).code == 0
    assert lines_of(root / "CODEOWNERS")[0].endswith(" @ben")


@pytest.mark.parametrize(
    ("name", "says"),
    [("CODEOWNERS", "was written by somebody else"), (".github/CODEOWNERS", "GitHub would read no other")],
)
def test_a_file_that_somebody_wrote_is_left_alone(name: str, says: str, make_site: MakeSite) -> None:
    root = make_site(files={BEN: person("ben", "ben-example"), name: "* @boss\n"})

    run = codeowners(root)

    assert run.code == 2
    assert says in run.stderr
    assert (root / name).read_text("utf-8") == "* @boss\n"
    assert (root / "CODEOWNERS").exists() == (name == "CODEOWNERS")


def test_a_site_without_any_account_gets_no_file(make_site: MakeSite) -> None:
    root = make_site()

    run = codeowners(root)

    assert run.code == 2
    assert "nobody has an account" in run.stderr
    assert not (root / "CODEOWNERS").exists()


def test_a_site_with_errors_gets_no_file(make_site: MakeSite) -> None:
    root = make_site(files={BEN: person("ben", "two words")})

    run = codeowners(root)

    assert run.code == 1
    assert "is not an account" in run.stdout
    assert not (root / "CODEOWNERS").exists()
