"""Write the published schema of findings anew: `python -m tests.doors.cli.renew_finding_schema`."""

from __future__ import annotations

import json
from pathlib import Path

from goodoffices.doors.cli.published import finding_schema

PUBLISHED = Path(__file__).resolve().parents[3] / "docs" / "reference" / "finding.schema.json"


def text() -> str:
    return json.dumps(finding_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(text(), encoding="utf-8")
