"""Which dated terms have begun or run out, by one seat's own view and the day."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.casework.confidence import Confidence, confidences
from goodoffices.record.acts import Due
from goodoffices.record.items import DueReceived
from goodoffices.record.view import View
from goodoffices.terms.moment import Moment
from goodoffices.terms.when import first_day, last_day


def falling_due(view: View, moment: Moment) -> tuple[tuple[str, Due], ...]:
    """The confidences whose dates have come, each with what that means, and not noted before.

    "Not before Friday" begins on Friday; "not after Friday" has run out on Saturday, in the talks' own time
    zone. What was withdrawn, or was told on the day itself, falls due no more. Oldest first.
    """
    return tuple(
        (confidence.id, due)
        for confidence in confidences(view)
        if confidence.withdrawn_on is None
        for due in _dues(confidence, moment)
        if all(noted.due is not due for _, noted in view.following(confidence.id, DueReceived))
    )


def _dues(confidence: Confidence, moment: Moment) -> Iterator[Due]:
    today = first_day(moment.day)
    begins, ends = confidence.handling.not_before, confidence.handling.not_after
    if begins is not None and first_day(confidence.day) < first_day(begins) <= today:
        yield Due.MAY_BE_TOLD
    if ends is not None and last_day(ends) < today:
        yield Due.MAY_NO_LONGER_BE_TOLD
