"""Write the published schemas anew: `python -m tests.scenarios.renew_schema`, after a type has changed."""

from __future__ import annotations

import json
from pathlib import Path

from goodoffices.notation.schema import Schema
from goodoffices.scenarios import scenario_yaml, uncertain_yaml

_REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
PUBLISHED = _REFERENCE / "scenario.schema.json"
PUBLISHED_UNCERTAIN = _REFERENCE / "uncertain.schema.json"


def published() -> str:
    return _text(scenario_yaml.schema())


def published_uncertain() -> str:
    return _text(uncertain_yaml.schema())


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(published(), encoding="utf-8")
    PUBLISHED_UNCERTAIN.write_text(published_uncertain(), encoding="utf-8")
