"""What was just done, as the next page says it: a closed set, so that an address can say nothing else."""

from __future__ import annotations

from collections.abc import Mapping

DONE: Mapping[str, str] = {
    "noted": "Noted.",
    "sent": "Sent.",
    "kept": "Draft kept.",
    "passed-on": "Passed on.",
    "passed-on-noted": "What you passed on is in the record.",
    "passed-on-breach": "What you passed on is in the record. It is flagged: a term was not kept.",
    "answer-noted": "The answer is in the record.",
    "shared": "Shared.",
    "tabled": "The proposal was shown to that side.",
    "asked": "The owner is asked.",
    "decided": "Your answer is recorded.",
    "told": "The sender is told.",
    "withdrawn": "We have asked for it to be withdrawn. Only the mediator can say whether it came in time.",
    "withdrawal-answered": "The sender is told whether it came in time.",
    "received": "The mediator is told that you have it.",
    "read-back": "The mediator is told how you understand it.",
    "answered": "Your answer is sent to the mediator.",
    "preferences-kept": "Kept. No other seat can read it.",
}
