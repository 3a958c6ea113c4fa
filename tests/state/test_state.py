"""The state of the last build in its two forms: what is saved is loaded, unless it was made from something else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plainleaf.state.snapshot import Snapshot
from plainleaf.state.state import BuildRecord, Codec, FileState, MemoryState, State
from plainleaf.state.work_folder import work_folder_of

RECORD = BuildRecord(Snapshot(1, {"config.yaml": (1, 2, 3, 4)}, {}), "generator", (), {"index.html": (1, 2, 3)})
TEXT: Codec[str] = Codec(str.encode, lambda stored: stored.decode() or None)


@pytest.fixture(params=["file", "memory"])
def next_state(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], State]:
    """The state for each of several builds: a file is opened again, memory is the same object."""
    out, memory = tmp_path / "public", MemoryState()
    work_folder_of(out).mkdir()
    return (lambda: FileState(out)) if request.param == "file" else (lambda: memory)


def test_what_a_build_saves_is_loaded_by_the_next(next_state: Callable[[], State]) -> None:
    assert next_state().load_record() is None
    assert next_state().load(TEXT) is None

    next_state().save(RECORD, "saved", TEXT)

    assert next_state().load_record() == RECORD
    assert next_state().load(TEXT) == "saved"


def test_a_value_is_made_again_only_from_something_else(next_state: Callable[[], State]) -> None:
    values = []
    for number, basis in enumerate(("one", "one", "two", "two")):
        state = next_state()
        values.append(state.memoize("name", (basis, 1), f"made {number}".strip, TEXT))
        state.save(RECORD, "saved", TEXT)

    assert values == ["made 0", "made 0", "made 2", "made 2"]


@pytest.mark.parametrize(
    "change", [lambda state: state.reset(), lambda state: state.invalidate()], ids=["reset", "invalidate"]
)
def test_nothing_is_loaded_after_a_reset_or_once_invalid(
    change: Callable[[State], None], next_state: Callable[[], State]
) -> None:
    next_state().save(RECORD, "saved", TEXT)
    state = next_state()

    change(state)

    assert state.load_record() is None
    assert state.load(TEXT) is None
    state.save(RECORD, "new", TEXT)
    assert next_state().load(TEXT) == "new"


def test_without_a_codec_only_a_long_running_process_memoizes(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> str:
        made.append("made")
        return "value"

    for state in (FileState(tmp_path / "public"), MemoryState()):
        state.store("other", "basis", "stored")
        assert [state.memoize("name", "basis", make) for _ in range(2)] == ["value", "value"]

    assert made == ["made"] * 3
