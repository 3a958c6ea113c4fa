"""Widgets: what Decap CMS shows for a declared field, https://decapcms.org/docs/widgets/."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plainleaf.content.front_matter import PICTURE
from plainleaf.input.fields import Field, FieldType, fields_of
from plainleaf.input.fieldtypes import flag, text

Widget = dict[str, Any]
# A day as ISO 8601 writes it, in Decap's terms, and no time beside it.
DAY = {"widget": "datetime", "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False}
# What commands write into pages. Decap leaves alone what it shows no field for.
BY_COMMANDS = ("review_mark", "translation")
# Shown first: what people come for. The others follow in the order of their declarations.
FIRST = ("title", "summary")
# Made for each kind: YAML would write what is shared as a reference, and Decap refuses many of them.
BODY: Widget = {
    "name": "body",
    "label": "Text",
    # Not Decap's own widget for Markdown, which rewrites components and footnotes.
    "widget": "text",
    "required": False,
    "hint": "Lines that begin with ::: begin and end a box: leave them as they are.",
}


def make_widgets(groups: Iterable[type]) -> list[Widget]:
    """The widgets of a page whose front matter has these groups of fields, with its text."""
    # A later field takes the place of an earlier one of its name.
    fields = {field.name: field for group in groups for field in fields_of(group) if field.name not in BY_COMMANDS}
    first = [fields.pop(name) for name in FIRST]
    made = [make_widget(field) for field in (*first, *fields.values())]
    return [*made[: len(FIRST)], dict(BODY), *made[len(FIRST) :]]


def make_widget(field: Field, *, may_be_needed: bool = True) -> Widget:
    """The widget of one field. Within a group that may be left out, no field is needed."""
    is_needed = field.required and may_be_needed
    widget: Widget = {
        "name": field.name,
        "label": field.name.replace("_", " ").capitalize(),
        **_of(field.type, is_needed=is_needed),
        "required": is_needed,
        "hint": field.help,
    }
    if field.type.shape == "list":
        # On the button that adds one. Most names of lists have no singular.
        widget["label_singular"] = "entry"
    return widget


def _of(type_: FieldType, *, is_needed: bool) -> Widget:
    """The widget for a type."""
    if type_.shape == "list" and type_.entry is not None:
        shown = {"widget": "list", "collapsed": True}
        if type_.group is not None:
            return shown | {"fields": [make_widget(each) for each in fields_of(type_.group)]}
        return shown | {"field": {"name": "entry", "label": "Entry", **_of(type_.entry, is_needed=True)}}
    if type_.group is not None:
        inner = [make_widget(each, may_be_needed=is_needed) for each in fields_of(type_.group)]
        return {"widget": "object", "collapsed": True, "fields": inner}
    if type_ is PICTURE:
        return {"widget": "image", "choose_url": False}
    return _of_value(type_)


def _of_value(type_: FieldType) -> Widget:
    schema = type_.schema
    if type_.label == flag().label:
        return {"widget": "boolean"}
    if "enum" in schema:
        return {"widget": "select", "options": [each for each in schema["enum"] if each]}
    if schema.get("type") == "integer":
        return {"widget": "number", "value_type": "int", "min": schema["minimum"], "max": schema["maximum"]}
    if type_.fallback is not None and schema.get("type") == "string":
        return dict(DAY)
    if "pattern" in schema:
        return {"widget": "string", "pattern": [schema["pattern"], f"Write {type_.label}."]}
    return {"widget": "text" if type_.label == text().label else "string"}
