"""Compiled templates are cached where only the user can write, and affect nothing but speed."""

from __future__ import annotations

import marshal
import os
import pickle
import shutil
from hashlib import sha256
from pathlib import Path

import jinja2
import pytest
from jinja2.bccache import bc_magic

from plainleaf.content.load_inputs import INPUTS
from plainleaf.input.around_site import VARIABLE
from plainleaf.input.shipped import Template
from plainleaf.render.compiled_templates import COMPILED
from plainleaf.render.templates import Sandbox, TemplateError, Templates
from plainleaf.state.private_folder import PrivateFolder, find_folder, is_private
from plainleaf.state.state import BUILD, RECORD
from plainleaf.state.state_file import load_part, save_parts
from plainleaf.state.work_folder import work_folder_of
from tests.site_tools import DAY, MakeSite, build_folder, bytes_below, check_folder, run_plainleaf, write_files

PLANTED = "planted by a stranger"
NEEDS_OWNERS = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of files")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the user's that is not there yet."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "templates"


def planted_code(sign: Path) -> bytes:
    """Code that leaves a trace when it is executed, as a template would be."""
    return marshal.dumps(compile(f"import pathlib; pathlib.Path({str(sign)!r}).touch()", "template", "exec"))


class Touch:
    """An object that leaves a trace when it is unpickled."""

    def __init__(self, sign: Path) -> None:
        self.sign = sign

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.sign),)


def render(folder: PrivateFolder | None, text: str = "{{ 1 + 1 }}") -> str:
    """The text of a template, compiled or taken from a folder."""
    template = Template(text, is_own=True, is_shipped=False)
    return Templates({"a.html": template}, folder).render("a.html", {})


@pytest.mark.parametrize("command", ["build", "check"])
def test_what_a_stranger_put_into_the_work_folder_is_never_run(
    command: str, make_site: MakeSite, tmp_path: Path
) -> None:
    signs = tmp_path / "signs"
    signs.mkdir()
    root = make_site()
    beside = work_folder_of(root / "public")
    # Under every name that Jinja's own cache would look for, in its form and in ours.
    for number, name in enumerate(["base.html", "kinds/page.html", "parts/footer.html"]):
        cache = jinja2.FileSystemBytecodeCache(str(beside / "templates"))
        key = cache.get_cache_key(name, f"templates/{name}")
        unpickled, run = Touch(signs / f"unpickled-{number}"), planted_code(signs / f"run-{number}")
        files = {
            f"templates/{cache.pattern % key}": bc_magic + pickle.dumps(unpickled) + run,
            f"templates/{key}": sha256(run).digest() + run,
        }
        write_files(beside, files)
    write_files(beside, {"state": pickle.dumps(Touch(signs / "state")), "README.txt": "Ours.\n"})
    before = bytes_below(root)

    result = run_plainleaf(command, "--root", root, "--as-of", DAY, "--format", "json")

    assert result.code == 0
    assert list(signs.iterdir()) == []
    if command == "check":
        assert bytes_below(root) == before


def test_a_state_that_holds_a_pickle_in_each_part_is_never_unpickled(make_site: MakeSite, tmp_path: Path) -> None:
    root, sign = make_site(), tmp_path / "sign"
    build_folder(root)
    content = pickle.dumps(Touch(sign))
    save_parts(root / "public", dict.fromkeys((RECORD, BUILD, INPUTS), content))
    assert load_part(root / "public", BUILD) == content

    assert build_folder(root).code == 0
    assert not sign.exists()


def test_a_check_writes_nothing_anywhere(make_site: MakeSite, cache: Path) -> None:
    root = make_site()
    before = bytes_below(root)

    result = check_folder(root)

    assert result.code == 0
    assert bytes_below(root) == before
    assert not cache.parent.exists()


def test_compiled_templates_are_kept_for_the_next_build_of_any_site(make_site: MakeSite, cache: Path) -> None:
    build_folder(make_site())
    cached = {path.name: path.stat().st_mtime_ns for path in cache.iterdir()}

    build_folder(make_site(), "--clean")

    assert len(cached) > 10
    assert {path.name: path.stat().st_mtime_ns for path in cache.iterdir()} == cached
    assert not (work_folder_of(make_site() / "public") / "templates").exists()


def test_what_is_kept_is_used(cache: Path, tmp_path: Path) -> None:
    folder = find_folder(tmp_path / "site", COMPILED, is_read_only=False)
    assert folder is not None
    assert render(folder) == "2"
    (file,) = cache.iterdir()
    three = jinja2.Environment(autoescape=True).compile("{{ 1 + 2 }}", "a.html", "templates/a.html")
    code = marshal.dumps(three)
    file.write_bytes(sha256(code).digest() + code)

    assert render(folder) == "3"
    assert render(folder, "{{ 1 + 1 }} ") == "2 "


@NEEDS_OWNERS
def test_the_folder_is_closed_to_others(cache: Path, tmp_path: Path) -> None:
    folder = find_folder(tmp_path / "site", COMPILED, is_read_only=False)

    assert folder == PrivateFolder(cache)
    assert cache.stat().st_mode & 0o777 == 0o700
    assert render(folder) == "2"
    assert {file.stat().st_mode & 0o777 for file in cache.iterdir()} == {0o600}


@NEEDS_OWNERS
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o755, 0o777])
def test_a_folder_that_is_open_to_others_is_not_used(mode: int, cache: Path, tmp_path: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(mode)

    assert find_folder(tmp_path / "site", COMPILED, is_read_only=False) is None


@NEEDS_OWNERS
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_or_file_of_another_user_is_not_used(cache: Path, tmp_path: Path) -> None:
    folder = find_folder(tmp_path / "site", COMPILED, is_read_only=False)
    assert folder is not None
    render(folder)
    (file,) = cache.iterdir()
    os.chown(file, 12345, -1)
    assert not is_private(file)
    assert render(folder) == "2"

    os.chown(cache, 12345, -1)

    assert find_folder(tmp_path / "site", COMPILED, is_read_only=False) is None


@NEEDS_OWNERS
def test_a_folder_that_is_a_link_is_not_used(cache: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    cache.parent.mkdir()
    cache.symlink_to(other)

    assert find_folder(tmp_path / "site", COMPILED, is_read_only=False) is None


@pytest.mark.parametrize("repository", ["", "site", "site/below"])
def test_a_folder_that_may_have_come_along_with_the_site_is_not_used(
    repository: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "site" / "below"
    write_files(tmp_path / repository, {".git/HEAD": ""})
    root.mkdir(parents=True, exist_ok=True)
    monkeypatch.setenv(VARIABLE, str(tmp_path / repository / ".cache"))

    assert find_folder(root, COMPILED, is_read_only=False) is None


def test_where_no_folder_can_be_made_templates_are_compiled_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"file": ""})
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "cache"))

    assert find_folder(tmp_path / "site", COMPILED, is_read_only=False) is None
    assert render(None) == "2"


def test_a_folder_that_is_cleaned_meanwhile_costs_time_only(cache: Path, tmp_path: Path) -> None:
    folder = find_folder(tmp_path / "site", COMPILED, is_read_only=False)
    assert render(folder) == "2"
    shutil.rmtree(cache)

    assert render(folder) == "2"
    assert not cache.exists()

    write_files(tmp_path, {"cache/templates": "a file"})
    assert render(folder) == "2"


@pytest.mark.parametrize("damage", [b"", b"short", b"0" * 200, sha256(b"x").digest() + b"x", sha256(b"").digest()])
def test_what_is_damaged_is_compiled_again(damage: bytes, cache: Path, tmp_path: Path) -> None:
    folder = find_folder(tmp_path / "site", COMPILED, is_read_only=False)
    render(folder)
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)

    assert render(folder) == "2"
    assert file.read_bytes() == whole


def test_a_template_in_the_sandbox_never_gets_the_code_of_one_outside_of_it(cache: Path, tmp_path: Path) -> None:
    folder = find_folder(tmp_path / "site", COMPILED, is_read_only=False)
    for is_shipped in (True, False):
        Templates({"a.html": Template("{{ 1 }}", not is_shipped, is_shipped)}, folder).render("a.html", {})

    assert len(list(cache.iterdir())) == 2


def test_old_files_make_room_for_new_ones(cache: Path, tmp_path: Path) -> None:
    folder = find_folder(tmp_path / "site", COMPILED, is_read_only=False)
    assert folder is not None
    for number in range(1001):
        (cache / f"{number:064}").touch(mode=0o600)
        os.utime(cache / f"{number:064}", (number, number))

    render(folder)

    left = sorted(file.name for file in cache.iterdir())
    assert len(left) == 501
    assert f"{1000:064}" in left
    assert f"{0:064}" not in left


def test_what_was_compiled_for_a_sandbox_that_bounds_less_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, text = PrivateFolder(tmp_path), "{{ ('%0100000d' % 1)|length }}"
    tmp_path.chmod(0o700)
    with monkeypatch.context() as older:
        older.setattr(Sandbox, "intercepted_binops", frozenset(("*", "**")))
        assert render(folder, text) == "100000"

    with pytest.raises(TemplateError):
        render(folder, text)
