"""The examples in the documents work as they are written."""

from __future__ import annotations

from pathlib import Path

from tests.documents import example_after, read_doc
from tests.site_tools import CHECKOUT, BuildSite, MakeSite, build_folder, run_plainleaf


def test_the_page_that_staff_are_shown_has_no_mistake_in_its_fields_and_components(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    example = example_after(read_doc("how-to/edit-pages.md"), "## A page, from top to bottom")
    example = example.replace("people/ines-calder.md", "people/ada.md").replace("people/rowan-fielding", "people/ben")
    example = example.replace("self-care.md", "get-help.md")
    root = make_site(files={"content/en/sciatica/symptoms.md": example})

    found = build_site(root)

    ours = [each for each in found.problems if each["path"].endswith("symptoms.md")]
    assert [each for each in ours if each["severity"] == "error"] == []


def test_the_page_of_the_readme_has_no_problem_and_its_mistake_is_reported_as_shown(
    make_site: MakeSite, build_site: BuildSite
) -> None:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    page, shown = example_after(readme, "## What a page looks like"), example_after(readme, "stays online:")
    exercises = "---\ntitle: Exercises\nsummary: What to do.\n---\n\nWalk.\n"
    name = "content/en/sciatica/sitting.md"
    root = make_site(files={name: page, "content/en/sciatica/exercises.md": exercises})

    good = [each for each in build_site(root).problems if each["path"] == name]
    (root / name).write_text(page.replace("exercises.md", "excercises.md"), encoding="utf-8")
    (problem,) = [each for each in build_site(root).problems if each["path"] == name]

    assert good == []
    first, second = shown.splitlines()
    assert first == "{path}:{line}:{column}: {severity}: {message} [{rule}]".format_map(problem)
    assert second.strip() == f"fix: {problem['fix']}"


def test_the_tutorial_works_as_written(tmp_path: Path) -> None:
    tutorial = read_doc("tutorial.md")
    root = tmp_path / "my-clinic"
    started = run_plainleaf("new-site", root)
    made = run_plainleaf("new", "topic", "back-pain/sleeping.md", "--root", root)
    page = example_after(tutorial, "Replace all of its text by this:")
    file = root / "content/en/back-pain/sleeping.md"
    file.write_text(page, encoding="utf-8")

    first = build_folder(root, as_of="2026-11-29")
    wrong = page.splitlines()[-1]
    file.write_text(page.replace(wrong, example_after(tutorial, "Change the last line to").strip()), encoding="utf-8")
    second = build_folder(root, as_of="2026-11-29")

    ours = [each["rule"] for each in first.problems if each["path"].endswith("sleeping.md")]
    assert (started.code, made.code, first.code, second.code) == (0, 0, 1, 0)
    assert sorted(ours) == ["no-review-mark", "typed-phone"]
    assert "typed-phone" not in second.rules
    assert (root / "public/back-pain/sleeping/index.html").is_file()


def test_the_alert_that_staff_are_shown_is_an_alert(make_site: MakeSite, build_site: BuildSite) -> None:
    example = example_after(read_doc("how-to/edit-pages.md"), "`content/en/alerts/`:")
    root = make_site(files={"content/en/alerts/closed.md": example})

    found = build_site(root, as_of="2027-01-12")

    assert [each for each in found.problems if each["path"].endswith("closed.md")] == []
    assert "Both offices are closed" in (root / "public" / "index.html").read_text(encoding="utf-8")


def test_the_component_that_developers_are_shown_works(make_site: MakeSite, build_site: BuildSite) -> None:
    declaration = example_after(read_doc("how-to/change-templates.md"), "against this:")
    folder = "templates/components/tip"
    about = (
        "---\ntitle: About\nsummary: Who we are.\n---\n\n::: tip\nsource: Our team\n\nKeep a pillow in the car.\n:::\n"
    )
    template = '<div class="tip">{{ body|safe }} {{ options.source }}</div>'
    files = {
        f"{folder}/component.yaml": declaration,
        f"{folder}/template.html": template,
        "content/en/about.md": about,
    }
    root = make_site(files=files)

    found = build_site(root)

    assert [each for each in found.problems if each["severity"] == "error"] == []
    assert 'class="tip"' in (root / "public" / "about" / "index.html").read_text(encoding="utf-8")
