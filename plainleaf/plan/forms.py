"""Forms: from the questions declared in config.yaml to the fields of a page."""

from __future__ import annotations

from plainleaf.content.config.form_settings import FormFieldSetting, FormSetting
from plainleaf.index.directory import Directory
from plainleaf.markdown import slugify
from plainleaf.model.views import Choice, Form, FormField

AREA_LENGTH = 200
DEMONSTRATION = "demonstration"


def make_form(setting: FormSetting, directory: Directory, language: str, *, visit: str = "") -> Form:
    """A form; `visit` ('in-office', 'telehealth' or '') preselects the type of visit and its questions."""
    thanks = directory.index.find(language, setting.thanks.name)
    delivery = DEMONSTRATION if setting.agreement == DEMONSTRATION else setting.delivery
    fields = tuple(
        _make_field(field, directory, language, visit)
        for field in setting.fields
        if not visit or field.only_for in ("", visit)
    )
    return Form(
        setting.delivery if setting.delivery == "none" else delivery,
        setting.endpoint,
        fields,
        directory.url(thanks) if thanks else "",
        setting.reply_within,
    )


def _make_field(field: FormFieldSetting, directory: Directory, language: str, visit: str) -> FormField:
    options = _options(field, directory, language)
    is_many = field.type == "choices"
    types = {"service": "choice", "location": "choice", "state": "text", "phone-or-email": "text"}
    choices = tuple(
        Choice(value, label, not is_many and bool(visit) and slugify(value).startswith(visit))
        for value, label in options
    )
    # On the page for any type of visit, a question that only one type needs is optional.
    is_optional = field.optional or (bool(field.only_for) and not visit)
    return FormField(
        field.name,
        field.label,
        types.get(field.type, field.type),
        field.hint,
        choices,
        is_optional,
        field.autocomplete or ("address-level1" if field.type == "state" else ""),
        field.inputmode,
        AREA_LENGTH if field.type == "area" else 0,
    )


def _options(field: FormFieldSetting, directory: Directory, language: str) -> list[tuple[str, str]]:
    """The values to choose from, with their labels."""
    if field.type == "service":
        services = directory.index.published(language, lambda kind: kind.is_service)
        return [(page.basics.title, page.basics.title) for page in services if page.details.bookable]
    if field.type == "location":
        return [(place.name, place.name) for place in directory.locations()]
    return [(option, option) for option in field.options]
