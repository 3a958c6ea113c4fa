"""`review` of a set of red flags: shows what changed, asks, and writes the approval and its history, nothing else."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.checks.emergencies.test_approvals import SPANISH_PATH, of_sets, translated
from tests.command.reviewing.test_review import AFTER, check, new_lines
from tests.content.red_flags.test_sets import PATH, SET
from tests.site_tools import MakeSite, Run, run_plainleaf

EDITED = SET.replace("newly hard", "getting hard")
UNAPPROVED = "".join(line for line in SET.splitlines(keepends=True) if not line.startswith("approv"))


def review(root: Path, *more: str, path: str = PATH, answers: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run of `review` in which somebody types the answers."""
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    return run_plainleaf("review", path, "--by", "ben", *more, "--root", root, "--as-of", AFTER)


def test_an_approval_is_recorded_with_its_history_and_every_other_line_stays(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(files={PATH: EDITED})

    run = review(root, "--note", "Sooner.", answers="y\n", monkeypatch=monkeypatch)

    after = (root / PATH).read_text("utf-8")
    changed = [line for line in new_lines(EDITED, after) if "approval_mark" not in line]
    assert run.code == 0, run.stderr
    assert changed == [
        "- approved: 2026-05-14",
        "+ approved: 2026-06-02",
        "+ history:",
        "+   - date: 2026-06-02",
        "+     by: people/ben.md",
        '+     note: "Sooner."',
    ]
    assert check(root) == ["unused-red-flags"]


def test_a_second_approval_is_added_below_the_first(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_site(files={PATH: EDITED})
    review(root, "--note", "Sooner.", answers="y\n", monkeypatch=monkeypatch)

    run = review(root, answers="y\n", monkeypatch=monkeypatch)

    after = (root / PATH).read_text("utf-8")
    assert "is the one that was reviewed" in run.stdout
    assert after.endswith('    note: "Sooner."\n  - date: 2026-06-02\n    by: people/ben.md\n')
    assert check(root) == ["unused-red-flags"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("ending", ["", "\n", "\n\n# The end.\n"])
def test_a_first_approval_writes_the_fields_at_the_end(
    end: str, ending: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (UNAPPROVED.removesuffix("\n") + ending).replace("\n", end)
    root = make_site(files={PATH: text.encode()})

    run = review(root, answers="y\n", monkeypatch=monkeypatch)

    after = (root / PATH).read_bytes().decode()
    names = [line.partition(":")[0].strip(" -") for line in after.split(end) if line]
    assert run.code == 0, run.stderr
    assert "first review" in run.stdout
    assert names[-6:] == ["approved_by", "approved", "approval_mark", "history", "date", "by"]
    assert after.count("\n") == after.count(end)
    assert check(root) == ["unused-red-flags"]


def test_what_changed_since_the_approval_is_shown_from_git(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    root = make_site(files={PATH: SET})
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "Begin")):
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@clinic.example")
        subprocess.run((git, *who, *arguments), cwd=root, check=True, timeout=60)
    (root / PATH).write_text(EDITED, encoding="utf-8")

    run = review(root, "--note", "Sooner.", answers="n\n", monkeypatch=monkeypatch)

    shown = [line for line in run.stdout.splitlines() if line.startswith(("-", "+")) and line[1:2] not in "-+"]
    assert [("newly" in line, "getting" in line) for line in shown] == [(True, False), (False, True)]
    assert (run.code, (root / PATH).read_text("utf-8")) == (1, EDITED)


@pytest.mark.parametrize(
    ("text", "more", "says"),
    [
        (EDITED, ("--editorial", "--note", "Shorter."), "every word of a set of red flags counts"),
        (EDITED, (), "needs a --note"),
        (EDITED.replace("id: bladder", "id: numb"), (), "Fix them first: line 6, the sign 'numb' is listed twice"),
        (
            EDITED.replace("approved: 2026", "approved:\n  2026"),
            ("--note", "Sooner."),
            "own: approved_by",
        ),
    ],
)
def test_an_approval_that_would_mean_nothing_is_refused(
    text: str, more: tuple[str, ...], says: str, make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_site(files={PATH: text})

    run = review(root, *more, answers="" if says == "needs a --note" else "y\n", monkeypatch=monkeypatch)

    assert run.code == 2
    assert says in run.stderr
    assert (root / PATH).read_text("utf-8") == text


def test_a_translation_is_approved_by_itself_and_its_original_is_named(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = translated(make_site)
    (root / PATH).write_text(EDITED, encoding="utf-8")
    review(root, "--note", "Sooner.", answers="y\n", monkeypatch=monkeypatch)
    before = of_sets(root)

    run = review(root, "--note", "Sooner.", path=SPANISH_PATH, answers="y\n", monkeypatch=monkeypatch)

    assert before == [("es", "edited-since-approval")]
    assert f"{PATH} was changed since: compare the two." in run.stdout
    assert of_sets(root) == []


def test_a_misspelt_name_of_a_set_is_guessed(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    run = review(make_site(files={PATH: SET}), path=PATH.replace("signs", "sings"), answers="", monkeypatch=monkeypatch)

    assert run.code == 2
    assert f"Did you mean {PATH}?" in run.stderr
