from __future__ import annotations

import msgspec
import pytest

from goodoffices.casework import commands as c
from goodoffices.casework.refusal import Rule
from goodoffices.record import acts
from goodoffices.record.items import (
    RelayReceived,
)
from goodoffices.terms.handling import Attribution, Form, Handling
from goodoffices.terms.message import Given
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.when import Precision, When
from tests.casework.conftest import JUDGE, MINISTRY, PORT, SHIPPERS, SUBSTANCE, UNION, WORDS

IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))


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


def test_a_public_report_goes_under_the_name_of_whoever_spoke(table):
    report = table.noted(
        None, written="Ines Halloran", source=Source(type=SourceType.OUTLET, label="Tern Gazette")
    )
    names = [
        table.act(c.SendRelay(**relay_to(PORT, report, attribution=attribution))).relay.attributed_to
        for attribution in (Attribution.AS_OWN, Attribution.BY_SIDE, Attribution.BY_NAME)
    ]
    assert names == [None, UNION, "Ines Halloran"]


def test_the_word_of_two_goes_under_both_names(table):
    terms = Handling(form=Form.IN_SUBSTANCE, to=(PORT,), attribution=Attribution.BY_SIDE)
    both = table.told(terms, words="One."), table.noted(terms, words="Two.", by=SHIPPERS)
    act = table.act(c.SendRelay(**relay_to(PORT, *both, attribution=Attribution.BY_SIDE)))
    assert act.relay.attributed_to == f"{UNION} and {SHIPPERS}"


@pytest.mark.parametrize("command", [c.AcknowledgeRelay, c.ReadBackRelay])
def test_only_what_was_passed_on_here_is_acknowledged_or_read_back(at, command):
    table = at("port")
    fields = {"text": "t"} if command is c.ReadBackRelay else {}
    assert table.refused(command(relay="item-1", **fields)).rule is Rule.NOT_HERE


def test_a_note_of_what_was_passed_on_comes_from_a_draft_or_from_none(table):
    assert table.refused(c.NoteRelay(**relay_to(), draft="item-1")).rule is Rule.NOT_HERE
