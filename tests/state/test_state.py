"""The state of the last build in its two forms: what is left comes back, and nothing made from something else does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plainleaf.state.snapshot import Snapshot
from plainleaf.state.state import FileState, Form, MemoryState, Seen, State
from plainleaf.state.work_folder import workplace

SEEN = Seen(Snapshot(1, {"config.yaml": (1, 2, 3, 4)}, {}), "generator", (), {"index.html": (1, 2, 3)})
TEXT: Form[str] = Form(str.encode, lambda stored: stored.decode() or None)


@pytest.fixture(params=["file", "memory"])
def next_state(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], State]:
    """The state as each build of a row is given it: a file is opened anew, memory stays."""
    out, memory = tmp_path / "public", MemoryState()
    workplace(out).mkdir()
    return (lambda: FileState(out)) if request.param == "file" else (lambda: memory)


def test_what_a_build_leaves_is_there_for_the_next(next_state: Callable[[], State]) -> None:
    assert next_state().load_seen() is None
    assert next_state().load(TEXT) is None

    next_state().save(SEEN, "left", TEXT)

    assert next_state().load_seen() == SEEN
    assert next_state().load(TEXT) == "left"


def test_a_value_is_made_again_only_from_something_else(next_state: Callable[[], State]) -> None:
    values = []
    for number, basis in enumerate(("one", "one", "two", "two")):
        state = next_state()
        values.append(state.once("name", (basis, 1), f"made {number}".strip, TEXT))
        state.save(SEEN, "left", TEXT)

    assert values == ["made 0", "made 0", "made 2", "made 2"]


@pytest.mark.parametrize("change", [lambda state: state.forget(), lambda state: state.doubt()], ids=["forget", "doubt"])
def test_what_is_forgotten_or_in_doubt_is_not_used(
    change: Callable[[State], None], next_state: Callable[[], State]
) -> None:
    next_state().save(SEEN, "left", TEXT)
    state = next_state()

    change(state)

    assert state.load_seen() is None
    assert state.load(TEXT) is None
    state.save(SEEN, "new", TEXT)
    assert next_state().load(TEXT) == "new"


def test_a_command_makes_anew_what_only_a_process_that_stays_can_keep(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> str:
        made.append("made")
        return "value"

    for state in (FileState(tmp_path / "public"), MemoryState()):
        state.keep("other", "basis", "kept")
        assert [state.once("name", "basis", make) for _ in range(2)] == ["value", "value"]

    assert made == ["made"] * 3
