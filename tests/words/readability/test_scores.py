"""The scores follow the published formulas, and an explained term counts once."""

from __future__ import annotations

import pickle

import pytest

from plainleaf.words import TermForms, measure
from plainleaf.words.readability.scores import fernandez_huerta, flesch_kincaid, inflesz, smog
from tests.words.texts import page

SENTENCE = "We walk to the park and back each day. "
HARD = "Inflammation complicates rehabilitation considerably. "


def test_the_formulas_reproduce_the_published_values() -> None:
    # McLaughlin's table: 30 polysyllables in 30 sentences are grade 8.8; none are grade 3.1.
    assert smog(30, 30) == pytest.approx(8.84, abs=0.01)
    assert smog(0, 30) == pytest.approx(3.13, abs=0.01)
    assert flesch_kincaid(11.0, 1.2) == pytest.approx(2.86, abs=0.01)
    assert inflesz(15.0, 2.0) == pytest.approx(67.235)
    assert fernandez_huerta(15.0, 2.0) == pytest.approx(71.54)


def test_easy_text_is_easy_and_hard_text_is_hard() -> None:
    easy, hard = measure(page(SENTENCE * 30)), measure(page(HARD * 30))

    assert easy.smog is not None and hard.smog is not None
    assert easy.grade is not None and hard.grade is not None
    assert easy.smog < 4 < 14 < hard.smog
    assert easy.grade < 3 < 20 < hard.grade


def test_headings_and_footnotes_do_not_count() -> None:
    scores = measure(page("## Rehabilitation considerations\n\nWalk.[^a]\n\n[^a]: Considerable authorities.\n"))

    assert (scores.sentences, scores.words, scores.polysyllables) == (1, 1, 0)


def test_an_explained_term_counts_once_in_whatever_form() -> None:
    terms = [TermForms("magnetic resonance imaging", "MRI")]

    scores = measure(page("Magnetic resonance imaging helps. Ask for magnetic resonance imaging, or an MRI."), terms)

    # MRI is said letter by letter, so it has three syllables as well.
    assert (scores.polysyllables, scores.adjusted_polysyllables) == (7, 3)
    assert scores.adjusted_smog is not None and scores.smog is not None
    assert scores.adjusted_smog < scores.smog


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("MRI shows it.", 3 + 2),
        ("Two MRIs showed it.", 1 + 3 + 1 + 1),
        ("An X-ray and a CT scan.", 1 + 2 + 1 + 1 + 2 + 1),
        ("The WCAG is long.", 1 + 6 + 1 + 1),
        ("COVID can do it.", 2 + 1 + 1 + 1),
        ("Do NOT lift it.", 4),
        ("CALL US NOW today.", 1 + 1 + 1 + 2),
        ("It is an IT job.", 5),
    ],
)
def test_capitals_count_as_they_are_said(text: str, syllables: int) -> None:
    assert measure(page(text)).syllables == syllables


def test_a_text_of_fewer_than_thirty_sentences_is_indicative() -> None:
    assert measure(page(SENTENCE * 29)).is_indicative
    assert not measure(page(SENTENCE * 30)).is_indicative


def test_spanish_has_its_own_scores() -> None:
    scores = measure(page("La ciática es un dolor. Baja por la pierna.", language="es"))

    assert scores.smog is None
    assert scores.grade is None
    assert scores.inflesz is not None and scores.inflesz > 65
    assert scores.fernandez_huerta is not None


def test_other_languages_and_empty_pages_have_no_score() -> None:
    assert measure(page("Das Bein tut weh.", language="de")).smog is None
    assert measure(page("")).smog is None


def test_scores_can_be_sent_to_another_process() -> None:
    scores = measure(page(SENTENCE))

    assert pickle.loads(pickle.dumps(scores)) == scores
