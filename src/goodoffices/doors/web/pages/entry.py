"""One thing of the record, with everything that this seat holds of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial

from starlette.responses import Response

from goodoffices.doors.web import kind_words, naming, source_words
from goodoffices.doors.web.page import ALL_SEATS, Page
from goodoffices.doors.web.visit import Visit
from goodoffices.doors.web.wording import in_words
from goodoffices.record.acts import EntryNoted, PreferenceKept
from goodoffices.record.items import ClosingSeen, Erased, LaneItem, Matter, SeatSeen, Welcome, entry_in
from goodoffices.record.references import references
from goodoffices.record.view import View
from goodoffices.terms.entry import Entry, LinkType
from goodoffices.terms.package import Package
from goodoffices.terms.position import Stance
from goodoffices.terms.relay import Relay
from goodoffices.terms.word import NOT_STATED, Word

_LABELS = {
    "demand": "What is demanded",
    "consequence": "What follows if it is not met",
    "enforcer": "Who would carry it out",
    "deadline": "By when",
    "given": "Given",
    "left_by": "Who had left the table",
    "outlet": "Outlet",
    "delivery": "What is said of the delivery",
    "leg": "Leg of the way",
    "teller": "From",
    "hearer": "To",
    "wording": "In which words",
    "reception": "How it was received",
    "until": "Adjourned until",
    "holder": "Whose",
    "conveyed": "How it became known",
    "attributed_to": "Under whose name",
    "attribution": "How attributed",
    "in_time": "In time",
    "given_by": "Given by",
    "confirmed": "Warnings seen and confirmed",
    "give": "Given",
    "get": "In return",
    "of": "Belongs to",
}
_LONG = frozenset({"content", "text", "wording", "words", "reservations", "reception", "sentence"})
_FORWARD = {
    LinkType.ANSWERS: "answers",
    LinkType.CARRIES: "is a leg of",
    LinkType.CORRECTS: "corrects",
    LinkType.REPEATS: "repeats",
    LinkType.POSSIBLY_THE_SAME_AS: "is possibly the same as (left open)",
    LinkType.ABOUT: "is about",
    LinkType.PART_OF: "is part of",
}
_BACKWARD = {
    LinkType.ANSWERS: "is answered by",
    LinkType.CARRIES: "was carried on:",
    LinkType.CORRECTS: "is corrected by",
    LinkType.REPEATS: "is repeated by",
    LinkType.POSSIBLY_THE_SAME_AS: "is possibly the same as (left open)",
    LinkType.ABOUT: "is spoken of in",
    LinkType.PART_OF: "has as a part",
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One field with its label; `long` where it is set apart as a text that somebody wrote."""

    label: str
    values: tuple[str, ...]
    long: bool = False

    @property
    def unknown(self) -> bool:
        """Whether nobody says."""
        return self.values == (NOT_STATED,)


@dataclass(frozen=True, kw_only=True)
class Related:
    """Another thing in this seat's record, and how it stands to this one."""

    how: str
    identity: str


def show(visit: Visit) -> Response:
    """Everything of one item; the one answer to all that this seat has not got."""
    item = visit.item()
    if item is None or isinstance(item.matter, Welcome | SeatSeen | ClosingSeen):
        return visit.not_there()
    entry = entry_in(item.matter)
    own_path = naming.path_of(item)
    erased = isinstance(item.matter, Erased)
    described = f"Erased on order, on {visit.time(item.at)}" if erased else visit.describe(item.id)
    return visit.page(
        "entry.html",
        item=item,
        entry=entry,
        heading=kind_words.heading(entry) if entry else described,
        erased=erased,
        done="" if entry is None or isinstance(item.matter, EntryNoted) else visit.describe(item.id),
        facts=list(dict.fromkeys(_facts_of(visit, item.matter, entry))),
        sources=[(source_words.way(each), source_words.kind(each)) for each in entry.sources]
        if entry
        else [],
        name_of=partial(name_of, visit),
        beside=beside(visit.view, item, entry),
        related=related(visit.view, item),
        elsewhere=own_path if own_path != f"entry/{item.id}" and visit.has(_pattern(own_path)) else "",
    )


def name_of(visit: Visit, identity: str) -> str:
    """An item in a few words; for links."""
    entry = visit.view.entry(identity)
    return visit.describe(identity) if entry is None else kind_words.heading(entry)


def _pattern(path: str) -> str:
    return f"{path.partition('/')[0]}/{{item}}"


def _facts_of(visit: Visit, matter: Matter, entry: Entry | None) -> Iterator[Fact]:
    """The fields of the content, and of the act that brought it here."""
    if entry is not None:
        yield from facts(entry.content, visit)
    yield from facts(matter.preference if isinstance(matter, PreferenceKept) else matter, visit)


def facts(word: Word, visit: Visit) -> Iterator[Fact]:
    """Every field that has a value, in the order of the class; references and terms are shown elsewhere."""
    names = set(references(word))
    for name in word.__struct_fields__:
        value = getattr(word, name)
        if name == "entry" or value is None or value == () or value in names:
            continue
        if isinstance(value, Relay):
            yield from facts(value, visit)
        elif name in {"to", "sender", "owner"} and visit.talks.seat(str(value)) is not None:
            label = "From" if name == "sender" else "To"
            yield Fact(label=label, values=(visit.who(str(value)),))
        else:
            found = tuple(_written(value, names))
            if found:
                yield Fact(label=_label(name), values=found, long=name in _LONG)


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def _written(value: object, names: set[str]) -> Iterator[str]:
    """A value as text; nothing for what has a table or a link of its own."""
    if isinstance(value, bool):
        yield "yes" if value else "no"
    elif isinstance(value, Enum):
        yield in_words(value)
    elif isinstance(value, str | int | float):
        if str(value) not in names:
            yield str(value)
    elif isinstance(value, tuple):
        for part in value:  # pyright: ignore[reportUnknownVariableType] - whatever the words hold
            yield from _written(part, names)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(value, Word) and not isinstance(value, Package | Stance):
        sentence = getattr(value, "sentence", None)
        if isinstance(sentence, str):
            yield sentence


def beside(view: View, item: LaneItem, entry: Entry | None) -> list[Related]:
    """What it is said to come before, during or after; and what is said to come so beside it."""
    found: list[Related] = []
    for how in ("before", "during", "after"):
        if entry is not None and entry.when is not None:
            found += [Related(how=how, identity=one) for one in getattr(entry.when, how)]
    turned = {"before": "after", "during": "while this went on:", "after": "before"}
    for other in view.followers.get(item.id, ()):
        held = view.entry(other)
        if held is None or held.when is None:
            continue
        found += [
            Related(how=back, identity=other)
            for how, back in turned.items()
            if item.id in getattr(held.when, how)
        ]
    return list(dict.fromkeys(found))


def related(view: View, item: LaneItem) -> list[Related]:
    """What it refers to, and what refers to it, each once; places in order are shown beside the date."""
    found: dict[str, str] = {}
    entry = entry_in(item.matter)
    if entry is not None:
        found |= {link.to: _FORWARD[link.type] for link in entry.links}
    skipped = _in_order(entry)
    for one in references(item.matter):
        if one not in skipped:
            found.setdefault(one, "rests on")
    for other in view.followers.get(item.id, ()):
        held = view.entry(other)
        links = [] if held is None else [link.type for link in held.links if link.to == item.id]
        if links:
            found.setdefault(other, _BACKWARD[links[0]])
        elif item.id not in _in_order(held):
            found.setdefault(other, "was followed by")
    found.pop(item.id, None)
    return [Related(how=how, identity=one) for one, how in found.items() if view.item(one) is not None]


def _in_order(entry: Entry | None) -> set[str]:
    when = None if entry is None else entry.when
    return set() if when is None else {*when.before, *when.during, *when.after}


PAGES = (Page(path="entry/{item}", seats=ALL_SEATS, show=show),)
