"""Histories in which it is known, by a table of their own, to whom each deed shows something.

The table is written from the rules of the design and not from the code under test: a deed names its doer and,
where it shows something to another seat, that seat.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from goodoffices.casework.commands import (
    AcknowledgeRelay,
    AnswerProposal,
    AnswerWithdrawal,
    AskDisclosure,
    Command,
    DecideDisclosure,
    DraftRelay,
    KeepPreference,
    NoteEntry,
    NoteRelay,
    ReadBackRelay,
    SendMessage,
    SendRelay,
    ShareEntry,
    TableProposal,
    TellDelivery,
    WithdrawMessage,
)
from goodoffices.desk.desk import Accepted
from goodoffices.terms.claim import Assessment, Direction, Note, Topic
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Form, Handling
from goodoffices.terms.message import Delivery, Message
from goodoffices.terms.position import Position, Stance
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from goodoffices.terms.proposal import Answer, Proposal, ProposalState
from tests.visibility.browser import Browser
from tests.visibility.house import FORMER, TALKS, House

SENTENCES = (
    "the harbour lamp stays lit through winter",
    "quiet ledgers keep their own counsel here",
    "seven grey gulls circle above the crane",
    "our patience wears thin like old rope",
    "nobody mends a net during the storm",
    "a slow tide still lifts the heaviest hull",
)
PASSED_ON = (
    "there is room to move on this side",
    "they would welcome word from you soon",
    "please say what matters most to you",
)
PACE = 1000
"""Minutes from one place in a history to the next: most fall on days of their own."""
OK = 200
PARTIES = ("union", "company")
OUTSIDERS = (*PARTIES, "shippers", "league", FORMER)
MEDIATORS = ("ministry", "judge")
ACTOR = {seat.name: seat.actor or "" for seat in TALKS.seats}


@dataclass(frozen=True)
class Deed:
    """One thing done from a seat; `of` is the place in the history of the deed that it refers to.

    A relay may rest on a message (`of`) in words of its own: it shows the addressee nothing of that message.
    """

    kind: str
    by: str
    to: str | None = None
    text: int = 0
    of: int | None = None

    @property
    def shows_to(self) -> frozenset[str]:
        """Who can learn anything from it: the table that the test goes by."""
        if self.kind == "close":
            return frozenset((FORMER, *MEDIATORS))
        return frozenset(seat for seat in (self.by, self.to) if seat is not None)


KINDS = (
    "note", "position", "claim", "preference", "send", "withdraw", "draft", "relay", "relay by mouth",
    "acknowledge", "read back", "ask", "decide", "tell", "share", "answer withdrawal", "word", "propose",
    "table", "answer", "look", "close",
)  # fmt: skip
NEEDS = {
    "withdraw": "send",
    "answer withdrawal": "withdraw",
    "table": "propose",
    "answer": "table",
    "acknowledge": "relay",
    "read back": "relay",
    "ask": "send",
    "decide": "ask",
    "tell": "send",
    "share": "send",
}
"""Deeds that refer to an earlier one, and of which kind it must be."""


def key_at(place: int) -> str:
    """The idempotency key of the deed at a place: each seat has keys of its own, though they be the same."""
    return f"a key for place {place}"


@st.composite
def histories(draw: st.DrawFn, longest: int = 9) -> tuple[Deed, ...]:
    """A history: every deed that refers to another comes after it, and fits it."""
    history: list[Deed] = []
    for _ in range(draw(st.integers(4, longest))):
        history.append(_deed(draw, history))
    return tuple(history)


def _deed(draw: st.DrawFn, history: list[Deed]) -> Deed:
    # What is carried comes up more often than what is kept: most leaks need a message and a relay.
    kind = draw(st.sampled_from((*KINDS, "send", "send", "relay", "relay")))
    if needed := NEEDS.get(kind):
        earlier = [place for place, deed in enumerate(history) if deed.kind == needed]
        if not earlier:
            kind = "send"
        else:
            place = draw(st.sampled_from(earlier))
            if kind == "table":
                return Deed(kind, history[place].by, draw(st.sampled_from(PARTIES)), of=place)
            return _following(kind, place, history[place])
    text = draw(st.integers(0, 5))
    match kind:
        case "send":
            by = draw(st.sampled_from(OUTSIDERS))
            return Deed(kind, by, draw(st.sampled_from(MEDIATORS)), text)
        case "relay":
            by, to = draw(st.sampled_from(MEDIATORS)), draw(st.sampled_from(PARTIES))
            told = [n for n, deed in enumerate(history) if deed.kind == "send" and deed.to == by]
            carried = [n for n in told if history[n].by != to]
            return Deed(kind, by, to, text, of=draw(st.sampled_from((None, *carried))))
        case "word":
            return Deed(kind, draw(st.sampled_from(MEDIATORS)), draw(st.sampled_from(OUTSIDERS)), text)
        case "draft" | "relay by mouth" | "propose":
            return Deed(kind, draw(st.sampled_from(MEDIATORS)), text=text)
        case "preference":
            return Deed(kind, draw(st.sampled_from(PARTIES)), text=text)
        case "close":
            return Deed(kind, FORMER)
        case _:
            return Deed(kind, draw(st.sampled_from(tuple(ACTOR))), text=text)


def _following(kind: str, place: int, earlier: Deed) -> Deed:
    match kind:
        case "withdraw":
            return Deed(kind, earlier.by, earlier.to, of=place)
        case "answer withdrawal":
            return Deed(kind, earlier.to or "", earlier.by, of=earlier.of)
        case "acknowledge" | "read back" | "decide" | "answer" | "ask" | "tell":
            return Deed(kind, earlier.to or "", earlier.by, of=place)
        case _:
            other = next(seat for seat in MEDIATORS if seat != earlier.to)
            return Deed(kind, earlier.to or "", other, of=place)


def shown_places(history: tuple[Deed | None, ...], seat: str) -> frozenset[int]:
    """Which deeds show something to a seat: none once it was closed."""
    closed = len(history)
    if seat == FORMER:
        kinds = [None if deed is None else deed.kind for deed in history]
        closed = kinds.index("close") if "close" in kinds else closed
    return frozenset(
        place
        for place, deed in enumerate(history)
        if deed is not None and seat in deed.shows_to and place <= closed
    )


def hidden_places(history: tuple[Deed, ...], seat: str) -> frozenset[int]:
    """Which deeds show nothing to a seat, and are not the matter of one that does."""
    shown = shown_places(history, seat)
    matter = {history[place].of for place in shown}
    return frozenset(range(len(history))) - shown - matter


def reworded_places(history: tuple[Deed, ...], seat: str) -> frozenset[int]:
    """Which deeds a seat knows only by a relay in other words: these may say something else, and no more."""
    shown = shown_places(history, seat)
    shared = {history[place].of for place in shown if history[place].kind != "relay"}
    resting = {history[place].of for place in shown if history[place].kind == "relay"}
    return frozenset(place for place in resting - shared if place is not None) - shown


@st.composite
def changes(draw: st.DrawFn, history: tuple[Deed, ...], seat: str) -> tuple[Deed | None, ...]:
    """The history with hidden deeds taken out or said in other words; None where one was taken out."""
    hidden, reworded = hidden_places(history, seat), reworded_places(history, seat)
    changed: list[Deed | None] = []
    for place, deed in enumerate(history):
        fates = ("out", "out", "other words", "kept") if place in hidden else ("kept",)
        fate = draw(st.sampled_from(("other words", "kept") if place in reworded else fates))
        gone = deed.of is not None and changed[deed.of] is None
        if fate == "out" or (gone and place in hidden):
            changed.append(None)
        else:
            changed.append(replace(deed, text=(deed.text + 1) % 6) if fate == "other words" else deed)
    return tuple(changed)


class Doer:
    """Does the deeds of a history in a house, and remembers what each of them came to for whom."""

    def __init__(self, house: House, browser: Browser) -> None:
        self.house = house
        self.browser = browser
        self.items: dict[int, dict[str, str]] = {}

    async def do(self, place: int, deed: Deed) -> bool:
        """Do one deed; whether it was accepted."""
        self.house.at(PACE * (place + 1))
        if deed.kind == "look":
            return await self._look(deed)
        if deed.kind == "close":
            return self._close(place)
        command = self._command(deed)
        if command is None:
            return False
        answer = self.house.act(deed.by, command, key=key_at(place))
        if not isinstance(answer, Accepted) or not answer.items:
            return False
        self._remember(place, deed)
        return True

    async def _look(self, deed: Deed) -> bool:
        """Reading moves nothing either."""
        if deed.by not in self.house.cookies:
            await self.house.enter(self.browser, deed.by)
        pages = ("", "record", "gap", "search?q=lamp", "export/seat.json", "packages")
        page = await self.house.get(self.browser, deed.by, f"/t/test/{deed.by}/{pages[deed.text]}")
        return page.status == OK

    def _close(self, place: int) -> bool:
        if self.house.view(FORMER) is None:
            return False
        self.house.desk.close_seat("test", FORMER)
        self._remember(place, Deed("close", FORMER))
        return True

    def _remember(self, place: int, deed: Deed) -> None:
        newest = {seat: self.house.newest(seat) for seat in deed.shows_to}
        self.items[place] = {seat: item for seat, item in newest.items() if item is not None}

    def _earlier(self, deed: Deed) -> str | None:
        return self.items.get(-1 if deed.of is None else deed.of, {}).get(deed.by)

    def _command(self, deed: Deed) -> Command | None:
        simple = _simple(deed)
        if simple is not None:
            return simple
        earlier = self._earlier(deed)
        if deed.kind == "relay":
            resting = (earlier,) if earlier else ()
            return SendRelay(to=ACTOR[deed.to or ""], rests_on=resting, text=PASSED_ON[deed.text % 3])
        return None if earlier is None else _about(deed, earlier)


def _simple(deed: Deed) -> Command | None:
    sentence, passed_on = SENTENCES[deed.text], PASSED_ON[deed.text % 3]
    match deed.kind:
        case "note":
            return NoteEntry(entry=Entry(content=Note(text=sentence)))
        case "claim":
            claim = Assessment(topic=Topic.GAP, direction=Direction.BETTER, content=sentence)
            return NoteEntry(entry=Entry(content=claim))
        case "position":
            stance = Stance(issue="pay", acceptable=(("pay-one", "pay-two", "pay-three")[deed.text % 3],))
            holder = ("Union", "Company")[deed.text % 2]
            return NoteEntry(entry=Entry(content=Position(holder=holder, stances=(stance,))))
        case "preference":
            return KeepPreference(preference=_preference(ACTOR[deed.by], deed.text))
        case "send":
            others = tuple(ACTOR[seat] for seat in ACTOR if seat not in {deed.by, deed.to})
            entry = Entry(
                content=Message(content=sentence), handling=Handling(form=Form.IN_SUBSTANCE, to=others)
            )
            return SendMessage(to=deed.to or "", entry=entry)
        case "draft":
            return DraftRelay(to="Company", text=passed_on)
        case "relay by mouth":
            return NoteRelay(to="Company", text=passed_on)
        case "word":
            return SendMessage(to=deed.to or "", entry=Entry(content=Message(content=passed_on)))
        case "propose":
            text = Proposal(title="A text", content=sentence, state=ProposalState.PREPARED, version=1)
            return NoteEntry(entry=Entry(content=text))
        case _:
            return None


def _about(deed: Deed, earlier: str) -> Command:
    match deed.kind:
        case "withdraw":
            return WithdrawMessage(message=earlier)
        case "answer withdrawal":
            return AnswerWithdrawal(message=earlier, in_time=True)
        case "table":
            return TableProposal(subject=earlier, to=deed.to or "")
        case "answer":
            return AnswerProposal(proposal=earlier, value=Answer.REJECT, content=PASSED_ON[0])
        case "read back":
            return ReadBackRelay(relay=earlier, text=PASSED_ON[1])
        case "acknowledge":
            return AcknowledgeRelay(relay=earlier)
        case "ask":
            return AskDisclosure(confidence=earlier, to="Company")
        case "decide":
            return DecideDisclosure(request=earlier, allowed=True, words=PASSED_ON[2])
        case "tell":
            return TellDelivery(message=earlier, delivery=Delivery.DELIVERED, words=PASSED_ON[0])
        case _:
            return ShareEntry(subject=earlier, to=deed.to or "")


def _preference(holder: str, text: int) -> Preference:
    def worth(issue: str) -> IssueWorth:
        steps = ("one", "two", "three")
        values = tuple(OptionWorth(option=f"{issue}-{s}", value=n + text) for n, s in enumerate(steps))
        return IssueWorth(issue=issue, weight=1, values=values)

    return Preference(holder=holder, issues=(worth("pay"), worth("hours")), reservation=1)
