"""'Was this page helpful?': a link to a page with the message form, for a site that asks for it."""

from __future__ import annotations

from tests.site_tools import BuildSite, MakeSite, Run, minimal_config

FEEDBACK = "---\nkind: feedback\ntitle: Tell us about a page\nsummary: What was hard to follow?\n---\n"


def build_with(setting: str, make_site: MakeSite, build_site: BuildSite) -> Run:
    """A site with a page for feedback, built with a line in its config.yaml."""
    files: dict[str, str | bytes] = {"config.yaml": minimal_config(more=setting), "content/en/feedback.md": FEEDBACK}
    return build_site(make_site(files=files))


def html_of(run: Run, page: str) -> str:
    """The HTML of a page."""
    return (run.out / page / "index.html").read_text(encoding="utf-8")


def test_a_reviewed_page_leads_to_the_form_by_an_address_without_anything_added(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    run = build_with("feedback: feedback.md\n", make_site, build_site)

    assert run.problems == []
    asked = 'Was this page helpful? <a href="/feedback/">Tell us what you think of it</a>'
    assert asked in html_of(run, "sciatica/symptoms")
    assert all(
        "Was this page helpful?" not in html_of(run, page) for page in ("about", "booking", "feedback", "thanks")
    )
    assert '<h2 id="form-title">Send a message</h2>' in html_of(run, "feedback")


def test_nobody_is_asked_unless_the_site_says_so(make_site: MakeSite, build_site: BuildSite) -> None:
    run = build_with("", make_site, build_site)

    assert "Was this page helpful?" not in html_of(run, "sciatica/symptoms")
    # The page is not taken for the one with all phone numbers.
    assert 'href="/contact/"' in html_of(run, "about")


def test_a_page_without_the_message_form_is_refused(make_site: MakeSite, build_site: BuildSite) -> None:
    run = build_with("feedback: about.md\n", make_site, build_site)

    (problem,) = run.problems
    assert (problem["rule"], problem["path"]) == ("broken-link", "config.yaml")
    assert problem["message"] == "no page 'about.md' of the kind contact or feedback"
