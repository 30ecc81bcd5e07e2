"""Talks files of every shape that can be read, made from the types: a new kind is in at once."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

import msgspec
from hypothesis import strategies as st

from goodoffices.record.acts import (
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    MessageSent,
    MessageWithdrawn,
    ProposalAnswered,
    ProposalTabled,
    RelayAcknowledged,
    RelayDrafted,
    RelayReadBack,
    RelaySent,
    WithdrawalAnswered,
)
from goodoffices.record.items import Own
from goodoffices.record.talks_file import FORMAT, Row, TalksFile
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Spokesperson, Tenure
from goodoffices.terms.agenda import Agenda, Issue, Option
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Attribution, Form, Handling
from goodoffices.terms.identity import Identity, Slug
from goodoffices.terms.message import Message, MessageForm
from goodoffices.terms.package import Choice, Package
from goodoffices.terms.position import Stance
from goodoffices.terms.preference import IssueWorth, OptionWorth, Preference
from goodoffices.terms.proposal import Answer, Response
from goodoffices.terms.talks import Talks
from goodoffices.terms.text import Label, hidden_character
from goodoffices.terms.when import EARLIEST, LATEST, Precision, When
from goodoffices.terms.word import NOT_STATED

AWKWARD = (
    "no", "Null", "~", "2024", "2024-03-05", "0o17", "1e3", ".5", "-.inf", "- a", "a: b", "a:b", "a #b",
    "#", "a#b", " lead", "trail ", "two\nlines", "one\n\n two \n", "\n", "tab\there", "'", '"', "%a", "&a",
    "*a", "<<", "{a", "[", "---", "...", "? a", "!a", "|", ">", "back\\slash", "ends:", "word " * 60 + "end",
    "w" * 300, "first line\n" + "long " * 50 + "end\nlast", "كلام", "מילה " * 30, "\u200fmark",
    "no\u00a0break ", "\ufeffbom",
)  # fmt: skip
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn", "Co"), include_characters="\n\t")
TEXTS = (st.sampled_from(AWKWARD) | st.text(LETTERS, min_size=1, max_size=120)).filter(
    lambda text: hidden_character(text) is None
)
LABELS = TEXTS.map(lambda text: text[:300])
DAYS = st.dates(date(EARLIEST, 1, 1), date(LATEST, 12, 31)).map(lambda day: day.isoformat())
INSTANTS = st.integers(0, 40).map(lambda minute: f"2031-03-03T09:{minute:02}:00+03:00")
NUMBERS = st.floats(0, 1e6, allow_nan=False) | st.integers(0, 9).map(float)

ACTORS = ("Dockers", "Harbour Company", "Ministry", "Judge: retired")
PEOPLE = (*ACTORS, "Ana Ruiz", "Somebody else", NOT_STATED)
SEATS = ("dockers", "company", "envoy", "judge")
PARTIES, MEDIATORS = SEATS[:2], SEATS[2:]


@dataclass
class Around:
    """What the rows so far allow: the agenda, all identities of the file, what each seat holds of whom."""

    agenda: Agenda
    later: dict[str, list[str]]
    held: dict[str, list[tuple[str, Own]]]

    def holding(self, seat: str, kind: type[Any]) -> list[tuple[str, Own]]:
        return [(identity, act) for identity, act in self.held[seat] if isinstance(act, kind)]


@st.composite
def talks_files(draw: st.DrawFn) -> TalksFile:
    agenda = draw(agendas())
    talks = Talks(
        name="harbour",
        title=draw(LABELS),
        about=draw(st.none() | TEXTS),
        practice=draw(st.booleans()),
        actors=tuple(draw(actors(name)) for name in ACTORS),
        seats=tuple(_seat(name, actor) for name, actor in zip(SEATS, ACTORS, strict=True)),
        agenda=agenda,
    )
    number = draw(st.integers(0, 8))
    authors = [draw(st.sampled_from(SEATS)) for _ in range(number)]
    later = {seat: [f"r{n}" for n, by in enumerate(authors) if by == seat] for seat in SEATS}
    around = Around(agenda, later, {seat: [] for seat in SEATS})
    instants = iter(sorted(draw(st.lists(INSTANTS, min_size=number, max_size=number))))
    rows = []
    for place, by in enumerate(authors):
        rows.append(draw(row(f"r{place}", by, next(instants), around)))
    return TalksFile(format=FORMAT, talks=talks, record=tuple(rows))


def _seat(name: str, actor: str) -> Seat:
    kind = SeatKind.PARTY if name in PARTIES else SeatKind.MEDIATOR
    return Seat(name=name, kind=kind, title=f"{actor}'s", actor=actor)


@st.composite
def actors(draw: st.DrawFn, name: str) -> Actor:
    period = draw(st.none() | whens(()))
    speaker = Spokesperson(name="Ana Ruiz", office=draw(st.none() | LABELS), period=period)
    roles = tuple(Tenure(role=role) for role in draw(st.lists(st.sampled_from(Role), max_size=2)))
    return Actor(
        name=name, kind=draw(LABELS), roles=roles, spokespersons=(speaker,) if name == "Ministry" else ()
    )


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    issues = []
    for number in range(draw(st.integers(0, 2))):
        options = tuple(Option(key=f"o{n}", title=draw(LABELS)) for n in range(draw(st.integers(1, 3))))
        issues.append(
            Issue(key=f"i{number}", title=draw(LABELS), options=options, ordered=draw(st.booleans()))
        )
    return Agenda(issues=tuple(issues))


@st.composite
def row(draw: st.DrawFn, identity: str, by: str, recorded: str, around: Around) -> Row:
    recorded_or_not = draw(st.none() | st.just(recorded))
    pool = tuple(held for held, _ in around.held[by]) + tuple(
        later for later in around.later[by] if later != identity
    )
    if draw(st.booleans()):
        entry = draw(values(Entry, around, pool))
        return Row(id=identity, by=by, recorded=recorded_or_not, entry=entry)
    act = draw(acts(by, around, tuple(held for held, _ in around.held[by]), pool))
    for seat in {by, getattr(act, "to", by), getattr(act, "owner", by)} & set(SEATS):
        around.held[seat].append((identity, act))
    return Row(id=identity, by=by, recorded=recorded_or_not, act=act)


@st.composite
def acts(draw: st.DrawFn, by: str, around: Around, earlier: tuple[str, ...], pool: tuple[str, ...]) -> Own:
    """An act that this seat can have done by now: what it follows is something that it holds."""
    kinds = [kind for kind in typing.get_args(Own) if _possible(kind, by, around, earlier)]
    kind = draw(st.sampled_from(kinds))
    hints = typing.get_type_hints(kind, include_extras=True)
    followed, followed_kind = _FOLLOWED.get(kind, ("", RelayDrafted))
    made = {
        name: draw(_field(kind, name, hint, around, pool if name == "entry" else earlier))
        for name, hint in hints.items()
        if name not in {"to", "owner", "draft", followed}
    }
    if followed:
        made[followed] = draw(st.sampled_from(around.holding(by, followed_kind)))[0]
    if "draft" in hints:
        drafts = [identity for identity, _ in around.holding(by, RelayDrafted)]
        made["draft"] = draw(st.sampled_from([None, *drafts]))
    other = st.sampled_from([seat for seat in SEATS if seat != by])
    for name in ("to", "owner"):
        if name in hints:
            made[name] = draw(_addressee(hints[name], other))
    return kind(**made)


def _addressee(hint: Any, other: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    """Another seat; an actor's name where the act is of one that may have no seat."""
    if hint == Label:
        return LABELS
    return other if hint == Slug else st.none() | other


_FOLLOWED: dict[type, tuple[str, type[Any]]] = {
    MessageWithdrawn: ("message", MessageSent),
    WithdrawalAnswered: ("message", MessageSent),
    DeliveryTold: ("message", MessageSent),
    RelayAcknowledged: ("relay", RelaySent),
    RelayReadBack: ("relay", RelaySent),
    DisclosureDecided: ("request", DisclosureAsked),
    ProposalAnswered: ("proposal", ProposalTabled),
}


def _possible(kind: type[Any], by: str, around: Around, earlier: tuple[str, ...]) -> bool:
    if kind in _FOLLOWED:
        return bool(around.holding(by, _FOLLOWED[kind][1]))
    hints = typing.get_type_hints(kind, include_extras=True)
    needs = {name for name in ("subject", "confidence") if hints.get(name) == Identity}
    return bool(earlier) or not needs


def values(kind: type[Any], around: Around, pool: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Any value of a class of the field; what its invariants ask for is made to fit."""
    match kind.__name__:
        case "When":
            return whens(pool)
        case "Handling":
            return handlings()
        case "Package":
            return packages(around.agenda)
        case "Preference":
            return preferences(around.agenda)
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = {name: _field(kind, name, hints[name], around, pool) for name in kind.__struct_fields__}
    made = st.fixed_dictionaries(fields)
    return made.map(lambda fields: kind(**_mended(kind, fields)))


def _mended(kind: type[Any], fields: dict[str, Any]) -> dict[str, Any]:
    """Fields that the class asks for once another has a certain value."""
    if kind is Message and fields["form"] in {MessageForm.WARNING, MessageForm.ULTIMATUM}:
        fields["consequence"] = "They will leave."
        fields["deadline"] = "Friday"
    if kind is Response and fields["value"] is Answer.ACCEPT_WITH_RESERVATIONS:
        fields["reservations"] = "But for the night shift."
    return fields


def _field(kind: type[Any], name: str, hint: Any, around: Around, pool: tuple[str, ...]) -> st.SearchStrategy:
    if name in {"canonical", "holder"}:
        return st.sampled_from(PEOPLE)
    if name == "stances":
        return stances(around.agenda)
    default = next(field.default for field in msgspec.structs.fields(kind) if field.name == name)
    made = _of(hint, around, pool)
    return made if default is msgspec.NODEFAULT else st.just(default) | made


def _of(hint: Any, around: Around, pool: tuple[str, ...]) -> st.SearchStrategy:
    if hint == Identity:
        return st.sampled_from(pool) if pool else st.nothing()
    if hint == Slug:
        return st.sampled_from(SEATS)
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        inner = _of(arguments[0], around, pool)
        return st.just(()) if inner.is_empty else st.lists(inner, max_size=2).map(tuple)
    if origin in {typing.Union, types.UnionType}:
        return st.one_of(*(_of(argument, around, pool) for argument in arguments))
    if origin is typing.Annotated:
        return _constrained(hint)
    if hint is type(None):
        return st.none()
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    if issubclass(hint, msgspec.Struct):
        return st.deferred(lambda: values(hint, around, pool))
    return {bool: st.booleans(), int: st.integers(0, 9), str: DAYS}[hint]


def _constrained(hint: Any) -> st.SearchStrategy:
    kind, meta = typing.get_args(hint)
    if meta.pattern:
        return st.from_regex(meta.pattern, fullmatch=True)
    if kind is int:
        return st.integers(meta.ge, meta.le)
    return LABELS if meta.max_length == 300 else TEXTS


@st.composite
def whens(draw: st.DrawFn, pool: tuple[str, ...]) -> When:
    words, derivation = draw(st.none() | LABELS), draw(st.none() | LABELS)
    precision = draw(st.sampled_from(Precision))
    place = {
        name: tuple(draw(st.lists(st.sampled_from(pool), max_size=2))) if pool else ()
        for name in ("before", "during", "after")
    }
    if precision is Precision.ORDER and not any(place.values()):
        precision = Precision.NOT_STATED
    if precision is Precision.NOT_STATED:
        return When(precision=precision, words=words, derivation=derivation)
    start, end = sorted(draw(st.tuples(DAYS, DAYS)))
    if precision is Precision.INSTANT:
        start, end = draw(INSTANTS), None
    return When(precision=precision, words=words, start=start, end=end, derivation=derivation, **place)


@st.composite
def handlings(draw: st.DrawFn) -> Handling:
    form = draw(st.sampled_from(Form))
    to = tuple(draw(st.lists(LABELS, min_size=1, max_size=2)))
    begins, ends = sorted(draw(st.tuples(DAYS, DAYS)))
    return Handling(
        form=form,
        to=() if form is Form.NEVER else to,
        attribution=draw(st.sampled_from(Attribution)),
        not_before=draw(st.none() | st.just(begins)),
        not_after=draw(st.none() | st.just(ends)),
        in_return_for=draw(st.none() | LABELS),
        tell_delivery=draw(st.booleans()),
    )


@st.composite
def stances(draw: st.DrawFn, agenda: Agenda) -> tuple[Stance, ...]:
    chosen = [issue for issue in agenda.issues if draw(st.booleans())]
    return tuple(
        Stance(issue=issue.key, acceptable=tuple(draw(_some([option.key for option in issue.options]))))
        for issue in chosen
    )


def _some(keys: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(keys), min_size=1, max_size=len(keys), unique=True)


@st.composite
def packages(draw: st.DrawFn, agenda: Agenda) -> Package:
    chosen = [issue for issue in agenda.issues if draw(st.booleans())]
    choices = [Choice(issue=i.key, option=draw(st.sampled_from([o.key for o in i.options]))) for i in chosen]
    return Package(choices=tuple(choices))


@st.composite
def preferences(draw: st.DrawFn, agenda: Agenda) -> Preference:
    worths = [
        IssueWorth(
            issue=issue.key,
            weight=draw(NUMBERS),
            values=tuple(OptionWorth(option=option.key, value=draw(NUMBERS)) for option in issue.options),
        )
        for issue in agenda.issues
    ]
    basis = draw(st.none() | TEXTS)
    holder = draw(st.sampled_from(ACTORS))
    return Preference(holder=holder, issues=tuple(worths), reservation=draw(NUMBERS), basis=basis)
