"""Find blocks that the two Markdown engines would parse differently: lists, tables, quotations, headings.

Each line is examined once, in the context of the lines above it. docs/reference/markdown.md says how to write each kind
of block.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from plainleaf.patterns import lazy_pattern

# The beginning of a line that is not plain text.
LINE = lazy_pattern(
    r" *+(?:(?P<rule>(?:[*_-] *){3,})$|(?P<underline>=+|--?)$|(?P<fence>`{3}|~{3})"
    r"|(?P<separator>(?=[ :|]*-)[ :-]*\|[ :|-]*|:?-+:?)$|(?P<heading>#)|(?P<item>[*+-]|[0-9]+[.)])(?= |$)"
    r"|(?P<quotation>>)|(?P<definition>:)|(?P<table>\|)|(?P<note>\[\^[^\]]+\]:)|(?P<reference>\[[^\]]*\]:))"
)
GOOD_HEADING = lazy_pattern(r"#{1,6} +[^\s#](?:.*[^#\\])?(?: +#+)?")
GOOD_REFERENCE = lazy_pattern(r"\[[^\s\[\]\\`][^\[\]\\`]*\]: [^\s<>()\\\"]+(?: \"[^\"\\]*\")?")
GOOD_DEFINITION = lazy_pattern(r": {1,3}\S")
PLAIN_RULE = lazy_pattern(r"-{3,}|\*{3,}|_{3,}")
ITEM = lazy_pattern(r"([0-9]*)([-*+.)])( *)")
SEPARATOR = lazy_pattern(r"\|(?: *:?-+:? *\|)+")
STEP = 4
INDENT = " " * STEP
# The placeholder for the edge of a table cell and for the line of a component: nothing reaches across it. Like any
# control character, it is in no text that has been read. Patterns compile faster with one that is below U+0100.
EDGE = "\x01"
# Paragraphs, headings and simple lists with nothing doubtful around them, which is nearly all text.
LETTER = r"[^\W\d_]"
PLAIN = lazy_pattern(
    rf"(?:{EDGE}*\n+|#{{1,6}} {LETTER}[^\n#]*\n|(?:{LETTER}[^\n]*\n)+(?=[\n#{EDGE}])"
    rf"|(?:- {LETTER}[^\n]*\n)+(?=[\n#{EDGE}])(?!\n+[-*+ \d\[]))*"
)
ROW = r"\|[^\n\\]*\|"
TABLE = lazy_pattern(rf"{ROW}\n{SEPARATOR.pattern}(?:\n{ROW})+(?=\n[\n{EDGE}])")
# Below these kinds of lines anything may begin without an empty line in between. '' is an empty line.
ENDS = ("", "heading", "rule")
TEXTS = ("text", "more", "paragraph", "item")


class BlockContext(Struct):
    """The context of the line that is being read.

    `above` is the kind of the line above, `last` that of the last line that is not empty. `levels` are the open lists:
    the marker of their items, and whether there are empty lines between them (None: only one item so far).
    """

    above: str = ""
    last: str = ""
    is_term: bool = False
    levels: list[tuple[str, bool | None]] = field(default_factory=list)
    # The context above a footnote, while one is being read. Its text moves to the end of the page, and what follows it
    # moves up.
    before_note: tuple[str, list[tuple[str, bool | None]]] | None = None

    def end_block(self) -> None:
        """Read an empty line."""
        self.above = ""
        if not self.levels and not self.before_note and self.last not in ("quotation", "definition"):
            self.last = ""

    def put(self, kind: str) -> None:
        """Set the kind of the line above the next one."""
        self.above = self.last = kind

    def close(self) -> None:
        """Close every open block."""
        self.above, self.last, self.is_term, self.before_note = "", "", False, None
        self.levels.clear()

    def open_note(self) -> None:
        """Begin a footnote: nothing in it belongs to the blocks above it."""
        before = self.before_note or (self.last, self.levels.copy())
        self.close()
        self.before_note = before

    def close_note(self) -> None:
        """End a footnote."""
        assert self.before_note is not None
        self.last, self.levels = self.before_note
        self.above, self.is_term, self.before_note = "", False, None


def find_block_faults(text: str) -> Iterator[tuple[int, str]]:
    """Lines that the engines would read as different kinds of block: index from 0, name of the fault.

    The text is between two line feeds. A line that is only an EDGE is where a component begins or ends.
    """
    context = BlockContext()
    lines = text[1:].split("\n")
    index, at = 0, 1
    while index < len(lines):
        if not context.above and not context.last:
            end = _skip_plain(text, at)
            index += text.count("\n", at, end)
            at = end
        line = lines[index]
        if line == EDGE:
            context.close()
        elif not line or line.isspace():
            context.end_block()
        else:
            if context.before_note and not context.above and not line.startswith(INDENT):
                context.close_note()
            if fault := _read_line(context, line.removeprefix(INDENT) if context.before_note else line, lines, index):
                yield index, fault
        at += len(line) + 1
        index += 1


def _skip_plain(text: str, at: int) -> int:
    """The end of the plain blocks that begin at an offset: those of PLAIN, and tables with equal rows."""
    while True:
        plain = PLAIN.match(text, at)
        assert plain, "the pattern also matches the empty string"
        at = plain.end()
        table = TABLE.match(text, at)
        if table is None or len({row.count("|") for row in table.group().split("\n")}) > 1:
            return at
        at = table.end() + 1


def _read_line(context: BlockContext, line: str, lines: list[str], index: int) -> str:
    if line[0].isalpha():
        return _read_text(context, 0)
    line = line.rstrip(" ")
    if line[0] == "|":
        return _read_row(context, line, lines, index)
    found = LINE.match(line)
    kind = found.lastgroup if found else "text"
    text = line.strip(" ")
    indent = len(line) - len(line.lstrip(" "))
    if kind == "text":
        return _read_text(context, indent)
    if kind == "item":
        return _read_item(context, text, indent)
    if indent:
        context.put("text")
        return "indented"
    if kind == "note":
        return _read_note(context, text)
    if kind == "underline" or (kind == "rule" and line[0] == "-" and context.above in TEXTS):
        return _read_underline(context, text)
    return _read_block(context, kind or "", text)


def _read_text(context: BlockContext, indent: int) -> str:
    """A line of words: it begins a paragraph, or continues the block above."""
    above, fault = context.above, ""
    if above in ("quotation", "table", "reference", "item-heading"):
        fault = f"below-{above}"
    elif above == "definition" and indent != STEP:
        fault = "below-definition"
    elif above == "" and indent and context.levels:
        return _read_paragraph_of_item(context, indent)
    elif (above in ENDS and indent >= STEP) or (above == "" and indent and context.last == "definition"):
        fault = "indented"
    if above == "":
        context.levels.clear()
    context.is_term = above in ENDS and not indent
    if above not in ("definition", "paragraph"):
        above = "more" if context.levels else "text"
    context.put(above)
    return fault


def _read_paragraph_of_item(context: BlockContext, indent: int) -> str:
    level, is_good = indent // STEP - 1, context.last != "reference"
    context.put("paragraph")
    context.is_term = False
    if not is_good or indent % STEP or level or len(context.levels) > 1:
        return "paragraph-in-item"
    marker, is_loose = context.levels[level]
    context.levels[level] = (marker, True)
    return "some-empty-lines" if is_loose is False else ""


def _read_item(context: BlockContext, text: str, indent: int) -> str:
    found = ITEM.match(text)
    assert found
    number, marker, spaces = found.groups()
    content = text[found.end() :]
    if context.above == "text" and number.lstrip("0") != "1" and number and not context.levels:
        # Neither engine reads this as a list: '… in' and below it '2019. Then …'.
        context.is_term = False
        return ""
    level, is_deep = divmod(indent, STEP)
    fault = ""
    if marker == ")":
        fault = "bracket-after-number"
    elif not content:
        fault = "empty-item"
    elif len(spaces) >= STEP or len(number) > 2:
        fault = "spaces-in-item"
    elif is_deep or level > len(context.levels) or (indent and context.above in ("heading", "rule")):
        fault = "nested-by-spaces"
    elif context.above not in (*ENDS, "item", "more", "item-heading"):
        fault = "list-below-text"
    elif not content[0].isalpha() and LINE.match(content) and not GOOD_HEADING.fullmatch(content):
        fault = "block-in-item"
    elif context.last == "reference" and context.levels:
        fault = "reference-in-list"
    else:
        fault = _join_list(context, marker, level, number)
    if fault and not context.levels:
        context.levels.append((marker, None))
    context.put("item-heading" if content.startswith("#") else "item")
    return fault


def _join_list(context: BlockContext, marker: str, level: int, number: str) -> str:
    """Open a list, or continue one; returns the name of a fault, '' for none."""
    is_loose = not context.above
    del context.levels[level + 1 :]
    if level == len(context.levels):
        context.levels.append((marker, None))
        if level and number not in ("", "1"):
            return "nested-number"
        return "empty-line-in-list" if level and is_loose else ""
    known, was_loose = context.levels[level]
    if known != marker:
        context.levels[level] = (marker, None)
        return "mixed-markers" if not is_loose or level or {known, marker} < {"-", "*", "+"} else ""
    context.levels[level] = (marker, is_loose)
    if is_loose and level:
        return "empty-line-in-list"
    return "some-empty-lines" if was_loose not in (None, is_loose) else ""


def _read_note(context: BlockContext, text: str) -> str:
    content = text[text.index("]:") + 2 :].strip(" ")
    context.open_note()
    context.put("text" if content else "")
    return "block-in-note" if LINE.match(content) else ""


def _read_underline(context: BlockContext, text: str) -> str:
    if text != "-" and context.above not in (*TEXTS, "definition"):
        return _read_text(context, 0)
    context.put("text")
    return "empty-item" if text == "-" else "underline"


def _read_row(context: BlockContext, text: str, lines: list[str], index: int) -> str:
    """A row of a table. The first is compared with the line below it, the others with the row above."""
    fault = ""
    if context.above != "table":
        below = lines[index + 1 : index + 3]
        has_head = len(below) == 2 and SEPARATOR.fullmatch(below[0].rstrip(" ")) and below[1].startswith("|")
        fault = "" if has_head else "table-without-head"
        fault = "table-below-text" if context.above not in ENDS or context.before_note else fault
    elif text.count("|") != lines[index - 1].count("|"):
        fault = "table-cells"
    if not text.endswith("|") or "\\|" in text:
        fault = "table-pipes"
    context.levels.clear()
    context.put("table")
    return fault


def _read_block(context: BlockContext, kind: str, text: str) -> str:
    above, last = context.above, context.last
    if kind == "reference":
        # It leaves nothing on the page: a list or a quotation continues below it.
        context.above, context.last = kind, kind if context.levels else last
        return "" if above in (*ENDS, "reference") and GOOD_REFERENCE.fullmatch(text) else "reference"
    context.levels.clear()
    context.put(kind)
    if kind == "heading":
        is_below = above in ("table", "reference", "definition", "paragraph")
        # That a heading has no words is reported elsewhere.
        is_good = GOOD_HEADING.fullmatch(text) or not text.strip("#")
        return "heading" if not is_good else "heading-below" if is_below else ""
    if kind == "rule":
        is_below = above in ("table", "reference", "definition", "paragraph", "quotation")
        return "rule" if not PLAIN_RULE.fullmatch(text) else "rule-below" if is_below else ""
    if kind == "quotation":
        return _find_quotation_fault(text[1:].removeprefix(" "), above, last)
    if kind == "definition":
        is_clear = GOOD_DEFINITION.match(text) and not LINE.match(text[1:].strip(" "))
        return "" if is_clear and (above == kind or (above == "text" and context.is_term)) else "definition"
    return "code" if kind == "fence" else "table-without-pipes"


def _find_quotation_fault(inside: str, above: str, last: str) -> str:
    if above == "" and last == "quotation":
        return "two-quotations"
    if above not in (*ENDS, "quotation"):
        return "quotation-below-text"
    return "block-in-quotation" if LINE.match(inside) or inside.startswith(" ") else ""
