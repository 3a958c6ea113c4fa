"""Words and codes of a text: nothing is lost, whatever is written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plainleaf.command.translating.xliff.inline import codes_in, join_words, parse_inline, to_text

TEXTS = st.text(st.sampled_from("ab \\*_`[]()<>!{}^|#:.1\"'~é\n-"), max_size=40)


@given(TEXTS, st.booleans())
def test_any_text_is_the_same_from_its_words_and_codes(text: str, is_row: bool) -> None:
    parts = parse_inline(text, is_row=is_row)

    again = parse_inline(to_text(parts), is_row=is_row)

    assert to_text(again) == to_text(parts)
    assert join_words(parts) == parts
    assert [each.kind for each in codes_in(again)] == [each.kind for each in codes_in(parts)]
    assert to_text(parts).split() == text.split()
