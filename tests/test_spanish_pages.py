"""A site in Spanish, whole: whoever reads only Spanish finds no English word of the interface or of config.yaml."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.input.nodes import Node, Pairs
from plainleaf.input.strict_yaml import read_yaml
from plainleaf.problems import Place
from tests.checks.emergencies.test_duties import PLACE, carriers
from tests.site_tools import CHECKOUT, BuildSite, MakeSite, Run, minimal_config
from tests.site_variants import SPANISH_TOO

# Attributes that people see or hear.
HEARD = (
    "alt",
    "aria-label",
    "title",
    "placeholder",
    "data-missing",
    "data-long",
    "data-wrong",
    "data-error",
    "content",
)
WEB_ADDRESS = re.compile(r"https?://\S+")
WORD = re.compile(r"[A-Za-zÁÉÍÓÚÑáéíóúñü]{2,}")
GAP = re.compile(r"\{\w+\}")
# Names, addresses, and what the pages and config.yaml say in Spanish below.
NAMES = (
    "Small Clinic Inc Main office Street Smalltown MI Ada Ben Example MD hello example small TTY English Español NICE"
)
SPANISH = """
    Inicio Hola Ciática Dolor que baja por una pierna Llame al vaya sala de emergencias más cercana si no siente la piel
    entre las piernas puede orinar Lo es Un nervio irritado Contacto Llámenos Pida cita Gracias Le llamamos Citas
    Relevo Preguntas Ayuda para espalda lunes viernes domingo Cerrado diciembre Navidad Estacione atrás Sin escalones
    Pedir Pida Cuál su nombre teléfono Escriba completo Qué días convienen Mañanas Emergencia
    dos mayo Ñandú
"""
CHANGES = (
    *SPANISH_TOO,
    ("clinic:\n", "clinic:\n  demonstration: yes\n  tagline: {en: Help for backs, es: Ayuda para la espalda}\n"),
    (
        "address: https",
        "emergency:\n  place: {en: nearest hospital, es: sala de emergencias más cercana}\naddress: https",
    ),
    (
        '      - {days: Monday to Friday, opens: "08:00", closes: "17:00"}\n',
        '      - {days: Monday to Friday, opens: "08:00", closes: "17:00"}\n      - {days: Sunday}\n'
        "    closures: [{date: 2026-12-25, reason: {en: Christmas, es: Navidad}}]\n"
        "    getting_here: {en: Park behind, es: Estacione atrás.}\n"
        "    access: {en: No steps, es: Sin escalones.}\n"
        "actions:\n"
        "  - {label: {en: Book, es: Pedir cita}, short: {en: Book, es: Cita}, icon: calendar, page: booking.md}\n"
        "  - {label: {en: Call, es: Llame}, short: {en: Call, es: Llame}, icon: phone, phone: appointments}\n",
    ),
    (
        "booking:\n  delivery: none\n",
        "booking:\n  delivery: endpoint\n  endpoint: https://forms.example/a\n  allowed_hosts: [forms.example]\n"
        "  agreement: demonstration\n  reply_within: {en: two days, es: dos días}\n  fields:\n"
        "    - {name: name, label: {en: Your name, es: Su nombre}, type: text, hint: {en: All of it, es: Completo},"
        " missing: {en: Enter it, es: Escriba su nombre}}\n"
        "    - {name: day, label: {en: Which days, es: Qué días le convienen}, type: choices,"
        " options: [Monday, {en: Mornings, es: Mañanas}]}\n"
        "    - {name: reply, label: {en: Phone, es: Su teléfono}, type: phone}\n",
    ),
)
FLAGS = """\
title: Señales
urgency: emergency
conditions: [sciatica/index.md]
heading: "{heading}"
signs:
  - {{id: numb, says: {numb}}}
  - {{id: bladder, says: {bladder}}}
approved_by: people/ben.md
approved: 2026-05-14
approval_mark: "x"
evidence:
  - {{title: Low back pain, publisher: NICE, published: "2020", address: "https://www.nice.org.uk/guidance/ng59"}}
"""
PAGES = {
    "index.md": ("title: Inicio\nsummary: Hola.", f"{PLACE}\n## Hola\n\nHola."),
    "sciatica/index.md": (
        "kind: condition\ntitle: Ciática\nsummary: Dolor que baja por una pierna.\nauthor: people/ada.md\n"
        "reviewer: people/ben.md\nreviewed: 2026-05-14\nreview_mark: x\nevidence:\n"
        '  - {title: Ciática, publisher: NICE, published: "2020", address: "https://www.nice.org.uk/guidance/ng59"}',
        f"{PLACE}\n## Lo que es\n\nUn nervio irritado.\n",
    ),
    "contact.md": ("kind: contact\ntitle: Contacto\nsummary: Llámenos.", PLACE),
    "booking.md": ("kind: booking\ntitle: Pida su cita\nsummary: Llámenos.", PLACE),
    "thanks.md": ("kind: thanks\ntitle: Gracias\nsummary: Le llamamos.\nafter: booking", PLACE),
    "people/ada.md": ("kind: person\ntitle: Ada Example\nsummary: Hola.\ncredentials: MD\nrole: Gracias", ""),
    "people/ben.md": ("kind: person\ntitle: Ben Example\nsummary: Hola.\ncredentials: MD\nrole: Gracias", ""),
}


def pseudo_words() -> str:
    """Interface texts of one Spanish word each, with their gaps, so that an English word stands out on a page."""
    node = read_yaml((CHECKOUT / "templates/words/en.yaml").read_text(encoding="utf-8"), Place(""))
    assert isinstance(node, Node) and isinstance(node.value, Pairs)
    texts = {name: " ".join(["Ñandú", *GAP.findall(str(text.value))]) for name, text in node.value.values.items()}
    own = {"care_emergency": "Emergencia:", "hours_closed": "Cerrado", "hours_range": "de {first} a {last}"}
    own["named_value"] = "{name}: {value}"
    return "".join(f"{name}: {json.dumps(text)}\n" for name, text in {**texts, **own}.items())


def spanish_files() -> dict[str, str | bytes]:
    """What the minimal site needs to be whole in Spanish."""
    said = {
        "en": ("Call {emergency.number} or go to the {emergency.place} if:", "your legs are numb", "you cannot pee"),
        "es": (
            "Llame al {emergency.number} o vaya a la {emergency.place} si:",
            "no siente la piel entre las piernas",
            "no puede orinar",
        ),
    }
    flags = {
        f"content/{language}/red-flags/signs.yaml": FLAGS.format(heading=heading, numb=numb, bladder=bladder)
        for language, (heading, numb, bladder) in said.items()
    }
    pages = {f"content/es/{name}": f"---\n{front}\n---\n\n{prose}" for name, (front, prose) in PAGES.items()}
    config = minimal_config(*CHANGES)
    return {**carriers(), "config.yaml": config, "templates/words/es.yaml": pseudo_words(), **flags, **pages}


def texts_of(html: str, language: str = "es") -> Iterator[str]:
    """Every text of a page that people see or hear in a language, as its elements are marked."""
    for node in LexborHTMLParser(html).css("html *"):
        if node.tag in ("script", "style") or _language_of(node) != language:
            continue
        if node.tag != "meta" or node.attributes.get("name") == "description":
            yield from (text for name in HEARD if (text := node.attributes.get(name)))
        yield WEB_ADDRESS.sub("", node.text(deep=False, separator=" "))


def _language_of(node: LexborNode) -> str:
    at: LexborNode | None = node
    while at is not None:
        if at.attributes.get("lang"):
            return str(at.attributes["lang"])
        at = at.parent
    return ""


def english_in(run: Run) -> dict[str, set[str]]:
    """The words of each page below /es/ that are no Spanish of ours and no name."""
    known = {word.casefold() for word in WORD.findall(f"{NAMES} {SPANISH}")}
    found = {}
    for file in sorted((run.out / "es").rglob("*.html")):
        words = {word for text in texts_of(file.read_text("utf-8")) for word in WORD.findall(text)}
        found[file.relative_to(run.out).as_posix()] = {each for each in words if each.casefold() not in known}
    return found


def test_no_english_word_of_ours_is_on_a_spanish_page(make_site: MakeSite, build_site: BuildSite) -> None:
    run = build_site(make_site(files=spanish_files()))

    assert set(run.rules) == {"edited-since-approval", "edited-since-review"}
    assert {path: words for path, words in english_in(run).items() if words} == {}
    assert {"es/booking/index.html", "es/contact/index.html", "es/sciatica/index.html"} <= english_in(run).keys()


def test_an_english_word_would_be_found(make_site: MakeSite, build_site: BuildSite) -> None:
    files = spanish_files()
    files["config.yaml"] = str(files["config.yaml"]).replace("es: Navidad", "es: Christmas")

    run = build_site(make_site(files=files))

    assert english_in(run)["es/contact/index.html"] == {"Christmas"}


def test_days_and_times_are_those_of_spanish_in_the_united_states(make_site: MakeSite, build_site: BuildSite) -> None:
    page = (build_site(make_site(files=spanish_files())).out / "es/contact/index.html").read_text("utf-8")

    assert "<li>de lunes a viernes: de 8\u00a0a.m. a 5\u00a0p.m.</li>" in page
    assert "<li>domingo: Cerrado</li>" in page
    assert "25 de diciembre de 2026</time>: Navidad" in page


def test_a_form_sends_answers_in_the_language_of_the_staff(make_site: MakeSite, build_site: BuildSite) -> None:
    page = (build_site(make_site(files=spanish_files())).out / "es/booking/index.html").read_text("utf-8")

    answers = re.findall(r'value="(M\w+)"[^>]*> <span>([^<]+)</span>', page)
    assert answers == [("Monday", "lunes"), ("Mornings", "Mañanas")]


def test_a_sign_that_is_still_english_keeps_the_site_from_being_published(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    files = spanish_files()
    path = "content/es/red-flags/signs.yaml"
    files[path] = str(files[path]).replace("no puede orinar", "you cannot pee")

    errors = [each for each in build_site(make_site(files=files)).problems if each["severity"] == "error"]

    assert [(each["path"], each["line"], each["rule"]) for each in errors] == [(path, 7, "red-flags-differ")]


def test_a_source_of_the_original_says_its_language_and_one_of_the_translation_alone_does_not(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    files = spanish_files()
    path = "content/es/sciatica/index.md"
    shared = (
        '  - {title: Low back pain and sciatica, publisher: NICE, published: "2020", address: "https://a.example/"}\n'
    )
    files[path] = str(files[path]).replace("evidence:\n", f"evidence:\n{shared}")

    out = build_site(make_site(files=files)).out

    sources = LexborHTMLParser((out / "es/sciatica/index.html").read_text("utf-8")).css(".references .source")
    assert [(source.text(), source.attributes.get("lang")) for source in sources] == [
        ("Low back pain and sciatica", "en"),
        ("Ciática", None),
    ]
    assert '<a class="source" href' in (out / "sciatica/index.html").read_text("utf-8")
