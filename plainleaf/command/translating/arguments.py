"""The commands for translations and their options, as a person types them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
AddCommon: TypeAlias = Callable[[argparse.ArgumentParser], None]


def _add_translations(add_common: AddCommon, commands: Commands) -> None:
    says = "list each translation and whether its original has changed since, or record that it follows it"
    translations = commands.add_parser("translations", help=says, description=f"{says.capitalize()}.")
    translations.add_argument("language", nargs="?", default="", metavar="LANG", help="one language only, such as es")
    which = "record that these pages follow their originals as they are now (default: all that do not)"
    translations.add_argument("--record", nargs="*", metavar="PAGE", help=which)
    add_common(translations)


def _add_translate(add_common: AddCommon, commands: Commands) -> None:
    says = "start the translation of a page or a set of red flags: a draft with the words of the original"
    translate = commands.add_parser("translate", help=says, description=f"{says.capitalize()}.")
    translate.add_argument("file", metavar="PAGE", help="what to translate, for example sciatica/symptoms.md")
    translate.add_argument("language", metavar="LANG", help="the language of the translation, such as es")
    translate.add_argument("--by", default="", metavar="NAME", help="who translates it (default: to be filled in)")
    add_common(translate)


def _add_export_xliff(add_common: AddCommon, commands: Commands) -> None:
    says = "write a page or a set of red flags for translators, in the format XLIFF 2"
    export = commands.add_parser("export-xliff", help=says, description=f"{says.capitalize()}.")
    export.add_argument("file", metavar="PAGE", help="what to translate, for example sciatica/symptoms.md")
    export.add_argument("language", metavar="LANG", help="the language of the translation, such as es")
    export.add_argument("--out", type=Path, metavar="FILE", help="the file to write (default: PAGE.LANG.xlf, here)")
    add_common(export)


def _add_import_xliff(add_common: AddCommon, commands: Commands) -> None:
    says = "bring in a file that has come back from translators"
    importing = commands.add_parser("import-xliff", help=says, description=f"{says.capitalize()}.")
    importing.add_argument("file", type=Path, metavar="FILE", help="the file, such as sciatica-symptoms.es.xlf")
    importing.add_argument("--by", default="", metavar="NAME", help="who translated it, for a page that names nobody")
    add_common(importing)


ADD: Mapping[str, Callable[[AddCommon, Commands], None]] = {
    "translate": _add_translate,
    "translations": _add_translations,
    "export-xliff": _add_export_xliff,
    "import-xliff": _add_import_xliff,
}
