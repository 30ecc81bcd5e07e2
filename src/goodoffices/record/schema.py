"""The published JSON Schemas of the talks file and of a shown entry, made from the types themselves."""

from __future__ import annotations

from typing import cast, get_args

import msgspec

from goodoffices.notation.schema import DIALECT, REF, Schema, published
from goodoffices.record.talks_file import TalksFile
from goodoffices.terms.entry import Content, Entry


def talks_schema() -> Schema:
    """The JSON Schema of a talks file. What it cannot say (what refers to what) is checked by reading."""
    _, parts = msgspec.json.schema_components((TalksFile,), ref_template=REF)
    parts = cast("dict[str, Schema]", published(parts))
    parts["Row"]["oneOf"] = [{"required": ["entry"]}, {"required": ["act"]}]
    whole = parts.pop("TalksFile")
    return {"$schema": DIALECT, **whole, "title": "Talks file", "$defs": parts}


def shown_entry_schema() -> Schema:
    """The JSON Schema of one entry as `goodoffices talks show --json` gives it."""
    _, parts = msgspec.json.schema_components((Entry,), ref_template=REF)
    parts = cast("dict[str, Schema]", published(parts))
    entry = parts.pop("Entry")["properties"]
    kinds: list[Schema] = []
    for content in get_args(Content):
        fields = parts[content.__name__]
        kind = fields["properties"].pop("kind")["enum"][0]
        fields["required"] = [name for name in fields.get("required", []) if name != "kind"]
        kinds.append(
            {"properties": {"kind": {"const": kind}, "fields": {"$ref": REF.format(name=content.__name__)}}}
        )
    identity = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$"}
    optional = ("when", "actors", "sources", "grade", "handling", "links")
    return {
        "$schema": DIALECT,
        "title": "Shown entry",
        "description": "One entry of a record: what is absent is left out; not stated: nobody says.",
        "type": "object",
        "properties": {
            "id": identity,
            "kind": {"enum": [kind["properties"]["kind"]["const"] for kind in kinds]},
            "status": {"$ref": REF.format(name="Status")},
            "phase": {"$ref": REF.format(name="Phase")},
            **{name: entry[name] for name in optional},
            "fields": {"type": "object"},
        },
        "required": ["id", "kind", "status", "phase", "fields"],
        "additionalProperties": False,
        "oneOf": kinds,
        "$defs": parts,
    }
