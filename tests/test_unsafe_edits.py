"""Unsafe edits of the shipped site, made all at once as by a careless clinic. Each is an error in the file that has it.

Those of a small site are in test_unsafe_sites.py.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.site_tools import CHECKOUT, run_plainleaf

EN, ES = "content/en/", "content/es/"
SET = "::: red-flags cauda-equina\n:::\n"


class Edit(NamedTuple):
    """What is replaced in a file, once; without it, the new text is added at the end. Then the rule that tells."""

    name: str
    file: str
    old: str
    new: str
    rule: str


EDITS = [
    Edit("softened beside the set", f"{EN}sciatica/get-help.md", SET, f"Usually harmless.\n\n{SET}", "diluted-card"),
    Edit("no kind", f"{EN}sciatica/self-care.md", "kind: topic\n", "", "unknown-field"),
    Edit("kind without review", f"{EN}sciatica/exercises.md", "kind: topic", "kind: page", "unknown-field"),
    Edit(
        "booking after the card",
        f"{EN}sciatica/treatments/surgery.md",
        ":::\n",
        ":::\n\n[Book a visit](../../booking/index.md)\n",
        "emergency-link",
    ),
    Edit("no set before a form", f"{EN}booking/in-office.md", SET, "", "no-red-flags"),
    Edit("no set on home", f"{EN}index.md", SET, "", "no-red-flags"),
    Edit(
        "the set of another",
        f"{EN}sciatica-specialist-maple-harbor.md",
        "cauda-equina",
        "after-surgery",
        "no-red-flags",
    ),
    Edit("told to wait", f"{EN}sciatica/outlook.md", "", "If you cannot pee, wait a day and call us.", "false-calm"),
    Edit(
        "thanks",
        f"{EN}thanks/message-sent.md",
        "",
        "If you lose control of your bladder, wait for our call.",
        "false-calm",
    ),
    Edit(
        "own card with our phone",
        f"{EN}sciatica/symptoms.md",
        "",
        "::: emergency\n## Call [](phone:appointments) if:\n\n- you cannot pee\n:::\n\n## More",
        "card-without-number",
    ),
    Edit(
        "card without number",
        f"{EN}sciatica/diagnosis.md",
        "",
        "::: emergency\n## Get help soon if:\n\n- you cannot pee\n:::\n\n## More",
        "card-without-number",
    ),
    Edit(
        "medicine",
        f"{EN}sciatica/treatments/epidural-injection.md",
        "",
        "Stop your blood thinner five days before the injection.",
        "unsafe-medicine",
    ),
    Edit("bed rest", f"{EN}sciatica/living-with.md", "", "Bed rest for a week is the best cure.", "unsafe-advice"),
    Edit("suicide", f"{EN}sciatica/questions.md", "", "## Mood\n\nSome think of suicide.", "crisis-line-missing"),
    Edit(
        "too much",
        f"{EN}sciatica/treatments/medicines-you-can-buy.md",
        "",
        "Take 800 mg of ibuprofen four times a day.",
        "above-daily-dose",
    ),
    Edit("zero", f"{EN}sciatica/treatments/nerve-flossing.md", "", "Take 5.0 mg of it.", "dose-slip"),
    Edit("two conditions", f"{EN}about.md", "", "A slipped disc is the same as spondylolisthesis.", "unsafe-advice"),
    Edit("to do", f"{EN}people/rowan-fielding.md", "", "TODO: add the nurse line.", "starter-text"),
    Edit("a sign lost in Spanish", f"{ES}red-flags/cauda-equina.yaml", "id: bowel", "id: gut", "red-flags-differ"),
    Edit("a sign softened", f"{EN}red-flags/cauda-equina.yaml", "says: you have a", "says: perhaps a", "diluted-card"),
    Edit(
        "set without pages",
        f"{EN}red-flags/after-surgery.yaml",
        "  - sciatica/treatments/surgery.md\n",
        "  - index.md\n",
        "edited-since-approval",
    ),
    Edit(
        "calm in Spanish",
        f"{ES}sciatica/outlook.md",
        "",
        "Si se le duerme la entrepierna, no se angustie.",
        "false-calm",
    ),
    Edit(
        "medicine in Spanish",
        f"{ES}sciatica/treatments/prescription-medicines.md",
        "",
        "Cuando se sienta mejor, deje el antidepresivo.",
        "unsafe-medicine",
    ),
    Edit("rest in Spanish", f"{ES}sciatica/living-with.md", "", "Guarde cama una semana.", "unsafe-advice"),
    Edit(
        "suicide in Spanish",
        f"{ES}sciatica/questions.md",
        "",
        "## Ánimo\n\nA veces piensan en quitarse la vida.",
        "crisis-line-missing",
    ),
    Edit("another kind in Spanish", f"{ES}sciatica/index.md", "kind: condition", "kind: page", "unknown-field"),
    Edit(
        "term",
        f"{EN}terms.yaml",
        "",
        "- term: crotch\n  says: Numbness between your legs, which is nothing to worry about.",
        "false-calm",
    ),
    Edit("phone", f"{EN}contact.md", "", "Call 313- 555-0110.", "typed-phone"),
    Edit(
        "day to come",
        f"{EN}sciatica/pregnancy-teens-and-older-people.md",
        "\nreviewed: 20",
        "\nreviewed: 21",
        "future-review",
    ),
    Edit("shop", f"{EN}case-studies/delivery-driver.md", "", "Payment Success", "shop-text"),
    Edit("more than all", f"{EN}sciatica/outlook.md", "", "Of those, 95 of 10 get better.", "impossible-figure"),
    Edit(
        "more than all in Spanish",
        f"{ES}sciatica/outlook.md",
        "",
        "Mejoran 95 de cada 10 personas.",
        "impossible-figure",
    ),
    Edit("confirmed", f"{EN}thanks/request-sent.md", "", "Your appointment is confirmed.", "false-confirmation"),
    Edit("confirmed in Spanish", f"{ES}thanks/request-sent.md", "", "Su cita está confirmada.", "false-confirmation"),
    Edit(
        "dose below a heading of a table",
        f"{EN}sciatica/tests/mri.md",
        "",
        "| Medicine | A day |\n|---|---|\n| Ibuprofen | 2400 mg |",
        "above-daily-dose",
    ),
    Edit(
        "dose in a list in Spanish",
        f"{ES}sciatica/tests/mri.md",
        "",
        "Cada día tome:\n\n- 3000 mg de ibuprofeno\n- un vaso de agua",
        "above-daily-dose",
    ),
    Edit(
        "captions",
        "static/videos/nerve-glide.vtt",
        "",
        "00:09.000 --> 00:11.000\nIf you cannot pee, wait a day.",
        "false-calm",
    ),
    Edit(
        "captions in Spanish",
        "static/videos/nerve-glide-es.vtt",
        "",
        "00:09.000 --> 00:11.000\nSi no puede orinar, espere un día.",
        "false-calm",
    ),
    Edit(
        "drawing",
        "static/pictures/saddle-area.svg",
        "</svg>",
        "<text>If you cannot pee, wait a week.</text></svg>",
        "false-calm",
    ),
    Edit(
        "hint in Spanish",
        "config.yaml",
        "es: La visita por video es una videollamada.",
        "es: Díganos dónde le duele.",
        "asks-too-much",
    ),
    Edit("heading", f"{EN}case-studies/index.md", "", "## You cannot pee\n\nWait a day and call us.", "false-calm"),
    Edit(
        "medicine in pregnancy",
        f"{EN}sciatica/pregnancy-teens-and-older-people.md",
        "",
        "Ibuprofen is safe all through pregnancy.",
        "unsafe-medicine",
    ),
    Edit(
        "sleep on it",
        f"{EN}sciatica/questions.md",
        "",
        "If you lose control of your bowels at night, sleep first and call us in the morning.",
        "false-calm",
    ),
    Edit(
        "a visit first", f"{EN}sciatica/diagnosis.md", "", "If you cannot pee, book an in-office visit.", "false-calm"
    ),
    Edit(
        "two next time",
        f"{EN}sciatica/treatments/nerve-flossing.md",
        "",
        "Missed a pill? Take two next time.",
        "unsafe-medicine",
    ),
    Edit("two next time in Spanish", f"{ES}sciatica/self-care.md", "", "Tome dos la próxima vez.", "unsafe-medicine"),
    Edit("old opioids", f"{EN}sciatica/self-care.md", "", "Old opioid pills are fine to use.", "unsafe-medicine"),
    Edit("by e-mail", f"{EN}contact.md", "", "Email us a photo of your swollen leg.", "health-by-email"),
    Edit("by e-mail in Spanish", f"{ES}contact.md", "", "Mande por correo sus síntomas.", "health-by-email"),
    Edit("charged", f"{EN}thanks/payment.md", "", "Your card was charged.", "false-confirmation"),
    Edit("number", "config.yaml", 'number: "911"', 'number: "313-555-0100"', "wrong-emergency-number"),
]


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """The file and the rule of each error of the shipped site after all edits, held to what patients may expect."""
    root = tmp_path_factory.mktemp("edited")
    for part in ("content", "static", "templates"):
        shutil.copytree(CHECKOUT / part, root / part)
    config = (CHECKOUT / "config.yaml").read_text("utf-8")
    assert "demonstration: yes" in config
    (root / "config.yaml").write_text(config.replace("demonstration: yes", "demonstration: no"), "utf-8")
    for edit in EDITS:
        apply(edit, root)
    run = run_plainleaf("check", "--root", root, "--as-of", "2026-11-30", "--format", "json")
    return {(each["path"], each["rule"]) for each in run.problems if each["severity"] == "error"}


def apply(edit: Edit, root: Path) -> None:
    """Make one edit."""
    file = root / edit.file
    text = file.read_text("utf-8")
    assert edit.old in text, edit.name
    new = text.replace(edit.old, edit.new, 1) if edit.old else f"{text.rstrip()}\n\n{edit.new}\n"
    file.write_text(new, "utf-8")


@pytest.mark.matrix
@pytest.mark.parametrize("edit", EDITS, ids=[edit.name for edit in EDITS])
def test_an_unsafe_edit_is_an_error_in_its_file(edit: Edit, errors: set[tuple[str, str]]) -> None:
    assert (edit.file, edit.rule) in errors
