"""The numbers in explanations of terms are those of the default language."""

from __future__ import annotations

from tests.site_tools import MakeSite, build_folder, minimal_config
from tests.site_variants import SPANISH_TOO, translated_words

ENGLISH = (
    "- {term: nerve, says: It carries pain.}\n- term: pain reliever\n  says: Take at most 3000 mg a day, for 2 weeks.\n"
)
SPANISH = (
    "- {term: nervio, says: Lleva el dolor.}\n- term: analgésico\n  says: Tome hasta 3000 mg al día, por 2 semanas.\n"
)


def found_in(make_site: MakeSite, spanish: str) -> list[tuple[str, str, str]]:
    """Place, severity and message of each number that differs."""
    files: dict[str, str | bytes] = {
        "config.yaml": minimal_config(*SPANISH_TOO),
        "content/es/index.md": "---\ntitle: Inicio\nsummary: Hola.\n---\n\nHola.\n",
        "content/en/terms.yaml": ENGLISH,
        "content/es/terms.yaml": spanish,
        "templates/words/es.yaml": translated_words(),
    }
    found = [each for each in build_folder(make_site(files=files)).problems if each["rule"] == "different-number"]
    return [(f"{each['path']}:{each['line']}", each["severity"], each["message"]) for each in found]


def test_a_dose_that_differs_from_the_original_is_an_error_at_its_line(make_site: MakeSite) -> None:
    assert found_in(make_site, SPANISH) == []
    assert found_in(make_site, SPANISH.replace("3000", "4000")) == [
        (
            "content/es/terms.yaml:3",
            "error",
            "this explanation says '4000 mg' where content/en/terms.yaml:3 says '3000 mg'",
        )
    ]


def test_an_amount_that_differs_is_a_warning(make_site: MakeSite) -> None:
    ((place, severity, _),) = found_in(make_site, SPANISH.replace("2 semanas", "6 semanas"))

    assert (place, severity) == ("content/es/terms.yaml:3", "warning")


def test_lists_of_other_lengths_are_not_compared(make_site: MakeSite) -> None:
    assert found_in(make_site, SPANISH.partition("\n")[2].replace("3000", "4000")) == []
