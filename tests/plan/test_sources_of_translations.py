"""Sources that a translation takes over from its original keep their language, also when the original's are edited."""

from __future__ import annotations

import re

from tests.site_tools import BuildSite, MakeSite, minimal_config, minimal_page
from tests.site_variants import SPANISH_TOO, in_other_words, translated_words

SYMPTOMS = "sciatica/symptoms.md"
TITLE = "Low back pain and sciatica"
QUOTED = "'The \"low\" back and sciatica'"
HOME = "---\ntitle: Inicio\nsummary: Hola.\n---\n\nHola.\n"
PEOPLE = ("people/ada.md", "people/ben.md")
SPANISH = {"templates/words/es.yaml": translated_words(), "content/es/index.md": HOME}


def test_an_edit_of_the_original_s_sources_reaches_the_translation(make_site: MakeSite, build_site: BuildSite) -> None:
    symptoms = minimal_page(SYMPTOMS, (f"title: {TITLE}", f"title: {QUOTED}"), ("[cannot wait](get-help.md)", "wait"))
    hub = minimal_page("sciatica/index.md", ("[Learn the signs](symptoms.md#what-you-may-feel).", ""))
    files = {f"content/es/{name}": minimal_page(name) for name in PEOPLE}
    files |= {
        f"content/es/{SYMPTOMS}": symptoms,
        f"content/en/{SYMPTOMS}": symptoms,
        "content/es/sciatica/index.md": in_other_words(hub),
    }
    root = make_site(files={**SPANISH, **files, "config.yaml": minimal_config(*SPANISH_TOO)})
    run = build_site(root)
    page = run.out / "es/sciatica/symptoms/index.html"
    assert [each for each in run.problems if each["severity"] == "error"] == []

    assert re.search(r'lang="en" href="[^"]*">The “low” back', page.read_text("utf-8"))

    (root / "content/en" / SYMPTOMS).write_text(symptoms.replace('"low"', '"lower"'), "utf-8")
    build_site(root)

    assert "The «low» back and sciatica" in page.read_text("utf-8")
