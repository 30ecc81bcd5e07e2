"""JSON Schemas made from the words themselves, in the spelling in which they are published."""

from __future__ import annotations

from typing import Any, cast

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REF = "#/$defs/{name}"

Schema = dict[str, Any]


def published(value: object) -> object:
    """Anchors as JSON Schema spells them, and descriptions without the examples of the code."""
    if isinstance(value, dict):
        found: Schema = {}
        for name, held in cast("Schema", value).items():
            if name == "pattern" and isinstance(held, str):
                found[name] = held.replace(r"\A", "^").replace(r"\Z", "$")
            elif name == "description" and isinstance(held, str):
                found[name] = " ".join(held.split(">>>", 1)[0].split())
            else:
                found[name] = published(held)
        return found
    if isinstance(value, list):
        return [published(part) for part in cast("list[object]", value)]
    return value
