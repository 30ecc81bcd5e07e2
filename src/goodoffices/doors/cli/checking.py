"""What a check of a draft found: the verdict, the warnings, the draft as its addressee will see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from goodoffices.doors.cli.answer import REFUSED, as_json, named, refused
from goodoffices.doors.cli.tables import say

if TYPE_CHECKING:
    from goodoffices.casework.commands import DraftRelay
    from goodoffices.casework.disclosure import Check
    from goodoffices.doors.cli.place import Seated
    from goodoffices.record.view import View
    from goodoffices.terms.relay import Relay


def show_check(seated: Seated, command: DraftRelay, *, json: bool) -> None:
    """Print what a check of the draft found; ends with exit code 3 where it may not be passed on so."""
    from goodoffices.casework.decide import decide
    from goodoffices.casework.disclosure import Clear, check
    from goodoffices.casework.refusal import Refusal
    from goodoffices.record.acts import RelayDrafted

    view = seated.view()
    moment = seated.desk.moment(view)
    drafted = decide(command, view, moment)  # pure: nothing is written
    if isinstance(drafted, Refusal):
        refused(drafted, view, json=json)
    relay = next(act.relay for act in drafted.acts if isinstance(act, RelayDrafted))
    found = check(relay, view, moment)
    if json:
        as_json({"check": {"verdict": found.verdict, "warnings": found.traces, "as_seen": _as_seen(relay)}})
    else:
        _print(found, relay, view)
    if not isinstance(found.verdict, Clear):
        raise typer.Exit(REFUSED)


def _as_seen(relay: Relay) -> dict[str, object]:
    """What the addressee is shown of a relay, and nothing more."""
    return {
        "to": relay.to,
        "text": relay.text,
        "given": relay.given,
        "attributed_to": relay.attributed_to,
        "language": relay.language,
    }


def _print(found: Check, relay: Relay, view: View) -> None:
    from goodoffices.casework.disclosure import Clear, Forbidden, NeedsDisclosure
    from goodoffices.doors.cli.lines import spelled

    match found.verdict:
        case Clear():
            say("Nothing that was told on terms stands in the way.")
        case NeedsDisclosure(reasons=reasons):
            say("It may not go as it is: the owner must allow it first (`goodoffices disclosure ask`).")
            for reason in reasons:
                say(f"  {reason.sentence} [{named(reason.confidence, view)}]")
        case Forbidden(reasons=reasons):
            say("It may not go as it is: it would break the terms on which something was told.")
            for reason in reasons:
                say(f"  {reason.sentence} [{named(reason.confidence, view)}]")
    if found.traces:
        typer.echo()
        say("It may carry more than you mean. Change the text, or confirm each with --confirm:")
        for trace in found.traces:
            say(f"  {trace.sentence} [{named(trace.confidence, view)}]")
    typer.echo()
    say(f"As {relay.to} will see it ({spelled(relay.given.value)}, {_whose(relay)}):")
    for line in relay.text.splitlines():
        say(f"  | {line}")


def _whose(relay: Relay) -> str:
    return f"from {relay.attributed_to}" if relay.attributed_to else "as the mediator's own"
