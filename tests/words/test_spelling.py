"""Misspelt terms and repeated words are reported; correct words are not."""

from __future__ import annotations

import pytest

from plainleaf.words.spelling.guesses import edit_distance
from tests.words.texts import check, places


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pirifomis", "piriformis"),
        ("piriformus", "piriformis"),
        ("piroformis", "piriformis"),
        ("sacroilliac", "sacroiliac"),
        ("sacroilaic", "sacroiliac"),
        ("sacroileac", "sacroiliac"),
        ("siatica", "sciatica"),
        ("vertabrae", "vertebrae"),
        ("spondylolythesis", "spondylolisthesis"),
        ("physcial", "physical"),
        ("recieve", "receive"),
        ("excercise", "exercise"),
    ],
)
def test_a_misspelt_medical_term_is_found_and_the_correct_word_suggested(written: str, meant: str) -> None:
    problems = check(f"The muscle.\n\nThe (*{written}*) hurts.\n", "misspelt-term")

    assert places(problems) == [(12, 7)]
    assert f"'{meant}'" in problems[0].fix


@pytest.mark.parametrize(("written", "severity"), [("gabapentine", "error"), ("pirifomis", "warning")])
def test_a_common_typo_is_an_error_and_a_guess_a_warning(written: str, severity: str) -> None:
    assert [problem.severity for problem in check(f"Some {written}.", "misspelt-term")] == [severity]


@pytest.mark.parametrize(
    ("language", "written", "meant"),
    [
        ("en", "Fryday", "Friday"),
        ("en", "Wendesday", "Wednesday"),
        ("en", "febuary", "February"),
        ("en", "Septmber", "September"),
        ("es", "miercoles", "miércoles"),
        ("es", "Novienbre", "Noviembre"),
        ("es", "Sabado", "Sábado"),
    ],
)
def test_days_and_months_are_found_and_a_capital_letter_is_kept(language: str, written: str, meant: str) -> None:
    problems = check(f"Open {written} now.", "misspelt-term", language=language)

    assert [f"Write '{meant}'" in each.fix for each in problems] == [True]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Mondays and Fridays, from January to December. Mr. Friedman, Mrs. Sunderland, Dr. Munday.",
        ),
        ("es", "Los domingos de setiembre, con el Dr. Domínguez y la Sra. Domingos, de enero a diciembre."),
    ],
)
def test_names_that_are_like_days_are_right(language: str, text: str) -> None:
    assert not check(text, "misspelt-term", language=language)


def test_headings_tables_and_parts_of_hyphenated_words_are_checked_too() -> None:
    text = "## The pirifomis\n\n| the sacroilliac |\n|---|\n| joint |\n\nAn anti-inflamatory pill.\n"

    assert places(check(text, "misspelt-term")) == [(10, 8), (12, 7), (16, 9)]


@pytest.mark.parametrize(
    "text",
    [
        "A message about massages, from the right surgeons, surgically speaking.",
        "The piriformis muscles, the sacroiliac joints and the MRI scans.",
        "Infections and injections; intentions, not inventions. Your therapist's exercises.",
        "Diagnoses and diagnosis, tendonitis and tendinitis, anaesthetic, orthopaedic, specialised.",
        "See https://a.example/pirifomis and [the page](pirifomis.md).",
        "Meditation is no medication, stimulation no simulation.",
        "Prednisolone is not prednisone, hypotension not hypertension, laminotomy not laminectomy.",
        "Perineal and peroneal, tendinosis and tendinitis, osteoarthrosis, intravertebral, ischemic, diskectomy.",
        "Hypotension is not hypertension, the perineal area not the peroneal nerve, dysphasia not dysphagia.",
        "Haematoma, oedema, paraesthesia and anaesthesia. An adductor, a sural nerve, discitis and a durotomy.",
        "A nephrologist, not a neurologist; tendinosis; intermuscular, intravascular; dermatoses; spondylitic.",
        "The ileum and the ilium, neuropathy and nephropathy, abduction and adduction.",
    ],
)
def test_correct_words_are_accepted(text: str) -> None:
    assert not check(text, "misspelt-term")


def test_a_name_of_the_page_is_accepted() -> None:
    assert not check("The Piriformo Clinic.", "misspelt-term", names=("Piriformo Clinic",))


def test_a_missing_wrong_extra_or_swapped_letter_is_one_mistake() -> None:
    assert edit_distance("sciatica", "sciatica") == 0
    assert [edit_distance("sciatica", word) for word in ("sciatca", "sciotica", "sciaatica", "scitaica")] == [
        1,
        1,
        1,
        1,
    ]
    assert edit_distance("sciatica", "sciotca") == 2


def test_a_repeated_word_is_reported() -> None:
    problems = check("Call the\nthe nurse. It is **is** fine.\n", "doubled-word")

    assert places(problems) == [(11, 1), (11, 20)]
    assert [problem.severity for problem in problems] == ["error", "warning"]


@pytest.mark.parametrize(
    "text",
    [
        "## Pain\n\nPain can move.",
        "It hurts. It may pass.",
        "No, no. Ten by ten, 10 10.",
        "Call [](phone:nurse) call us.",
        "- yes\n- yes",
        "| yes | yes |\n|---|---|\n",
        "An e-mail mail box.",
        "Temas de la A a la Z.",
    ],
)
def test_words_that_only_seem_to_be_repeated_are_accepted(text: str) -> None:
    assert not check(text, "doubled-word")


def test_had_had_is_a_warning() -> None:
    assert [problem.severity for problem in check("They had had pain.", "doubled-word")] == ["warning"]


def test_a_month_before_a_verb_is_not_certainly_a_word_twice() -> None:
    assert [each.severity for each in check("May may be cold.", "doubled-word")] == ["warning"]
