"""Unclear: which declared fields have no reliable value."""

from __future__ import annotations

import pytest

from plainleaf.content.config.settings import Settings
from plainleaf.input.nodes import Node
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.input.unclear import Unclear, find_unclear
from plainleaf.problems import Place, Report
from tests.site_tools import minimal_config


def unclear_in(*changes: tuple[str, str]) -> tuple[str, ...]:
    """What is unclear in the settings of the minimal site after replacing some texts."""
    node = read_yaml(minimal_config(*changes), Place("config.yaml"))
    assert isinstance(node, Node)
    return find_unclear((Settings,), node).names


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ((), ()),
        (("brand:", "brnd:"), ("brand", "brnd")),
        (("  phones:", "  phone_numbers:"), ("contacts.phone_numbers", "contacts.phones")),
        (('number: "711"', "number: seven"), ("contacts.relay.number",)),
        (("days: Monday to Friday, ", ""), ("locations.main.hours.0.days",)),
        (("    en: {name: English}", "    en: English"), ("languages.names.en.direction", "languages.names.en.name")),
        (("    en: {name: English}", "    ../en: {name: English}"), ("languages.names",)),
        (("  - notices/privacy.md", "  - [notices/privacy.md]"), ("notices",)),
    ],
)
def test_a_missing_misspelt_or_wrong_field_is_unclear(change: tuple[str, str], names: tuple[str, ...]) -> None:
    assert unclear_in(*([change] if change else [])) == names


def test_the_content_of_an_unclear_group_is_hidden_and_its_parent_is_touched() -> None:
    unclear = Unclear(("contacts.phones",))

    assert unclear.hides("contacts.phones.main")
    assert unclear.hides("contacts.phones")
    assert not unclear.hides("contacts")
    assert unclear.touches("contacts")
    assert not unclear.touches("contacts.phones_of_others", "contact")


def test_whatever_is_missing_every_setting_has_a_value_of_its_type() -> None:
    from plainleaf.input.fields import read_group
    from plainleaf.input.nodes import Pairs

    settings = read_group(Settings, Node(Pairs({}, {}), Place("config.yaml")), Report())

    assert settings.contacts.relay.number == ""
    assert settings.booking.thanks.name == ""
    assert settings.languages.names == {}
