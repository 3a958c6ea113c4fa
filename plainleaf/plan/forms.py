"""Forms: from the questions declared in config.yaml to the fields of a page."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from plainleaf.content.config.form_settings import FormFieldSetting, FormSetting
from plainleaf.content.interface_texts import REPLY_TEXT
from plainleaf.content.static_files import FORM_SCRIPT
from plainleaf.index.directory import Directory
from plainleaf.markdown import slugify
from plainleaf.model.views import Choice, Form, FormField

MAX_CHARACTERS = 200  # of an answer in words
DEMONSTRATION = "demonstration"
# People write numbers in many ways and in their own digits, so only the digits are counted.
DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
PHONE = f"(?:[^{DIGIT}]*[{DIGIT}]){{7}}.*"
EMAIL = r"\s*[^\s@]+@[^\s@]+\s*"
# What an answer must match, in a form that Python and browsers read alike.
PATTERNS: Mapping[str, str] = {"phone": PHONE, "email": EMAIL, "phone-or-email": f"{PHONE}|{EMAIL}"}
# The types of questions with answers to choose from, as they are asked.
CHOSEN = ("choice", "choices")
# More answers than these are in a drop-down list.
MAX_BUTTONS = 8
# What lets the script of a form run: in the page that has the form, and in the headers of all pages.
SCRIPT_POLICY = "script-src 'self'"
# How a question of a declared type is asked.
ASKED_AS: Mapping[str, str] = {"service": "choice", "location": "choice", "state": "text", "phone-or-email": "text"}


class Start(Struct, frozen=True):
    """What is chosen when a form is opened: a type of visit ('in-office', 'telehealth'), the title of a service."""

    visit: str = ""
    service: str = ""


class FormPage(Struct, frozen=True):
    """The page with a form: its language, its address, and the interface texts of its language."""

    language: str
    url: str
    words: Mapping[str, str]


def make_form(name: str, directory: Directory, form_page: FormPage, start: Start) -> Form:
    """The form of this name as a page asks it. A type of visit leaves out the questions of the others."""
    setting: FormSetting = getattr(directory.settings, name)
    originals: FormSetting = getattr(directory.originals, name)
    thanks = directory.index.find(form_page.language, setting.thanks.name)
    script = directory.static_files.get(FORM_SCRIPT) if setting.is_shown else None
    pairs = zip(setting.fields, originals.fields, strict=True)
    asked = (pair for pair in pairs if not start.visit or pair[0].only_for in ("", start.visit))
    fields = (_make_field(field, original, directory, form_page, start) for field, original in asked)
    return Form(
        name=name,
        delivery=DEMONSTRATION if setting.is_demonstration else setting.delivery,
        endpoint=setting.endpoint,
        # Nobody could answer a question with nothing to choose from, such as the service on a site without any.
        fields=tuple(field for field in fields if field.choices or field.type not in CHOSEN),
        thanks_url=directory.url(thanks) if thanks else "",
        reply_within=setting.reply_within or form_page.words[REPLY_TEXT],
        page=form_page.url,
        script=directory.addresses.url(script.path) if script else "",
        policy=SCRIPT_POLICY if script else "",
    )


def _make_field(
    field: FormFieldSetting, original: FormFieldSetting, directory: Directory, form_page: FormPage, start: Start
) -> FormField:
    """A question in the language of a page. What is sent is the `original`, so that staff read one language."""
    type_ = ASKED_AS.get(field.type, field.type)
    choices = tuple(
        Choice(value, directory.days_in_words(option), is_chosen=_is_chosen(value, field, start))
        for value, option in _options(field, original, directory, form_page.language)
    )
    # On the page for any type of visit, a question that only one type needs is optional.
    is_optional = field.optional or (bool(field.only_for) and not start.visit)
    return FormField(
        name=field.name,
        label=field.label,
        type=type_,
        hint=field.hint,
        choices=choices,
        is_optional=is_optional,
        autocomplete=field.autocomplete or ("address-level1" if field.type == "state" else ""),
        inputmode=field.inputmode,
        max_length=0 if type_ in CHOSEN else MAX_CHARACTERS,
        pattern=PATTERNS.get(field.type, ""),
        errors=_errors(field, form_page.words, is_optional=is_optional, is_text=type_ not in CHOSEN),
        is_group=type_ == "choices" or (type_ == "choice" and len(choices) <= MAX_BUTTONS),
    )


def _is_chosen(option: str, field: FormFieldSetting, start: Start) -> bool:
    if field.type == "choices":
        return False
    if field.type == "service":
        return option == start.service
    return bool(start.visit) and slugify(option).startswith(start.visit)


def _errors(field: FormFieldSetting, words: Mapping[str, str], *, is_optional: bool, is_text: bool) -> dict[str, str]:
    """What may be wrong with an answer, and the message for it."""
    errors: dict[str, str] = {}
    if not is_optional:
        errors["missing"] = field.missing or words["form_missing"].replace("{question}", field.label)
    if is_text:
        count = words["form_long"].replace("{count}", str(MAX_CHARACTERS))
        errors["long"] = count.replace("{question}", field.label)
    if field.type in PATTERNS:
        errors["wrong"] = words[f"form_wrong_{field.type.replace('-', '_')}"]
    return errors


def _options(
    field: FormFieldSetting, original: FormFieldSetting, directory: Directory, language: str
) -> list[tuple[str, str]]:
    """The choices: what is sent, and what people read."""
    if field.type == "service":
        services = directory.index.published(language, lambda kind: kind.is_service)
        return [(page.basics.title, page.basics.title) for page in services if page.details.bookable]
    if field.type == "location":
        names = (place.name for place in directory.originals.locations.values())
        return [*zip(names, (place.name for place in directory.locations()), strict=True)]
    return [*zip(original.options, field.options, strict=True)]
