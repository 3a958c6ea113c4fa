"""`review`: shows what changed, asks, refuses the author, and writes the review and nothing else."""

from __future__ import annotations

import difflib
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.site_tools import DAY, MakeSite, Run, minimal_page, run_plainleaf

SYMPTOMS = "content/en/sciatica/symptoms.md"
EDIT = ("burning", "icy")
AFTER = "2026-06-02"


def edited_site(make_site: MakeSite, *changes: tuple[str, str]) -> Path:
    """A site whose page about symptoms was edited after its review."""
    return make_site(files={SYMPTOMS: minimal_page("sciatica/symptoms.md", EDIT, *changes)})


def review(root: Path, *arguments: str, answers: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run of `review` in which somebody types the answers."""
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    by = () if "--by" in arguments else ("--by", "people/ben.md")
    return run_plainleaf("review", SYMPTOMS, *by, *arguments, "--root", root, "--as-of", AFTER)


def check(root: Path) -> list[str]:
    """The rules that a site breaks."""
    return run_plainleaf("check", "--root", root, "--as-of", AFTER, "--format", "json").rules


def new_lines(before: str, after: str) -> list[str]:
    """The lines that were taken out and put in, in order."""
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


def test_a_review_is_recorded_and_every_other_line_stays(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = edited_site(make_site, ("reviewed: 2026-05-14", "reviewed: 2026-05-14  # in the meeting"))
    before = (root / SYMPTOMS).read_text("utf-8")

    run = review(root, "--note", 'Pain can feel "icy".', answers="y\n", monkeypatch=monkeypatch)

    after = (root / SYMPTOMS).read_text("utf-8")
    removed = [line for line in new_lines(before, after) if line.startswith("-")]
    assert run.code == 0, run.stderr
    assert removed == ["- reviewed: 2026-05-14  # in the meeting", "- review_mark: 42c682e367"]
    assert "\nreviewed: 2026-06-02  # in the meeting\n" in after
    assert 'changes:\n  - date: 2026-06-02\n    type: clinical\n    note: "Pain can feel \\"icy\\"."\n---\n' in after
    assert check(root) == []


@pytest.mark.parametrize("answers", ["n\n", "\n", ""])
def test_nothing_is_written_without_consent(answers: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = edited_site(make_site)
    before = (root / SYMPTOMS).read_bytes()

    run = review(root, "--note", "Colder.", answers=answers, monkeypatch=monkeypatch)

    assert run.code == 1
    assert (root / SYMPTOMS).read_bytes() == before


def test_a_first_review_needs_no_note(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = edited_site(make_site, ("review_mark: 42c682e367\n", ""))

    run = review(root, answers="yes\n", monkeypatch=monkeypatch)

    assert "the first review" in run.stdout
    assert run.code == 0, run.stderr
    assert "changes:" not in (root / SYMPTOMS).read_text("utf-8")
    assert check(root) == []


def test_what_changed_since_the_review_is_shown_from_git(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    root = make_site()
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "Begin")):
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@clinic.example")
        subprocess.run((git, *who, *arguments), cwd=root, check=True, timeout=60)
    (root / SYMPTOMS).write_text(minimal_page("sciatica/symptoms.md", EDIT), encoding="utf-8")

    run = review(root, "--note", "Colder.", answers="n\n", monkeypatch=monkeypatch)

    shown = [line for line in run.stdout.splitlines() if line.startswith(("-", "+")) and line[1:2] not in "-+"]
    assert [("burning" in line, "icy" in line) for line in shown] == [(True, False), (False, True)]


def test_without_git_the_reviewer_is_told_to_read_it_all(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    run = review(edited_site(make_site), "--note", "Colder.", answers="n\n", monkeypatch=monkeypatch)

    assert "read all of it" in run.stdout


@pytest.mark.parametrize(
    ("arguments", "change", "says"),
    [
        (("--by", "people/ada.md"), EDIT, "Another person has to review it"),
        (("--by", "ada"), ("author: people/ada.md", "author: ../people/ada.md"), "Another person has to review it"),
        (("--by", "people/zoe.md"), EDIT, "people/ada.md, people/ben.md"),
        (("--editorial",), EDIT, "is the text that was reviewed"),
        (("--editorial",), ("review_mark: 42c682e367\n", ""), "has never been reviewed"),
        ((), ("kind: topic", "kind: topik"), "Fix them first"),
        ((), ("reviewed: 2026-05-14", "reviewed: soon"), "Fix them first"),
    ],
)
def test_a_review_that_would_mean_nothing_is_refused(
    arguments: tuple[str, ...],
    change: tuple[str, str],
    says: str,
    make_site: MakeSite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pair = () if change == EDIT else (change,)
    root = make_site(files={SYMPTOMS: minimal_page("sciatica/symptoms.md", *pair)})
    before = (root / SYMPTOMS).read_bytes()

    run = review(root, *arguments, answers="y\n", monkeypatch=monkeypatch)

    assert run.code == 2
    assert says in run.stderr
    assert (root / SYMPTOMS).read_bytes() == before


def test_a_page_that_nobody_reviews_is_refused(make_site: MakeSite) -> None:
    run = run_plainleaf("review", "content/en/about.md", "--by", "ben", "--root", make_site(), "--as-of", DAY)

    assert run.code == 2
    assert "which is not reviewed" in run.stderr


def test_an_edit_needs_a_note(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    run = review(edited_site(make_site), answers="", monkeypatch=monkeypatch)

    assert run.code == 2
    assert "needs a --note" in run.stderr


def test_an_editorial_change_names_who_says_so_and_keeps_the_review(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = edited_site(make_site)

    run = review(root, "--editorial", "--note", "Shorter.", "--by", "ada", answers="y\n", monkeypatch=monkeypatch)

    after = (root / SYMPTOMS).read_text("utf-8")
    assert run.code == 0, run.stderr
    assert "reviewed: 2026-05-14\n" in after
    assert 'type: editorial\n    note: "Shorter. (Ada Example)"\n' in after
    assert check(root) == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "changes",
    [
        "changes:\n- date: 2026-05-20\n  type: editorial\n  note: Shorter.\n",
        "changes:\n    # newest last\n    - {date: 2026-05-20, type: editorial, note: Shorter.}\n\n",
        "changes: []\n",
    ],
)
def test_a_change_is_added_in_the_way_that_the_page_is_written(
    changes: str, end: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = edited_site(make_site, ("kind: topic\n", f"{changes}kind: topic\n"))
    file = root / SYMPTOMS
    before = file.read_text("utf-8")
    file.write_bytes(before.replace("\n", end).encode())

    run = review(root, "--note", "Colder.", answers="y\n", monkeypatch=monkeypatch)

    after = file.read_bytes().decode()
    assert run.code == 0, run.stderr
    assert after.count("\n") == after.count(end)
    assert after.count("date: 2026-06-02") == 1
    assert check(root) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            ("reviewed: 2026-05-14", "reviewed:\n  2026-05-14"),
            "Give each of these a line of its own: reviewer, reviewed, review_mark.",
        ),
        (
            ("kind: topic\n", "kind: topic\nchanges: [{date: 2026-05-20, type: editorial, note: Shorter.}]\n"),
            "'changes' is not written as a list",
        ),
    ],
)
def test_front_matter_in_another_form_is_left_alone(
    change: tuple[str, str], says: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = edited_site(make_site, change)
    before = (root / SYMPTOMS).read_bytes()

    run = review(root, "--note", "Colder.", answers="y\n", monkeypatch=monkeypatch)

    assert run.code == 2
    assert says in run.stderr
    assert (root / SYMPTOMS).read_bytes() == before
