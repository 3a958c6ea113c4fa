"""The words of texts that belong to no page, from one build to the next and in several languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from plainleaf.options import Options
from plainleaf.state.state import MemoryState
from tests.site_tools import DAY, MakeSite, build_by, build_folder, build_until_settled, minimal_config
from tests.site_tools import write_files as write
from tests.site_variants import SPANISH_TOO, translated_words

CLAIM_IN_BOTH = ("clinic:\n", "clinic:\n  tagline: {en: The best clinic in town, es: La la clínica}\n")
CLAIM = ("clinic:\n", "clinic:\n  tagline: The best clinic in town\n")
SPANISH_PAGE = "---\ntitle: Inicio\nsummary: Hola.\n---\n\nHola.\n"


def found_at(root: Path, *more: str) -> list[str]:
    """Where a build finds something, and which rule is broken."""
    return [f"{each['path']}:{each['line']} {each['rule']}" for each in build_folder(root, *more).problems]


def test_a_problem_moves_with_its_line_though_no_text_has_changed(make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(CLAIM)})
    build_until_settled(root)
    before = found_at(root)
    write(root, {"config.yaml": "# A note for staff.\n" + minimal_config(CLAIM)})

    assert before == ["config.yaml:2 unsupported-claim"]
    assert found_at(root) == ["config.yaml:3 unsupported-claim"] == found_at(root, "--clean")


def test_problems_are_found_again_after_a_change_of_word_lists(make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(CLAIM)})
    build_until_settled(root)
    write(root, {"content/en/words.yaml": "not_claims: [best clinic]\n"})

    assert found_at(root) == []


def test_a_long_running_process_finds_the_same(make_site: MakeSite) -> None:
    root, state = make_site(files={"config.yaml": minimal_config(CLAIM)}), MemoryState()
    options = Options(root, root / "public", date.fromisoformat(DAY))

    first, again = (build_by(options, state)[1] for _ in range(2))

    assert [problem.rule for problem in first] == ["unsupported-claim"]
    assert first == again


def test_a_text_is_read_in_its_language_and_once(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "config.yaml": minimal_config(CLAIM_IN_BOTH, *SPANISH_TOO),
        "content/es/index.md": SPANISH_PAGE,
        "content/es/terms.yaml": "- {term: nervio, says: El mejor centro. El el dolor.}\n",
        "templates/words/es.yaml": translated_words().replace("Skip to main", "Ir a a"),
    }

    found = found_at(make_site(files=files))

    assert [each for each in found if "doubled" in each] == [
        "config.yaml:2 doubled-word",
        "content/es/terms.yaml:1 doubled-word",
        "templates/words/es.yaml:1 doubled-word",
    ]
    assert [each for each in found if each.startswith("config.yaml")] == [
        "config.yaml:2 unsupported-claim",
        "config.yaml:2 doubled-word",
    ]


def test_the_interface_of_a_new_language_needs_no_list_of_acronyms(make_site: MakeSite) -> None:
    words = "A YMCA (PDF)"
    files: dict[str, str | bytes] = {
        "config.yaml": minimal_config(*((old, new.replace("es: ", "vi: ")) for old, new in SPANISH_TOO)),
        "content/vi/index.md": SPANISH_PAGE,
        "templates/words/vi.yaml": translated_words().replace("{title} (PDF)", words),
    }

    found = build_folder(make_site(files=files)).problems

    assert [each["message"] for each in found if each["rule"] == "acronym"] == ["'YMCA' is not spelled out"]


def test_what_depends_on_a_broken_word_list_is_not_judged(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "config.yaml": minimal_config(CLAIM),
        "content/en/words.yaml": "claims: {}\n",
    }

    assert found_at(make_site(files=files)) == ["content/en/words.yaml:1 wrong-type"]


def test_without_reading_checks_these_texts_are_not_read(make_site: MakeSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(CLAIM)})

    assert build_folder(root, "--without-reading-checks", out=root / "draft").problems == []


def test_captions_of_videos_are_read(make_site: MakeSite) -> None:
    cue = "1\n00:00.000 --> 00:02.000\nCall us at\n<v Ada>313-555-0110 or at the the desk\n"
    captions = f"WEBVTT\n\nNOTE Call 313-555-0100\n\n{cue}"
    files: dict[str, str | bytes] = {"static/walk.vtt": captions}

    several = {**files, "config.yaml": minimal_config(*SPANISH_TOO), "content/es/index.md": SPANISH_PAGE}
    shown = [["static/walk.vtt:8 typed-phone", "static/walk.vtt:8 doubled-word"], ["static/walk.vtt:8 typed-phone"]]
    for given, expected in zip((files, several), shown, strict=True):
        found = found_at(make_site(files=given))

        assert [each for each in found if "walk" in each] == expected


def test_what_does_harm_is_found_in_captions_and_drawings_in_every_language(make_site: MakeSite) -> None:
    cue = "WEBVTT\n\n00:00.000 --> 00:02.000\n"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n{}\n</svg>\n'
    files: dict[str, str | bytes] = {
        "config.yaml": minimal_config(*SPANISH_TOO),
        "content/es/index.md": SPANISH_PAGE,
        "static/en.vtt": f"{cue}If you cannot pee, wait a day.\n",
        "static/es.vtt": f"{cue}Si no puede orinar, espere un día.\n",
        "static/well.vtt": f"{cue}If you cannot pee, call for help at once.\n",
        "static/saddle.svg": drawing.format(
            "<text>If you <tspan>cannot pee,</tspan>\n<tspan>wait a week</tspan></text>"
        ),
        "static/said.svg": drawing.format("<desc>Take 800 mg of ibuprofen four times a day.</desc>"),
        "static/parts.svg": drawing.format("<text>Cannot pee</text><text>Wait</text>"),
    }

    found = {each for each in found_at(make_site(files=files)) if each.startswith("static")}

    assert found == {
        "static/en.vtt:4 false-calm",
        "static/es.vtt:4 false-calm",
        "static/saddle.svg:2 false-calm",
        "static/said.svg:2 above-daily-dose",
    }
