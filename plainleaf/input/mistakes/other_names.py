"""Names that other programs give to fields: which of ours they are, or that we need none.

The programs are Hugo, Jekyll, Eleventy, MkDocs, Docusaurus, Astro, Gatsby, Hexo and WordPress. People who
translate a page may translate its fields, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from plainleaf.input.nodes import Node
from plainleaf.patterns import lazy_pattern

# By our name, theirs in lower case without '_' and '-'.
OURS: Mapping[str, str] = {
    "summary": "description excerpt abstract subtitle metadescription seodescription intro lead teaser desc"
    " resumen descripcion extracto subtitulo",
    "slug": "permalink url path",
    "aliases": "redirectfrom redirects oldurls redirect",
    "order": "weight navorder sidebarposition position menuorder sortorder rank orden peso posicion",
    "publish": "date publishdate publishedat pubdate pubdatetime publishon fecha publicar fechadepublicacion",
    "starts": "start begins begin from startdate inicio desde empieza",
    "expires": "expirydate expirationdate unpublishdate expireson unpublish end ends enddate until caduca vence expira"
    " fechadecaducidad fin hasta",
    "picture": "image thumbnail cover featuredimage ogimage heroimage hero banner coverimage img src file photo imagen"
    " foto archivo",
    "source": "src file video url link youtube archivo",
    "picture_alt": "imagealt coveralt thumbnailalt imagenalt fotoalt",
    "alt": "imagealt alttext alternativetext textoalternativo",
    "menu_title": "linktitle navtitle sidebarlabel shorttitle navlabel titulodemenu titulodelmenu titulocorto",
    "also_known_as": "aka synonyms alsocalled othernames tambienconocidocomo otrosnombres sinonimos",
    "author": "authors writtenby byline autor autora autores",
    "reviewer": "reviewers reviewedby medicallyreviewedby revisor revisora revisadopor",
    "reviewed": "lastreviewed revieweddate datereviewed reviewdate revisado fechaderevision",
    "evidence": "references citations bibliography sources fuentes referencias evidencia bibliografia",
    "kind": "tipo",
    "aspect": "aspecto",
    "title": "name heading headline titulo",
    "name": "nombre",
    "label": "etiqueta",
    "address": "baseurl siteurl website sitelink url link href uri doi pmid pmcid direccion enlace sitioweb",
    "publisher": "journal organization organisation institution revista editorial",
    "published": "year date publicationyear publicationdate ano fecha publicado",
    "accessed": "retrieved accessdate dateaccessed consultado",
    "number": "phone telephone tel numero telefono",
    "days": "day weekdays dia dias",
    "opens": "open opening from start abre apertura",
    "closes": "close closing to until end cierra cierre",
    "street": "calle",
    "city": "town ciudad",
    "postal_code": "zip zipcode postcode codigopostal",
    "region": "state province estado provincia",
    "hours": "openinghours horario horarios",
    "term": "word palabra termino",
    "says": "definition meaning means explanation significado definicion",
}
# Where a reference is found by its number.
NUMBERED = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
}
# Other names for a page that is, or is not, on the site.
SHOWN, HIDDEN = ("published", "status", "visible", "publicado"), ("hidden", "borrador", "oculto", "oculta")
# What nothing has to be written for, and why.
NEEDLESS: Mapping[str, str] = {
    "lastmod updated lastmodifiedat modified modifieddate lastupdated updatedat dateupdated": (
        "the day of a change is not shown by itself; what changed is written under 'changes'"
    ),
    "tags tag categories category series taxonomies keywords topics collection": (
        "a page's folder says where it belongs"
    ),
    "lang language locale languagecode": "the folder, such as content/en/, says the language",
    "toc showtoc comments comment math share header footer sidebar sidebars hide outputs sitemap robots id uuid guid "
    "css js class bodyclass cssclass pageclass cascade headless resources markup pin sticky featured next previous "
    "prev breadcrumb breadcrumbs parent grandparent haschildren iscjklanguage eleventynavigation pagination "
    "paginationnext eleventyexcludefromcollections readingtime": "plainleaf does without it",
    "author authors writtenby byline reviewedby": "only pages about health have an author and a reviewer",
    "layout template contenttype pagetype posttype type theme": "the line 'kind' says what a page looks like",
}
FALSE = ("false", "no", "off", "0", "draft", "private", "pending")
MOMENT = lazy_pattern(r"(\d{4}-\d\d-\d\d)[T ].*")


def our_name(key: str, ours: Collection[str]) -> str | None:
    """The one of `ours` that another program calls by this key."""
    plain = _plain(key)
    if plain in SHOWN + HIDDEN and "draft" in ours:
        return "draft"
    return next((name for name, theirs in OURS.items() if name in ours and plain in theirs.split()), None)


def other_name_fix(key: str, node: Node, ours: Collection[str], taken: Collection[str]) -> str:
    """What to do with a key of another program, "" if it is not known. `taken` are those of `ours` that are written."""
    name = our_name(key, ours)
    value = node.value if isinstance(node.value, str) else ""
    if name in taken:
        return f"Delete it: '{name}' is here already."
    if name == "draft":
        is_off = (value.casefold() in FALSE) == (_plain(key) in SHOWN)
        return "Write: draft: yes" if is_off else "Delete it: a page without 'draft: yes' is on the site."
    if name == "slug":
        last = value.strip("/").rpartition("/")[2].partition(".")[0]
        fix = f"Write 'slug: {last or 'NAME'}' if the last part of the address should differ from the file's name"
        return f"{fix}, or put '- {value or '/old/'}' under 'aliases' if it is an old address. Otherwise delete it."
    if name == "address" and (form := NUMBERED.get(_plain(key))) and not value.startswith("http"):
        return f"Write: address: {form.format(re.sub('^(?:doi|pmid):? *', '', value, flags=re.IGNORECASE))}"
    if name:
        moment = MOMENT.fullmatch(value)
        shown = moment[1] if moment else value
        return f"Write: {name}: {shown}" if shown and "\n" not in shown else f"Write '{name}:' in place of '{key}:'."
    reason = next((why for theirs, why in NEEDLESS.items() if _plain(key) in theirs.split()), "")
    return f"Delete it: {reason}." if reason else ""


def _plain(key: str) -> str:
    letters = (each for each in unicodedata.normalize("NFD", key) if not unicodedata.combining(each))
    return re.sub(r"[\s_.-]", "", "".join(letters)).casefold()
