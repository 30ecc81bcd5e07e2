"""Putting one version of a proposal before a side, and answering the version that was shown."""

from __future__ import annotations

import msgspec

from goodoffices.casework.commands import AnswerProposal, TableProposal
from goodoffices.casework.disclosure import checked, refusal_of
from goodoffices.casework.outgoing import Outgoing
from goodoffices.casework.refusal import Decided, Refusal, Rule
from goodoffices.casework.remit import correspondent
from goodoffices.casework.roll import name_of, own_name
from goodoffices.casework.texts import texts
from goodoffices.casework.well_formed import does_not_fit, not_here
from goodoffices.errors import WordError
from goodoffices.record.acts import EntryNoted, ProposalAnswered, ProposalTabled
from goodoffices.record.items import ProposalReceived
from goodoffices.record.view import View
from goodoffices.terms.actor import Role, SeatKind
from goodoffices.terms.entry import Entry, Link, LinkType, Part, PartRole
from goodoffices.terms.handling import UNSPOKEN
from goodoffices.terms.message import Given
from goodoffices.terms.moment import Moment
from goodoffices.terms.proposal import Proposal, ProposalState, Response
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.when import Precision, When


def table(command: TableProposal, view: View, moment: Moment) -> Decided | Refusal:
    """Show one side one version that this seat has noted: its text and package, in the mediators' name.

    Where somebody else wrote it, its terms hold as for a relay in words. Of the noted entry nothing else
    goes with it: no sources, no terms, no other authors, no references.
    """
    seat = correspondent(view, command.to)
    if isinstance(seat, Refusal):
        return seat
    if seat.kind is SeatKind.MEDIATOR:
        return Refusal(
            rule=Rule.NO_SUCH_ADDRESSEE, sentence="A proposal is put before a side: share it with mediators."
        )
    item = view.item(command.subject)
    if item is None or not isinstance(item.matter, EntryNoted):
        return not_here()
    noted = item.matter.entry
    if not isinstance(noted.content, Proposal):
        return not_here()
    package = noted.content.package
    misfit = None if package is None else package.misfit(view.talks.agenda)
    if misfit is not None:
        return does_not_fit(f"This does not fit the agenda: {misfit}.", item.id)
    entry = _as_shown(noted, noted.content, view, moment)
    outgoing = Outgoing(
        to=name_of(view, seat.name),
        texts=tuple(texts(entry.content)),
        rests_on=(item.id,),
        given=Given.IN_WORDS,
    )
    refusal = refusal_of(checked(outgoing, view, moment).verdict)
    return refusal or Decided(acts=(ProposalTabled(to=seat.name, subject=item.id, entry=entry),))


def _as_shown(noted: Entry, proposal: Proposal, view: View, moment: Moment) -> Entry:
    """The proposal as the side sees it; authors who do not mediate are not named."""
    mediators = {seat.actor for seat in view.talks.seats_of_kind(SeatKind.MEDIATOR)}
    mediators |= set(view.talks.actors_in(Role.MEDIATOR))
    authors = [
        part.canonical
        for part in noted.actors
        if part.role is PartRole.AUTHOR and part.canonical in mediators
    ]
    own = own_name(view)
    return Entry(
        content=msgspec.structs.replace(proposal, state=ProposalState.TABLED),
        when=When(precision=Precision.DAY, start=moment.day),
        actors=tuple(Part(role=PartRole.AUTHOR, canonical=author) for author in authors or [own]),
        sources=(Source(type=SourceType.FIRST_HAND, label=own),),
    )


def answer(command: AnswerProposal, view: View, moment: Moment) -> Decided | Refusal:
    """Answer the version that was shown; of several answers to one version the last counts."""
    item = view.item(command.proposal)
    if item is None or not isinstance(item.matter, ProposalReceived):
        return not_here()
    shown = item.matter.entry.content
    own = own_name(view)
    try:
        response = Response(
            value=command.value,
            content=command.content,
            reservations=command.reservations,
            version=shown.version if isinstance(shown, Proposal) else None,
        )
    except WordError as reason:
        return does_not_fit(f"{str(reason).capitalize()}.", item.id)
    entry = Entry(
        content=response,
        when=When(precision=Precision.DAY, start=moment.day),
        actors=(
            Part(role=PartRole.ISSUER, canonical=own),
            Part(role=PartRole.ADDRESSEE, canonical=name_of(view, item.matter.sender)),
        ),
        sources=(Source(type=SourceType.FIRST_HAND, label=own),),
        handling=UNSPOKEN,
        links=(Link(type=LinkType.ANSWERS, to=item.id),),
    )
    return Decided(acts=(ProposalAnswered(to=item.matter.sender, proposal=item.id, entry=entry),))
