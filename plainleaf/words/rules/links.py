"""Links whose words do not say where they lead: people who use a screen reader often hear a list of links alone."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import Problem
from plainleaf.words.phrases import words_of
from plainleaf.words.prose import PageProse
from plainleaf.words.standard import Standard, problem_at

# No part matches what another can, so a text full of brackets takes no longer than one of letters. The lookbehind comes
# after the bracket, so that the regex engine can search for brackets alone.
LINK = lazy_pattern(r"\[(?<!!\[)([^\[\]\n]{2,30})\](?:\([^()\n]|\[)")
# Code in a line.
CODE = lazy_pattern(r"`++[^`\n]++`++")


def vague_links(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """A warning for each link that has only vague words, such as 'click here' or 'read more'."""
    vague = standard.lists.vague_links
    if not vague or "](" not in prose.page.text:
        return
    # In code there are no links.
    source = CODE.sub(lambda found: " " * len(found[0]), prose.page.text) if "`" in prose.page.text else prose.page.text
    for match in LINK.finditer(source):
        # In the prose, a picture is replaced by text of the same length.
        has_words = prose.text[match.start(1) : match.end(1)].strip()
        if has_words and (words := words_of(match[1])) and vague.issuperset(words):
            yield problem_at(
                prose,
                match.start(1),
                "vague-link",
                f"the words of this link, '{match[1]}', do not say where it leads",
                "Make the name of the page the link: [exercises for sciatica](…).",
                "warning",
            )
