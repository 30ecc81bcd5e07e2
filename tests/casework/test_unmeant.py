from __future__ import annotations

import msgspec
import pytest

from goodoffices.casework.disclosure import Clear, Forbidden, check
from goodoffices.casework.obstacle import Obstacle
from goodoffices.record.acts import EntryNoted, ProposalTabled, RelayNoted, RelaySent
from goodoffices.record.items import ReadBackReceived
from goodoffices.terms.entry import Entry, Part, PartRole
from goodoffices.terms.handling import Attribution, Form, Handling
from goodoffices.terms.message import Given
from goodoffices.terms.moment import Moment
from goodoffices.terms.proposal import Proposal, ProposalState
from goodoffices.terms.relay import Relay
from goodoffices.terms.source import Source, SourceType
from tests.casework.conftest import (
    MINISTRY,
    PORT,
    PRESS,
    SHIPPERS,
    SUBSTANCE,
    TODAY,
    UNION,
    WORDS,
    said,
)

NEVER = Handling(form=Form.NEVER)
ASK = Handling()
IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))
IN_WORDS = Handling(form=Form.IN_WORDS, to=(PORT,))


def relay(*rests_on: str, text: str = SUBSTANCE, **changes) -> Relay:
    return Relay(**{"to": PORT, "rests_on": rests_on, "text": text, **changes})


def verdict(table, *rests_on, day="2031-03-05", **changes):
    return check(relay(*rests_on, **changes), table.view, Moment(instant=TODAY.instant, day=day)).verdict


def obstacles(found):
    return () if isinstance(found, Clear) else tuple(reason.obstacle for reason in found.reasons)


# Words that nobody meant to pass on


@pytest.mark.parametrize("handling", [NEVER, ASK, IN_SUBSTANCE, Handling(form=Form.IN_WORDS, to=(SHIPPERS,))])
def test_quoting_what_may_not_go_in_words_is_refused_though_the_draft_does_not_rest_on_it(table, handling):
    message = table.told(handling)
    found = verdict(table, text="They could open pier-four on FRIDAY.")
    assert obstacles(found) == (Obstacle.QUOTED,)
    assert isinstance(found, Forbidden)
    assert found.confidences == (message,)


def test_quoting_before_the_day_is_refused(table):
    table.told(msgspec.structs.replace(IN_WORDS, not_before="2031-03-10"))
    assert obstacles(verdict(table, text=WORDS)) == (Obstacle.QUOTED,)


def test_quoting_a_demand_a_consequence_or_a_place_is_refused_too(table):
    table.told(IN_SUBSTANCE, words="See below.", demand="Withdraw all the guards from pier four today.")
    assert obstacles(verdict(table, text="Please withdraw all the guards from pier four.")) == (
        Obstacle.QUOTED,
    )


def test_quoting_what_may_go_in_words_but_is_not_rested_on_is_a_warning(table):
    message = table.told(IN_WORDS)
    found = check(relay(text=WORDS), table.view, TODAY)
    assert found.verdict == Clear()
    assert {trace.confidence for trace in found.traces} == {message}
    assert "on which it does not rest" in found.traces[0].sentence


def test_quoting_what_may_go_in_words_and_is_rested_on_is_what_was_meant(table):
    message = table.told(IN_WORDS)
    found = check(relay(message, text=WORDS, given=Given.IN_WORDS), table.view, TODAY)
    assert (found.verdict, found.traces) == (Clear(), ())


def test_words_that_the_same_owner_released_elsewhere_are_free(table):
    table.told(IN_SUBSTANCE)
    released = table.told(IN_WORDS)
    assert verdict(table, released, text=WORDS, given=Given.IN_WORDS) == Clear()


def test_words_that_another_owner_released_are_not(table):
    table.told(IN_SUBSTANCE)
    released = table.told(IN_WORDS, by="judge")
    assert obstacles(verdict(table, released, text=WORDS, given=Given.IN_WORDS)) == (Obstacle.QUOTED,)


ALREADY_TOLD = {
    "its own message": lambda t: t.told(ASK, by="port"),
    "its own word by mouth": lambda t: t.noted(ASK, by=PORT),
    "its own reading back": lambda t: t.add(ReadBackReceived(sender="port", relay="item-1", text=WORDS)),
    "a relay": lambda t: t.add(RelaySent(to="port", relay=relay(text=WORDS))),
    "a relay by mouth": lambda t: t.add(RelayNoted(relay=relay(text=WORDS))),
    "a proposal": lambda t: t.add(
        ProposalTabled(
            to="port",
            entry=Entry(content=Proposal(title="Berth", content=WORDS, state=ProposalState.TABLED)),
        )
    ),
    "what this seat said to it": lambda t: t.add(
        EntryNoted(
            entry=msgspec.structs.replace(
                said(MINISTRY, WORDS),
                actors=(
                    Part(role=PartRole.ISSUER, canonical=MINISTRY),
                    Part(role=PartRole.ADDRESSEE, canonical=PORT),
                ),
            )
        )
    ),
    "the newspaper": lambda t: t.noted(None, source=Source(type=SourceType.OUTLET, label=PRESS)),
}


@pytest.mark.parametrize("way", ALREADY_TOLD)
def test_what_the_addressee_knows_already_is_no_leak(table, way):
    table.told(IN_SUBSTANCE)
    assert isinstance(verdict(table, text=WORDS), Forbidden)
    ALREADY_TOLD[way](table)
    assert verdict(table, text=WORDS) == Clear()


def test_what_another_was_told_is_a_leak_all_the_same(table):
    table.told(IN_SUBSTANCE)
    table.add(RelaySent(to="shippers", relay=relay(text=WORDS, to=SHIPPERS)))
    assert isinstance(verdict(table, text=WORDS), Forbidden)


# Figures and names


def traces(table, *rests_on, **changes):
    return [trace.sentence for trace in check(relay(*rests_on, **changes), table.view, TODAY).traces]


def test_a_figure_of_a_confidence_is_a_warning_however_it_is_written(table):
    table.told(IN_SUBSTANCE, words="All 1,200 of us stay out.")
    (sentence,) = traces(table, text="They speak for 1200 people.")
    assert "the figure 1200" in sentence


def test_a_figure_that_the_addressee_knows_is_none(table):
    table.told(IN_SUBSTANCE, words="All 1,200 of us stay out.")
    table.told(ASK, words="The 1200 must come back.", by="port")
    assert traces(table, text="They speak for 1200 people.") == []


def test_one_figure_in_two_confidences_is_one_warning(table):
    table.told(IN_SUBSTANCE, words="All 1,200 of us stay out.")
    table.told(IN_SUBSTANCE, words="I repeat: 1,200.")
    assert len(traces(table, text="They speak for 1200 people.")) == 1


@pytest.mark.parametrize("name", [SHIPPERS, "Brewster"])
def test_a_name_of_a_confidence_is_a_warning(table, name):
    table.told(IN_SUBSTANCE, words=f"Then came {name} and pressed us.")
    (sentence,) = traces(table, text=f"I hear of {name.upper()} today.")
    assert name in sentence


def test_the_names_of_the_two_ends_are_none(table):
    table.told(IN_SUBSTANCE, words=f"Tell {PORT} and {MINISTRY}, please: we wait.")
    assert traces(table, text=f"I, the {MINISTRY}, say to {PORT}: wait.") == []


@pytest.mark.parametrize("name", [UNION, "Ines Halloran", "Halloran"])
def test_naming_the_owner_in_what_goes_as_ones_own_is_a_warning(table, name):
    message = table.told(IN_SUBSTANCE, words="We wait.")
    assert any("as your own" in sentence for sentence in traces(table, message, text=f"{name} waits."))


def test_naming_the_owner_in_what_goes_by_its_name_is_none(table):
    message = table.told(
        msgspec.structs.replace(IN_SUBSTANCE, attribution=Attribution.BY_SIDE), words="We wait."
    )
    assert traces(table, message, text=f"{UNION} waits.", attribution=Attribution.BY_SIDE) == []
