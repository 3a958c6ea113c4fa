"""Numbers that cannot be right: more people than there were, and another number for emergencies."""

from __future__ import annotations

from collections.abc import Iterator

from plainleaf.problems import Problem
from plainleaf.words.context import is_quoted
from plainleaf.words.phrases import sentence_with
from plainleaf.words.prose import PageProse
from plainleaf.words.standard import EMERGENCY, Standard, problem_at

ALL = 100  # percent


def impossible_figures(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each share of more than all: '95 of 10', '120 percent of people'."""
    if not any(word[0].isdecimal() for word in prose.vocabulary):
        return
    grammar = standard.grammar
    for match in grammar.shares.finditer(prose.text):
        part = float(grammar.thousands.sub("", match["part"]).replace(",", "."))
        whole = float(grammar.thousands.sub("", match["whole"] or match["crowd"] or str(ALL)))
        if part > whole and not is_quoted(prose, match.start()):
            written = " ".join(match[0].split())
            message = f"'{written}' cannot be: that is more than all of them"
            fix = "Look the figure up in its source, and write it again."
            yield problem_at(prose, match.start(), "impossible-figure", message, fix, "error")


def other_emergency_numbers(prose: PageProse, standard: Standard) -> Iterator[Problem]:
    """An error for each sentence about an emergency that says to call another short number than the country's."""
    right = standard.help_lines.get(EMERGENCY)
    emergencies = prose.phrases("in_emergencies")
    if not emergencies or right is None:
        return
    calling, others = standard.lists.calling, {*standard.help_lines.values()}
    for number in prose.numbers_of(calling):
        sentence = sentence_with(prose, number)
        called = number + 1
        # "Marque el 112".
        called += called < len(prose.words) and prose.words[called] in standard.lists.fillers
        if sentence is None or called >= sentence.after_words or is_quoted(prose, sentence.start):
            continue
        word = prose.words[called]
        start = prose.word_starts[called]
        is_short = word.isdecimal() and len(word) == len(right) and prose.text[start + len(word)] not in "-0123456789"
        is_said = right in prose.words[sentence.first_word : sentence.after_words]
        if is_short and not is_said and word not in others and any(each.sentence == sentence for each in emergencies):
            message = f"'{word}' is not the number for emergencies, which is {right}"
            fix = f"Write [{right}](phone:emergency)."
            yield problem_at(prose, start, "wrong-emergency-number", message, fix, "error")
