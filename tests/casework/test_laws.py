"""What holds for every command on every view: it is decided or refused, on what that seat holds."""

from __future__ import annotations

import typing
from enum import Enum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.casework import commands as c
from goodoffices.casework.decide import decide
from goodoffices.casework.meeting_sheet import sheet
from goodoffices.casework.refusal import Decided, Refusal, Rule
from goodoffices.casework.remit import REMIT
from goodoffices.casework.waiting import waiting
from goodoffices.record import acts, items
from goodoffices.record.references import references
from goodoffices.record.view import fold
from goodoffices.terms.entry import Content, Entry, Link, LinkType, Part, PartRole
from goodoffices.terms.handling import Attribution, Form, Handling
from goodoffices.terms.message import Delivery, Given, Message
from goodoffices.terms.preference import Preference
from goodoffices.terms.proposal import Answer, Proposal, ProposalState
from goodoffices.terms.relay import Relay
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.when import Precision, When
from tests.casework.conftest import JUDGE, MINISTRY, PORT, SHIPPERS, TALKS, TODAY, UNION, WORDS, Table

NAMES = st.sampled_from([UNION, PORT, MINISTRY, JUDGE, SHIPPERS, "A stranger"])
SEATS = st.sampled_from(["union", "port", "ministry", "judge", "reader", "nobody"])
TEXTS = st.sampled_from(
    [WORDS, "They could open pier four on Friday.", "All 1,200 of us.", "Yes.", "", "\u202ex"]
)
DAYS = st.sampled_from([None, "2031-03-04", "2031-03-05", "2031-03-06"])


@st.composite
def terms(draw):
    form = draw(st.sampled_from(Form))
    to = {Form.NEVER: ()}.get(form, tuple(draw(st.lists(NAMES, min_size=1, max_size=2, unique=True))))
    return Handling(
        form=form,
        to=to,
        attribution=draw(st.sampled_from(Attribution)),
        not_before=draw(DAYS),
        in_return_for=draw(st.sampled_from([None, "the guards"])),
        tell_delivery=draw(st.booleans()),
    )


def contents():
    """Any content at all: made from its type, with the talks' own names and keys in it."""
    made = []
    for kind in typing.get_args(Content):
        hints = typing.get_type_hints(kind)
        fields = {name: _values(name, hints[name]) for name in kind.__struct_fields__}
        made.append(st.fixed_dictionaries(fields).map(lambda held, kind=kind: _built(kind, held)))
    return st.one_of(made).filter(lambda content: content is not None)


def _built(kind, held):
    try:
        return kind(**held)
    except ValueError:
        return None


def _values(name, hint):
    known = {
        "package": st.none(),
        "stances": st.just(()),
        "holder": NAMES,
        "teller": NAMES,
        "hearer": NAMES,
        "leg": st.just(1),
        "version": st.sampled_from([None, 1]),
    }
    if name in known:
        return known[name]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    return TEXTS.filter(bool) if hint is str else st.one_of(st.none(), TEXTS.filter(bool))


CONTENTS = contents()


@st.composite
def entries(draw, held=()):
    role = st.sampled_from([PartRole.ISSUER, PartRole.AUTHOR, PartRole.ADDRESSEE])
    parts = st.builds(Part, role=role, canonical=NAMES, written=st.sampled_from([None, "Ines Halloran"]))
    sources = st.builds(
        Source, type=st.sampled_from(SourceType), outlet=st.sampled_from([None, "Tern Gazette"])
    )
    links = st.builds(Link, type=st.sampled_from(LinkType), to=identities(held))
    return Entry(
        content=draw(CONTENTS),
        actors=tuple(draw(st.lists(parts, max_size=2))),
        sources=tuple(draw(st.lists(sources, max_size=1))),
        handling=draw(st.none() | terms()),
        links=tuple(draw(st.lists(links, max_size=1))),
    )


def identities(held):
    return st.sampled_from([*held[::-1], "elsewhere"])


def relays(draw, held):
    return {
        "to": draw(NAMES),
        "rests_on": tuple(draw(st.lists(identities(held), max_size=2))),
        "given": draw(st.sampled_from(Given)),
        "attribution": draw(st.sampled_from(Attribution)),
        "text": draw(TEXTS),
    }


@st.composite
def received(draw, held):
    """What may reach a seat, or be noted there."""
    sender, ref = draw(SEATS.filter(lambda s: s != "reader")), st.sampled_from(held)
    words = draw(st.none() | TEXTS.filter(bool))
    proposal = Entry(content=Proposal(title="T", content=WORDS, state=ProposalState.PREPARED))
    ask = {
        "to": draw(NAMES),
        "given": draw(st.sampled_from(Given)),
        "attribution": draw(st.sampled_from(Attribution)),
    }
    made = [
        lambda: items.MessageReceived(sender=sender, entry=draw(entries(held))),
        lambda: acts.EntryNoted(entry=draw(entries(held))),
        lambda: acts.EntryNoted(entry=proposal),
        lambda: items.EntryReceived(
            sender=sender, entry=draw(entries(held)), given_by=draw(NAMES), words=words
        ),
        lambda: items.WithdrawalReceived(sender=sender, message=draw(ref)),
        lambda: items.RelayReceived(sender=sender, text=WORDS, given=Given.IN_WORDS),
        lambda: items.ReadBackReceived(sender=sender, relay=draw(ref), text=WORDS),
        lambda: items.DisclosureRequestReceived(sender=sender, message=draw(ref), wording=words, **ask),
        lambda: acts.DisclosureAsked(confidence=draw(ref), wording=words, **ask),
        lambda: items.DisclosureDecisionReceived(
            sender=sender, request=draw(ref), allowed=draw(st.booleans()), words=words
        ),
        lambda: acts.DisclosureDecided(request=draw(ref), allowed=draw(st.booleans()), words=words),
        lambda: items.DeliveryReceived(
            sender=sender, message=draw(ref), delivery=draw(st.sampled_from(Delivery)), words=words
        ),
        lambda: items.ProposalReceived(sender=sender, entry=draw(entries(held))),
        lambda: items.AnswerReceived(sender=sender, proposal=draw(ref), entry=draw(entries(held))),
        lambda: acts.RelayDrafted(relay=Relay(**relays(draw, held))),
        lambda: acts.RelayNoted(relay=Relay(**relays(draw, held))),
        lambda: acts.MessageSent(to=sender, entry=draw(entries(held))),
    ]
    return draw(st.sampled_from(made))()


@st.composite
def command(draw, held, kind):
    """Mostly what such a seat may ask for, and now and then anything."""
    ref, words = draw(identities(held)), draw(st.none() | TEXTS)
    when = draw(st.sampled_from([None, When(precision=Precision.DAY, start="2031-03-04")]))
    made = {
        c.NoteEntry: lambda: {"entry": draw(entries(held))},
        c.SendMessage: lambda: {"to": draw(SEATS), "entry": draw(messages(held))},
        c.WithdrawMessage: lambda: {"message": ref},
        c.AnswerWithdrawal: lambda: {"message": ref, "in_time": draw(st.booleans())},
        c.DraftRelay: lambda: relays(draw, held),
        c.SendRelay: lambda: relays(draw, held),
        c.NoteRelay: lambda: {**relays(draw, held), "when": when},
        c.AcknowledgeRelay: lambda: {"relay": ref},
        c.ReadBackRelay: lambda: {"relay": ref, "text": draw(TEXTS)},
        c.AskDisclosure: lambda: {"confidence": ref, "to": draw(NAMES), "wording": words},
        c.DecideDisclosure: lambda: {"request": ref, "allowed": True, "words": words},
        c.TellDelivery: lambda: {"message": ref, "delivery": draw(st.sampled_from(Delivery)), "words": words},
        c.ShareEntry: lambda: {"subject": ref, "to": draw(SEATS), "words": words},
        c.TableProposal: lambda: {"subject": ref, "to": draw(SEATS)},
        c.AnswerProposal: lambda: {
            "proposal": ref,
            "value": draw(st.sampled_from(Answer)),
            "reservations": words,
        },
        c.KeepPreference: lambda: {
            "preference": Preference(holder=draw(NAMES), issues=(), reservation=draw(st.floats(-1, 1)))
        },
    }
    assert set(made) == set(typing.get_args(c.Command))
    own = [one for one in made if one in REMIT[kind]]
    chosen = draw(st.sampled_from([*own, *own, *made]))
    return chosen(**made[chosen]())


@st.composite
def messages(draw, held):
    """What may be sent, and now and then what may not."""
    entry = draw(entries(held))
    if draw(st.booleans()):
        return entry
    return Entry(content=Message(content=draw(TEXTS)), handling=entry.handling, links=entry.links)


@st.composite
def scenes(draw):
    table = Table(draw(st.sampled_from(["union", "ministry", "ministry", "judge", "reader"])))
    for _ in range(draw(st.integers(1, 6))):
        table.add(draw(received(tuple(table.view.items))))
    view = table.view
    return view, draw(command(tuple(view.items), view.seat.kind))


@settings(max_examples=80)
@given(scenes())
def test_every_command_on_every_view_is_decided_or_refused_on_what_the_seat_holds(scene):
    view, asked = scene
    found = decide(asked, view, TODAY)
    assert found == decide(asked, view, TODAY)
    match found:
        case Refusal():
            assert set(found.entries) <= set(view.items)
            assert {warning.confidence for warning in found.warnings} <= set(view.items)
            assert found.sentence.endswith((".", "”."))
        case Decided():
            assert len(found.acts) == 1
            assert set(references(found.acts[0])) <= set(view.items)


@settings(max_examples=50)
@given(scenes())
def test_every_view_has_its_sheet_and_its_waits_of_what_the_seat_holds(scene):
    view, _ = scene
    page = sheet(view, PORT, TODAY)
    named = {one.confidence for one in (*page.may_say, *page.must_not_say)}
    named |= {entry for one in (*page.to_ask, *page.owed, *waiting(view)) for entry in one.entries}
    assert named <= set(view.items)
    assert not {one.confidence for one in page.may_say} & {one.confidence for one in page.must_not_say}
    assert all(one.reasons for one in page.must_not_say)


@settings(max_examples=40)
@given(scenes(), st.data())
def test_what_waits_is_the_same_whether_one_asked_on_the_way_or_not(scene, data):
    items = tuple(scene[0])
    view = fold(items[:1])
    assert view is not None
    while view.version < len(items):
        view = view.extended(items[view.version : view.version + data.draw(st.integers(1, 3))])
        anew = fold(items[: view.version])
        assert anew is not None
        assert waiting(view) == waiting(anew)


NOT_HELD = [
    c.WithdrawMessage(message="item-2"),
    c.AcknowledgeRelay(relay="item-2"),
    c.ReadBackRelay(relay="item-2", text="t"),
    c.AnswerProposal(proposal="item-2", value=Answer.REJECT),
    c.DecideDisclosure(request="item-2", allowed=True),
    c.NoteEntry(
        entry=Entry(
            content=Proposal(title="T", content="t", state=ProposalState.PREPARED),
            links=(Link(type=LinkType.ABOUT, to="item-2"),),
        )
    ),
]


@pytest.mark.parametrize("asked", NOT_HELD, ids=lambda asked: type(asked).__name__)
def test_what_is_not_there_and_what_is_for_another_seat_get_the_same_refusal(asked):
    other = Table("port")
    other.add(items.RelayReceived(sender="ministry", text="t", given=Given.IN_WORDS))
    refusal = decide(asked, Table("union").view, TODAY)
    assert isinstance(refusal, Refusal)
    assert (refusal.rule, refusal.entries, "item-2" in refusal.sentence) == (Rule.NOT_HERE, (), False)
    assert TALKS.name not in refusal.sentence
