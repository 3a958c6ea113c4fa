"""The options of the commands that start a site and look after an installation."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# The options of `new-site` that answer a question, and their help. questions.py has the questions.
ANSWERS = {
    "name": ("NAME", "the clinic's name, as patients know it"),
    "city": ("CITY, STATE", "where it is, such as 'Detroit, MI'"),
    "phone": ("NUMBER", "the number for appointments"),
    "email": ("ADDRESS", "the e-mail address for questions"),
    "timezone": ("ZONE", "such as America/Detroit"),
    "languages": ("CODES", "en, es, or en,es"),
    "host": ("HOST", "where it will be published: github, netlify, cloudflare, server or other"),
}


def add_new_site(commands: Any) -> None:
    """Add `new-site` to the commands."""
    says = "start a clinic's own site in a new folder, or say what it still lacks"
    new_site = commands.add_parser("new-site", help=says)
    new_site.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that does not exist yet")
    for name, (metavar, about) in ANSWERS.items():
        new_site.add_argument(f"--{name}", metavar=metavar, help=about)
    purpose = new_site.add_mutually_exclusive_group()
    for name, about in (
        ("demonstration", "say on every page that the clinic is invented (default)"),
        ("real", "hold the site to all that patients rely on"),
    ):
        purpose.add_argument(f"--{name}", dest="purpose", action="store_const", const=name, help=about)
    new_site.add_argument("--yes", action="store_true", help="ask nothing, and use examples for what is not given")
    new_site.add_argument("--no-git", dest="keeps_history", action="store_false", help="make no Git repository")


def given_answers(parsed: argparse.Namespace) -> Mapping[str, str]:
    """The answers that were given as options, by question."""
    names = (*ANSWERS, "purpose")
    return {name: value for name in names if (value := getattr(parsed, name)) is not None}


def add_doctor(commands: Any) -> None:
    """Add `doctor` to the commands."""
    says = "look whether this installation and this folder are in order, and what is newer"
    doctor = commands.add_parser("doctor", help=says, description=f"{says.capitalize()}.")
    doctor.add_argument("--offline", action="store_true", help="do not ask for newer versions")
    doctor.add_argument("--root", type=Path, metavar="DIR", help="the folder of the site (default: as for 'build')")
