"""Addresses that lead elsewhere than they seem to."""

from __future__ import annotations

import pytest

from plainleaf.input.addresses.address_types import https_address
from plainleaf.input.addresses.hosts import find_hidden_code, find_host_fault
from plainleaf.input.nodes import Node
from plainleaf.problems import Place, Report
from tests.site_tools import CheckSite, MakeSite, about_page, minimal_config, rules


@pytest.mark.parametrize(
    "address",
    ["https://clinic.example@evil.example/", "https://clinic.example:443@evil.example/", "http://a:b@x.example/",
     "https://c\u0430re.example/", "https://xn--cre-8cd.example/", "https://\u0430\u0440\u0440\u04cf\u0435.com/",
     "https://xn--80ak6aa92e.com/", "https://cl\u0131n\u03b9c.example/", "https://clinic.example\\.evil.example/",
     "https://clinic.example%2f.evil.example/", "https://clinic\u3002example.evil/", "https://c\u0251re.example/",
     "https://\uff43are.example/", "https://clinic.example\uff0fx.evil.example/", "https://xn--\u00e9/",
     "https://xn--99999999.example/", "https://clinic.example\u2215login.evil.example/",
     "https://clinic.example\u2044a.evil.example/", "https://clinic.example\u2571a.evil.example/",
     "https://clinic\u2024example.evil/", "https://clinic.example\ua789a.evil.example/",
     "https://cli\u00adnic.example/", "https://clinic\u200c.example/", "https://3232235521/", "https://0x7f.1/",
     "https://0300.0250.0.1/"],
)  # fmt: skip
def test_a_host_that_can_be_mistaken_for_another_is_found(address: str) -> None:
    assert find_host_fault(address) is not None


@pytest.mark.parametrize(
    "address",
    ["https://www.nhs.uk/conditions/sciatica/", "https://müller.example/", "https://пример.рф/", "https://почта.com/",
     "https://例え.テスト/", "https://xn--mller-kva.example/", "https://한국.example/", "https://x.example/a@b?c=d@e",
     "http://localhost:8000/", "https://x.example/\\", "https://[::1]:80/", "contact.md", "https://اختبار.example/",
     "https://doi.org/10.1000/x(1)", "https://ελλάδα.example/", "https://東京tower.example/",
     "https://l\u00b7l.example/", "https://\u2764.example/", "https://192.168.0.1/", "https://3m.example/"],
)  # fmt: skip
def test_other_hosts_may_be_written(address: str) -> None:
    assert find_host_fault(address) is None


def test_the_message_says_where_the_link_leads() -> None:
    fault = find_host_fault("https://clinic.example@evil.example/")

    assert fault == (
        "the address seems to lead to 'clinic.example', but leads to 'evil.example'",
        "Delete 'clinic.example@', if 'evil.example' is the right place.",
    )


def test_a_code_of_an_invisible_character_in_an_address_is_found() -> None:
    assert find_hidden_code("https://x.example/a%E2%80%AEb") is not None
    assert find_hidden_code("https://fa.example/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85") is None
    assert find_hidden_code("https://x.example/caf%E9?a=%0D%0A") is None


def test_a_misleading_address_in_a_field_is_one_problem(report: Report) -> None:
    https_address().read(Node("https://clinic.example@evil.example/", Place("a.md")), report)

    assert rules(report) == ["misleading-address"]


@pytest.mark.parametrize(
    "text",
    ["[a](https://clinic.example@evil.example/)", "[a][b]\n\n[b]: https://c\u0430re.example/",
     "<https://clinic.example@evil.example/>", "[a](https://xn--80ak6aa92e.com/)"],
)  # fmt: skip
def test_a_misleading_link_in_a_text_is_an_error(text: str, make_site: MakeSite, check_site: CheckSite) -> None:
    result = check_site(make_site(files={"content/en/about.md": about_page(text)}))

    assert result.rules == ["misleading-address"]
    assert result.code == 1


def test_a_misleading_address_in_the_settings_is_an_error(make_site: MakeSite, check_site: CheckSite) -> None:
    more = 'social: [{name: "Us", address: "https://clinic.example@evil.example/"}]\n'

    assert check_site(make_site(files={"config.yaml": minimal_config(more=more)})).rules == ["misleading-address"]
