"""What each command comes to; success and refusal share their set-up."""

from __future__ import annotations

import msgspec
import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Refusal, Rule
from goodoffices.record import acts
from goodoffices.record.items import (
    DisclosureRequestReceived,
    EntryReceived,
    ProposalReceived,
    RelayReceived,
    WithdrawalReceived,
)
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, Link, LinkType, Part, PartRole
from goodoffices.terms.handling import UNSPOKEN, Attribution, Form, Handling
from goodoffices.terms.message import Channel, Delivery, Given, Message
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.position import Position, Stance
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from goodoffices.terms.proposal import Answer, Proposal, ProposalState, Response
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.when import Precision, When
from tests.casework.conftest import JUDGE, MINISTRY, PORT, SHIPPERS, SUBSTANCE, UNION, WORDS, said

IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))
MESSAGE = Entry(content=Message(content=WORDS))
PROPOSAL = Proposal(
    title="One berth",
    content="Berth two works again from Monday.",
    state=ProposalState.PREPARED,
    version=2,
    package=Package(choices=(Choice(issue="wage", option="two"),)),
)


# Sending


def test_a_message_is_filled_with_what_the_platform_knows(at):
    act = at("union").act(c.SendMessage(to="ministry", entry=MESSAGE))
    assert isinstance(act, acts.MessageSent)
    assert [(part.role, part.canonical) for part in act.entry.actors] == [
        (PartRole.ISSUER, UNION),
        (PartRole.ADDRESSEE, MINISTRY),
    ]
    assert act.entry.content.channel is Channel.PLATFORM
    assert act.entry.sources == (Source(type=SourceType.FIRST_HAND, label=UNION),)
    assert act.entry.when == When(precision=Precision.DAY, start="2031-03-05")


def test_terms_that_a_party_does_not_name_are_ask_first_and_said_so(at):
    assert at("union").act(c.SendMessage(to="ministry", entry=MESSAGE)).entry.handling == UNSPOKEN


def test_terms_that_a_party_names_are_kept(at):
    entry = msgspec.structs.replace(MESSAGE, handling=IN_SUBSTANCE)
    assert at("union").act(c.SendMessage(to="ministry", entry=entry)).entry.handling == IN_SUBSTANCE


@pytest.mark.parametrize("name", [UNION, "Nobody"])
def test_terms_that_name_the_sender_or_a_stranger_are_refused(at, name):
    entry = msgspec.structs.replace(MESSAGE, handling=Handling(form=Form.IN_WORDS, to=(name,)))
    refusal = at("union").refused(c.SendMessage(to="ministry", entry=entry))
    assert refusal.rule is Rule.DOES_NOT_FIT
    assert name in refusal.sentence


def test_a_message_in_another_s_name_is_refused(at):
    refusal = at("union").refused(c.SendMessage(to="ministry", entry=said(PORT, WORDS)))
    assert refusal.rule is Rule.DOES_NOT_FIT


def test_the_person_who_speaks_is_kept(at):
    act = at("union").act(c.SendMessage(to="ministry", entry=said(UNION, WORDS, written="Ines Halloran")))
    assert act.entry.actors[0].written == "Ines Halloran"


def test_only_a_message_can_be_sent(at):
    entry = Entry(content=Note(text="t"))
    assert at("union").refused(c.SendMessage(to="ministry", entry=entry)).rule is Rule.DOES_NOT_FIT


@pytest.mark.parametrize("to", ["port", "union", "reader", "nobody"])
def test_a_party_cannot_write_to_anybody_but_mediators(at, to):
    refusal = at("union").refused(c.SendMessage(to=to, entry=MESSAGE))
    assert refusal.rule is Rule.NO_SUCH_ADDRESSEE


def test_a_mediator_s_message_that_quotes_a_confidence_is_refused_and_names_it(table):
    message = table.told(IN_SUBSTANCE)
    refusal = table.refused(c.SendMessage(to="port", entry=MESSAGE))
    assert (refusal.rule, refusal.entries) == (Rule.BREAKS_CONFIDENCE, (message,))


def test_a_mediator_may_write_to_a_side_in_that_side_s_own_words(table):
    table.told(IN_SUBSTANCE)
    assert table.act(c.SendMessage(to="union", entry=MESSAGE)).entry.handling is None


# Withdrawing


def test_a_message_is_taken_back_with_the_same_answer_each_time(at):
    table = at("union")
    message = table.do(c.SendMessage(to="ministry", entry=MESSAGE))
    first = table.decide(c.WithdrawMessage(message=message))
    table.do(c.WithdrawMessage(message=message))
    table.add(acts_answer(message))
    assert table.decide(c.WithdrawMessage(message=message)) == first


def acts_answer(message):
    from goodoffices.record.items import WithdrawalAnswerReceived

    return WithdrawalAnswerReceived(sender="ministry", message=message, in_time=False)


def test_only_an_own_message_can_be_taken_back(at):
    table = at("union")
    relay = table.add(RelayReceived(sender="ministry", text="t", given=Given.IN_WORDS))
    assert table.refused(c.WithdrawMessage(message=relay)).rule is Rule.NOT_HERE
    assert table.refused(c.WithdrawMessage(message="unknown")) == table.refused(
        c.WithdrawMessage(message=relay)
    )


def test_whether_a_withdrawal_came_in_time_is_said_once_and_only_of_a_withdrawn_message(table):
    message = table.told(IN_SUBSTANCE)
    answer = c.AnswerWithdrawal(message=message, in_time=True)
    assert table.refused(answer).rule is Rule.DOES_NOT_FIT
    table.add(WithdrawalReceived(sender="union", message=message))
    assert table.act(answer) == acts.WithdrawalAnswered(to="union", message=message, in_time=True)
    table.do(answer)
    assert table.refused(answer).rule is Rule.ALREADY_DONE


# Passing on


def relay_to(to=PORT, *rests_on, text=SUBSTANCE, **changes):
    return {"to": to, "rests_on": rests_on, "text": text, **changes}


def test_a_relay_that_keeps_the_terms_goes_to_the_addressee_s_seat(table):
    message = table.told(IN_SUBSTANCE)
    act = table.act(c.SendRelay(**relay_to(PORT, message)))
    assert (act.to, act.relay.attributed_to, act.confirmed) == ("port", None, ())


def test_a_relay_that_quotes_what_may_go_in_substance_only_is_refused_and_names_the_confidence(table):
    message = table.told(IN_SUBSTANCE)
    refusal = table.refused(c.SendRelay(**relay_to(PORT, message, text=WORDS)))
    assert (refusal.rule, refusal.entries) == (Rule.BREAKS_CONFIDENCE, (message,))
    assert UNION in refusal.sentence


def test_a_relay_without_leave_is_refused_and_names_the_confidence(table):
    message = table.told(None)
    refusal = table.refused(c.SendRelay(**relay_to(PORT, message)))
    assert (refusal.rule, refusal.entries) == (Rule.NEEDS_DISCLOSURE, (message,))


def test_a_draft_is_kept_whatever_it_rests_on(table):
    message = table.told(Handling(form=Form.NEVER))
    act = table.act(c.DraftRelay(**relay_to(PORT, message, text=WORDS)))
    assert isinstance(act, acts.RelayDrafted)


def test_what_was_passed_on_by_mouth_is_noted_and_flagged_where_it_broke_the_terms(table):
    message = table.told(Handling(form=Form.NEVER))
    act = table.act(c.NoteRelay(**relay_to(PORT, message, text=WORDS)))
    assert [(breach.confidence, breach.rule) for breach in act.breaches] == [
        (message, "never"),
        (message, "quoted"),
    ]


def test_what_was_passed_on_by_mouth_within_the_terms_is_not_flagged(table):
    message = table.told(IN_SUBSTANCE)
    assert table.act(c.NoteRelay(**relay_to(PORT, message))).breaches == ()


@pytest.mark.parametrize(("day", "number"), [("2031-03-03", 1), ("2031-03-04", 0)])
def test_what_was_passed_on_by_mouth_is_judged_on_its_own_day(table, day, number):
    message = table.told(msgspec.structs.replace(IN_SUBSTANCE, not_before="2031-03-04"))
    when = When(precision=Precision.DAY, start=day)
    assert len(table.act(c.NoteRelay(**relay_to(PORT, message), when=when)).breaches) == number


def test_what_was_passed_on_by_mouth_may_have_gone_to_anybody(table):
    assert table.act(c.NoteRelay(**relay_to("A stranger"))).relay.to == "A stranger"


@pytest.mark.parametrize("command", [c.DraftRelay, c.SendRelay])
@pytest.mark.parametrize("to", ["A stranger", MINISTRY])
def test_nothing_can_be_passed_on_to_a_stranger_or_to_oneself(table, command, to):
    assert table.refused(command(**relay_to(to))).rule is Rule.NO_SUCH_ADDRESSEE


def test_who_has_no_account_is_told_by_mouth(table):
    refusal = table.refused(c.SendRelay(**relay_to(SHIPPERS)))
    assert refusal.rule is Rule.NO_SUCH_ADDRESSEE
    assert "note it as passed on by mouth" in refusal.sentence


def test_a_co_mediator_is_shared_with_and_not_relayed_to(table):
    refusal = table.refused(c.SendRelay(**relay_to(JUDGE)))
    assert (refusal.rule, "share" in refusal.sentence) == (Rule.NO_SUCH_ADDRESSEE, True)


@pytest.mark.parametrize(
    ("attribution", "name"),
    [
        (Attribution.AS_OWN, None),
        (Attribution.BY_SIDE, UNION),
        (Attribution.BY_NAME, "Ines Halloran"),
    ],
)
def test_the_addressee_is_told_the_name_that_the_attribution_says(table, attribution, name):
    terms = msgspec.structs.replace(IN_SUBSTANCE, attribution=Attribution.BY_NAME)
    message = table.told(terms, written="Ines Halloran")
    act = table.act(c.SendRelay(**relay_to(PORT, message, attribution=attribution)))
    assert act.relay.attributed_to == name


def test_where_no_person_is_named_the_side_is(table):
    message = table.told(msgspec.structs.replace(IN_SUBSTANCE, attribution=Attribution.BY_NAME))
    act = table.act(c.SendRelay(**relay_to(PORT, message, attribution=Attribution.BY_NAME)))
    assert act.relay.attributed_to == UNION


def test_a_name_needs_somebody_s_word_to_rest_on(table):
    command = c.SendRelay(**relay_to(PORT, attribution=Attribution.BY_SIDE))
    assert table.refused(command).rule is Rule.DOES_NOT_FIT


def test_a_relay_rests_on_what_brings_something(table):
    draft = table.do(c.DraftRelay(**relay_to()))
    assert table.refused(c.SendRelay(**relay_to(PORT, draft))).rule is Rule.NOT_HERE
    assert table.refused(c.NoteRelay(**relay_to(PORT, "unknown"))).rule is Rule.NOT_HERE


def test_a_relay_comes_from_a_draft_or_from_none(table):
    draft = table.do(c.DraftRelay(**relay_to()))
    assert table.act(c.SendRelay(**relay_to(), draft=draft)).draft == draft
    assert table.refused(c.SendRelay(**relay_to(), draft="item-1")).rule is Rule.NOT_HERE


def test_warnings_are_shown_confirmed_and_recorded(table):
    table.told(IN_SUBSTANCE, words="All 1,200 of us stay out.")
    draft = relay_to(PORT, text="They speak for 1200 people.")
    refusal = table.refused(c.SendRelay(**draft))
    assert refusal.rule is Rule.UNCONFIRMED_WARNINGS
    seen = tuple(warning.sentence for warning in refusal.warnings)
    act = table.act(c.SendRelay(**draft, confirmed=(*seen, "Something else.")))
    assert act.confirmed == seen


def test_confirming_does_not_open_what_is_forbidden(table):
    table.told(IN_SUBSTANCE)
    refusal = table.refused(c.SendRelay(**relay_to(PORT, text=WORDS)))
    again = c.SendRelay(**relay_to(PORT, text=WORDS), confirmed=(refusal.sentence,))
    assert table.refused(again).rule is Rule.BREAKS_CONFIDENCE


def test_a_relay_is_acknowledged_once_and_read_back_at_will(at):
    table = at("port")
    relay = table.add(RelayReceived(sender="ministry", text="t", given=Given.IN_WORDS))
    table.do(c.AcknowledgeRelay(relay=relay))
    assert table.refused(c.AcknowledgeRelay(relay=relay)).rule is Rule.ALREADY_DONE
    table.do(c.ReadBackRelay(relay=relay, text="One berth."))
    assert table.act(c.ReadBackRelay(relay=relay, text="Two.")).to == "ministry"


# Leave


def test_the_owner_is_asked_at_its_own_seat_and_once_at_a_time(table):
    message = table.told(None)
    ask = c.AskDisclosure(confidence=message, to=PORT)
    assert table.act(ask).owner == "union"
    table.do(ask)
    assert table.refused(ask).rule is Rule.ALREADY_DONE
    table.act(c.AskDisclosure(confidence=message, to=PORT, given=Given.IN_WORDS))


def test_an_owner_without_an_account_is_asked_by_mouth_and_its_answer_noted_once(table):
    told = table.noted(None)
    asked = table.do(c.AskDisclosure(confidence=told, to=PORT))
    assert table.view.item(asked).matter.owner is None
    decide = c.DecideDisclosure(request=asked, allowed=True)
    table.do(decide)
    assert table.refused(decide).rule is Rule.ALREADY_DONE


def test_the_owner_of_what_was_shared_is_asked_by_mouth(table):
    told = table.add(EntryReceived(sender="judge", entry=said(UNION, WORDS), given_by=UNION))
    assert table.act(c.AskDisclosure(confidence=told, to=PORT)).owner is None


def test_a_mediator_does_not_answer_for_an_owner_who_has_a_seat(table):
    asked = table.do(c.AskDisclosure(confidence=table.told(None), to=PORT))
    refusal = table.refused(c.DecideDisclosure(request=asked, allowed=True))
    assert refusal.rule is Rule.NOT_FOR_THIS_SEAT


def test_the_owner_answers_once(at):
    table = at("union")
    message = table.do(c.SendMessage(to="ministry", entry=MESSAGE))
    request = DisclosureRequestReceived(
        sender="ministry", message=message, to=PORT, given=Given.IN_SUBSTANCE, attribution=Attribution.AS_OWN
    )
    asked = table.add(request)
    decide = c.DecideDisclosure(request=asked, allowed=False, words="Not yet.")
    assert table.act(decide).to == "ministry"
    table.do(decide)
    assert table.refused(decide).rule is Rule.ALREADY_DONE


@pytest.mark.parametrize(
    ("to", "rule"),
    [("A stranger", Rule.NO_SUCH_ADDRESSEE), (MINISTRY, Rule.NO_SUCH_ADDRESSEE), (UNION, Rule.DOES_NOT_FIT)],
)
def test_leave_is_asked_for_somebody_else_at_the_talks(table, to, rule):
    assert table.refused(c.AskDisclosure(confidence=table.told(None), to=to)).rule is rule


def test_no_leave_is_asked_for_what_may_never_be_passed_on_or_was_withdrawn(table):
    never, back = table.told(Handling(form=Form.NEVER)), table.told(IN_SUBSTANCE)
    table.add(WithdrawalReceived(sender="union", message=back))
    for confidence in (never, back):
        refusal = table.refused(c.AskDisclosure(confidence=confidence, to=PORT))
        assert (refusal.rule, refusal.entries) == (Rule.BREAKS_CONFIDENCE, (confidence,))


def test_no_leave_is_asked_for_an_own_note(table):
    note = table.do(c.NoteEntry(entry=Entry(content=Note(text="t"))))
    assert table.refused(c.AskDisclosure(confidence=note, to=PORT)).rule is Rule.NOT_HERE


def test_a_question_does_not_quote_another_s_confidence(table):
    table.told(IN_SUBSTANCE, by="port", words="Nobody here may know of the sale of the cranes.")
    ask = c.AskDisclosure(confidence=table.told(None), to=PORT, wording="Nobody here may know of the sale.")
    assert table.refused(ask).rule is Rule.BREAKS_CONFIDENCE


# Delivery, sharing


def test_a_sender_is_told_of_delivery_asked_for_or_not(table):
    message = table.told(IN_SUBSTANCE)
    act = table.act(c.TellDelivery(message=message, delivery=Delivery.DELIVERED))
    assert (act.to, act.message) == ("union", message)


def test_nobody_is_told_of_the_delivery_of_what_came_by_mouth(table):
    told = table.noted(IN_SUBSTANCE)
    command = c.TellDelivery(message=told, delivery=Delivery.DELIVERED)
    assert table.refused(command).rule is Rule.NOT_HERE


def test_telling_of_delivery_does_not_quote_how_the_other_side_took_it(table):
    message = table.told(IN_SUBSTANCE)
    table.noted(None, by=PORT, words="They laughed and left the room at once.")
    words = "They laughed and left the room, I fear."
    command = c.TellDelivery(message=message, delivery=Delivery.DELIVERED, words=words)
    assert table.refused(command).rule is Rule.BREAKS_CONFIDENCE


TO_THE_JUDGE = Handling(form=Form.IN_SUBSTANCE, to=(PORT, JUDGE))


def test_what_names_the_co_mediator_is_shared_whole_with_its_terms_and_giver(table):
    message = table.told(TO_THE_JUDGE)
    act = table.act(c.ShareEntry(subject=message, to="judge"))
    assert (act.entry.handling, act.given_by, act.entry.content.content) == (TO_THE_JUDGE, UNION, WORDS)


@pytest.mark.parametrize(
    ("terms", "rule"),
    [
        (None, Rule.NEEDS_DISCLOSURE),
        (IN_SUBSTANCE, Rule.NEEDS_DISCLOSURE),
        (Handling(form=Form.NEVER), Rule.BREAKS_CONFIDENCE),
    ],
)
def test_what_does_not_name_the_co_mediator_is_not_shared(table, terms, rule):
    message = table.told(terms)
    refusal = table.refused(c.ShareEntry(subject=message, to="judge"))
    assert (refusal.rule, refusal.entries) == (rule, (message,))


def test_with_leave_it_is_shared(table):
    message = table.told(None)
    table.leave(message, JUDGE)
    assert table.act(c.ShareEntry(subject=message, to="judge")).entry.handling == UNSPOKEN


def test_an_own_note_is_shared_unless_it_quotes_a_confidence(table):
    plain = table.do(c.NoteEntry(entry=Entry(content=Note(text="Ask about the night shift."))))
    quoting = table.do(c.NoteEntry(entry=Entry(content=Note(text=WORDS))))
    table.act(c.ShareEntry(subject=plain, to="judge"))
    table.told(IN_SUBSTANCE)
    assert table.refused(c.ShareEntry(subject=quoting, to="judge")).rule is Rule.BREAKS_CONFIDENCE


def test_what_was_passed_on_is_shared_as_a_message_where_what_it_rests_on_may_be(table):
    open_one, closed = table.told(TO_THE_JUDGE), table.told(IN_SUBSTANCE, words="Another thing.")
    shown = table.do(c.SendRelay(**relay_to(PORT, open_one)))
    hidden = table.do(c.NoteRelay(**relay_to(PORT, closed, text="Yet another.")))
    act = table.act(c.ShareEntry(subject=shown, to="judge"))
    assert (act.entry.content.content, act.entry.handling, act.given_by) == (SUBSTANCE, UNSPOKEN, MINISTRY)
    assert table.refused(c.ShareEntry(subject=hidden, to="judge")).rule is Rule.NEEDS_DISCLOSURE


def test_entries_are_shared_among_mediators_only(table):
    note = table.do(c.NoteEntry(entry=Entry(content=Note(text="t"))))
    assert table.refused(c.ShareEntry(subject=note, to="port")).rule is Rule.NO_SUCH_ADDRESSEE


def test_nothing_is_shared_with_whoever_gave_it(table):
    given = table.add(EntryReceived(sender="judge", entry=Entry(content=Note(text="t"))))
    assert table.refused(c.ShareEntry(subject=given, to="judge")).rule is Rule.DOES_NOT_FIT


def test_welcomes_and_drafts_are_not_shared(table):
    assert table.refused(c.ShareEntry(subject="item-1", to="judge")).rule is Rule.NOT_HERE


# Proposals


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


# Noting


@pytest.mark.parametrize("by", ["union", "ministry", "reader"])
def test_a_fact_is_noted_whatever_its_terms(at, by):
    entry = said("A stranger", WORDS, Handling(form=Form.IN_WORDS, to=("Somebody",)))
    assert at(by).act(c.NoteEntry(entry=entry)) == acts.EntryNoted(entry=entry)


@pytest.mark.parametrize(
    "content",
    [
        Position(holder=UNION, stances=(Stance(issue="hours", acceptable=("two",)),)),
        Position(holder=UNION, stances=(Stance(issue="wage", acceptable=("nine",)),)),
        msgspec.structs.replace(PROPOSAL, package=Package(choices=(Choice(issue="hours", option="x"),))),
    ],
)
def test_what_the_agenda_does_not_know_does_not_fit(table, content):
    assert table.refused(c.NoteEntry(entry=Entry(content=content))).rule is Rule.DOES_NOT_FIT


@pytest.mark.parametrize(
    "entry",
    [
        Entry(content=Note(text="t"), links=(Link(type=LinkType.ABOUT, to="elsewhere"),)),
        Entry(content=Note(text="t"), when=When(precision=Precision.ORDER, after=("elsewhere",))),
    ],
)
def test_a_note_refers_only_to_what_the_seat_holds(table, entry):
    assert table.refused(c.NoteEntry(entry=entry)).rule is Rule.NOT_HERE


def preference(holder, *options):
    values = tuple(OptionWorth(option=option, value=1) for option in options)
    return Preference(
        holder=holder, issues=(IssueWorth(issue="wage", weight=1, values=values),), reservation=0
    )


@pytest.mark.parametrize(
    ("by", "kept", "fits"),
    [
        ("union", preference(UNION, "two", "three"), True),
        ("union", preference(PORT, "two", "three"), False),
        ("ministry", preference(PORT, "two", "three"), True),
        ("ministry", preference(SHIPPERS, "two", "three"), False),
        ("ministry", preference(PORT, "two"), False),
    ],
)
def test_a_party_keeps_its_own_preference_and_a_mediator_her_estimate_of_a_party_s(at, by, kept, fits):
    found = at(by).decide(c.KeepPreference(preference=kept))
    assert isinstance(found, Refusal) is not fits
    assert fits or found.rule is Rule.DOES_NOT_FIT


# Form


@pytest.mark.parametrize("text", ["", "   ", "pay 40\u202e0", "a\x00b", "x" * 20_001, "\ud800"])
@pytest.mark.parametrize(
    "command",
    [
        lambda text: c.NoteEntry(entry=Entry(content=Note(text=text))),
        lambda text: c.DraftRelay(to=PORT, text=text),
        lambda text: c.SendRelay(to=PORT, text="t", confirmed=(text,)),
        lambda text: c.NoteRelay(to=PORT, text="t", place=text),
        lambda text: c.NoteEntry(
            entry=Entry(content=Note(text="t"), sources=(Source(type=SourceType.NAMED, label=text),))
        ),
    ],
    ids=["text", "draft", "confirmed", "place", "source"],
)
def test_text_that_is_empty_too_long_or_hides_something_is_refused(table, command, text):
    refusal = table.refused(command(text))
    assert refusal.rule is Rule.DOES_NOT_FIT
    assert refusal.sentence.endswith(".")


def test_text_is_made_tidy(table):
    act = table.act(c.DraftRelay(to=PORT, text="  one\r\ntwo "))
    assert act.relay.text == "one\ntwo"


def test_a_label_has_a_label_s_length(table):
    assert table.refused(c.DraftRelay(to="x" * 301, text="t")).rule is Rule.DOES_NOT_FIT


def test_what_no_door_lets_through_is_refused_here_too(table):
    wrong = Preference(
        holder=UNION,
        issues=(IssueWorth(issue="wage", weight=-1, values=()),),
        reservation=0,
    )
    assert table.refused(c.KeepPreference(preference=wrong)).rule is Rule.DOES_NOT_FIT
