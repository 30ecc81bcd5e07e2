"""Write the published schemas anew: `python -m tests.record.renew_schema`, after a type has changed."""

from __future__ import annotations

import json
from pathlib import Path

from goodoffices.notation.schema import Schema
from goodoffices.record.schema import shown_entry_schema, talks_schema

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"

PUBLISHED = {"talks.schema.json": talks_schema, "shown-entry.schema.json": shown_entry_schema}


def text_of(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, make in PUBLISHED.items():
        (REFERENCE / name).write_text(text_of(make()), encoding="utf-8")
