"""Write the published schema anew: `python -m tests.scenarios.renew_schema`, after a type has changed."""

from __future__ import annotations

import json
from pathlib import Path

from goodoffices.scenarios.scenario_yaml import schema

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "reference" / "scenario.schema.json"


def published() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(published(), encoding="utf-8")
