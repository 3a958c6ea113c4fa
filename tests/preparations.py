"""What a broken site needs that version control cannot store: links, names, permissions and disks.

An expected.yaml names one of these functions under `prepare`, or one of the ways to build under `run`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.other_user import run_as_another
from tests.site_tools import CHECKOUT, DAY, Run, build_folder, run_plainleaf
from tests.site_variants import (
    build_for_today,
    check_ready,
    in_two_languages,
    with_home_and_words_in_spanish,
    with_words_copied,
)

ABOUT = "---\ntitle: About us\nsummary: Who we are.\n---\n\nWe help people with back pain.\n"
AS_NOBODY = """
result = build_folder(Path(sys.argv[2]))
print(json.dumps([result.code, result.problems]))
"""
ON_FULL_DISK = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
build, sys.argv = sys.argv[1], sys.argv[1:]
runpy.run_path(build, run_name="__main__")
"""


def without_config(root: Path) -> None:
    """There is no config.yaml."""
    (root / "config.yaml").unlink()


def link_to_file_outside(root: Path) -> None:
    """A page is a symbolic link to a file beside the site."""
    secret = root.parent / "secret.md"
    secret.write_text(ABOUT, encoding="utf-8")
    (root / "content/en/secret.md").symlink_to(secret)


def link_to_folder_outside(root: Path) -> None:
    """A folder of static files is a symbolic link to a folder beside the site."""
    folder = root.parent / "records"
    folder.mkdir()
    (folder / "patients.csv").write_text("name\n", encoding="utf-8")
    (root / "static/records").symlink_to(folder)


def _move_out(root: Path, name: str) -> None:
    outside = root.parent / f"outside-{name.replace('/', '-')}"
    (root / name).rename(outside)
    (root / name).symlink_to(outside)


def config_outside(root: Path) -> None:
    """config.yaml is a symbolic link to a file beside the site."""
    _move_out(root, "config.yaml")


def content_outside(root: Path) -> None:
    """The folder of all pages is a symbolic link to a folder beside the site."""
    _move_out(root, "content")


def language_outside(root: Path) -> None:
    """The folder of a language is a symbolic link to a folder beside the site."""
    _move_out(root, "content/en")


def static_outside(root: Path) -> None:
    """The folder of static files is a symbolic link to a folder beside the site."""
    _move_out(root, "static")


def templates_outside(root: Path) -> None:
    """The folder of templates is a symbolic link to a folder beside the site."""
    (root / "templates").mkdir()
    _move_out(root, "templates")


def pipes_among_the_files(root: Path) -> None:
    """Pipes, which block whoever reads them, are where a build reads files of every kind."""
    for name in ("static/picture.png", "content/en/terms.yaml", "content/en/pipe.md", "templates/words/en.yaml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).unlink(missing_ok=True)
        os.mkfifo(root / name)


def config_is_a_pipe(root: Path) -> None:
    """config.yaml is a pipe."""
    (root / "config.yaml").unlink()
    os.mkfifo(root / "config.yaml")


def public_is_a_link(root: Path) -> None:
    """The output folder is a symbolic link to a folder beside the site."""
    _move_out(root, "public")


def work_folder_is_a_link(root: Path) -> None:
    """The hidden folder beside the output folder is a symbolic link to a folder beside the site."""
    _move_out(root, ".public.plainleaf")


def link_to_nowhere(root: Path) -> None:
    """A page is a symbolic link whose target was deleted."""
    (root / "content/en/gone.md").symlink_to(root / "content/en/no-such-file.md")


def link_to_folder_above(root: Path) -> None:
    """A folder is a symbolic link to the one that holds it."""
    (root / "content/en/people/again").symlink_to(root / "content/en")


def same_name_in_capitals(root: Path) -> None:
    """Two pages have names that differ in case only."""
    _write_pair(root / "content/en", "about.md", "About.md", ABOUT)


def same_file_in_capitals(root: Path) -> None:
    """Two files that are copied under their own names differ in case only."""
    _write_pair(root / "static/root", "map.txt", "Map.txt", "Turn left.\n")


def same_file_in_two_unicode_forms(root: Path) -> None:
    """Two files that are copied under their own names differ only in how an accent is encoded."""
    name = "café.txt"
    _write_pair(root / "static/root", name, unicodedata.normalize("NFD", name), "Turn left.\n")


def same_name_in_two_unicode_forms(root: Path) -> None:
    """Two pages have names that differ only in how an accent is encoded."""
    name = "café.md"
    _write_pair(root / "content/en", name, unicodedata.normalize("NFD", name), ABOUT)


def _write_pair(folder: Path, one: str, other: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / one).write_text(text, encoding="utf-8")
    if (folder / other).exists():
        pytest.skip("this file system takes the two names for one")
    (folder / other).write_text(text, encoding="utf-8")


def endless_front_matter(root: Path) -> None:
    """A page's front matter has more than a million characters."""
    lines = "".join(f"# note {number}\n" for number in range(80_000))
    (root / "content/en/about.md").write_text(ABOUT.replace("---\n", f"---\n{lines}", 1), encoding="utf-8")


def unreadable_folder(root: Path) -> None:
    """A folder is not readable."""
    (root / "content/en/people").chmod(0)


def unreadable_file(root: Path) -> None:
    """A file is not readable."""
    (root / "content/en/about.md").chmod(0)


def foreign_files_in_output(root: Path) -> None:
    """The output folder holds a thesis, and was never written by plainleaf."""
    shutil.rmtree(root / "public")
    shutil.rmtree(root / ".public.plainleaf")
    (root / "public").mkdir()
    (root / "public" / "thesis.txt").write_text("Chapter 1\n", encoding="utf-8")


def build_as_nobody(root: Path) -> Run:
    """Build as a user without permissions, in a process of its own, because root can read everything."""
    with tempfile.TemporaryDirectory() as folder:
        place = root
        if os.getuid() == 0:
            Path(folder).chmod(0o755)
            place = Path(folder) / "site"
            subprocess.run(["cp", "-a", str(root), str(place)], check=True)
        try:
            done = run_as_another(AS_NOBODY, str(place))
        finally:
            for locked in ("content/en/people", "content/en/about.md"):
                (place / locked).chmod(0o755)
    code, problems = json.loads(done.stdout)
    return Run(code, problems, done.stdout, done.stderr, root / "public")


def build_on_full_disk(root: Path) -> Run:
    """Build where no file may be longer than 4096 bytes, which to a program looks like a full disk."""
    build = str(CHECKOUT / "build.py")
    arguments = ["build", "--root", str(root), "--as-of", DAY, "--format", "json"]
    command = [sys.executable, "-c", ON_FULL_DISK, build, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    problems = json.loads(done.stdout) if done.stdout else [{"rule": done.stderr}]
    return Run(done.returncode, problems, done.stdout, done.stderr, root / "public")


def build_into_root(root: Path) -> Run:
    """Build into the folder that holds the site's own files."""
    return build_folder(root, out=root)


def build_into_content(root: Path) -> Run:
    """Build into a folder below content/."""
    return build_folder(root, out=root / "content" / "en")


def build_with_two_processes(root: Path) -> Run:
    """Build with two processes, so that this one survives when they die."""
    return build_folder(root, "--jobs", "2")


def build_on_no_cluster(root: Path) -> Run:
    """Build on a cluster at a port on which nothing ever listens."""
    return build_folder(root, "--clean", "--executor", "dask://127.0.0.1:1")


PREPARATIONS: dict[str, Callable[[Path], None]] = {
    function.__name__: function
    for function in (
        without_config,
        link_to_file_outside,
        link_to_folder_outside,
        config_outside,
        content_outside,
        language_outside,
        static_outside,
        templates_outside,
        pipes_among_the_files,
        config_is_a_pipe,
        public_is_a_link,
        work_folder_is_a_link,
        link_to_nowhere,
        link_to_folder_above,
        same_name_in_capitals,
        same_file_in_capitals,
        same_name_in_two_unicode_forms,
        same_file_in_two_unicode_forms,
        endless_front_matter,
        unreadable_folder,
        unreadable_file,
        foreign_files_in_output,
        in_two_languages,
        with_home_and_words_in_spanish,
        with_words_copied,
    )
}


def build_without(package: str) -> Callable[[Path], Run]:
    """Builds the site where a package that it needs is not installed."""

    def build(root: Path) -> Run:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(sys.modules, package, None)
            return build_folder(root)

    return build


def import_from_hugo(root: Path) -> Run:
    """The site of another program, which is in the folder old, is imported."""
    return run_plainleaf(
        "import", root / "old", "--from", "hugo", "--root", root, "--format", "json", out=root / "public"
    )


RUNS: dict[str, Callable[[Path], Run]] = {
    f"build_without_{package}": build_without(package) for package in ("pyromark", "weasyprint", "pagefind")
} | {
    function.__name__: function
    for function in (
        build_as_nobody,
        build_on_full_disk,
        build_into_root,
        build_into_content,
        build_with_two_processes,
        build_on_no_cluster,
        build_for_today,
        check_ready,
        import_from_hugo,
    )
}
