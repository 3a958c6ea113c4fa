"""A staff computer of a test's own: its keys, and a folder in which commands are run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plainleaf.command.receiving.private_files import VARIABLE
from tests.command.receiving.requests import Receiver, give_key


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the keys, which is not there yet. Commands run in the folder above it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "desk"))
    return tmp_path / "desk"


@pytest.fixture
def receiver(desk: Path, tmp_path: Path) -> Iterator[Receiver]:
    """A receiver whose requests this computer can open."""
    made = Receiver(tmp_path / "requests.db", give_key(desk))
    yield made
    made.store.close()
