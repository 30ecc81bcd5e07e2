"""The published JSON Schemas of the talks file and of a shown entry, made from the types themselves."""

from __future__ import annotations

from typing import Any, cast, get_args

import msgspec

from goodoffices.record.talks_file import TalksFile
from goodoffices.terms.entry import Content, Entry

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/{name}"

Schema = dict[str, Any]


def talks_schema() -> Schema:
    """The JSON Schema of a talks file. What it cannot say (what refers to what) is checked by reading."""
    _, parts = msgspec.json.schema_components((TalksFile,), ref_template=_REF)
    parts = cast("dict[str, Schema]", _published(parts))
    parts["Row"]["oneOf"] = [{"required": ["entry"]}, {"required": ["act"]}]
    whole = parts.pop("TalksFile")
    return {"$schema": _DIALECT, **whole, "title": "Talks file", "$defs": parts}


def shown_entry_schema() -> Schema:
    """The JSON Schema of one entry as `goodoffices talks show --json` gives it."""
    _, parts = msgspec.json.schema_components((Entry,), ref_template=_REF)
    parts = cast("dict[str, Schema]", _published(parts))
    entry = parts.pop("Entry")["properties"]
    kinds: list[Schema] = []
    for content in get_args(Content):
        fields = parts[content.__name__]
        kind = fields["properties"].pop("kind")["enum"][0]
        fields["required"] = [name for name in fields.get("required", []) if name != "kind"]
        kinds.append(
            {"properties": {"kind": {"const": kind}, "fields": {"$ref": _REF.format(name=content.__name__)}}}
        )
    identity = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"}
    optional = ("when", "actors", "sources", "grade", "handling", "links")
    return {
        "$schema": _DIALECT,
        "title": "Shown entry",
        "description": "One entry of a record: what is absent is left out; not stated: nobody says.",
        "type": "object",
        "properties": {
            "id": identity,
            "kind": {"enum": [kind["properties"]["kind"]["const"] for kind in kinds]},
            "status": {"$ref": _REF.format(name="Status")},
            "phase": {"$ref": _REF.format(name="Phase")},
            **{name: entry[name] for name in optional},
            "fields": {"type": "object"},
        },
        "required": ["id", "kind", "status", "phase", "fields"],
        "additionalProperties": False,
        "oneOf": kinds,
        "$defs": parts,
    }


def _published(value: object) -> object:
    """Anchors as JSON Schema spells them, and descriptions without the examples of the code."""
    if isinstance(value, dict):
        found: Schema = {}
        for name, held in cast("Schema", value).items():
            if name == "pattern" and isinstance(held, str):
                found[name] = held.replace(r"\A", "^").replace(r"\Z", "$")
            elif name == "description" and isinstance(held, str):
                found[name] = " ".join(held.split(">>>", 1)[0].split())
            else:
                found[name] = _published(held)
        return found
    if isinstance(value, list):
        return [_published(part) for part in cast("list[object]", value)]
    return value
