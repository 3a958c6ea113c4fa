"""Signs of other programs that would reach patients as text, and how the same is said here.

Each comes from the documentation of a program that clinics move from: GitHub, MkDocs, Hugo, Jekyll, WordPress, Pandoc,
Obsidian, wikis, mail merge. A pattern has to be so narrow that ordinary prose never matches it: '[sic]', '$5 and $6',
'5 ~ 6' and a lone brace are prose.
"""

from __future__ import annotations

import re

from msgspec import Struct

from plainleaf.patterns import lazy_pattern
from plainleaf.problems import ERROR, WARNING

# The characters of triggers that most texts have, besides letters: the most frequent last.
COMMON = "!?:/*[]=-.\n "


class Sign(Struct, frozen=True):
    """A sign. `trigger` is in each of its uses, `rarest` is the rarest character of that, `says` what the sign is.

    Before the first line of a text comes a line feed. Most patterns begin with a literal character, which is fast.

    `{component}` in a fix is the component for the group 'purpose' of the pattern, or for `purpose`. The group 'at' is
    the place of the sign in a longer match. The indented lines below a sign that `has_block` belong to it.
    """

    trigger: str
    rarest: str
    pattern: re.Pattern[str]
    says: str
    fix: str
    purpose: str = ""
    severity: str = WARNING
    has_block: bool = False


def _signs(says: str, fix: str, *patterns: tuple[str, str], purpose: str = "", severity: str = WARNING) -> list[Sign]:
    """Signs that are the same thing and have the same fix: their triggers and patterns."""
    return [
        Sign(trigger, _rarest(trigger), lazy_pattern(pattern, re.MULTILINE), says, fix, purpose, severity)
        for trigger, pattern in patterns
    ]


def _block(trigger: str, pattern: str, says: str, purpose: str) -> Sign:
    fix = "Write the text between '{component}' and ':::'."
    lines = lazy_pattern(f"^(?:{pattern})", re.MULTILINE)
    return Sign(trigger, _rarest(trigger), lines, says, fix, purpose, has_block=True)


def _rarest(trigger: str) -> str:
    """The character of a trigger that the fewest texts have."""
    return min(trigger, key=lambda character: (character.isalnum(), COMMON.find(character)))


# Names of characters that programs write for HTML.
CODES = (
    "nbsp|amp|lt|gt|quot|deg|times|divide|plusmn|micro|frac(?:12|14|34)|middot|bull|hellip|[lr][sd]quo|[lr]aquo|[mn]dash"
    "|euro|pound|cent|copy|reg|trade|sup[123]|iexcl|iquest|ord[fm]|szlig|[A-Za-z](?:acute|grave|circ|uml|tilde|cedil)"
)
# Names that WordPress and its extensions use without attributes.
BARE = "caption|gallery|embed|playlist|nextpage|contact-form(?:-7)?|recent-posts|sitemap|[a-z]+_[a-z_]+"
VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\]}\"']+)"
TITLE = r"(?:[ ]\"[^\"\n]*\")?[ ]*$"

# What a chatbot offers at the end of a text.
OTHER_TEXT = "(?:any|more|a|another)[ ](?:changes?|edits?|version|revisions?|adjustments?|shorter|longer|different)"
REWRITE = "(?:make|add|write|create|turn|shorten|translate|rewrite|simplify|adapt)"

SIGNS: tuple[Sign, ...] = (
    *_signs(
        "struck-out text",
        "Delete what is struck out, with its signs: here it would read as if it were still valid.",
        ("~~", r"(?<!~)~~(?!~)(?:[^~\n]+~~(?!~))?"),
        ("~", r"(?<![\w~])~(?=[^\s~])[^~\n]{0,200}[^\s~(]~(?![\w~])"),
        ("{", r"\{(?:--|~~)[^\n{]{0,300}?(?:--|~~)\}"),
        ("[/", r"\[(?P<struck>s|del|strike)\][^\n]{0,300}?\[/(?P=struck)\]"),
        # Letters with a line through each: a screen reader reads them as if they held.
        ("\u0336", "(?:\\w\u0336)+(?:[ ](?:\\w\u0336)+)*"),
        ("\u0335", "(?:\\w\u0335)+(?:[ ](?:\\w\u0335)+)*"),
        severity=ERROR,
    ),
    *_signs(
        "two versions of one text",
        "Keep the one that is right. Delete the other, and the lines that begin with <<<<<<<, ======= or >>>>>>>.",
        ("<<<<<<<", r"^<{7}[ ][^\n]*(?:\n(?!>{7}[ ])[^\n]*){1,400}\n>{7}[ ][^\n]*"),
        # The same in a text whose lines were joined.
        ("<<<<<<<", r"(?<!<)<{7}[ ][^<=>\n]{1,2000}[ ]={7}[ ][^<=>\n]{0,2000}>{7}(?=[ ]|$)"),
        severity=ERROR,
    ),
    *_signs(
        "a change to be approved",
        "Keep the words, and delete the signs.",
        ("{", r"\{(?:\+\+|==|>>)[^\n{]{0,300}?(?:\+\+|==|<<)\}"),
    ),
    *_signs(
        "a box to tick",
        "Delete the brackets: '- ' begins an item.",
        ("[ ]", r"^[ >]*(?:[-*+]|\d+[.)])[ \t]+(?P<at>\[ \])(?=\s)"),
        ("[x]", r"^[ >]*(?:[-*+]|\d+[.)])[ \t]+(?P<at>\[x\])(?=\s)"),
        ("[-]", r"^[ >]*(?:[-*+]|\d+[.)])[ \t]+(?P<at>\[-\])(?=\s)"),
        ("[X]", r"^[ >]*(?:[-*+]|\d+[.)])[ \t]+(?P<at>\[X\])(?=\s)"),
    ),
    _block("[!", r"[ ]{0,3}>[ ]?(?P<at>\[!(?P<purpose>\w+)\])[^\n]*", "a callout", "note"),
    # The same after its '>' was lost.
    _block("[!", r"[ ]{0,3}(?P<at>\[!(?P<purpose>[A-Z]{3,})\])[^\n]*", "a callout", "note"),
    _block("!!!", rf"!!!\+?[ ](?P<purpose>[a-z][\w-]*){TITLE}", "a callout", "note"),
    _block("/// ", r"/{3,}[ ](?P<purpose>[a-z][\w-]*)(?:[ ]*\|[^\n]*)?[ ]*$", "a callout", "note"),
    _block(".. ", r"\.\.[ ](?P<purpose>[a-z][\w-]*)::[^\n]*", "a callout", "note"),
    _block("???", rf"\?\?\?\+?[ ][a-z][\w-]*{TITLE}(?=\n\n?[ ]{{4}})", "text that can be opened", "details"),
    _block(">!", r"[ ]{0,3}(?P<at>>![ ]?[^\s\[!][^\n]*)", "hidden text", "details"),
    _block("===", r"===[!+]{0,2}[ ]+\"[^\"\n]+\"[ ]*$", "a tab", "details"),
    *_signs(
        "a command",
        "Delete it, and write in words what it shows.",
        ("{{", r"\{\{[^\n]{0,300}?\}\}"),
        ("{%", r"\{%[^\n]{0,300}?%\}"),
        ("<%", r"<%[^\n]{0,300}?%>"),
        ("<?", r"<\?[a-z=][^\n]{0,300}?\?>"),
        ("=", rf"\[/?[a-z][\w-]*(?:[ ]+[\w-]+={VALUE})+[ ]*/?\](?![(\[])"),
        ("[/", r"\[/[a-z][\w-]*\](?![(\[:])"),
        ("[", r"\[(?:edit(?: source)?|editar|citation needed|cita requerida)\](?![(:])"),
        ("[", rf"\[(?:{BARE})[ ]*/?\](?![(\[:])"),
        ("\n[", r"\[(?<=^\[)[a-z][a-z_-]*[ ]*/?\][ ]*$"),
        ("[", r"\[(?:youtube|vimeo|googlemaps|soundcloud)[ ]+[^\[\]\n]{1,300}\](?![(\[:])"),
        ("{/", r"\{[a-z][\w-]*(?:[ ][^{}\n]{0,300})?\}[^{}\n]{0,300}\{/[a-z][\w-]*\}"),
        ("{load", r"\{load(?:position|module|moduleid)[ ][^{}\n]{1,100}\}"),
        ("{", r"^\{(?:panel|noformat|code|info|note|tip|warning|quote|toc)(?::[^{}\n]*)?\}"),
        ("\\", r"^\\(?:newpage|pagebreak|clearpage|tableofcontents|(?:begin|end|vspace|hspace)\{)[^\n]*"),
    ),
    *_signs(
        "a placeholder",
        "Write the words themselves. For a number of the clinic, write [](phone:NAME).",
        ("{", r"\{[a-z]+(?:[._][a-z]+)+\}"),
    ),
    *_signs(
        "a list of contents",
        "Delete it: a page lists its headings by itself.",
        ("[", r"\[\[?_?(?:TOC|toc)_?\]\]?(?![(\[:])"),
        ("{:toc}", r"\{:toc\}"),
    ),
    *_signs(
        "the name of an anchor",
        "Delete it. A link uses the words of the heading: page.md#what-helps.",
        ("{", r"\{:?[ ]*#[A-Za-z_][\w-]*[ ]*\}"),
    ),
    *_signs(
        "an attribute",
        "Delete it: the site's style sheet decides how text looks.",
        ("{:", r"\{::?[^{}\n]*\}"),
        ("{", r"\{[ ]*[#.][A-Za-z_][\w-]*[^{}\n]*\}"),
        ("{", rf"\{{[ ]*[A-Za-z_][\w-]*={VALUE}[^{{}}\n]*\}}"),
    ),
    *_signs(
        "a comment",
        "Delete it, or write it after '#' in the front matter.",
        ("{#", r"\{#(?=\s)[^\n]{0,300}?#\}"),
        ("{/*", r"\{/\*[^\n]{0,300}?\*/\}"),
        ("%%", r"%%[^%\n]+%%"),
        # As Google Docs puts them below a text.
        ("\n[", r"\[(?<=^\[)[a-z]{1,2}\](?=[^\s(\[:\]])[^\n]*"),
    ),
    *_signs(
        "the code of a character",
        "Type the character itself.",
        ("&", rf"&(?:{CODES}|#\d{{2,5}})(?![;=A-Za-z_\d])"),
        ("&", r"&(?:lt|gt|deg|times|plusmn|divide)(?=\d)"),
        ("&amp;", rf"&(?:amp;)+(?:{CODES}|#\d{{2,5}}|#[xX][0-9a-fA-F]{{2,5}});"),
        ("&", r"&(?:NBSP|Nbsp);"),
        # UTF-8 that a program read as Windows-1252, and an apostrophe that it could not write.
        ("\u00e2\u20ac", "\u00e2\u20ac[\u2122\u0153\u009d\u02dc\u201c\u201d\u00a6\u00a2]?"),
        (
            "\u00c3",
            "\u00c3[\u00a1\u00a9\u00b1\u00b3\u00ba\u00bc\u00a4\u00b6\u00a7\u00a8\u00aa\u00ae\u00b4\u00bb\u0178\u2030\u201c\u0161]",
        ),
        ("\u00c2", "\u00c2[\u00b0\u00b7\u00ab\u00bb\u00bf\u00a1\u00bd\u00bc\u00b1\u00ae\u00a9]"),
        ("?", r"\?(?<=[a-z]{2}\?)(?:s|t|re|ve|ll)(?=[\s.,;:!)]|$)"),
    ),
    *_signs(
        "letters joined into one",
        "Type them one by one, as in 'fi', or nobody can search for the word.",
        *((letter, rf"\w{{0,30}}{letter}\w{{0,30}}") for letter in "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"),
    ),
    *_signs(
        "a word cut at the end of a line",
        "Write the whole word on one line.",
        ("-\n", r"[^\W\d_]{2,30}-\n(?!(?:and|or|to|y|o|u|e|und|oder|et|ou|a)\b)[^\W\d_A-Z][^\W\d_]{1,30}"),
    ),
    *_signs(
        "a page number",
        "Delete it: this page has no others behind it.",
        (" of ", r"^Page[ ]\d{1,3}[ ]of[ ]\d{1,3}[ ]*$"),
        ("\n\n", r"(?<=\n\n)\d{1,3}[ ]*(?=\n\n)"),
        (" de ", r"^P[a\u00e1]g(?:ina|\.)[ ]\d{1,3}[ ]de[ ]\d{1,3}[ ]*$"),
    ),
    *_signs(
        "the text of a footnote",
        "Write '[^1]' where it belongs and '[^1]: …' here, with a number for each.",
        ("\n[", r"^\[\d{1,2}\](?=[ ]+[^\s(\[:])[^\n]*"),
    ),
    *_signs(
        "a part of an e-mail",
        "Delete it.",
        ("From:", r"^[*>]*From:[^\n]+\n+(?:[*>]*(?:Sent|Date|To|Cc|Subject):[^\n]*\n*){2,5}"),
        ("De:", r"^[*>]*De:[^\n]+\n+(?:[*>]*(?:Enviado|Fecha|Para|CC|Asunto)(?: el)?:[^\n]*\n*){2,5}"),
        ("NOTICE", r"CONFIDENTIALITY NOTICE\b[^\n]*"),
        ("AVISO", r"AVISO DE CONFIDENCIALIDAD\b[^\n]*"),
        ("Sent from", r"^Sent from (?:my (?:iPhone|iPad|mobile|phone|Android)|Mail for|Outlook)\b[^\n]*"),
        ("Enviado", r"^Enviado desde mi (?:iPhone|iPad|m[o\u00f3]vil|tel[e\u00e9]fono)\b[^\n]*"),
    ),
    *_signs(
        "an answer of a chatbot",
        "Delete it. Have a clinician read what came from there.",
        ("ere", r"^(?:Certainly|Sure|Absolutely|Of course)[!,.][ ][Hh]ere(?:['\u2019]s|[ ]is|[ ]are)\b[^\n]*"),
        ("Aqu", r"^\u00a1(?:Claro|Por supuesto)(?: que s[i\u00ed])?![ ]Aqu[i\u00ed][ ](?:tienes|est[a\u00e1])[^\n]*"),
        ("Let me know", r"Let me know if you(?:['\u2019]d|[ ]would)[ ]like me to\b[^\n]*"),
        ("et me know if", rf"Let me know if you(?:['\u2019]d|[ ]would)?[ ](?:like|want|need)[ ]{OTHER_TEXT}\b[^\n]*"),
        ("ould you like", rf"^Would you like me to {REWRITE}\b[^\n]*\?"),
        ("turn", r"\S{0,3}cite\S?turn\d+[a-z]+\d+\S*"),
        ("As an AI", r"As an AI(?:[ ]language)?[ ]model\b[^\n]*"),
        ("oaicite", r":?contentReference\[oaicite[^\]\n]*\](?:\{index=\d+\})?"),
        ("\u2020", "\u3010[^\u3011\n]{0,20}\u2020[^\u3011\n]{0,60}\u3011"),
    ),
    *_signs("a picture", "Write ![what it shows](/pictures/NAME).", ("![[", r"!\[\[[^\[\]\n]+\]\]")),
    *_signs(
        "bold text",
        "Write it without spaces inside: **words**.",
        ("** ", r"(?<![^\s(])\*\*[ ](?=[^\W\d_])[^*\n]{1,200}[ ]\*\*(?![^\s).,:;!?])"),
        (" * ", r"\*(?<=[^\W\d_][ ]\*)[ ](?=[^\W\d_]{3})[^*\n]{1,200}[ ]\*(?![^\s).,:;!?])"),
    ),
    *_signs(
        "a link",
        "Write [words](page.md).",
        ("[[", r"\[\[[^\[\]\n]+\]\](?!\()"),
        (
            ")[",
            r"\([^()\n]{1,200}\)\[(?:https?:|www\.|/|phone:|email:|mailto:|[\w./-]+\.(?:md|html?|pdf)\b)[^\[\]\n]*\]",
        ),
    ),
    *_signs(
        "marked text",
        "Write **bold** text.",
        ("==", r"(?<![=\w])==(?=[^\s=])[^=\n]{0,200}[^\s=]==(?![=\w])"),
        ("'''", r"(?<!')'''(?=[^\s'])[^'\n]{0,200}[^\s']'''(?!')"),
        ("++", r"(?<![+\w])\+\+(?=[^\s+])[^+\n]{0,200}[^\s+]\+\+(?![+\w])"),
    ),
    *_signs("a note", "Write '[^name]' here, and '[^name]: …' at the end.", ("^[", r"\^\[[^\[\]\n]+\]")),
    *_signs(
        "a citation", "Write '[^name]' here, and '[^name]: …' at the end.", ("@", r"\[-?@[\w:.-]+[^\[\]\n]*\](?!\()")
    ),
    *_signs("raised text", "Write it without '^', for example x².", ("^", r"\^(?<=\w\^)[^\s^\[\]]{1,12}\^(?!\^)")),
    *_signs("lowered text", "Write it without '~', for example H₂O.", ("~", r"~(?<=\w~)[^\s~]{1,12}~(?!~)")),
    *_signs(
        "the name of an emoji",
        "Delete it, or write the word.",
        (":", r":(?<![\w:/]:)[a-z][a-z0-9_+-]*[a-z0-9]:(?![\w:/])"),
    ),
    *_signs(
        "a formula",
        "Write it in words.",
        ("$$", r"\$\$[^$\n]+\$\$"),
        ("$", r"(?<![\w$])\$(?=[^\s$\d])[^$\n]{0,200}[\\^_={}][^$\n]{0,200}(?<=\S)\$(?![\w$])"),
    ),
    *_signs("a command to include a file", "Copy the text of that file here.", ("8<", r"^;?-{2,}8<-{2,}[^\n]*")),
    *_signs(
        "a video",
        "Use '{component}', or a link to its page.",
        ("@[", r"@\[[^\[\]\n]*\]\([^()\n]*\)"),
        purpose="youtube",
    ),
    *_signs("an abbreviation", "Put the word into terms.yaml.", ("*[", r"^\*\[[^\]\n]+\]:[^\n]*")),
    *_signs(
        "a heading",
        "Begin it with '## ', and leave out its other signs.",
        ("==", r"^={2,6}[ ]+\S[^\n]*?[ ]={2,6}[ ]*$"),
        ("\nh", r"^h[1-6]\.[ ]+\S[^\n]*"),
    ),
    *_signs(
        "a field to be filled in",
        "Write the words that belong there.",
        ("*|", r"\*\|[A-Z][A-Z0-9_:]*\|\*"),
        ("<<", r"<<[ ]?[A-Za-z][\w ]{0,40}>>"),
        ("${", r"\$\{[A-Za-z_][\w.-]{0,60}\}"),
        ("Error!", r"Error! (?:Reference source not found|Bookmark not defined)\.?"),
    ),
)
