"""Writing an import: nothing that exists is changed, nothing leaves the site, hostile folders give problems."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.importing.moves import import_files, import_folder, new_site, run_import
from tests.site_tools import DAY, bytes_below, run_plainleaf, write_files

OLD: dict[str, str | bytes] = {
    "hugo.toml": 'title = "Old"\n',
    "content/_index.md": "---\ntitle: Home\ndescription: We help.\n---\nText.\n",
    "content/knee.md": "---\ntitle: Knee\ndescription: About it.\n---\nText.\n",
    "content/hip.md": "---\ntitle: Hip\n---\n{{< chart >}}\n",
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A small site of Hugo."""
    write_files(tmp_path / "old", OLD)
    return tmp_path / "old"


def test_the_command_writes_pages_and_the_list(tmp_path: Path, old: Path) -> None:
    root = new_site(tmp_path)

    result = run_plainleaf("import", old, "--from", "hugo", "--root", root)

    assert result.code == 1
    assert (root / "content/en/knee.md").read_text("utf-8").startswith('---\ntitle: "Knee"\n')
    assert "old/content/hip.md:4:1: error: the shortcode 'chart'" in result.stdout
    assert "- [ ] line 4: the shortcode 'chart'" in (root / "import-report.md").read_text("utf-8")


def test_a_site_with_imported_drafts_still_passes_the_check(tmp_path: Path, old: Path) -> None:
    root = new_site(tmp_path)
    run_import(root, old)

    assert run_plainleaf("check", "--root", root, "--as-of", DAY).code == 0


def test_a_file_that_exists_stays_as_it_is(tmp_path: Path, old: Path) -> None:
    root = new_site(tmp_path)
    before = (root / "content/en/index.md").read_bytes()

    result = run_plainleaf("import", old, "--from", "hugo", "--root", root)

    assert (root / "content/en/index.md").read_bytes() == before
    assert "content/en/index.md:1:1: warning: another file is here already" in result.stdout


def test_only_pages_that_were_written_are_counted(tmp_path: Path, old: Path) -> None:
    root = new_site(tmp_path)
    write_files(root, {"content/en/hip.md": "---\ntitle: Our own\ndraft: yes\n---\n"})

    result = run_plainleaf("import", old, "--from", "hugo", "--root", root, "--publish")

    # The home page and the page of the hip are there already, and stay.
    assert "Wrote 1 file. The list has" in result.stdout
    assert "Pages: 1. Drafts among them, until somebody has fixed and read them: 0." in result.stdout
    assert "Pages that came over: 1. Drafts among them: 0." in (root / "import-report.md").read_text("utf-8")


def test_a_second_run_writes_nothing(tmp_path: Path, old: Path) -> None:
    root = new_site(tmp_path)
    run_import(root, old)
    before = bytes_below(root)

    result = run_plainleaf("import", old, "--from", "hugo", "--root", root)

    assert "Wrote 0 files. Already there, with the same content: 2." in result.stdout
    assert bytes_below(root) == before


def test_a_dry_run_says_what_it_would_write(tmp_path: Path, old: Path) -> None:
    root = new_site(tmp_path)
    before = bytes_below(root)

    result = run_plainleaf("import", old, "--from", "hugo", "--root", root, "--dry-run")

    assert "  content/en/knee.md\n" in result.stdout
    assert bytes_below(root) == before


def test_the_list_can_be_read_by_programs(tmp_path: Path, old: Path) -> None:
    result = run_plainleaf("import", old, "--from", "hugo", "--root", new_site(tmp_path), "--format", "json")

    assert {problem["rule"] for problem in result.problems} == {"not-carried", "missing-field"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gone", "--from", "hugo"], "there is no folder"),
        ([".", "--from", "hugo"], "holds the site itself"),
        (["config.yaml", "--from", "hugo"], "is a file"),
        (["old", "--from", "hugo", "--language", "es"], "has no language 'es'"),
    ],
)
def test_a_misuse_is_refused(
    arguments: list[str], message: str, tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_site(tmp_path)
    old.rename(root / "old")
    monkeypatch.chdir(root)

    result = run_plainleaf("import", *arguments)

    assert result.code == 2
    assert message in result.stderr


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path, old: Path) -> None:
    (tmp_path / "empty").mkdir()

    result = run_plainleaf("import", old, "--from", "hugo", "--root", tmp_path / "empty")

    assert result.code == 2
    assert "plainleaf new-site" in result.stderr


@pytest.mark.parametrize("program", ["hugo", "jekyll", "mkdocs", "wordpress"])
def test_a_folder_without_such_a_site_is_a_problem(program: str, tmp_path: Path) -> None:
    found = import_files(tmp_path, program, {"thesis.txt": "Chapter 1"})

    assert found.pages == {}
    assert found.errors + found.warnings != []


def test_links_out_of_the_old_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\n---\nPassword\n", encoding="utf-8")
    write_files(tmp_path / "old", OLD)
    (tmp_path / "old/content/secret.md").symlink_to(tmp_path / "secret.md")

    found = import_folder(tmp_path, "hugo", tmp_path / "old")

    assert "Password" not in "".join(found.pages.values())
    assert [line for line in found.errors if line.startswith("old/content/secret.md:1:")]


def test_nothing_is_written_through_a_link_out_of_the_site(tmp_path: Path, old: Path) -> None:
    root, outside = new_site(tmp_path), tmp_path / "outside"
    outside.mkdir()
    (old / "content/a").mkdir()
    (old / "content/a/b.md").write_text("---\ntitle: B\n---\nText.\n", encoding="utf-8")
    (root / "content/en/a").symlink_to(outside)

    run_import(root, old)

    assert list(outside.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_in_the_old_folder_is_a_problem(tmp_path: Path, old: Path) -> None:
    os.mkfifo(old / "content/pipe.md")

    found = import_folder(tmp_path, "hugo", old)

    assert [line for line in found.errors if line.startswith("old/content/pipe.md:1:")]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"---\ntitle: Caf\xe9\n---\n", "old/content/x.md:2"),
        (b"---\ntitle: [a\n---\nText.\n", "old/content/x.md:"),
        (b"---\na: &a [1]\nb: *a\n---\nText.\n", "old/content/x.md:2"),
        (b"---\ntitle: !!python/object/apply:os.system [ls]\n---\nText.\n", "old/content/x.md:2"),
        (b"+++\ntitle = \n+++\nText.\n", "old/content/x.md:2"),
        (b"+++\na = " + b"[" * 5000 + b"\n+++\nText.\n", "old/content/x.md:"),
        (b'{"title": \n\n', "old/content/x.md:"),
        (b'{"a":' + b"[" * 100000 + b"\n", "old/content/x.md:"),
        (b"---\ntitle: X\ndescription: Y\n---\nA \x02 sign.\n", "old/content/x.md:5"),
        (b"---\ntitle: X\ndescription: Y\n---\n" + b"a" * 30000, "old/content/x.md:5"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "old/content/x.md:1"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem_with_its_place(content: bytes, place: str, tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", OLD | {"content/x.md": content})

    assert [line for line in found.errors if line.startswith(place)]
    assert "content/en/knee.md" in found.pages


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mkdocs.yml", "nav:\n  - [a\n"),
        ("mkdocs.yml", "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(50))),
        ("mkdocs.yml", "nav: " + "[" * 3000),
        ("mkdocs.yml", "- just a list\n"),
    ],
)
def test_settings_that_cannot_be_read_are_a_problem_and_the_pages_come_over(
    name: str, text: str, tmp_path: Path
) -> None:
    found = import_files(tmp_path, "mkdocs", {name: text, "docs/a.md": "# A\n\nText.\n"})

    assert list(found.pages) == ["content/en/a.md"]


def test_a_page_of_many_megabytes_is_left_out(tmp_path: Path) -> None:
    found = import_files(tmp_path, "hugo", OLD | {"content/x.md": b"a\n" * 1_000_000})

    assert "content/en/x.md" not in found.pages
    assert [line for line in found.warnings if "old/content/x.md:1: the file has 2 MB" in line]


def test_odd_names_become_plain_ones_and_no_two_pages_meet(tmp_path: Path) -> None:
    page = "---\ntitle: T\ndescription: D\n---\nText.\n"
    names = ("Über uns.md", "uber-uns.md", "%2e%2e.md", "a&b<c>.md", "index.en.md", "..md", "x" * 200 + ".md")

    found = import_files(tmp_path, "hugo", {f"content/k/{name}": page for name in names})

    paths = list(found.pages)
    assert len(set(paths)) == len(paths) == len(names) - 1, "a name that begins with a dot is hidden"
    assert all(path.startswith("content/en/k") and path.isascii() and len(path) < 150 for path in paths)
