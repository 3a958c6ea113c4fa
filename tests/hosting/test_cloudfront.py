"""The function that `host s3` prints, as CloudFront would run it: in node."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from msgspec.structs import replace

from plainleaf.hosting.hosts.cloudfront import write_cloudfront
from plainleaf.hosting.hosts.facts import ServedSite
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
