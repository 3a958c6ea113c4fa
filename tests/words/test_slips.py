"""Words without a space between them and slips that leave a real word are reported; names and lists are not."""

from __future__ import annotations

from tests.words.texts import check, places


def test_each_slip_is_reported_where_it_stands() -> None:
    text = "Ask yourdoctor.\n\n- It is bad.It hurts\n- Pain comes form the back\n"

    assert places(check(text, "typing-slip")) == [(10, 5), (12, 9), (13, 14)]


def test_headings_and_tables_are_read_too() -> None:
    assert len(check("## Ask yourdoctor\n\n| A | B |\n|---|---|\n| painwhich | x |\n", "typing-slip")) == 2


def test_names_are_no_slips() -> None:
    assert check("See Fromhold and Whichford.", "typing-slip", names=("Dana Yourhill",)) == []
    assert check("The yourhill test hurts.", "typing-slip") != []
    assert check("The yourhill test hurts.", "typing-slip", names=("Dana Yourhill",)) == []


def test_addresses_have_no_space_after_a_stop() -> None:
    assert check("Visit health.Gov, health.Care/pain or ask@health.Care today.", "typing-slip") == []


def test_a_sentence_without_a_space_is_found_in_spanish_as_well() -> None:
    assert len(check("El dolor baja por la pierna.Esto duele.", "typing-slip", language="es")) == 1
