from __future__ import annotations

import msgspec
import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Rule
from goodoffices.record import acts
from goodoffices.record.items import (
    ProposalReceived,
    RelayReceived,
)
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, Link, LinkType, Part, PartRole
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.message import Given
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.proposal import Answer, Proposal, ProposalState, Response
from goodoffices.terms.source import Source, SourceType
from tests.casework.conftest import JUDGE, MINISTRY, PORT, UNION, WORDS

IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))
PROPOSAL = Proposal(
    title="One berth",
    content="Berth two works again from Monday.",
    state=ProposalState.PREPARED,
    version=2,
    package=Package(choices=(Choice(issue="wage", option="two"),)),
)


def noted_proposal(table, content=PROPOSAL, **fields):
    return table.add(acts.EntryNoted(entry=Entry(content=content, **fields)))


def test_a_tabled_proposal_carries_its_text_and_nothing_of_where_it_came_from(table):
    authors = tuple(Part(role=PartRole.AUTHOR, canonical=name) for name in (MINISTRY, JUDGE, UNION))
    subject = noted_proposal(
        table,
        actors=authors,
        sources=(Source(type=SourceType.FIRST_HAND, label="Ines Halloran"),),
        links=(Link(type=LinkType.ABOUT, to="item-1"),),
    )
    act = table.act(c.TableProposal(subject=subject, to="port"))
    assert act.entry.content == msgspec.structs.replace(PROPOSAL, state=ProposalState.TABLED)
    assert [part.canonical for part in act.entry.actors] == [MINISTRY, JUDGE]
    assert (act.entry.links, act.entry.handling, act.entry.sources[0].label) == ((), None, MINISTRY)


def test_a_side_s_own_draft_goes_to_the_other_only_on_its_terms_and_without_its_name(table):
    by_union = (Part(role=PartRole.AUTHOR, canonical=UNION),)
    closed = noted_proposal(table, actors=by_union)
    refusal = table.refused(c.TableProposal(subject=closed, to="port"))
    assert (refusal.rule, refusal.entries) == (Rule.NEEDS_DISCLOSURE, (closed,))
    table.leave(closed, given=Given.IN_WORDS, by_mouth=True)
    act = table.act(c.TableProposal(subject=closed, to="port"))
    assert [part.canonical for part in act.entry.actors] == [MINISTRY]


def test_a_proposal_that_quotes_a_confidence_is_refused(table):
    subject = noted_proposal(table, Proposal(title="T", content=WORDS, state=ProposalState.PREPARED))
    table.act(c.TableProposal(subject=subject, to="port"))
    message = table.told(IN_SUBSTANCE)
    refusal = table.refused(c.TableProposal(subject=subject, to="port"))
    assert (refusal.rule, refusal.entries) == (Rule.BREAKS_CONFIDENCE, (message,))


@pytest.mark.parametrize("to", ["judge", "reader", "nobody"])
def test_a_proposal_is_put_before_a_side(table, to):
    command = c.TableProposal(subject=noted_proposal(table), to=to)
    assert table.refused(command).rule is Rule.NO_SUCH_ADDRESSEE


def test_only_a_noted_proposal_is_tabled(table):
    assert table.refused(c.TableProposal(subject=table.told(None), to="port")).rule is Rule.NOT_HERE


def test_an_answer_names_the_very_version_that_was_shown(at):
    table = at("port")
    shown = table.add(ProposalReceived(sender="ministry", entry=Entry(content=PROPOSAL)))
    act = table.act(c.AnswerProposal(proposal=shown, value=Answer.REJECT))
    assert act.entry.content == Response(value=Answer.REJECT, version=2)
    assert act.entry.linked(LinkType.ANSWERS) == (shown,)
    assert (act.to, act.entry.actor(PartRole.ISSUER)) == ("ministry", PORT)


def test_reservations_that_are_announced_are_given(at):
    table = at("port")
    shown = table.add(ProposalReceived(sender="ministry", entry=Entry(content=PROPOSAL)))
    bare = c.AnswerProposal(proposal=shown, value=Answer.ACCEPT_WITH_RESERVATIONS)
    assert table.refused(bare).rule is Rule.DOES_NOT_FIT
    table.do(msgspec.structs.replace(bare, reservations="Not on Sundays."))
    table.do(c.AnswerProposal(proposal=shown, value=Answer.ACCEPT))  # the last counts


def test_a_package_that_the_agenda_no_longer_knows_is_not_tabled(table):
    package = Package(choices=(Choice(issue="hours", option="ten"),))
    subject = noted_proposal(table, msgspec.structs.replace(PROPOSAL, package=package))
    assert table.refused(c.TableProposal(subject=subject, to="port")).rule is Rule.DOES_NOT_FIT


def test_a_note_of_another_kind_is_not_tabled(table):
    subject = table.add(acts.EntryNoted(entry=Entry(content=Note(text="t"))))
    assert table.refused(c.TableProposal(subject=subject, to="port")).rule is Rule.NOT_HERE


def test_what_was_not_put_before_the_seat_is_not_answered(at):
    relay = (table := at("port")).add(RelayReceived(sender="ministry", text="t", given=Given.IN_WORDS))
    command = c.AnswerProposal(proposal=relay, value=Answer.REJECT)
    assert table.refused(command).rule is Rule.NOT_HERE
