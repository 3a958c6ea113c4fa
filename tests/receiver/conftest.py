"""A clinic with a receiver that has the form packs of the small site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.form_site import build_form_site
from tests.receiver.running import Clinic, Running, make_clinic, running
from tests.shared_folders import share


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form packs of the small site with one form."""

    def build(folder: Path) -> None:
        run = build_form_site(folder / "site")
        shutil.copytree(run.out / "form-packs", folder / "packs")

    return share(tmp_path_factory, "form-packs", build) / "packs"


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory, packs: Path) -> Clinic:
    """The folder of the receiver that the tests of a module share."""
    return make_clinic(tmp_path_factory.mktemp("clinic"), packs, "most_from_one_address: 10000\n")


@pytest.fixture(scope="module")
def receiver(clinic: Clinic) -> Iterator[Running]:
    """A receiver that the tests of a module share, since one takes a second to start."""
    with running(clinic) as started:
        yield started
