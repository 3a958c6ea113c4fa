"""Booklets, sheets to fill in, and the page with all hand-outs: they have the words of their pages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plainleaf.options import Options
from plainleaf.state.fonts import digest_fonts
from tests.plan.paper.test_handouts import ASKS, HELP, SYMPTOMS, read, tags_of, text_of
from tests.plan.paper.test_handouts import pytestmark as needs_pango
from tests.site_tools import (
    DAY,
    BuildSite,
    CheckSite,
    MakeSite,
    Run,
    about_page,
    build_by,
    build_folder,
    lay_minimal,
    minimal_config,
    minimal_page,
    write_files,
)

pytestmark = needs_pango

BOOKLET = """
booklets:
  first-weeks:
    title: Your first weeks
    pages:
      - sciatica/symptoms.md
      - sciatica/get-help.md
"""
FILES = ("first-weeks.pdf", "first-weeks-large-print.pdf")
STEP = """### Move {number}

1. Lie on your back with both knees bent and your feet flat.
2. Bring one knee toward your chest with both hands. Leave the other foot where it is.

Hold for 10 seconds, then switch, 5 times on each side.

"""
STEPS = "::: steps\n" + "".join(STEP.format(number=number) for number in range(1, 8)) + ":::\n"
SUBJECTS = (
    *("scans", "rest", "sleep", "work", "walking", "lifting", "driving", "running", "swimming", "cycling", "sitting"),
    *("standing", "stairs", "shoes", "beds", "heat", "cold", "needles", "massage", "travel", "sport"),
)
QUESTIONS = "::: ask\n" + "".join(f"- What should I know about {subject}?\n" for subject in SUBJECTS) + ":::\n"
SHEET = """---
kind: page
title: {title}
summary: What to do.
sheet: yes
---

Begin here.

## Now

Words between.

{text}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The minimal site with a booklet, a page of which there is a hand-out, and two sheets."""
    root = tmp_path_factory.mktemp("booklets") / "site"
    lay_minimal(root)
    sheets = {"Moves": STEPS, "Questions": QUESTIONS}
    sheet = {f"content/en/{name.lower()}.md": SHEET.format(title=name, text=text) for name, text in sheets.items()}
    files = {"config.yaml": minimal_config(more=BOOKLET), f"content/en/{HELP}": minimal_page(HELP, ASKS), **sheet}
    write_files(root, files)
    run = build_folder(root)
    assert run.code == 0, run.problems
    return run


@pytest.mark.parametrize("file", FILES)
def test_red_flags_phones_and_dates_of_a_booklet_are_those_of_its_pages(file: str, built: Run) -> None:
    pages = [
        (built.out / page / "index.html").read_text("utf-8") for page in ("sciatica/symptoms", "sciatica/get-help")
    ]
    signs = re.findall(r"<li>(.*?)</li>", re.findall(r'<div class="care-card.*?</ul>', pages[1], re.DOTALL)[0])
    phones = {phone for page in pages for phone in re.findall(r'href="tel:[^"]*">([^<]+)<', page)}
    days = {day for page in pages for day in re.findall(r"<time[^>]*>([^<]+)</time>", page)}

    text = text_of(read(built, "handouts", file))

    assert signs == ["your legs get weak", "you cannot pee"]
    assert phones >= {"313-555-0100", "911"}
    assert len(days) >= 2
    assert [words for words in (*signs, *phones, *days) if words not in text] == []


@pytest.mark.parametrize("file", FILES)
def test_a_booklet_has_a_cover_and_contents_with_the_numbers_of_its_sheets(file: str, built: Run) -> None:
    sheets = [" ".join(sheet.extract_text().split()) for sheet in read(built, "handouts", file).pages]

    contents = re.findall(r"(Symptoms|When to get help)[ .]*?(\d+)(?= |$)", sheets[1])

    assert "Your first weeks" in sheets[0]
    assert "What is in this booklet" in sheets[1]
    assert [name for name, _ in contents] == ["Symptoms", "When to get help"]
    for name, number in contents:
        assert sheets[int(number) - 1].startswith(name)
    assert "Call or write" in " ".join(sheets[-2:])


@pytest.mark.parametrize("file", FILES)
def test_a_booklet_is_tagged_for_screen_readers(file: str, built: Run) -> None:
    pdf = read(built, "handouts", file)
    catalog: Any = pdf.trailer["/Root"]

    tags = list(tags_of(catalog["/StructTreeRoot"]["/K"]))

    names = [name for name, _ in tags]
    assert catalog["/Lang"] == "en"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert 'pdfuaid:part="1"' in catalog["/Metadata"].get_data().decode()
    assert pdf.metadata and pdf.metadata.title == "Your first weeks – Small Clinic"
    assert names.count("/H1") == 3
    assert {"/L", "/LI", "/LBody", "/P", "/Link", "/Figure"} <= set(names)
    assert [node["/Alt"] for name, node in tags if name == "/Figure"] == ["A line runs from the back to the foot."]


def test_links_between_the_pages_of_a_booklet_stay_in_it(built: Run) -> None:
    pdf = read(built, "handouts", FILES[0])
    annotations: Any = [note.get_object() for sheet in pdf.pages for note in sheet.get("/Annots", [])]

    inside = [str(note["/Dest"]) for note in annotations if "/Dest" in note]
    outside = [str(note["/A"]["/URI"]) for note in annotations if "/URI" in note.get("/A", {})]

    assert {"part-1-start", "part-2-start"} <= set(inside)
    assert [url for url in outside if re.search("sciatica/(symptoms|get-help)/", url)] == []


def test_one_page_lists_all_hand_outs_and_every_page_leads_to_it(built: Run) -> None:
    page = (built.out / "handouts/index.html").read_text("utf-8")

    files = re.findall(r'<a href="/([^"]*\.pdf)" type="application/pdf">([^<]*)</a>', page)

    assert sorted(files) == [
        ("handouts/first-weeks-large-print.pdf", "Your first weeks, in large print (PDF)"),
        ("handouts/first-weeks.pdf", "Your first weeks (PDF)"),
        ("moves/sheet.pdf", "Moves: one sheet to fill in (PDF)"),
        ("questions/sheet.pdf", "Questions: one sheet to fill in (PDF)"),
        ("sciatica/get-help/handout-large-print.pdf", "When to get help, in large print (PDF)"),
        ("sciatica/get-help/handout.pdf", "When to get help (PDF)"),
    ]
    assert all((built.out / file).is_file() for file, _ in files)
    assert '<a href="/handouts/">Hand-outs</a>' in (built.out / "about/index.html").read_text("utf-8")


def test_a_site_without_hand_outs_has_no_list_of_them(make_site: MakeSite, build_site: BuildSite) -> None:
    out = build_site(make_site()).out

    assert not (out / "handouts").exists()
    assert "/handouts/" not in (out / "index.html").read_text("utf-8")


@pytest.mark.parametrize(("page", "shown"), [("moves", "1. Move 1"), ("questions", "about sport?")])
def test_what_people_do_or_ask_is_on_one_sheet_of_paper(page: str, shown: str, built: Run) -> None:
    pdf = read(built, page, "sheet.pdf")

    text = text_of(pdf)

    assert len(pdf.pages) <= 2, "both sides of a sheet"
    assert shown in text
    assert "Begin here." in text
    assert "Words between." not in text
    assert "call 911" in text


def test_a_booklet_is_made_again_when_a_page_of_it_changes(make_site: MakeSite, build_site: BuildSite) -> None:
    root = make_site(files={"config.yaml": minimal_config(more=BOOKLET)})
    first = build_site(root)
    before = [(first.out / "handouts" / file).read_bytes() for file in FILES]
    about = root / "content/en/about.md"
    about.write_text(about.read_text("utf-8") + "\nMore about us.\n", "utf-8")
    build_site(root)
    unchanged = [(first.out / "handouts" / file).read_bytes() for file in FILES]
    changed = minimal_page(SYMPTOMS, ("Pain, or a burning", "Pain, or a stinging"))
    (root / "content/en" / SYMPTOMS).write_text(changed, "utf-8")

    again = build_site(root)

    assert unchanged == before
    assert all("stinging" in text_of(read(again, "handouts", file)) for file in FILES)


def test_a_page_of_a_booklet_that_does_not_exist_is_reported(make_site: MakeSite, check_site: CheckSite) -> None:
    config = minimal_config(more=BOOKLET.replace("get-help.md", "gethelp.md"))

    run = check_site(make_site(files={"config.yaml": config}))

    (problem,) = run.problems
    assert (problem["rule"], problem["path"]) == ("broken-link", "config.yaml")
    assert problem["line"] == config.splitlines().index("      - sciatica/gethelp.md") + 1
    assert "sciatica/gethelp.md" in problem["message"]


def test_a_draft_in_the_preview_offers_no_hand_outs(make_site: MakeSite) -> None:
    draft = about_page("You may drive.", "handout: yes\ndraft: yes\n")
    root = make_site(files={"content/en/driving.md": draft})

    served, _ = build_by(Options(root, root.parent / "out", date.fromisoformat(DAY), address="http://127.0.0.1:8000/"))

    assert served and "content/en/driving.md" in served.standings
    assert ".pdf" not in (root.parent / "out/driving/index.html").read_text("utf-8")


def test_the_fonts_of_this_computer_are_part_of_what_a_hand_out_depends_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", "utf-8")
    digest_fonts.cache_clear()
    fonts = digest_fonts()
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    digest_fonts.cache_clear()

    others = digest_fonts()

    digest_fonts.cache_clear()
    assert re.fullmatch("[0-9a-f]+", fonts)
    assert others != fonts
