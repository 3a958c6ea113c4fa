"""Detours: addresses that programs put before that of a page, and what newsletters add to one."""

from __future__ import annotations

import pytest

from plainleaf.input.addresses.detours import check_address, find_direct
from plainleaf.problems import Place

HERE = Place("a.md", 1, 1)


@pytest.mark.parametrize(
    ("address", "direct"),
    [
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fheart.example%2Fa&ved=1", "https://heart.example/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fheart.example%2F%3Ffbclid%3D1&h=2", "https://heart.example/"),
        ("https://urldefense.com/v3/__https://heart.example/a__;!!abc$", "https://heart.example/a"),
        ("https://heart.example/a?utm_source=x&utm_medium=y#part", "https://heart.example/a#part"),
        ("https://heart.example/a?q=b%20c&gclid=1", "https://heart.example/a?q=b%20c"),
        ("https://heart.example/a?id=5", ""),
        ("https://www.google.com/maps?q=https", ""),
        ("https://www.google.com/url?q=heart", ""),
        ("https://heart.example/", ""),
    ],
)
def test_the_address_of_the_page_itself_is_found(address: str, direct: str) -> None:
    assert find_direct(address) == direct


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("http://192.168.0.12/a", ["broken-link"]),
        ("https://intranet.local:8080/", ["broken-link"]),
        ("http://heart.example/", ["insecure-link"]),
        ("https://[heart", []),
        ("https://localhost.example/", []),
        ("https://10.example/", []),
        ("http://172.16.0.1/", ["broken-link"]),
        ("http://172.31.255.1:8080/a", ["broken-link"]),
        ("https://172.32.0.1/", []),
        ("http://[::1]/", ["broken-link"]),
        ("http://[fe80::1]/", ["broken-link"]),
        ("http://user@127.0.0.1/", ["broken-link"]),
        ("http://169.254.1.1/", ["broken-link"]),
        ("http://intranet/forms", ["broken-link"]),
        ("http://printer.lan/", ["broken-link"]),
        ("http://app.localhost/", ["broken-link"]),
        ("https://10.0.0.1.example/", []),
        ("https://127.0.0.1.heart.example/", []),
        ("https://192.168.example/", []),
        ("https://lan.example/", []),
        ("https://8.8.8.8/", []),
    ],
)
def test_an_address_that_only_the_clinic_can_open_is_an_error(address: str, found: list[str]) -> None:
    assert [problem.rule for problem in check_address(address, HERE)] == found
