"""Why something was not done, as a page says it."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.casework.refusal import Refusal, Rule, Trace

UNFIT, CONFLICT, UNAVAILABLE = 422, 409, 503


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One sentence, the entries of the seat's own record that it names, and what could be confirmed."""

    sentence: str
    entries: tuple[str, ...] = ()
    warnings: tuple[Trace, ...] = ()
    rule: Rule | None = None
    status: int = UNFIT


TOO_OLD = Trouble(
    sentence="This page is too old; it was opened more than twelve hours ago. Nothing was sent. "
    "What you typed is still below: read it again, then send it.",
    status=CONFLICT,
)

OPENED_ELSEWHERE = Trouble(
    sentence="This page was opened before the desk was last opened, or in another browser. Nothing was done "
    "by this press. What you typed is still below: read it again, then send it from here. If it was recorded "
    "then, it is not recorded twice.",
    status=CONFLICT,
)

STOPPED = Trouble(
    sentence="The desk could not write this to its disk, so it is not acknowledged. What you typed is still "
    "below: send it again from this page once the desk takes acts again. Sent twice, it is recorded once.",
    status=UNAVAILABLE,
)

CLOCK_WENT_BACK = Trouble(
    sentence="The clock of the machine that this desk runs on was set back, so nothing is recorded. What you "
    "typed is still below: send it again once whoever runs the desk has set the clock right.",
    status=UNAVAILABLE,
)


def of_refusal(refusal: Refusal) -> Trouble:
    """A refusal of the rules of the talks, as a page says it."""
    return Trouble(
        sentence=refusal.sentence,
        entries=refusal.entries,
        warnings=refusal.warnings,
        rule=refusal.rule,
        status=CONFLICT if refusal.rule is Rule.ALREADY_DONE else UNFIT,
    )
