"""Words around a set of red flags on a finished page that make it sound less urgent."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plainleaf.model.jobs import RedFlagProof
from plainleaf.render.proof.card import HEADINGS, Seen, ancestors_of, shorten, text_of
from plainleaf.words import find_phrase

# Elements that hold a run of words; text between them is read separately.
BLOCKS = frozenset(HEADINGS) | {
    "address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "header", "hgroup", "legend", "li", "main", "nav", "ol", "p", "section",
    "summary", "table", "td", "th", "tr", "ul",
}  # fmt: skip
NO_WORDS = ("script", "style", "template", "noscript")
WITH_WORDS = ("-text", "img")


def find_calm_words(page: LexborHTMLParser, seen: Seen, proof: RedFlagProof, summary: str) -> str:
    """What calms people just before a set or right below it, to complete 'the finished page …'; "" for nothing.

    Before it, that is from the last heading with words, and that heading itself. The page's title and `summary`,
    which are about more than the set, are held to less.
    """
    main = page.css_first("main")
    phrases = proof.phrases
    if main is None or not (phrases.calming or phrases.playing_down):
        return ""
    of_whole_page = {" ".join(summary.split()), *(text_of(title) for title in main.css("h1"))}
    texts = [*filter(None, _texts_near(main, seen))]
    # One look at all texts takes a fraction of the time, and nearly always nothing is found.
    if not find_phrase(" ".join(texts), (*phrases.calming, *phrases.playing_down)):
        return ""
    for text in texts:
        found = find_phrase(text, phrases.calming)
        if not found and text not in of_whole_page:
            found = find_phrase(text, phrases.playing_down)
        if found:
            return f"makes the red flags sound less urgent: '{found}' is near them, in '{shorten(text)}'"
    return ""


def _said_by(node: LexborNode) -> str:
    """The words of a text, or those of a picture for people who do not see it."""
    if node.tag == "img":
        return node.attributes.get("alt") or ""
    return text_of(node) if node.parent is not None and node.parent.tag not in NO_WORDS else ""


def _texts_near(main: LexborNode, seen: Seen) -> Iterator[str]:
    """The texts in the section of a set, without those of the set."""
    inside = {each.mem_id for each in (seen.card, *seen.card.css("*"), seen.heading, seen.list)}
    around = {each.mem_id for each in ancestors_of(seen.heading)}
    before: list[str] = []
    words: list[str] = []
    is_after = False
    for node in main.traverse(include_text=True):
        if node.mem_id in inside or (node.tag == "-text" and node.parent is not None and node.parent.mem_id in inside):
            if not is_after:
                yield from before
                yield " ".join(words)
                words = []
            is_after = True
            continue
        if node.tag in WITH_WORDS:
            words.append(_said_by(node))
        elif node.tag in BLOCKS:
            is_heading = node.tag in HEADINGS and node.mem_id not in around and bool(text_of(node))
            if is_after:
                yield " ".join(words)
                if is_heading:
                    return
            elif is_heading:
                before = []
            else:
                before.append(" ".join(words))
            words = []
    yield " ".join(words)
