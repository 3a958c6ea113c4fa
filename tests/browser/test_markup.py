"""The Nu HTML Checker of the World Wide Web Consortium finds no fault in any page or drawing."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec import Struct, json

from tests.browser.conftest import leave_out
from tests.browser.served_site import Site
from tests.browser.visits import lines

pytestmark = pytest.mark.browser

CHECKER = Path(__file__).parents[2] / ".venv" / "nu-checker" / "package" / "build" / "dist" / "vnu.jar"
TIMEOUT = 300  # seconds
# What is meant to be so, and why.
MEANT = {
    r"Content Security Policy": "a policy names the site's own address, which files on a disk do not have",
    r"The “\w+” role is unnecessary for element “(table|thead|tbody|tr|td|th)”|"
    r"The “role” attribute must not be used on a “(tr|td|th)” element which has a “table” ancestor": (
        "on a phone, the rows of a table are blocks, and older browsers then forget that it is a table"
    ),
    r"Attribute “autocomplete” is only allowed when the input type": (
        "Firefox would show the marks in a decision aid to whoever uses the computer next"
    ),
}


class Message(Struct):
    """What the checker says of a place."""

    type: str
    message: str
    url: str = ""
    lastLine: int = 0  # noqa: N815 - the checker's name
    extract: str = ""


class Messages(Struct):
    """Its whole answer."""

    messages: list[Message]


def check_markup(folder: Path) -> list[Message]:
    """What the checker says of the pages and drawings in a folder, without what is meant to be so."""
    java = shutil.which("java")
    if java is None:
        leave_out("there is no Java for the Nu HTML Checker: install Debian's package default-jre-headless")
    if not CHECKER.exists():
        leave_out("there is no Nu HTML Checker: make nu-checker fetches it with npm")
    command = [str(java), "-Xss4m", "-jar", str(CHECKER), "--format", "json", "--skip-non-html", "--also-check-svg"]
    done = subprocess.run([*command, str(folder)], capture_output=True, timeout=TIMEOUT, check=False)
    found = json.decode(done.stderr, type=Messages).messages
    return [each for each in found if not any(re.search(pattern, each.message) for pattern in MEANT)]


@pytest.mark.matrix
def test_the_checker_finds_no_fault_in_any_page(site: Site) -> None:
    found = check_markup(site.folder)

    faults = [f"{each.url}:{each.lastLine}: {each.message} {each.extract!r}" for each in found]
    assert not faults, lines(faults)


@pytest.mark.matrix
def test_the_checker_finds_what_it_is_asked_for(tmp_path: Path) -> None:
    page = "<!doctype html><html lang=en><title>A page</title><section><p>No heading.</p></section><b><p>Wrong.</p></b>"
    (tmp_path / "index.html").write_text(page, "utf-8")

    found = [each.message for each in check_markup(tmp_path)]

    assert any(message.startswith("Section lacks heading") for message in found)
    assert any("not allowed as child of element “b”" in message for message in found)
