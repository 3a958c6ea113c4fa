"""What is wrong with the links and pictures of one page as they are written: addresses that are no links, and text
alternatives that tell nobody anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from plainleaf.content.components import Component
from plainleaf.content.page import Page
from plainleaf.content.read_page import Body
from plainleaf.markdown import find_bare_addresses
from plainleaf.patterns import lazy_pattern
from plainleaf.problems import WARNING, Place, Problem

# The name of a file, or its path, or a name that a program made of digits.
FILE_NAME = lazy_pattern(
    r"[^\n]*\.(?:jpe?g|jfif|png|gif|svg|webp|avif|hei[cf]|bmp|tiff?)"
    r"|/[\w./-]+|(?:pictures|images|img|photos|static|uploads|assets|wp-content)/[\w./-]+"
    r"|(?=[a-f-]*\d)[0-9a-f-]{12,}",
    re.IGNORECASE,
)
# As cameras, telephones, programs and stock agencies name pictures.
NUMBERED = lazy_pattern(
    r"(?:img|dsc[nf]?|pxl|p|scan|screen ?shot|image|photo|picture|figure|imagen|foto|bild|bildschirmfoto"
    r"|captura(?: de pantalla)?|(?:whatsapp|telegram|signal)[ _-](?:image|photo)"
    r"|(?:shutter|adobe|i)stock(?:photo)?|getty ?images?|depositphotos|dreamstime|unsplash|pexels|untitled(?: design)?"
    r")?[\s_.(-]*\d(?:[\d\s_.,:()-]|x(?=\d)|at|um|a las?|de|from|[ap]\.? ?m\b)*",
    re.IGNORECASE,
)
# What programs and websites put in place of a text alternative.
GUESSED = lazy_pattern(
    r"\b(?:description (?:automatically |auto-?)generated|descripci[oó]n generada autom[aá]ticamente"
    r"|ai-generated content may be incorrect|contenido generado por ia puede ser incorrecto"
    r"|no photo description available)\b"
    r"|^(?:image results? for|resultado de imagen (?:para|de)|may be an? (?:image|illustration|graphic) of"
    r"|(?:image )?may contain:)",
    re.IGNORECASE,
)
# Words that fit any picture.
EMPTY = lazy_pattern(
    r"(?:an? |the |una? |el |la )?(?:img|image|picture|pic|photo|photograph|graphic|icon|figure|illustration|drawing"
    r"|diagram|screenshot|alt(?: text)?|untitled|placeholder|imagen|foto|fotograf[ií]a|dibujo|gr[aá]fico|icono)"
    r"(?: of| de)?[\s.:]*",
    re.IGNORECASE,
)
# At most one letter, or words joined as in the name of a file.
NO_WORDS = lazy_pattern(r"[\W_]*\w?[\W_]*|\w[\w-]*[^\W_]_[^\W_][\w-]*")
JOINED = lazy_pattern(r"[-_]")
ENDING = "alt"


def check_targets(page: Page, body: Body, components: Mapping[str, Component]) -> Iterator[Problem]:
    """The problems of a page's links and pictures."""
    for address, place in find_bare_addresses(body.prose):
        link = address if "://" in address else f"https://{address}"
        message = f"the address '{address}' is plain text, so nobody can click it"
        fix = f"Write [what is there]({link}), or <{link}>."
        yield Problem(place, "bare-address", message, fix, WARNING)
    for text, file, place in _find_alternatives(page, body, components):
        if is_empty_of_meaning(text, file):
            what = "was made by a program" if GUESSED.search(text) else "does not say what the picture shows"
            message = f"the text alternative '{text}' {what}"
            fix = "Say it as you would on the telephone, for example: The nerve leaves the spine."
            yield Problem(place, "weak-alt", message, fix, WARNING)


def _find_alternatives(page: Page, body: Body, components: Mapping[str, Component]) -> Iterator[tuple[str, str, Place]]:
    """Each text alternative with the picture's file, if it is known, and its place."""
    for target in body.targets:
        if target.is_picture:
            yield target.label, target.target, target.place
    for use in body.prose.uses:
        for name in components[use.component].settings.options:
            if name.endswith(ENDING) and isinstance(use.values.get(name), str):
                yield use.values[name], "", use.place
    for group in (page.basics, page.details):
        for name in group.__struct_fields__:
            if name.endswith(f"_{ENDING}") and isinstance(getattr(group, name), str):
                yield getattr(group, name), "", page.place(name)


def is_weak_alternative(name: str, text: str) -> bool:
    """Whether the text of the field or option of that name is a text alternative that tells nobody anything."""
    return name.endswith(ENDING) and is_empty_of_meaning(text)


def is_empty_of_meaning(text: str, file: str = "") -> bool:
    """Whether a text alternative is a file name, or says only that there is a picture. An empty one is missing."""
    words = text.strip()
    is_name = JOINED.search(words) and words.casefold() == PurePosixPath(file).stem.casefold()
    return bool(words) and bool(
        is_name
        or GUESSED.search(words)
        or any(kind.fullmatch(words) for kind in (FILE_NAME, NUMBERED, EMPTY, NO_WORDS))
    )
