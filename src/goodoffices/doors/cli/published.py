"""What the commands of the engine answer with as JSON, and the schema of it, made from the types."""

from __future__ import annotations

from typing import Any, cast

import msgspec

from goodoffices.bargaining.candidate import NoCandidate
from goodoffices.bargaining.candidates import Candidates
from goodoffices.bargaining.gap_of_positions import CannotBeComputed, Gap
from goodoffices.bargaining.gap_of_preferences import PreferenceGap
from goodoffices.bargaining.improvement import Improvement
from goodoffices.bargaining.sensitivity import Sensitivity
from goodoffices.bargaining.solutions import NoSolution, Solutions
from goodoffices.doors.cli.frontier_shown import FrontierShown
from goodoffices.doors.cli.how_sure_shown import HowSureShown

Schema = dict[str, Any]


Result = (
    FrontierShown
    | Solutions
    | NoSolution
    | PreferenceGap
    | Sensitivity
    | Candidates
    | NoCandidate
    | Improvement
    | HowSureShown
    | Gap
    | CannotBeComputed
)


def finding_schema() -> Schema:
    """The JSON Schema of what `frontier`, `solve` and all other commands of the engine print as JSON."""
    from goodoffices.notation.schema import DIALECT, REF
    from goodoffices.notation.schema import published as spelled

    (result,), parts = msgspec.json.schema_components((Result,), ref_template=REF)
    parts = cast("dict[str, Schema]", spelled(parts))
    parts["Package"] = {
        "title": "Package",
        "description": "One option for each issue that it covers, by their keys.",
        "type": "object",
        "additionalProperties": {"type": "string"},
    }
    text = {"type": "string"}
    return {
        "$schema": DIALECT,
        "title": "Finding",
        "description": "A computed result with all that is needed to make it again.",
        "type": "object",
        "properties": {
            "method": {**text, "description": "The method, and where it was published."},
            "settings": {"type": "object", "additionalProperties": text},
            "tolerance": {"type": "number", "minimum": 0, "description": "0: exact; of each party's range."},
            "seed": {"type": ["integer", "null"], "description": "null: nothing was drawn."},
            "digest": {**text, "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the inputs."},
            "source": {**text, "description": "Where the inputs came from."},
            "remarks": {"type": "array", "items": text, "description": "To be shown with the result."},
            "result": result,
            "talks": {**text, "description": "Of `gap` on talks: their name."},
            "computed": {"$ref": "#", "description": "Of `gap` on talks: the gap between positions."},
            "claimed": {"type": "array", "description": "Of `gap` on talks: what people say of the gap."},
        },
        "required": ["method", "settings", "tolerance", "seed", "digest", "source", "remarks", "result"],
        "additionalProperties": False,
        "$defs": parts,
    }
