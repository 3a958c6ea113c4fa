"""What `host s3` prints: the function, as CloudFront would run it, in node, and the uploads."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from fnmatch import fnmatchcase
from itertools import pairwise

import pytest
from msgspec.structs import replace

from plainleaf.hosting.hosts.cloudfront import write_cloudfront
from plainleaf.hosting.hosts.facts import ASK, KEEP, ServedSite
from tests.real_servers import find_program

SITE = ServedSite(
    "https://small.example/", "small.example", "/", "/srv", {}, {}, {"/old": "/new/", "/far": "https://far.example/"},
    {"/": "/404.html"}, (),
)  # fmt: skip


def answer(uri: str) -> dict[str, str]:
    """Where an address leads, or which file is sent, or the status of the answer."""
    found = re.search(r"^var moved.*?^}$", write_cloudfront(SITE), re.DOTALL | re.MULTILINE)
    assert found
    call = f"console.log(JSON.stringify(handler({{request: {{uri: {json.dumps(uri)}}}}})))"
    command = [find_program("node"), "-e", f"{found.group()}\n{call}"]
    said = json.loads(subprocess.run(command, check=True, timeout=60, capture_output=True).stdout)
    if "headers" in said:
        return {"to": said["headers"]["location"]["value"]}
    return {"status": str(said["statusCode"])} if "statusCode" in said else {"file": said["uri"]}


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("/", {"file": "/index.html"}),
        ("/about", {"to": "/about/"}),
        ("/about/", {"file": "/about/index.html"}),
        ("/style.css", {"file": "/style.css"}),
        ("/old", {"to": "/new/"}),
        ("/old/", {"to": "/new/"}),
        ("/far/", {"to": "https://far.example/"}),
        ("//evil.example/login", {"to": "/evil.example/login/"}),
        ("////evil.example/login", {"to": "/evil.example/login/"}),
        ("/\\evil.example/login", {"status": "404"}),
        ("/\t/evil.example/login", {"status": "404"}),
    ],
)
def test_addresses_lead_to_files_and_never_to_another_host(uri: str, expected: dict[str, str]) -> None:
    assert answer(uri) == expected


def test_a_function_has_no_more_old_addresses_than_cloudfront_takes() -> None:
    moved = {f"/old/page-{number}": f"/new/página-{number}/" for number in range(500)}

    few, many = (write_cloudfront(replace(SITE, moved=each)) for each in (SITE.moved, moved))

    function = many[many.index("# A CloudFront function") : many.index("# A policy")]
    assert 9_900 < len(function.encode()) <= 10_240
    assert re.findall(r"^# (\d+) old addresses are left out", many, re.MULTILINE) == [
        str(500 - function.count("/old/"))
    ]
    assert "left out" not in few


def uploaded(file: str, types: dict[str, str]) -> dict[str, str]:
    """With which type and caching a file goes up: by the first command that takes it, as the last filter decides."""
    text = write_cloudfront(replace(SITE, types=types)).replace("\\\n", " ")
    for line in text.splitlines():
        words = shlex.split(line) if line.startswith("aws s3 ") else []
        pairs = list(pairwise(words))
        filters = [name for name, pattern in pairs if name in ("--exclude", "--include") and fnmatchcase(file, pattern)]
        if words and filters[-1:] != ["--exclude"]:
            said = {name: value for name, value in pairs if name in ("--content-type", "--cache-control")}
            return {**said, "how": words[2]}
    return {}


TYPES = {".avif": "image/avif", ".css": "text/css", ".html": "text/html", ".woff2": "font/woff2"}


@pytest.mark.parametrize(
    ("file", "type_", "caching", "how"),
    [
        ("pictures/spine.0123456789.avif", "image/avif", KEEP, "sync"),
        ("spine.avif", "image/avif", ASK, "cp"),
        ("fonts/plain.0123456789.woff2", "font/woff2", KEEP, "sync"),
        ("screen.0123456789.css", None, KEEP, "sync"),
        ("about/index.html", None, ASK, "cp"),
    ],
    ids=["digest", "no-digest", "font", "known-digest", "page"],
)
def test_s3_gets_types_that_a_computer_may_not_know_and_every_page_whatever_its_size_and_time(
    file: str, type_: str | None, caching: str, how: str
) -> None:
    found = uploaded(file, TYPES)

    assert (found.get("--content-type"), found["--cache-control"], found["how"]) == (type_, caching, how)


def test_no_later_upload_takes_a_type_away_again() -> None:
    text = write_cloudfront(replace(SITE, types=TYPES)).replace("\\\n", " ")

    lines = [
        shlex.split(line) for line in text.splitlines() if line.startswith("aws s3 cp") and "--content-type" not in line
    ]
    assert [[ending for ending in (".avif", ".woff2") if f"*{ending}" in words] for words in lines] == [
        [".avif", ".woff2"]
    ]
