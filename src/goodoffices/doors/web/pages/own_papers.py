"""What a seat keeps for itself: its notes, and what matters to it. No other seat can read either."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.casework.commands import KeepPreference, NoteEntry
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.page import ALL_SEATS, MEDIATORS, Group, Nav, Page
from goodoffices.doors.web.visit import Visit
from goodoffices.errors import WordError
from goodoffices.record.acts import EntryNoted, PreferenceKept
from goodoffices.record.view import View
from goodoffices.terms.actor import Role, SeatKind
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference

PARTIES = frozenset({SeatKind.PARTY})


def show_notes(visit: Visit) -> Response:
    """The seat's own notes, newest first."""
    notes = [
        (item, matter.entry.content)
        for item, matter in visit.view.of_type(EntryNoted)
        if isinstance(matter.entry.content, Note)
    ]
    return visit.page("notes.html", notes=notes[::-1])


def act_notes(visit: Visit, form: Form) -> Response:
    """Write one more."""
    note = Note(text=form.text("text", "Your note"), subject=form.label_or_none("subject", "About"))
    command = NoteEntry(entry=Entry(content=note))
    return visit.do(form, command, lambda _: visit.go("notes", done="noted"))


def show_preferences(visit: Visit) -> Response:
    """How much each issue weighs and how good each option is, as it was kept last."""
    holder = _holder(visit, visit.value("holder", visit.query("for")))
    kept = _kept(visit.view, holder)
    values = {(worth.issue, one.option): one.value for worth in _worths(kept) for one in worth.values}
    weights = {worth.issue: worth.weight for worth in _worths(kept)}
    return visit.page(
        "preferences.html",
        holder=holder,
        holders=_holders(visit),
        kept=kept,
        weights=weights,
        values=values,
        own=visit.seat.kind is SeatKind.PARTY,
    )


def act_preferences(visit: Visit, form: Form) -> Response:
    """Keep them; the earlier ones stay in the seat's record."""
    holder = _holder(visit, form.label("holder", "Whose"))
    issues = tuple(
        IssueWorth(
            issue=issue.key,
            weight=form.number(f"weight-{issue.key}", f"Weight of {issue.title}"),
            values=tuple(
                OptionWorth(
                    option=option.key,
                    value=form.number(f"value-{issue.key}-{option.key}", f"{issue.title}: {option.title}"),
                )
                for option in issue.options
            ),
        )
        for issue in visit.talks.agenda.issues
    )
    if not issues:
        raise WordError("These talks have no agenda yet: there is nothing to weigh.")
    preference = Preference(
        holder=holder,
        issues=issues,
        reservation=form.number("reservation", "Worth of no agreement"),
        basis=form.text_or_none("basis", "How we know"),
    )
    query = {} if visit.seat.kind is SeatKind.PARTY else {"for": holder}
    return visit.do(
        form,
        KeepPreference(preference=preference),
        lambda _: visit.go("preferences", done="preferences-kept", **query),
    )


def _holders(visit: Visit) -> tuple[str, ...]:
    """Whose preferences this seat may keep: a party its own, a mediator her estimate of each side's."""
    if visit.seat.kind is SeatKind.PARTY:
        return () if visit.seat.actor is None else (visit.seat.actor,)
    return visit.talks.actors_in(Role.PARTY)


def _holder(visit: Visit, asked: str) -> str:
    known = _holders(visit)
    return asked if asked in known else next(iter(known), "")


def _kept(view: View, holder: str) -> Preference | None:
    found: Preference | None = None
    for _, matter in view.of_type(PreferenceKept):
        if matter.preference.holder == holder:
            found = matter.preference
    return found


def _worths(kept: Preference | None) -> tuple[IssueWorth, ...]:
    return () if kept is None else kept.issues


PAGES = (
    Page(
        path="notes",
        seats=ALL_SEATS,
        show=show_notes,
        act=act_notes,
        nav=Nav(label="Our own notes", group=Group.OWN, order=0),
    ),
    Page(
        path="preferences",
        seats=PARTIES | MEDIATORS,
        show=show_preferences,
        act=act_preferences,
        nav=Nav(label="What matters", group=Group.OWN, order=10),
    ),
)
