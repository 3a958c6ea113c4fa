"""`check --ready`: one list of what stands between a site and its patients, and its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainleaf.checks.starters import STARTER
from tests.checks.emergencies.test_duties import reviewed_carriers
from tests.site_tools import (
    CHECKOUT,
    DAY,
    MakeSite,
    about_page,
    build_folder,
    bytes_below,
    minimal_config,
    minimal_page,
    run_plainleaf,
    write_files,
)

REAL = (
    ("small.example", "small-clinic.org"), ("small.example", "small-clinic.org"), ("555-0100", "867-5309"),
    ("MI 00000", "MI 48226"), ('"00000"', '"48226"'),
)  # fmt: skip

# The one language of those that people in Michigan speak most for which plainleaf has no line.
SYRIAC = """language_lines:
  as_of: 2026-11-01
  source: https://small-clinic.org/languages
  lines:
    - {language: syr, name: Assyrian, direction: rtl, text: Please call us.}
"""


def real_site(make_site: MakeSite, text: str = "We are kind.") -> Path:
    """A site that is ready for patients, but for a text."""
    more = f"timezone: America/Detroit\n{SYRIAC}"
    config = minimal_config(*REAL, ("Clinic, Inc.", "Clinic, Inc.\n  demonstration: no"), more=more)
    people = {
        f"content/en/people/{name}.md": minimal_page(f"people/{name}.md").replace(" Example", " Hall")
        for name in ("ada", "ben")
    }
    root = make_site(files={**reviewed_carriers(), "config.yaml": config, **people})
    assert run_plainleaf("addresses", "--root", root, "--as-of", DAY).code == 0
    write_files(root, {"content/en/about.md": about_page(text)})
    return root


def ready(root: Path, *more: str) -> tuple[int, str]:
    """The exit code, and what is printed."""
    found = run_plainleaf("check", "--ready", "--root", root, "--as-of", DAY, *more)
    return found.code, found.stdout


STARTERS = (
    "Text to come.", "TODO: hours", "XXX", "Lorem ipsum dolor", "Call 313-555-0110.", "Call (313) 555-0142.",
    "Call 555-0199.", "See www.example.com.", "Write to hello@clinic.example.", "See https://example.org/a.",
    "Dr. Ada Example", "the Example Clinic", "We are at [your address].", "[insert a photo] here",
    "Texto por venir.", "Texto pendiente", "Foto próximamente", "Escriba aquí su texto.", "Agregue su texto aquí",
    "la Clínica de Ejemplo", "Calle Ejemplo 1", "en [su dirección]", "[nombre de la clínica]", "Anytown, USA",
    "Detroit, MI 00000", "Detroit, MI 00012-3456.",
)  # fmt: skip


def test_a_text_to_start_from_is_found(make_site: MakeSite) -> None:
    root = real_site(make_site)
    pages = {f"content/en/news-{number}.md": text for number, text in enumerate(STARTERS)}
    write_files(root, {path: about_page(text) for path, text in pages.items()})

    built, said = build_folder(root), ready(root)[1]

    assert [text for text in STARTERS if not STARTER.search(text)] == []
    for path, text in pages.items():
        # A number is listed because it is typed, whatever number it is.
        rule = "typed-phone" if "555" in text else "starter-text"
        assert (path, rule) in {(each["path"], each["rule"]) for each in built.problems}
        assert any(path in line and f"[{rule}]" in line for line in said.splitlines()), text


@pytest.mark.parametrize(
    "text",
    [
        "For example, walk.", "An Example of care", "Call 313-867-5309.", "Call 1-800-555-1212.", "Rest, then walk.",
        "[your care team](contact.md)", "[your notes][1]", "todo el día", "Take 5 to 10 steps.", "the exemplary clinic",
        "Por ejemplo, camine.", "Escriba su nombre completo en el formulario.", "[su equipo](contacto.md)",
        "Este texto es de la clínica.", "La foto muestra el nervio.", "un ejemplo de calle", "Próximamente abrimos.",
        "2026-11-21", "an example.", "Examples: walking", "8005551212", "0.00012", "$1,00000", "#000000",
        "ISSN 1555-0110", "doi:10.1000/00012", "Detroit, MI 48226",
    ],
)  # fmt: skip
def test_what_a_clinic_writes_is_left_alone(text: str) -> None:
    assert not STARTER.search(text)


def test_a_site_that_says_nothing_and_a_demonstration_may_be_tried_out(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/about.md": about_page("Text to come.")})

    assert build_folder(root).problems == []
    write_files(root, {"config.yaml": minimal_config(("Clinic, Inc.", "Clinic, Inc.\n  demonstration: yes"))})
    assert "starter-text" not in build_folder(root).rules
    assert ready(root)[0] == 1


def test_everything_that_a_patient_sees_is_looked_at(make_site: MakeSite) -> None:
    days = "starts: 2026-11-20\nexpires: 2026-11-25\n"
    alert = f"---\nkind: alert\ntitle: Snow\nsummary: A.\n{days}owner: Ada\n---\n\nTODO\n"
    root = real_site(make_site)
    files = {
        "content/en/alerts/snow.md": alert,
        "content/en/terms.yaml": "# TODO: more\n- term: nerve\n  says: Text to come.\n",
        "templates/words/en.yaml": "menu_label: TODO\n",
        "content/en/news.md": "---\ntitle: Lorem ipsum\nsummary: A.\nalso_known_as: [TBD]\n---\n\nNews.\n",
    }
    write_files(root, files)

    found = {(each["path"], each["line"]) for each in build_folder(root).problems if each["rule"] == "starter-text"}

    assert found == {
        ("content/en/alerts/snow.md", 10),
        ("content/en/terms.yaml", 3),
        ("templates/words/en.yaml", 1),
        ("content/en/news.md", 2),
        ("content/en/news.md", 4),
    }


@pytest.mark.parametrize(
    "number",
    [
        "313-555-0110", "+1-313-555-0110", "1-313-555-0110", "3135550110", "+13135550110", "(313)555-0110",
        "313\u00a0555\u00a00110", "313\u2011555\u20110110", "313/555-0110", "(937) 555-4321",
    ],
)  # fmt: skip
def test_a_number_that_nobody_has_is_found_however_it_is_written(number: str) -> None:
    assert STARTER.search(f"Llame al {number}.")


@pytest.mark.parametrize(
    ("real", "example", "line"),
    [
        ("867-5309", "555-0177", "number:"),
        ('"48226"', '"00000"', "postal_code"),
        ("MI 48226", "MI 00000", "mail:"),
    ],
)
def test_numbers_and_places_of_nobody_in_the_settings_are_found(
    real: str, example: str, line: str, make_site: MakeSite
) -> None:
    root = real_site(make_site)
    config = (root / "config.yaml").read_text(encoding="utf-8")
    write_files(root, {"config.yaml": config.replace(real, example, 1)})

    found = [each for each in build_folder(root).problems if each["severity"] == "error"]

    lines = (root / "config.yaml").read_text(encoding="utf-8").splitlines()
    assert [(each["rule"], line in lines[each["line"] - 1]) for each in found] == [("starter-text", True)]


def test_a_typed_example_number_is_listed_once(make_site: MakeSite) -> None:
    code, said = ready(real_site(make_site, "Call 313-555-0110."))

    assert code == 1
    assert "content/en/about.md:6:6" in said
    assert "[typed-phone]" in said
    assert "Not ready: 1 thing stands" in said


def test_drafts_block_nothing(make_site: MakeSite) -> None:
    root = real_site(make_site)
    write_files(root, {"content/en/news.md": about_page("Text to come.", "draft: yes\n")})

    assert build_folder(root).problems == []
    assert ready(root)[0] == 0


def test_a_site_that_is_ready_gives_exit_code_0(make_site: MakeSite) -> None:
    root = real_site(make_site)
    before = bytes_below(root)

    code, said = ready(root)

    assert (code, said.count("\n")) == (0, 1)
    assert said.startswith("Ready, as far as a program can tell.")
    assert bytes_below(root) == before
    assert ready(root, "--format", "json") == (0, "[]\n")


def test_the_time_zone_is_asked_for_once(make_site: MakeSite) -> None:
    root = real_site(make_site, "Text.")
    config = (root / "config.yaml").read_text(encoding="utf-8")
    write_files(root, {"config.yaml": config.replace("timezone: America/Detroit\n", "")})

    said = run_plainleaf("check", "--ready", "--root", root).stdout

    assert said.count("timezone: America/Detroit") == 1


def test_the_list_is_numbered_and_counted_and_begins_with_the_settings(make_site: MakeSite) -> None:
    root = real_site(make_site, "Text to come.")
    config = root / "config.yaml"
    write_files(root, {"config.yaml": config.read_text(encoding="utf-8").replace("address: https:", "address: http:")})

    code, said = ready(root)

    assert code == 1
    assert said.startswith("1. config.yaml:5:10: ")
    assert "\n2. content/en/about.md:6:1: " in said
    assert said.endswith("Not ready: 2 things stand between this site and its patients.\n")


def test_a_new_site_is_far_from_ready_and_builds(tmp_path: Path) -> None:
    run_plainleaf("new-site", tmp_path / "clinic")

    code, said = ready(tmp_path / "clinic")

    assert code == 1
    for what in (
        "every page says that the clinic is invented",
        "Example Clinic",
        "555-0110",
        "missing-notice",
        "addresses.txt",
    ):
        assert what in said
    assert build_folder(tmp_path / "clinic").code == 0


def test_the_demonstration_is_not_ready() -> None:
    code, said = ready(CHECKOUT)

    assert code == 1
    assert "only pretends to send" in said
