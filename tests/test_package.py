"""The package as it is installed: it carries all that a clinic's own site needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.site_tools import CHECKOUT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what an installation of the package holds."""
    folder = tmp_path_factory.mktemp("package")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "installed")
    return folder / "installed"


def run_installed(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed package, and not the checkout, from a folder."""
    command = [sys.executable, "-P", "-m", "plainleaf", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_a_new_site_builds_with_the_installed_package_alone(installed: Path, tmp_path: Path) -> None:
    started = run_installed(installed, tmp_path, "new-site", "clinic", "--host", "github", "--languages", "en,es")

    built = run_installed(installed, tmp_path, "build", "--root", "clinic")

    assert (started.returncode, built.returncode) == (0, 0), built.stdout
    assert "error" not in built.stdout
    assert (tmp_path / "clinic" / "public" / "back-pain" / "symptoms" / "index.html").exists()
    assert (tmp_path / "clinic" / ".github" / "workflows" / "publish.yml").exists()
    assert (tmp_path / "clinic" / "public" / "es" / "index.html").exists()
    assert "plainleaf==" in (tmp_path / "clinic" / "requirements.txt").read_text(encoding="utf-8")


def test_what_comes_along_can_be_copied_from_the_installed_package(installed: Path, tmp_path: Path) -> None:
    run_installed(installed, tmp_path, "new-site", "clinic")

    copied = run_installed(installed, tmp_path / "clinic", "copy", "templates/parts/footer.html")

    shipped = installed / "plainleaf/shipped/templates/parts/footer.html"
    assert copied.returncode == 0, copied.stderr
    assert (tmp_path / "clinic/templates/parts/footer.html").read_bytes() == shipped.read_bytes()


def test_the_package_holds_neither_the_shipped_content_nor_its_pictures(installed: Path) -> None:
    shipped = installed / "plainleaf" / "shipped"

    assert sorted(path.name for path in shipped.iterdir()) == ["build.py", "static", "templates"]
    assert sorted(path.name for path in (shipped / "static").iterdir()) == ["css", "icons", "scripts"]
