"""Who takes part and what is to be settled, from the options of `talks new`."""

from __future__ import annotations

import re
from typing import NoReturn

import typer

from goodoffices.casework.texts import tidied
from goodoffices.errors import WordError
from goodoffices.terms.actor import Actor, Role, Seat, SeatKind, Tenure
from goodoffices.terms.agenda import Issue, Option
from goodoffices.terms.talks import Talks
from goodoffices.terms.word import NOT_STATED

_ACTOR_PARTS = 3
_SEAT_PARTS = (3, 4)
_ORDERED = ":ordered"


def seat_of(written: str) -> Seat:
    """The seat that NAME:KIND:ACTOR[:TITLE] names; without a title, its actor's name is the title.

    >>> seat_of("union:party:Dockers Union").title
    'Dockers Union'
    """
    parts = [part.strip() for part in written.split(":", maxsplit=3)]
    if len(parts) not in _SEAT_PARTS or not all(parts):
        _wrong("--seat", f"{written} is not NAME:KIND:ACTOR[:TITLE]")
    name, kind, actor = parts[:3]
    if kind not in {one.value for one in SeatKind}:
        _wrong("--seat", f"{kind} is no kind of seat: {', '.join(one.value for one in SeatKind)}")
    if kind == SeatKind.READER.value:
        _wrong("--seat", "a reader's seat belongs to a talks file: it has no part in talks of one's own")
    return Seat(name=name, kind=SeatKind(kind), title=parts[-1], actor=actor)


def actor_of(written: str) -> Actor:
    """The actor that NAME:KIND:ROLE names; several roles are joined by +.

    >>> [tenure.role.value for tenure in actor_of("Qatar:state:mediator+host").roles]
    ['mediator', 'host']
    """
    parts = [part.strip() for part in written.rsplit(":", maxsplit=2)]
    if len(parts) != _ACTOR_PARTS or not all(parts):
        _wrong("--actor", f"{written} is not NAME:KIND:ROLE")
    name, kind, roles = parts
    known = {role.value: role for role in Role}
    for role in roles.split("+"):
        if role not in known:
            _wrong("--actor", f"{role} is no role: {', '.join(known)}")
    return Actor(name=name, kind=kind, roles=tuple(Tenure(role=known[role]) for role in roles.split("+")))


def actors_of(written: list[str], seats: tuple[Seat, ...]) -> tuple[Actor, ...]:
    """The actors named, and after them those that only a seat names, in the role of its kind."""
    named = [actor_of(one) for one in written]
    known = {actor.name for actor in named}
    for seat in seats:
        if seat.actor is not None and seat.actor not in known:
            known.add(seat.actor)
            role = Tenure(role=Role(seat.kind.value))
            named.append(Actor(name=seat.actor, kind=NOT_STATED, roles=(role,)))
    return tuple(named)


def issue_of(written: str) -> Issue:
    """The issue that KEY:TITLE:OPTION,OPTION names, with a key made from each option's title.

    >>> issue = issue_of("trial:Length of the trial:one month,two months:ordered")
    >>> issue.ordered, [option.key for option in issue.options]
    (True, ['one-month', 'two-months'])
    """
    ordered = written.endswith(_ORDERED)
    key, colon, rest = written.removesuffix(_ORDERED).partition(":")
    title, second, options = rest.rpartition(":")
    titles = [option.strip() for option in options.split(",")]
    if not (colon and second and title.strip() and all(titles)):
        _wrong("--issue", f"{written} is not KEY:TITLE:OPTION,OPTION")
    return Issue(
        key=key.strip(),
        title=title.strip(),
        options=tuple(Option(key=_key(option), title=option) for option in titles),
        ordered=ordered,
    )


def fitting(talks: Talks) -> Talks:
    """The talks with tidy texts. Raises `WordError` where a name or a text is not fit to be one."""
    import msgspec

    try:
        return msgspec.convert(msgspec.to_builtins(tidied(talks)), Talks)
    except msgspec.ValidationError as reason:
        raise WordError(str(reason)) from reason


def _key(title: str) -> str:
    key = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:48]
    return key if key[:1].isalpha() else f"option-{key}".rstrip("-")[:48]


def _wrong(option: str, sentence: str) -> NoReturn:
    raise typer.BadParameter(sentence, param_hint=option)
