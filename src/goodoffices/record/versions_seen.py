"""Which version of a text each side had seen, in which order, and which version each answer names."""

from __future__ import annotations

from goodoffices.record.acts import ProposalAnswered, ProposalTabled
from goodoffices.record.items import AnswerReceived, LaneItem, ProposalReceived, entry_in
from goodoffices.record.known import as_of
from goodoffices.record.view import View
from goodoffices.terms.entry import Entry, LinkType, PartRole
from goodoffices.terms.identity import Identity
from goodoffices.terms.message import Delivery, HopReport
from goodoffices.terms.proposal import Answer, Proposal, Response
from goodoffices.terms.text import Label, Text
from goodoffices.terms.when import When
from goodoffices.terms.word import Word


class Showing(Word):
    """One side was shown a version: by whom, recorded when, happened when (as far as anybody says)."""

    to: Label
    by: Label | None
    recorded: str
    item: Identity
    happened: When | None = None


class AnswerTo(Word):
    """One side answered a version: with which value, and with which reservations."""

    by: Label
    value: Answer
    recorded: str
    item: Identity
    reservations: Text | None = None


class VersionSeen(Word):
    """One version of a text, with who was shown it and who answered it, each in the order recorded.

    `version` None where nobody numbered it. `first` is the entry that this seat knows it by.
    """

    version: int | None
    content: Text
    first: Identity
    shown: tuple[Showing, ...] = ()
    answered: tuple[AnswerTo, ...] = ()


class TextSeen(Word):
    """A text with its versions, in the order in which this seat came to know them."""

    title: Label
    versions: tuple[VersionSeen, ...]

    def latest_shown(self) -> dict[str, int]:
        """For each side, which of `versions` it was shown last (counted from 0)."""
        shown = [
            (one.recorded, place, one.to) for place, each in enumerate(self.versions) for one in each.shown
        ]
        return {to: place for _, place, to in sorted(shown)}

    def latest_answered(self) -> dict[str, int]:
        """For each side, which of `versions` it answered last (counted from 0)."""
        answers = [
            (one.recorded, place, one.by) for place, each in enumerate(self.versions) for one in each.answered
        ]
        return {by: place for _, place, by in sorted(answers)}

    @property
    def shown_apart(self) -> bool:
        """Whether two sides have different versions before them."""
        return len(set(self.latest_shown().values())) > 1

    @property
    def answered_apart(self) -> bool:
        """Whether the latest answers of two sides are to different versions."""
        return len(set(self.latest_answered().values())) > 1


_ARRIVED = frozenset({Delivery.DELIVERED, Delivery.ACKNOWLEDGED, Delivery.READ_BACK})
_Key = tuple[str, int | None, str]


class _Found:
    """What is gathered of one version."""

    def __init__(self, item: LaneItem) -> None:
        self.first = item.id
        self.shown: list[Showing] = []
        self.answered: list[AnswerTo] = []


def versions_seen(view: View, *, by: str) -> tuple[TextSeen, ...]:
    """The texts that the seat of a view knew by a day or an instant, with who had seen which version.

    Versions share a title; two are the same where title, number and words are. Shown counts what was tabled
    or received here, what an entry says was addressed to somebody, and what a report says arrived. Of an
    answer that names no version, the version is that of the entry it answers. Empty where there is no text.
    """
    earlier = as_of(view, by)
    if earlier is None:
        return ()
    found: dict[_Key, _Found] = {}
    keys: dict[str, _Key] = {}
    for item in earlier:
        entry = entry_in(item.matter)
        if entry is None:
            continue
        match entry.content:
            case Proposal() as text:
                key = keys[item.id] = (text.title, text.version, text.content)
                found.setdefault(key, _Found(item)).shown += _showings(earlier, item, entry)
            case HopReport() as report if report.delivery in _ARRIVED:
                for carried in entry.linked(LinkType.CARRIES):
                    if carried in keys:
                        found[keys[carried]].shown.append(_arrived(item, entry, report))
            case Response() as response:
                key = _answered(item, entry, response, keys, found)
                if key is not None:
                    found[key].answered += _answer(earlier, item, entry, response)
            case _:
                pass
    return _texts(found)


def _showings(view: View, item: LaneItem, entry: Entry) -> list[Showing]:
    own = view.seat.actor or view.seat.title
    match item.matter:
        case ProposalTabled(to=seat):
            return [Showing(to=_name(view, seat), by=own, recorded=item.at, item=item.id)]
        case ProposalReceived(sender=sender):
            return [Showing(to=own, by=_name(view, sender), recorded=item.at, item=item.id)]
        case _:
            by = entry.actor(PartRole.ISSUER) or entry.actor(PartRole.AUTHOR)
            return [
                Showing(to=part.canonical, by=by, recorded=item.at, item=item.id, happened=entry.when)
                for part in entry.actors
                if part.role is PartRole.ADDRESSEE
            ]


def _arrived(item: LaneItem, entry: Entry, report: HopReport) -> Showing:
    return Showing(to=report.hearer, by=report.teller, recorded=item.at, item=item.id, happened=entry.when)


def _answered(
    item: LaneItem, entry: Entry, response: Response, keys: dict[str, _Key], found: dict[_Key, _Found]
) -> _Key | None:
    """The version that an answer names: by number among those of its text, else by the entry it answers."""
    match item.matter:
        case ProposalAnswered(proposal=identity) | AnswerReceived(proposal=identity):
            named = (identity, *entry.linked(LinkType.ANSWERS))
        case _:
            named = entry.linked(LinkType.ANSWERS)
    key = next((keys[identity] for identity in named if identity in keys), None)
    if key is None or response.version is None or response.version == key[1]:
        return key
    numbered = (other for other in found if other[0] == key[0] and other[1] == response.version)
    return next(numbered, key)


def _answer(view: View, item: LaneItem, entry: Entry, response: Response) -> list[AnswerTo]:
    own = view.seat.actor or view.seat.title
    match item.matter:
        case ProposalAnswered():
            by: str | None = own
        case AnswerReceived(sender=sender):
            by = _name(view, sender)
        case _:
            by = entry.actor(PartRole.ISSUER) or entry.actor(PartRole.AUTHOR)
    if by is None:
        return []
    return [
        AnswerTo(
            by=by,
            value=response.value,
            recorded=item.at,
            item=item.id,
            reservations=response.reservations,
        )
    ]


def _texts(found: dict[_Key, _Found]) -> tuple[TextSeen, ...]:
    titles = dict.fromkeys(title for title, _, _ in found)
    return tuple(
        TextSeen(
            title=title,
            versions=tuple(
                VersionSeen(
                    version=version,
                    content=content,
                    first=held.first,
                    shown=tuple(held.shown),
                    answered=tuple(held.answered),
                )
                for (name, version, content), held in found.items()
                if name == title
            ),
        )
        for title in titles
    )


def _name(view: View, seat: str) -> str:
    found = view.talks.seat(seat)
    return seat if found is None else found.actor or found.title
