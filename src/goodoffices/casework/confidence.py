"""What was told on terms: everything in a seat's view that somebody else gave it, and on which terms."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from goodoffices.casework.leave import Leave, leaves
from goodoffices.casework.roll import name_of, own_name, spokespersons
from goodoffices.casework.texts import texts
from goodoffices.record.acts import (
    DeliveryTold,
    DisclosureAsked,
    DisclosureDecided,
    EntryNoted,
    EntryShared,
    MessageSent,
    MessageWithdrawn,
    PreferenceKept,
    ProposalAnswered,
    ProposalTabled,
    RelayAcknowledged,
    RelayDrafted,
    RelayNoted,
    RelayReadBack,
    RelaySent,
    WithdrawalAnswered,
)
from goodoffices.record.items import (
    AcknowledgementReceived,
    AnswerReceived,
    ClosingSeen,
    DeliveryReceived,
    DisclosureDecisionReceived,
    DisclosureRequestReceived,
    DueReceived,
    EntryReceived,
    Erased,
    ErasureReceived,
    LaneItem,
    MessageReceived,
    ProposalReceived,
    ReadBackReceived,
    RelayReceived,
    SeatSeen,
    Welcome,
    WithdrawalAnswerReceived,
    WithdrawalReceived,
)
from goodoffices.record.view import View
from goodoffices.terms.calendar import written_day
from goodoffices.terms.entry import Entry, PartRole
from goodoffices.terms.handling import UNSPOKEN, Attribution, Form, Handling
from goodoffices.terms.meeting import Format, Meeting
from goodoffices.terms.message import HopReport, Message
from goodoffices.terms.position import Conveyed, Position
from goodoffices.terms.source import SourceType
from goodoffices.terms.when import Precision, When, first_day
from goodoffices.terms.word import NOT_STATED


class Confidence(msgspec.Struct, frozen=True, kw_only=True):
    """One thing told on terms.

    `owner` is whoever gave it ("not stated" where nobody knows), `seat` the seat that can be asked about it
    (None: the owner is asked by mouth), `spokesperson` the person who said it, where that is known. `text`
    is the words themselves, `texts` all text that came with them: a place, a deadline, an interpreter's
    name tell something too. `label` names it in a sentence: "what the Harbour Company told you on 4 March
    2031 (ask first)".
    """

    id: str
    owner: str
    handling: Handling
    text: str
    texts: tuple[str, ...]
    label: str
    day: str
    seat: str | None = None
    spokesperson: str | None = None
    withdrawn_on: str | None = None
    leaves: tuple[Leave, ...] = ()

    def attributed(self, attribution: Attribution) -> str | None:
        """The name that an addressee is told: none where the mediator speaks as her own."""
        match attribution:
            case Attribution.AS_OWN:
                return None
            case Attribution.BY_SIDE:
                return None if self.owner == NOT_STATED else self.owner
            case Attribution.BY_NAME:
                return self.spokesperson or (None if self.owner == NOT_STATED else self.owner)


def confidences(view: View) -> tuple[Confidence, ...]:
    """Everything in the view that somebody else gave on terms, oldest first.

    Not among them: public reports, the seat's own notes without terms, and what the seat itself said.
    Where somebody told something and named no terms, the owner is to be asked first.
    """
    found = (confidence_of(view, item) for item in view)
    return tuple(confidence for confidence in found if confidence is not None)


def confidence_of(view: View, item: LaneItem) -> Confidence | None:
    """What one item brings on terms, or None."""
    matter = item.matter
    match matter:
        case MessageReceived(sender=sender, entry=entry):
            return _given(view, item, sender, "told you", tuple(texts(entry.content)), entry)
        case AnswerReceived(sender=sender, entry=entry):
            return _given(view, item, sender, "answered", tuple(texts(entry.content)), entry)
        case ReadBackReceived(sender=sender, text=text):
            return _given(view, item, sender, "read back to you", (text,))
        case DisclosureDecisionReceived(sender=sender, words=str(words)):
            return _given(view, item, sender, "said when you asked", (words,))
        case DisclosureRequestReceived(sender=sender, wording=str(wording)):
            return _given(view, item, sender, "asked you", (wording,))
        case DeliveryReceived(sender=sender, words=str(words)):
            return _given(view, item, sender, "told you of a delivery", (words,))
        case DisclosureDecided(to=None, request=request, words=str(words)):
            return _answered_by_mouth(view, item, request, words)
        case EntryReceived():
            return _shared(view, item, matter)
        case EntryNoted(entry=entry):
            return _noted(view, item, entry)
        case DisclosureDecisionReceived() | DisclosureRequestReceived() | DeliveryReceived():
            return None  # no words were given with it
        case RelayReceived() | ProposalReceived() | Welcome() | SeatSeen() | ClosingSeen() | DueReceived():
            return None  # what a mediator chose to show, or what all know
        case ErasureReceived() | Erased():
            return None  # nothing is left of it
        case WithdrawalReceived() | WithdrawalAnswerReceived() | AcknowledgementReceived():
            return None  # no words at all
        case (
            MessageSent()
            | MessageWithdrawn()
            | RelayAcknowledged()
            | RelayReadBack()
            | ProposalAnswered()
            | DisclosureDecided()
            | PreferenceKept()
        ):
            return None  # the seat's own word
        case (
            RelayDrafted()
            | RelaySent()
            | RelayNoted()
            | DisclosureAsked()
            | EntryShared()
            | ProposalTabled()
            | WithdrawalAnswered()
            | DeliveryTold()
        ):
            return None  # made of what others gave, which stands for itself


def is_public(entry: Entry) -> bool:
    """Whether an entry rests on what anybody can read, or was said in public.

    Terms that somebody set are kept all the same: ask `confidence_of` for those.
    """
    content = entry.content
    if isinstance(content, Position) and content.conveyed is Conveyed.PUBLICLY:
        return True
    if isinstance(content, Meeting) and content.format is Format.PRESS:
        return True
    return any(
        source.outlet is not None or source.type in {SourceType.OUTLET, SourceType.UNATTRIBUTED}
        for source in entry.sources
    )


def giver(entry: Entry, own: str) -> str | None:
    """Who said what an entry holds: its issuer or author, or None where it says of nobody.

    Of several authors the first; the seat's own name where it is among them.
    """
    speaking = (PartRole.ISSUER, PartRole.AUTHOR)
    named = [part.canonical for role in speaking for part in entry.actors if part.role is role]
    if named:
        return own if own in named else named[0]
    match entry.content:
        case Position(holder=holder):
            return holder
        case HopReport(teller=teller, hearer=hearer):
            return hearer if teller == own else teller
        case Message():
            return NOT_STATED
        case _:
            return None


def spokesperson_in(view: View, entry: Entry, owner: str) -> str | None:
    """The person who spoke for the owner in an entry, as far as its parts or its sources name one."""
    known = spokespersons(view, owner)
    named = [name for part in entry.actors for name in (part.written, part.canonical)]
    named += [name for source in entry.sources for name in (source.label, *_tellers(source.chain))]
    return next((name for name in named if name is not None and name in known), None)


def _tellers(chain: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(getattr(telling, "teller", "")) for telling in chain)


def _given(
    view: View, item: LaneItem, sender: str, verb: str, told: tuple[str, ...], entry: Entry | None = None
) -> Confidence | None:
    """What another seat itself gave."""
    owner = name_of(view, sender)
    if owner == own_name(view):
        return None
    withdrawn = view.following(item.id, WithdrawalReceived)
    handling = UNSPOKEN if entry is None or entry.handling is None else entry.handling
    return Confidence(
        id=item.id,
        owner=owner,
        seat=sender,
        handling=handling,
        text=told[0] if entry is None else wording(entry),
        texts=told,
        label=_label(view, item, f"what {owner} {verb}", handling, None),
        day=day_of(view, item),
        spokesperson=None if entry is None else spokesperson_in(view, entry, owner),
        withdrawn_on=day_of(view, withdrawn[0][0]) if withdrawn else None,
        leaves=leaves(view, item.id),
    )


def _by_mouth(view: View, item: LaneItem, owner: str, what: str, entry: Entry) -> Confidence:
    """What came by mouth, or through a co-mediator: its owner cannot be asked from here."""
    handling = UNSPOKEN if entry.handling is None else entry.handling
    return Confidence(
        id=item.id,
        owner=owner,
        handling=handling,
        text=wording(entry),
        texts=tuple(texts(entry.content)),
        label=_label(view, item, what, handling, entry.when),
        day=day_of(view, item),
        spokesperson=spokesperson_in(view, entry, owner),
        leaves=leaves(view, item.id),
    )


def _noted(view: View, item: LaneItem, entry: Entry) -> Confidence | None:
    own = own_name(view)
    owner = giver(entry, own)
    if entry.handling is None and (owner in {None, own} or is_public(entry)):
        return None
    if owner is None or owner == own:
        return _by_mouth(view, item, owner or NOT_STATED, "what you noted", entry)
    who = "somebody" if owner == NOT_STATED else owner
    return _by_mouth(view, item, owner, f"what {who} told you", entry)


def _shared(view: View, item: LaneItem, matter: EntryReceived) -> Confidence | None:
    sharer = name_of(view, matter.sender)
    owner = giver(matter.entry, sharer)
    owner = (matter.given_by or sharer) if owner in {None, NOT_STATED} else owner
    public = matter.entry.handling is None and is_public(matter.entry)
    if public or owner is None or owner == own_name(view):
        return None
    what = f"what {sharer} shared with you" + ("" if owner == sharer else f", given by {owner},")
    found = _by_mouth(view, item, owner, what, matter.entry)
    return msgspec.structs.replace(found, texts=(*found.texts, *([matter.words] if matter.words else [])))


def remarks(view: View, actor: str) -> tuple[Confidence, ...]:
    """What colleagues said of their own when they shared with this seat what that actor gave them."""
    found: list[Confidence] = []
    for item, matter in view.of_type(EntryReceived):
        told = _shared(view, item, matter)
        sharer = name_of(view, matter.sender)
        if told is None or told.owner != actor or sharer == actor or matter.words is None:
            continue
        label = _label(view, item, f"what {sharer} said when sharing it with you", UNSPOKEN, None)
        said = {"owner": sharer, "handling": UNSPOKEN, "text": matter.words, "texts": (matter.words,)}
        found.append(msgspec.structs.replace(told, **said, label=label, spokesperson=None, leaves=()))
    return tuple(found)


def _answered_by_mouth(view: View, item: LaneItem, request: str, words: str) -> Confidence | None:
    asked = view.item(request)
    if asked is None or not isinstance(asked.matter, DisclosureAsked):
        return None
    about = view.item(asked.matter.confidence)
    told = None if about is None else confidence_of(view, about)
    if told is None:
        return None
    return Confidence(
        id=item.id,
        owner=told.owner,
        handling=UNSPOKEN,
        text=words,
        texts=(words,),
        label=_label(view, item, f"what {told.owner} said when you asked", UNSPOKEN, None),
        day=day_of(view, item),
        leaves=leaves(view, item.id),
    )


def wording(entry: Entry) -> str:
    """The words of an entry for a sheet of paper: its main text, or all its texts where there is none."""
    content = entry.content
    main = getattr(content, "content", None) or getattr(content, "wording", None)
    return main if isinstance(main, str) else "; ".join(texts(content))


_TERMS = {
    Form.NEVER: "never to be passed on",
    Form.ASK_FIRST: "ask first",
    Form.IN_SUBSTANCE: "in substance only",
    Form.IN_WORDS: "in words",
}


def _label(view: View, item: LaneItem, what: str, handling: Handling, when: When | None) -> str:
    day = day_of(view, item)
    if when is not None and when.start is not None and when.precision in {Precision.DAY, Precision.INSTANT}:
        day = first_day(when.start).isoformat()
    return f"{what} on {written_day(day)} ({_TERMS[handling.form]})"


def day_of(view: View, item: LaneItem) -> str:
    """The day on which an item came, in the talks' own time zone."""
    if "T" not in item.at:
        return item.at
    instant = datetime.fromisoformat(item.at)
    return instant.astimezone(ZoneInfo(view.talks.time_zone)).date().isoformat()
