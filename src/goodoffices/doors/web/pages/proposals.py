"""What is on the table: which version was shown to whom, and who answered which."""

from __future__ import annotations

from starlette.responses import Response

from goodoffices.casework.commands import AnswerProposal, NoteEntry, TableProposal
from goodoffices.doors.web.course import steps
from goodoffices.doors.web.form import Form
from goodoffices.doors.web.page import MEDIATORS, SIDES, Group, Nav, Page
from goodoffices.doors.web.visit import Visit
from goodoffices.record.acts import EntryNoted, ProposalAnswered, ProposalTabled
from goodoffices.record.items import AnswerReceived, LaneItem, ProposalReceived
from goodoffices.record.view import View
from goodoffices.terms.actor import SeatKind
from goodoffices.terms.entry import Entry, Link, LinkType, Part, PartRole
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.proposal import Answer, Proposal, ProposalState
from goodoffices.terms.proposal import Response as Answered
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.talks import Talks
from goodoffices.terms.when import Precision, When

BY_MOUTH = tuple(answer for answer in Answer if answer is not Answer.NOT_STATED)


def show_own(visit: Visit) -> Response:
    """A mediator's proposals, newest first, each with whom it was shown to and what came back."""
    view = visit.view
    found = [(item, proposal, _shown_to(view, item), _answers(view, item)) for item, proposal in _noted(view)]
    return visit.page("proposals.html", proposals=found[::-1])


def show_new(visit: Visit) -> Response:
    """The form for a new proposal, or the next version of one."""
    earlier = visit.view.item(visit.value("after", visit.query("after")))
    content = None if earlier is None else _proposal_in(earlier)
    return visit.page("proposal_new.html", earlier=earlier if content else None, content=content)


def act_new(visit: Visit, form: Form) -> Response:
    """Write a proposal down; nobody sees it until it is shown to a side."""
    own = visit.seat.actor or visit.seat.title
    after = form.label_or_none("after", "The earlier version")
    content = Proposal(
        title=form.label("title", "Title"),
        content=form.text("text", "What it says"),
        state=ProposalState.PREPARED,
        version=form.whole_number("version", "Version"),
        package=_package(visit.talks, form),
    )
    entry = Entry(
        content=content,
        actors=(Part(role=PartRole.AUTHOR, canonical=own),),
        sources=(Source(type=SourceType.FIRST_HAND, label=own),),
        links=() if after is None else (Link(type=LinkType.CORRECTS, to=after),),
    )
    return visit.do(
        form, NoteEntry(entry=entry), lambda accepted: visit.go(f"proposal/{accepted.items[0]}", done="noted")
    )


def show_one(visit: Visit) -> Response:
    """One version, for a mediator: show it to a side, note what was answered by mouth."""
    item = visit.item()
    if item is None or _proposal_in(item) is None or not isinstance(item.matter, EntryNoted):
        return visit.not_there()
    return visit.page(
        "proposal.html",
        item=item,
        proposal=_proposal_in(item),
        shown=_shown_to(visit.view, item),
        answers=_answers(visit.view, item),
        sides=[seat for seat in visit.talks.seats if seat.kind not in {SeatKind.MEDIATOR, SeatKind.READER}],
        actors=[(name, name, "") for name in visit.others()],
        by_mouth=BY_MOUTH,
    )


def act_one(visit: Visit, form: Form) -> Response:
    """Show it to a side, or note an answer that was given by mouth."""
    item = visit.item()
    if item is None:
        return visit.not_there()
    here = f"proposal/{item.id}"
    if form.raw("do") == "table":
        command = TableProposal(subject=item.id, to=form.label("side", "To which side"))
        return visit.do(form, command, lambda _: visit.go(here, done="tabled"))
    entry = _answer_by_mouth(visit, form, item)
    return visit.do(form, NoteEntry(entry=entry), lambda _: visit.go(here, done="answer-noted"))


def show_received(visit: Visit) -> Response:
    """The versions that this seat was shown, newest first."""
    found = [
        (item, matter.entry, visit.view.following(item.id, ProposalAnswered))
        for item, matter in visit.view.of_type(ProposalReceived)
    ]
    return visit.page("proposals_received.html", proposals=found[::-1])


def show_received_one(visit: Visit) -> Response:
    """One version, with the form to answer exactly this one."""
    item = visit.item()
    if item is None or not isinstance(item.matter, ProposalReceived):
        return visit.not_there()
    return visit.page(
        "proposal_received.html",
        item=item,
        sender=visit.who(item.matter.sender),
        proposal=_proposal_in(item),
        steps=steps(visit.view, item.id),
        may_answer=visit.seat.kind is SeatKind.PARTY,
        by_mouth=BY_MOUTH,
    )


def act_received(visit: Visit, form: Form) -> Response:
    """Answer this version."""
    item = visit.item()
    if item is None:
        return visit.not_there()
    command = AnswerProposal(
        proposal=item.id,
        value=form.choice("value", Answer, "Our answer"),
        content=form.text_or_none("text", "In our words"),
        reservations=form.text_or_none("reservations", "Our reservations"),
    )
    return visit.do(form, command, lambda _: visit.go(f"proposal/{item.id}", done="answered"))


def _answer_by_mouth(visit: Visit, form: Form, item: LaneItem) -> Entry:
    proposal = _proposal_in(item)
    own = visit.seat.actor or visit.seat.title
    who = form.label("who", "Who answered")
    day = form.day_or_none("day", "Day")
    return Entry(
        content=Answered(
            value=form.choice("value", Answer, "The answer"),
            content=form.text_or_none("text", "In their words"),
            reservations=form.text_or_none("reservations", "Their reservations"),
            version=None if proposal is None else proposal.version,
        ),
        when=None if day is None else When(precision=Precision.DAY, start=day),
        actors=(Part(role=PartRole.ISSUER, canonical=who), Part(role=PartRole.ADDRESSEE, canonical=own)),
        sources=(Source(type=SourceType.FIRST_HAND, label=own),),
        links=(Link(type=LinkType.ANSWERS, to=item.id),),
    )


def _noted(view: View) -> list[tuple[LaneItem, Proposal]]:
    found: list[tuple[LaneItem, Proposal]] = []
    for item, _ in view.of_type(EntryNoted):
        proposal = _proposal_in(item)
        if proposal is not None:
            found.append((item, proposal))
    return found


def _proposal_in(item: LaneItem) -> Proposal | None:
    if isinstance(item.matter, EntryNoted | ProposalReceived):
        content = item.matter.entry.content
        return content if isinstance(content, Proposal) else None
    return None


def _shown_to(view: View, item: LaneItem) -> list[tuple[LaneItem, ProposalTabled]]:
    return [(at, m) for at, m in view.following(item.id, ProposalTabled) if m.subject == item.id]


def _answers(view: View, item: LaneItem) -> list[LaneItem]:
    """The answers to this version, from the seats that were shown it and by word of mouth."""
    found = [at for shown, _ in _shown_to(view, item) for at, _ in view.following(shown.id, AnswerReceived)]
    found += [at for at, m in view.following(item.id, EntryNoted) if isinstance(m.entry.content, Answered)]
    return sorted({at.id: at for at in found}.values(), key=lambda at: at.number)


def _package(talks: Talks, form: Form) -> Package | None:
    """One option for each issue that was settled; None where all were left open."""
    choices = tuple(
        Choice(issue=issue.key, option=key)
        for issue in talks.agenda.issues
        if (key := form.label_or_none(f"issue-{issue.key}", issue.title)) is not None
    )
    return Package(choices=choices) if choices else None


PAGES = (
    Page(
        path="proposals",
        seats=MEDIATORS,
        show=show_own,
        nav=Nav(label="Proposals", group=Group.TABLE, order=0),
    ),
    Page(
        path="proposals",
        seats=SIDES,
        show=show_received,
        nav=Nav(label="Proposals", group=Group.TABLE, order=0),
    ),
    Page(path="proposals/new", seats=MEDIATORS, show=show_new, act=act_new),
    Page(path="proposal/{item}", seats=MEDIATORS, show=show_one, act=act_one),
    Page(path="proposal/{item}", seats=SIDES, show=show_received_one, act=act_received),
)
