"""Writing into a seat's own record: entries, and preferences. A fact is never refused for its terms."""

from __future__ import annotations

from goodoffices.casework.commands import KeepPreference, NoteEntry
from goodoffices.casework.refusal import Decided, Refusal
from goodoffices.casework.roll import own_name
from goodoffices.casework.well_formed import does_not_fit
from goodoffices.record.acts import EntryNoted, PreferenceKept
from goodoffices.record.view import View
from goodoffices.terms.actor import Role, SeatKind
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.entry import Content
from goodoffices.terms.position import Position
from goodoffices.terms.proposal import Agreement, Proposal


def note(command: NoteEntry, view: View) -> Decided | Refusal:
    """Note an entry; refused only where it names options that the agenda does not know."""
    misfit = content_misfit(command.entry.content, view.talks.agenda)
    if misfit is not None:
        return does_not_fit(f"This does not fit the agenda: {misfit}.")
    return Decided(acts=(EntryNoted(entry=command.entry),))


def content_misfit(content: Content, agenda: Agenda) -> str | None:
    """What in a content the agenda does not know, as a sentence, or None."""
    match content:
        case Position():
            return content.misfit(agenda)
        case Proposal(package=package) | Agreement(package=package):
            return None if package is None else package.misfit(agenda)
        case _:  # no other content names options
            return None


def keep_preference(command: KeepPreference, view: View) -> Decided | Refusal:
    """Keep a preference: a party its own, a mediator her estimate of any party's."""
    preference = command.preference
    if view.seat.kind is SeatKind.PARTY and preference.holder != own_name(view):
        return does_not_fit(f"From this seat only the preference of {own_name(view)} can be kept.")
    parties = set(view.talks.actors_in(Role.PARTY))
    parties |= {seat.actor for seat in view.talks.seats_of_kind(SeatKind.PARTY) if seat.actor}
    if preference.holder not in parties:
        return does_not_fit(f"{preference.holder} is no party to these talks.")
    misfit = preference.misfit(view.talks.agenda)
    if misfit is not None:
        return does_not_fit(f"This does not fit the agenda: {misfit}.")
    return Decided(acts=(PreferenceKept(preference=preference),))
