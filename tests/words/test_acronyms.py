"""Acronyms are spelled out where a page first uses them."""

from __future__ import annotations

import pytest

from tests.words.texts import check, places


def test_an_acronym_never_spelled_out_is_reported_at_its_first_use() -> None:
    problems = check("Your test.\n\nYou may need an EMG test. An EMG is quick.\n", "acronym")

    assert places(problems) == [(12, 17)]
    assert problems[0].severity == "warning"
    assert "'EMG'" in problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        "A test called electromyography (EMG) can help. The EMG is short.",
        "A CT (computed tomography) scan takes minutes. CT is quick.",
        "CT stands for computed tomography. CT is quick.",
        "Computed tomography, or CT, takes minutes.",
        "Transcutaneous electrical nerve stimulation (called TENS) is safe. TENS helps some people.",
        "An MRI can show a disc. So can two MRIs.",
        "The SI joint can hurt.",
        "Care in the US, at 9 AM, on TV.",
        "Ada Example, DPT, OCS, wrote this page.",
        "Write to us in Maple Harbor, MI 48201.",
        "The rule is 45 CFR 92.",
        "DO NOT WAIT if this happens.",
        "EMG\n:   Electromyography, a test of muscles.\n\nThe EMG is short.",
        "## EMG and you\n\nElectromyography (EMG) is a test.",
        "TODO: ask Ada. TBD.",
        "Blood flow is low: ischemic (is-KE-mik) pain.",
        "It is said SY-at-ih-kuh.",
        "Polycystic ovary syndrome, also called PCOS, is common. PCOS can be treated.",
        "You CAN walk. NEVER wait.",
        "Look at L5 and S1 on the X-ray.",
        "Read the guide.[^nice]\n\n[^nice]: NICE, NG59.",
    ],
)
def test_explained_or_well_known_acronyms_are_accepted(text: str) -> None:
    assert not check(text, "acronym")


def test_parentheses_that_explain_something_else_do_not_explain_an_acronym() -> None:
    assert places(check("You may need a long test (EMG).", "acronym")) == [(10, 27)]


@pytest.mark.parametrize("text", ["An EMG-guided test helps.", "The test is called good. An EMG is quick."])
def test_a_hyphen_or_a_name_nearby_explains_nothing(text: str) -> None:
    assert len(check(text, "acronym")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "La tomografía axial computarizada (TAC) dura minutos.",
        "Una prueba llamada electromiografía, conocida como EMG, mide los nervios.",
        "La prueba de electromiografía, o EMG, mide los nervios.",
        "La resonancia se conoce en inglés por sus siglas MRI (imagen por resonancia magnética).",
        "EMG significa electromiografía.",
        "Los antiinflamatorios no esteroideos (AINE) alivian el dolor.",
        "Vive en EE. UU. desde hace años.",
    ],
)
def test_the_ways_to_explain_an_acronym_come_from_the_lists_of_the_language(text: str) -> None:
    assert check(f"{text}\n", "acronym", language="es") == []


def test_an_acronym_in_spanish_that_is_not_spelled_out_is_reported() -> None:
    assert len(check("Le harán una EMG, que dura poco.\n", "acronym", language="es")) == 1
