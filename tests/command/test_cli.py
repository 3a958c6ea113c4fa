"""The command line: what it answers, where it writes, and its exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from plainleaf import __version__
from plainleaf.command.cli import run
from plainleaf.options import Result
from plainleaf.problems.reports import FORMATS
from tests.site_tools import (
    DAY,
    MakeSite,
    about_page,
    bytes_below,
    check_folder,
    minimal_config,
    run_plainleaf,
    run_process,
)  # fmt: skip
from tests.site_variants import translated_words

BROKEN = about_page("[Nowhere](nowhere.md)")


def test_a_good_site_is_built_and_the_command_says_where(make_site: MakeSite) -> None:
    root = make_site()

    result = run_process("--root", root, "--as-of", DAY)

    assert result.returncode == 0
    assert result.stderr == ""
    assert "no problems" in result.stdout
    assert str(root / "public") in result.stdout
    assert (root / "public/index.html").exists()


def test_a_site_with_errors_is_not_built_and_all_errors_are_printed(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": BROKEN, "content/en/index.md": BROKEN})

    result = run_process("build", "--root", root, "--as-of", DAY)

    assert result.returncode == 1
    assert result.stdout.count("[broken-link]") == 2
    assert result.stdout.rstrip().endswith("Nothing was written: 2 errors.")
    assert not (root / "public").exists()


def test_without_a_command_the_site_in_this_folder_is_built(make_site: MakeSite) -> None:
    root = make_site()

    result = run_process(cwd=root)

    assert result.returncode == 0
    assert (root / "public/index.html").exists()


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_report_for_programs_is_alone_on_standard_output(form: str, make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": BROKEN})

    result = run_process("check", "--root", root, "--as-of", DAY, "--format", form)

    assert result.returncode == 1
    assert json.loads(result.stdout)
    assert result.stderr == ""


def test_paths_in_a_report_are_relative_to_the_root(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": BROKEN})

    result = check_folder(root)

    assert [problem["path"] for problem in result.problems] == ["content/en/about.md"]


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_check_writes_nothing(is_broken: bool, make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": BROKEN} if is_broken else {})
    before = bytes_below(root)

    result = run_plainleaf("check", "--root", root, "--as-of", DAY)

    assert result.code == is_broken
    assert bytes_below(root) == before


def test_a_check_finds_what_a_build_finds(make_site: MakeSite) -> None:
    root = make_site("broken-anchor")

    check = check_folder(root)
    build = run_plainleaf("build", "--root", root, "--as-of", DAY, "--format", "json")

    assert check.problems == build.problems
    assert check.rules == ["broken-anchor"]


def test_the_site_goes_where_it_is_told_to(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()

    result = run_plainleaf("--root", root, "--out", tmp_path / "deep" / "out", "--as-of", DAY)

    assert result.code == 0
    assert (tmp_path / "deep/out/index.html").exists()
    assert not (root / "public").exists()


def test_one_process_and_two_give_the_same_bytes(make_site: MakeSite, tmp_path: Path) -> None:
    # More pages than one batch holds, so that both processes have something to do.
    root = make_site(files={f"content/en/more/{number}.md": about_page(f"Text {number}.") for number in range(60)})

    for jobs in ("1", "2"):
        assert run_plainleaf("--root", root, "--out", tmp_path / jobs, "--jobs", jobs, "--as-of", DAY).code == 0

    assert bytes_below(tmp_path / "1") == bytes_below(tmp_path / "2")


@pytest.mark.matrix
def test_two_builds_of_one_site_give_the_same_bytes_wherever_it_lies(make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    shutil.copytree(root, tmp_path / "copy")

    one = run_process("--root", root, "--as-of", DAY, env={**os.environ, "PYTHONHASHSEED": "1"})
    other = run_process(
        "--root", tmp_path / "copy", "--as-of", DAY, env={**os.environ, "PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo"}
    )

    assert (one.returncode, other.returncode) == (0, 0)
    assert bytes_below(root / "public") == bytes_below(tmp_path / "copy/public")


def test_a_site_is_built_as_on_the_day_that_is_named(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/news.md": about_page("News.", "publish: 2027-01-01\n")})

    run_plainleaf("--root", root, "--as-of", "2026-12-31")
    before = (root / "public/news/index.html").exists()
    run_plainleaf("--root", root, "--as-of", "2027-01-01")

    assert not before
    assert (root / "public/news/index.html").exists()


@pytest.mark.parametrize("more", [(), ("--out", "public")])
def test_a_site_without_reading_checks_is_never_in_public(more: tuple[str, ...], make_site: MakeSite) -> None:
    root = make_site()
    arguments = [str(root / each) if each == "public" else each for each in more]

    result = run_plainleaf("build", "--root", root, "--without-reading-checks", *arguments)

    assert result.code == 2
    assert "--out" in result.stderr
    assert not (root / "public").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_a_build_without_reading_checks_says_so_in_every_format(form: str, make_site: MakeSite, tmp_path: Path) -> None:
    root = make_site()
    options = ("--without-reading-checks", "--out", tmp_path / "look", "--format", form)

    result = run_plainleaf("build", "--root", root, *options, "--as-of", DAY)

    said = result.stdout if form == "text" else result.stderr
    assert result.code == 0
    assert said.rstrip().endswith("Never publish this site.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "--without-reading-checks"), "--without-reading-checks"),
        (("serve", "--without-reading-checks"), "--without-reading-checks"),
        (("--as-of", "soon"), "'soon' is not a day"),
        (("--as-of", "2026-02-30"), "is not a day"),
        (("--jobs", "0"), "is not a number from 1 to 256"),
        (("--jobs", "many"), "is not a number from 1 to 256"),
        (("--format", "xml"), "invalid choice"),
        (("--root", "no/such/folder"), "there is no folder no/such/folder"),
        (("bild",), "no command 'bild'. Did you mean 'build'?"),
        (("tidi",), "no command 'tidi'. Did you mean 'tidy'?"),
        (("serv",), "no command 'serv'. Did you mean 'serve'?"),
        (("nw",), "no command 'nw'.\n"),
        (("xyzzy",), "no command 'xyzzy'."),
        (("check", "--formt", "json"), "no option '--formt'. Did you mean '--format'?"),
        (("serve", "--prt=80"), "no option '--prt=80'. Did you mean '--port'?"),
        (("check", "twice"), "'twice' is one word too many"),
        (("check", "--out", "x"), "--out"),
        (("new", "page"), "FILE"),
    ],
)
def test_a_misuse_is_explained_and_has_exit_code_2(arguments: tuple[str, ...], said: str) -> None:
    result = run_plainleaf(*arguments)

    assert result.code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("long", ["x" * 256, "x/" * 2048, "é" * 128])
@pytest.mark.parametrize(
    "arguments", [("build", "--out"), ("build", "--root"), ("check", "--root"), ("serve", "--root"), ("new-site",)]
)
def test_a_name_that_no_file_can_have_is_a_misuse(long: str, arguments: tuple[str, ...], make_site: MakeSite) -> None:
    where = () if "--root" in arguments or arguments == ("new-site",) else ("--root", make_site())

    result = run_plainleaf(*arguments, long, *where)

    assert result.code == 2
    assert "no file or folder can have a name that is so long" in result.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("build", "--help"), ("new", "-h"), ("serve", "--help")])
def test_help_can_be_asked_for_everywhere(arguments: tuple[str, ...]) -> None:
    result = run_plainleaf(*arguments)

    assert result.code == 0
    assert result.stdout.startswith("usage: plainleaf")


def test_help_names_every_command_with_what_it_does() -> None:
    help_text = run_plainleaf("--help").stdout

    for command in ("build", "serve", "check", "new", "copy", "new-site", "tidy", "completion"):
        assert re.search(rf"\n    {command}\s", help_text)


def test_the_version_can_be_asked_for() -> None:
    assert run_plainleaf("--version").stdout == f"plainleaf {__version__}\n"


@pytest.mark.matrix
def test_a_build_of_many_pages_says_in_one_line_that_another_engine_is_faster(make_site: MakeSite) -> None:
    root = make_site(files={f"content/en/more/{number}.md": about_page("Text.") for number in range(501)})
    command = ("build", "--root", root, "--as-of", DAY, "--without-reading-checks", "--out", root / "look")

    first, second = run_plainleaf(*command), run_plainleaf(*command)

    hints = [line for line in first.stdout.splitlines() if "commonmark" in line]
    assert len(hints) == 1
    assert hints[0].startswith("Hint: ")
    assert "commonmark" not in second.stdout


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("result", "is_hinted"),
    [
        (Result(501, 600, 600, {}, "python-markdown"), True),
        (Result(500, 600, 600, {}, "python-markdown"), False),
        (Result(501, 600, 1, {}, "python-markdown"), False),
        (Result(501, 600, 600, {}, "commonmark"), False),
        (None, False),
    ],
)
def test_the_hint_leaves_the_report_for_programs_alone(
    result: Result | None, is_hinted: bool, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    code = run(lambda *_: result, ["build", "--root", str(tmp_path), "--format", form])

    said = capsys.readouterr()
    assert code == 0
    assert ("commonmark" in said.out + said.err) == is_hinted
    assert form == "text" or "commonmark" not in said.out
    assert form not in ("json", "sarif") or json.loads(said.out) is not None


@pytest.mark.parametrize("lacks_avif", [True, False])
def test_photos_in_webp_alone_are_said_once(
    lacks_avif: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    result = Result(1, 9, 9, lacks_avif=lacks_avif)

    run(lambda *_: result, ["build", "--root", str(tmp_path)])

    assert capsys.readouterr().out.count("WebP alone") == int(lacks_avif)


def test_a_language_without_word_lists_is_said_once_by_each_command(make_site: MakeSite) -> None:
    names = ("names:\n", "names:\n    fr: {name: Français}\n")
    config = minimal_config(names, ("label: Relay", "label: {en: Relay, fr: Relais}"))
    files = {
        "templates/words/fr.yaml": translated_words(),
        "content/fr/index.md": "---\ntitle: Accueil\nsummary: La clinique.\n---\n",
    }
    root = make_site(files={"config.yaml": config, **files})

    runs = [run_plainleaf(command, "--root", root, "--as-of", DAY) for command in ("check", "build", "build")]

    assert [run.code for run in runs] == [0, 0, 0]
    assert [run.stdout.count("words of the pages in fr were not checked") for run in runs] == [1, 1, 1]
