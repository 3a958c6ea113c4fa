"""Somebody who reads only Spanish comes from the home page to a sent request and meets no English."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.served_site import Site
from tests.browser.test_forms import WITH_AND_WITHOUT_SCRIPTS, FormSite, visitor
from tests.browser.visits import lines
from tests.english_words import english_in, words_of
from tests.form_receiver import read_pack
from tests.shared_folders import share
from tests.shipped_site import ADDRESS, build_sending_site
from tests.test_spanish_pages import texts_of

pytestmark = pytest.mark.browser

SERVICE = "https://forms.example"
WORDS_OF_ERRORS = [
    "Elija una visita en el consultorio o una visita por video",
    "Diga si ha venido antes a nuestra clínica",
    "Elija el servicio del que se trata",
    "Escriba su nombre",
    "Elija cómo quiere que le respondamos",
    "Escriba su número de teléfono o su correo electrónico",
    "Elija al menos un día o una hora",
]
ANSWERS = ("Visita en el consultorio", "No, es mi primera vez", "Llámenme, y pueden dejar un mensaje", "Por la tarde")


@pytest.fixture(scope="module")
def sending_site(tmp_path_factory: pytest.TempPathFactory) -> FormSite:
    """The shipped site with a booking form that is sent."""
    folder = share(tmp_path_factory, "sending", build_sending_site) / "out"
    pack = read_pack((folder / "form-packs/booking.json").read_text("utf-8"))
    return FormSite(folder, pack, ADDRESS, SERVICE)


@pytest.fixture(scope="module")
def english_site(site: Site) -> set[str]:
    """The words of the English pages."""
    return words_of(text for path in site.pages for text in texts_of(site.read(path), "en"))


@pytest.mark.matrix
@WITH_AND_WITHOUT_SCRIPTS
def test_the_way_from_the_home_page_to_a_sent_request_is_spanish(
    scripts: bool, browser: Browser, sending_site: FormSite, english_site: set[str]
) -> None:
    faults: list[str] = []

    def look(page: Page) -> None:
        assert page.locator("html").get_attribute("lang") == "es"
        faults.extend(f"{page.url}: {word}" for word in english_in(texts_of(page.content()), english_site))

    with visitor(browser, sending_site, java_script_enabled=scripts, locale="es-US") as visit:
        page = visit.page
        page.goto(f"{ADDRESS}/es/")
        look(page)
        page.locator("main").get_by_role("link", name="cuándo buscar ayuda").first.click()
        page.wait_for_url(f"{ADDRESS}/es/ciatica/cuando-buscar-ayuda/")
        look(page)
        page.get_by_role("navigation", name="Pida atención").get_by_role("link", name="Cita").click()
        page.wait_for_url(f"{ADDRESS}/es/citas/")
        look(page)
        send_nothing(page, scripts=scripts)
        look(page)
        answer_all(page)
        page.get_by_role("button", name="Enviar la solicitud").click()
        page.wait_for_url(f"{ADDRESS}/es/thanks/solicitud-enviada/")
        look(page)

        assert [entries["name"] for entries in visit.delivered] == [["Luz Ñandú"]]
        assert not faults, lines(faults)


def send_nothing(page: Page, *, scripts: bool) -> None:
    """Send the empty form: the script says what is missing; without it the receiver does, once the browser lets go."""
    if scripts:
        page.get_by_role("button", name="Enviar la solicitud").click()
    else:
        page.locator("form").evaluate("form => { form.noValidate = true; form.submit() }")
        page.wait_for_url(f"{SERVICE}/**")
    assert page.title().startswith("Error: ")
    assert "Hay un problema" in page.locator(".form-problem").inner_text()
    assert page.locator(".form-problem a").all_text_contents() == WORDS_OF_ERRORS


def answer_all(page: Page) -> None:
    """Answer every question that must be answered."""
    for words in ANSWERS:
        page.get_by_label(words, exact=True).check()
    page.locator("[name=service]").first.check()
    page.get_by_label("Su nombre").fill("Luz Ñandú")
    page.get_by_label("Su número de teléfono o su correo electrónico").fill("313-555-0100")
