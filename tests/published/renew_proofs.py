"""Write `proofs.json` anew: `python -m tests.published.renew_proofs`, after a change of format only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.faults import tampering
from tests.faults.tampering import Evidence, lane_of

NOTE = (
    "Receipts and records of invented talks, signed by one key, and how each is judged: alone, or held "
    "against what was kept. A verifier that agrees with every line reads the formats as this one does."
)


def vectors() -> dict[str, Any]:
    """Files by name, and cases: which file, held against which, judged how."""
    evidence = Evidence()
    forged = json.loads(json.dumps(evidence.part))
    tampering._reworded(lane_of(forged)["rows"][2])
    tampering._signed_anew(forged)
    reworded = json.loads(json.dumps(evidence.part))
    lane_of(reworded)["rows"][2]["body"] = lane_of(reworded)["rows"][2]["body"].replace("live", "leave")
    first = evidence.kept[1][1]
    with_since = next(
        file for file, kept in evidence.honest if '"since"' in file and kept == [first["checkpoint"]]
    )
    files = {
        "a seat's part": evidence.part,
        "the whole": evidence.whole,
        "a receipt with its content": evidence.receipts[0],
        "a receipt without content": evidence.receipts[1],
        "an older receipt": first,
        "an older checkpoint": first["checkpoint"],
        "a receipt since the older one": json.loads(with_since),
        "a part in other words": reworded,
        "a part written and signed anew": forged,
        "a part of other talks": evidence.foreign,
    }
    right = "right"
    cases: dict[str, tuple[str, list[str], str]] = {
        "a part by itself": ("a seat's part", [], right),
        "a whole by itself": ("the whole", [], right),
        "a receipt by itself": ("a receipt with its content", [], right),
        "a receipt without words": ("a receipt without content", [], right),
        "a part against a receipt": ("a seat's part", ["an older receipt"], right),
        "a whole against a part and a checkpoint": (
            "the whole",
            ["a seat's part", "an older checkpoint"],
            right,
        ),
        "a receipt that extends an older one": ("a receipt since the older one", ["an older receipt"], right),
        "two receipts that cannot be compared": (
            "a receipt with its content",
            ["an older receipt"],
            "what was kept: ask for a receipt since the older one",
        ),
        "other words": (
            "a part in other words",
            [],
            "seat union, item 3: its bytes are not those that its leaf commits to",
        ),
        "signed anew, nothing kept": ("a part written and signed anew", [], right),
        "signed anew, a receipt kept": (
            "a part written and signed anew",
            ["a receipt with its content"],
            "seat union, item 3 to 4: it is not what was signed",
        ),
        "signed anew, a checkpoint kept": (
            "a part written and signed anew",
            ["an older checkpoint"],
            "seat union, item 1 to 3: it is not what was signed",
        ),
        "other talks": (
            "a part of other talks",
            ["an older receipt"],
            "what was kept: it is of other talks or another seat, or of another desk",
        ),
    }
    return {
        "note": NOTE,
        "files": files,
        "cases": {
            name: {"file": file, "kept": kept, "judged": judged}
            for name, (file, kept, judged) in cases.items()
        },
    }


if __name__ == "__main__":
    target = Path(__file__).parent / "proofs.json"
    target.write_text(json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
