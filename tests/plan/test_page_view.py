"""What the template of a page may read: its position in the site, decided before any page is rendered."""

from __future__ import annotations

from base64 import b64decode
from datetime import date

from plainleaf.model.jobs import PageJob
from tests.site_stages import Planned, plan_site
from tests.site_tools import BuildSite, MakeSite, about_page, minimal_config, minimal_page, rules

# A picture of one pixel.
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")


def trail(planned: Planned, path: str) -> list[tuple[str, str]]:
    """The breadcrumbs of a page: titles and addresses."""
    return [(link.title, link.url) for link in planned.job(path).page.crumbs]


def test_breadcrumbs_lead_from_the_home_page_to_the_page(make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    assert trail(planned, "sciatica/symptoms/index.html") == [
        ("Home", "/"), ("Sciatica", "/sciatica/"), ("Symptoms", "/sciatica/symptoms/"),
    ]  # fmt: skip
    assert planned.job("sciatica/symptoms/index.html").page.crumbs[-1].is_current


def test_breadcrumbs_leave_out_folders_without_a_page(make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    assert trail(planned, "people/ada/index.html") == [("Home", "/"), ("Ada Example", "/people/ada/")]


def test_breadcrumbs_leave_out_a_page_that_is_a_draft(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "content/en/team/index.md": about_page("Hello.", "draft: yes\n"),
        "content/en/team/rooms.md": about_page("Hello."),
    }

    planned = plan_site(make_site(files=files))

    assert trail(planned, "team/rooms/index.html") == [("Home", "/"), ("About us", "/team/rooms/")]


def test_menus_and_breadcrumbs_use_the_short_title(make_site: MakeSite) -> None:
    page = minimal_page("sciatica/symptoms.md", ("order: 1", "order: 1\nmenu_title: Signs"))

    planned = plan_site(make_site(files={"content/en/sciatica/symptoms.md": page}))

    assert trail(planned, "sciatica/symptoms/index.html")[-1][0] == "Signs"
    assert planned.job("sciatica/symptoms/index.html").page.title == "Symptoms"


def test_a_condition_and_its_topics_share_a_contents_list(make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    for path, current in (("sciatica/index.html", None), ("sciatica/symptoms/index.html", "Symptoms")):
        chapters = planned.job(path).page.chapters
        assert chapters is not None
        assert chapters.hub.title == "Sciatica"
        assert [link.title for link in chapters.topics] == ["Symptoms", "When to get help"]
        assert [link.title for link in chapters.topics if link.is_current] == ([current] if current else [])


def test_a_topic_below_a_page_that_is_not_a_condition_has_no_contents_list(make_site: MakeSite) -> None:
    topic = minimal_page("sciatica/symptoms.md", ("](get-help.md)", "](../sciatica/get-help.md)"))
    page = about_page("Read [more](symptoms.md).")

    planned = plan_site(make_site(files={"content/en/other/symptoms.md": topic, "content/en/other/index.md": page}))

    assert planned.job("other/symptoms/index.html").page.chapters is None


def test_a_topic_without_a_page_above_it_has_no_contents_list(make_site: MakeSite) -> None:
    topic = minimal_page("sciatica/symptoms.md", ("](get-help.md)", "](../sciatica/get-help.md)"))

    planned = plan_site(make_site(files={"content/en/other/symptoms.md": topic}))

    assert planned.job("other/symptoms/index.html").page.chapters is None


def test_a_topic_below_a_condition_that_is_a_draft_has_no_contents_list(make_site: MakeSite) -> None:
    hub = minimal_page("sciatica/index.md", ("kind: condition", "kind: condition\ndraft: yes"))

    planned = plan_site(make_site(files={"content/en/sciatica/index.md": hub}))

    assert planned.job("sciatica/symptoms/index.html").page.chapters is None


def test_previous_and_next_follow_the_contents_list(make_site: MakeSite) -> None:
    planned = plan_site(make_site())
    found = []

    for path in ("sciatica", "sciatica/symptoms", "sciatica/get-help"):
        chapters = planned.job(f"{path}/index.html").page.chapters
        assert chapters is not None
        ends = (chapters.previous, chapters.following)
        found.append(tuple(link.title if link else None for link in ends))

    assert found == [(None, "Symptoms"), ("Sciatica", "When to get help"), ("Symptoms", None)]


def test_a_topic_that_is_not_below_a_condition_has_no_contents_list(make_site: MakeSite) -> None:
    root = make_site(files={"content/en/sciatica/index.md": about_page("Hello.")})
    (root / "content/en/alone").mkdir()
    (root / "content/en/sciatica/symptoms.md").rename(root / "content/en/alone/symptoms.md")

    planned = plan_site(root)

    assert planned.job("sciatica/get-help/index.html").page.chapters is None
    assert planned.job("alone/symptoms/index.html").page.chapters is None


def test_a_simple_page_has_no_contents_list(make_site: MakeSite) -> None:
    assert plan_site(make_site()).job("about/index.html").page.chapters is None


def test_one_page_is_the_home_page(make_site: MakeSite) -> None:
    pages = [job.page for job in plan_site(make_site()).jobs if isinstance(job, PageJob)]

    assert [page.url for page in pages if page.is_home] == ["/"]


def test_the_page_of_an_author_lists_what_she_wrote_by_title(make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    assert [link.title for link in planned.job("people/ada/index.html").page.written] == [
        "Sciatica", "Symptoms", "When to get help",
    ]  # fmt: skip
    assert planned.job("people/ben/index.html").page.written == ()


def test_pages_after_a_form_are_not_for_search_engines(make_site: MakeSite) -> None:
    planned = plan_site(make_site())

    assert not planned.job("thanks/index.html").page.is_indexed
    assert planned.job("about/index.html").page.is_indexed


def test_texts_of_the_front_matter_are_typeset_and_addresses_are_not(make_site: MakeSite) -> None:
    service = (
        '---\nkind: service\ntitle: "Ada\'s check"\nsummary: It\'s long -- an hour.\nprice: "$100.00"\n'
        'checkout: {provider: examplepay, address: "https://pay.example/a--b"}\n---\n'
    )
    providers = "checkout_providers:\n  examplepay: {name: ExamplePay, hosts: [pay.example]}\n"

    planned = plan_site(
        make_site(files={"content/en/check.md": service, "config.yaml": minimal_config(more=providers)})
    )

    view = planned.job("check/index.html").page
    assert (view.title, view.summary) == ("Ada’s check", "It’s long – an hour.")
    assert view.service is not None
    assert view.service.checkout_url == "https://pay.example/a--b"
    assert view.service.price == "$100.00"
    assert rules(planned.report) == []


def test_a_service_that_is_not_paid_for_online_is_a_service_too(make_site: MakeSite, build_site: BuildSite) -> None:
    service = '---\nkind: service\ntitle: A check\nsummary: It takes an hour.\nprice: "$100.00"\n---\n'

    result = build_site(make_site(files={"content/en/check.md": service}))

    page = (result.out / "check/index.html").read_text(encoding="utf-8")
    assert result.problems == []
    assert "$100.00</dd>" in page
    assert "button-row" not in page.partition("<main")[2].partition("</main>")[0]


def test_every_declared_field_of_a_kind_is_there_for_its_template(make_site: MakeSite) -> None:
    details = plan_site(make_site()).job("people/ada/index.html").page.details

    assert details["role"] == "Physical therapist"
    assert details["expertise"] == ()
    assert details["treats"] == ""
    assert details["photo"] is None


def test_a_share_picture_has_its_absolute_address_and_its_text(make_site: MakeSite) -> None:
    front = "picture: /pictures/door.png\npicture_alt: Our door.\n"
    files: dict[str, str | bytes] = {
        "static/pictures/door.png": PNG,
        "content/en/about.md": about_page("Hello.", front),
    }

    view = plan_site(make_site(files=files)).job("about/index.html").page

    assert view.share_picture.startswith("https://small.example/pictures/door.")
    assert view.share_picture_alt == "Our door."


def test_a_drawing_is_not_used_for_sharing_because_networks_do_not_show_it(make_site: MakeSite) -> None:
    files: dict[str, str | bytes] = {
        "static/pictures/share.png": PNG,
        "content/en/about.md": about_page("Hello.", "picture: /pictures/nerve.svg\npicture_alt: A nerve.\n"),
    }

    view = plan_site(make_site(files=files)).job("about/index.html").page

    assert view.share_picture.startswith("https://small.example/pictures/share.")
    assert view.share_picture_alt == "Small Clinic"


def test_closures_that_are_over_are_left_out(make_site: MakeSite) -> None:
    closures = (
        "    closures:\n      - {date: 2026-11-20, reason: Painting}\n      - {date: 2026-11-21, reason: Today}\n"
        "      - {date: 2026-12-25, reason: Christmas Day}\nbooking:\n"
    )
    root = make_site(files={"config.yaml": minimal_config(("booking:\n", closures))})

    place = plan_site(root).job("contact/index.html").site.locations[0]

    assert [closure.date for closure in place.closures] == [date(2026, 11, 21), date(2026, 12, 25)]
    assert place.hours[0].times == "8\u00a0am to 5\u00a0pm"
