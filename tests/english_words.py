"""Finds English that somebody who reads only Spanish would meet on a Spanish page of the shipped site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from plainleaf.words.spelling.dictionary import is_in_dictionary
from tests.site_tools import CHECKOUT

WORD = re.compile(r"[A-Za-zÁÉÍÓÚÑÜáéíóúñü]{2,}")
ADDRESS = re.compile(r"https?://\S+|[\w.]+@[\w.-]+")
PUBLISHER = re.compile(r"\bpublisher: (\"[^\"]+\"|[^}\n]+)")
AUTHORS = r"\b[A-ZÁÉÍÓÚ][\w-]+ y otros"
# Names of the clinic, its people, places and courts, and letters after a name.
NAMES = (
    "Juniper Ridge Spine and Nerve Clinic", "Juniper Ridge Downtown", "Juniper Ridge Lakeside", "Juniper Ridge Clinic",
    "Juniper Ridge", "Downtown", "Lakeside", "Maple Harbor", "Michigan", "Utah", "Example Street",
    "Example Shore Drive", "Example Court", "Example Forms", "Rowan Fielding", "Tobias Wren", "Inés Calder", "Wren",
    "Calder", "Fielding", "Harper Linden", "MD", "PT", "DC", "Dr", "FR", "CT", "CFR", "Rasmussen-Barr", "Tylenol",
    "Nu HTML Checker", "Chromium", "JavaScript", "Medicare", "Medicaid",
    "Centralized Case Management Operations", "Independence Avenue SW, Room 509F HHH Building, Washington",
    "Centers for Medicare & Medicaid Services", "No Surprises Act", "Appropriateness Criteria",
    "Journal of Family Practice", "Anesthesiology",
)  # fmt: skip
# What staff, signs and other clinics say in English, so that patients know it when they hear or read it. The Spanish
# stands beside each.
SAID_IN_ENGLISH = (
    "first floor", "second floor", "physical therapist", "nerve flossing", "nerve glides", "bird dog", "slipped disc",
    "good faith estimate", "Civil Rights Coordinator", "core", "placard", "Spanish", "spam", "marketing",
)  # fmt: skip
# The same word in both languages, which the list of Spanish words lacks.
SPANISH_TOO = frozenset(
    {
        "braille", "cannabis", "cause", "clip", "control", "cookies", "cure", "decide", "diazepam", "epidural", "gel",
        "ideas", "internet", "neural", "neuromuscular", "placebo", "tibial", "use", "van", "video", "videos", "web",
        "yoga",
    }
)  # fmt: skip


def words_of(texts: Iterable[str]) -> set[str]:
    """The words of texts in lower case, addresses left out."""
    return {word.lower() for text in texts for word in WORD.findall(ADDRESS.sub(" ", text))}


def english_in(texts: Iterable[str], english_site: set[str]) -> set[str]:
    """The English words of texts that are no names.

    A word is English if it is on the English pages of the site and in an English list of words but not in a Spanish
    one. The Spanish list lacks many plurals and forms of verbs, such as 'personas' and 'hay', which the English list
    has from books; the English pages do not have them.
    """
    words = words_of(_names().sub(" ", " ".join(text.split())) for text in texts)
    return {word for word in words & english_site - SPANISH_TOO if _is_english(word)}


@cache
def _is_english(word: str) -> bool:
    return is_in_dictionary(word, "en") and not is_in_dictionary(word, "es")


@cache
def _names() -> re.Pattern[str]:
    """Names as whole words, the longest first. Who published a source is a name too."""
    files = [file for kind in ("*.md", "*.yaml") for file in (CHECKOUT / "content/es").rglob(kind)]
    found = {name.strip('" ') for file in files for name in PUBLISHER.findall(file.read_text("utf-8"))}
    parts = {part.strip() for name in found for part in re.split(r", in | en |, | \(", name)}
    names = sorted({*found, *parts, *NAMES, *SAID_IN_ENGLISH} - {""}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?!\w)|{AUTHORS}")
