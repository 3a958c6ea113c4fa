"""Watching: every way to change a site's folder is seen, and nothing that happens meanwhile is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath
from typing import Any, TypeVar

import pytest

from plainleaf.preview.watch import follow, is_input
from tests.preview_server import put_in_place, save_by_renaming
from tests.site_tools import Write

TIMEOUT = 20  # seconds
R = TypeVar("R")
Step = Callable[[], object]


async def gather(changes: AsyncIterator[frozenset[str]], last: str) -> list[frozenset[str]]:
    """The sets of changes until one holds a path."""
    found: list[frozenset[str]] = []
    while not found or last not in found[-1]:
        found.append(await anext(changes))
    return found


def run(work: Coroutine[Any, Any, R]) -> R:
    """What a coroutine gives. In a thread of its own, since the browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def watch(root: Path, *steps: tuple[Step, str]) -> list[list[frozenset[str]]]:
    """Do one step after the other, each time until a path has changed; the sets of changes for each."""

    async def follow_steps() -> list[list[frozenset[str]]]:
        changes, found = follow(root), []
        async with asyncio.timeout(TIMEOUT):
            assert await anext(changes) == frozenset()
            for step, last in steps:
                step()
                found.append(await gather(changes, last))
        return found

    return run(follow_steps())


def test_changes_while_the_caller_is_busy_are_not_lost_and_come_together(write: Write) -> None:
    root = write({"content/en/a.md": "", "config.yaml": ""})
    names = [f"content/en/{number}.md" for number in range(40)]

    # The loop does not run while files are written, as it does not during a rebuild.
    (found,) = watch(root, (lambda: write(dict.fromkeys(names, "text")), names[-1]))

    assert frozenset().union(*found) >= set(names)
    assert len(found) < len(names) / 2


def test_a_file_that_is_replaced_again_and_again_is_seen_each_time(write: Write) -> None:
    root = write({"content/en/a.md": "1", "config.yaml": "1"})

    def save(name: str, old: str, new: str) -> tuple[Step, str]:
        return lambda: save_by_renaming(root / name, (old, new)), name

    found = watch(
        root,
        save("config.yaml", "1", "2"), save("config.yaml", "2", "3"),
        save("content/en/a.md", "1", "2"), save("content/en/a.md", "2", "3"),
    )  # fmt: skip

    assert len(found) == 4


def test_a_folder_that_goes_and_comes_back_is_followed_again(write: Write, tmp_path: Path) -> None:
    root = write({"content/en/a.md": "1", "config.yaml": ""})
    steps: list[tuple[Step, str, str]] = [
        (lambda: (root / "content").rename(tmp_path / "elsewhere"), "content/en/a.md", ""),
        (lambda: put_in_place(root / "content", {"en/b.md": "1"}), "content/en/b.md", "1"),
        (lambda: write("content/en/b.md", "2"), "content/en/b.md", "2"),
        (lambda: put_in_place(root / "content/es", {"c.md": "1"}), "content/es/c.md", "1"),
        (lambda: write("content/es/c.md", "2"), "content/es/c.md", "2"),
        # No such folder was there when the watch began.
        (lambda: put_in_place(root / "templates", {"a.html": "1"}), "templates/a.html", "1"),
        (lambda: write("templates/a.html", "2"), "templates/a.html", "2"),
    ]

    seen = run(follow_and_look(root, steps))

    assert seen == [text for _, _, text in steps]


async def follow_and_look(root: Path, steps: list[tuple[Step, str, str]]) -> list[str]:
    """Do one step after the other; after each, read a file on every reported change until it has a text."""
    changes, seen = follow(root), []
    async with asyncio.timeout(TIMEOUT):
        assert await anext(changes) == frozenset()
        for step, path, wanted in steps:
            step()
            text = None
            while text != wanted:
                await anext(changes)
                text = (root / path).read_text("utf-8") if (root / path).exists() else ""
            seen.append(text)
    return seen


def test_a_change_that_no_build_reads_is_not_reported(write: Write) -> None:
    root = write({"content/en/a.md": "1", "config.yaml": ""})
    others = dict.fromkeys(("content/en/.a.md.swp", "content/en/a.md~", "public/index.html", "notes.txt"), "x")

    def save() -> None:
        write(others)
        write("content/en/a.md", "2")

    (found,) = watch(root, (save, "content/en/a.md"))

    assert frozenset().union(*found) == {"content/en/a.md"}


@pytest.mark.parametrize(
    ("path", "is_read"),
    [
        ("config.yaml", True), ("content", True), ("content/en/a.md", True), ("static/css/a.css", True),
        ("config.yaml~", False), ("public/a", False), (".git/index", False), ("content/.git/index", False),
        ("content/en/.old/a.md", True), ("content/en/.old/a.txt", False), ("content/en/._a.md", False),
        ("templates/__pycache__/a", False), ("content/en/#a#~", False), (".", False),
        ("static/.well-known/a.txt", True), ("static/root/.well-known", True), ("static/a/.well-known/a", False),
    ],
)  # fmt: skip
def test_only_files_that_a_build_reads_count(path: str, is_read: bool) -> None:
    assert is_input(PurePath(path)) is is_read


def test_whoever_follows_is_told_now_and_then_that_nothing_has_changed(write: Write) -> None:
    root = write({"config.yaml": ""})

    async def follow_twice() -> list[frozenset[str]]:
        changes = follow(root, idle=0.01)
        async with asyncio.timeout(TIMEOUT):
            return [await anext(changes) for _ in range(3)]

    assert run(follow_twice()) == [frozenset()] * 3
