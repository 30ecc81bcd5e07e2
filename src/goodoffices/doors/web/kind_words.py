"""Entries in people's words: what kind of thing it is, its heading, and what it says."""

from __future__ import annotations

from goodoffices.doors.web.wording import in_words
from goodoffices.terms.claim import Arrangement, Assessment, Note, OutsideAction, Pressure, Statement, Topic
from goodoffices.terms.entry import Content, Entry, PartRole, kind_of
from goodoffices.terms.meeting import Meeting, ProcessState, Schedule
from goodoffices.terms.message import HopReport, Message, MessageForm
from goodoffices.terms.position import Position
from goodoffices.terms.proposal import Agreement, Linkage, Proposal, Response
from goodoffices.terms.word import NOT_STATED

_KINDS = {
    "agreement": "agreement",
    "arrangement": "standing fact",
    "assessment": "judgement",
    "hop_report": "leg of a message's way",
    "linkage": "exchange",
    "outside_action": "action outside the talks",
    "process_state": "state of the talks",
    "relay": "passed on",
    "acknowledgement": "receipt",
    "read_back": "read back",
    "withdrawal": "withdrawal",
    "disclosure": "leave to pass on",
    "delivery": "word of delivery",
    "shared": "shared",
    "proposal_shown": "proposal shown",
}


def of_kind(kind: str) -> str:
    """A kind of entry, or of what is done with one, in plain words.

    >>> of_kind("hop_report"), of_kind("statement")
    ("leg of a message's way", 'statement')
    """
    return _KINDS.get(kind, kind.replace("_", " "))


def heading(entry: Entry) -> str:
    """What an entry is, in a few words that are mostly the software's own."""
    content = entry.content
    match content:
        case Message():
            issuer, addressee = entry.actor(PartRole.ISSUER), entry.actor(PartRole.ADDRESSEE)
            ways = [f"from {issuer}"] if issuer else []
            ways += [f"to {addressee}"] if addressee else []
            kind = "message" if content.form is MessageForm.INFORMATION else in_words(content.form)
            return " ".join([kind.capitalize(), *ways])
        case HopReport():
            state = in_words(content.delivery)
            return f"Leg {content.leg}: {content.teller} to {content.hearer}, {state}"
        case Meeting():
            place = f": {content.place}" if content.place and content.place != NOT_STATED else ""
            return f"Meeting{place}"
        case ProcessState():
            return f"The talks: {in_words(content.state)}"
        case Schedule():
            return f"Date set: {in_words(content.action)}"
        case Position():
            version = f", version {content.version}" if content.version else ""
            return f"Position of {content.holder}{version}"
        case Proposal():
            version = f", version {content.version}" if content.version else ""
            return f"{content.title}{version}: {in_words(content.state)}"
        case Response():
            author = next((part.canonical for part in entry.actors), None)
            return f"Answer{f' of {author}' if author else ''}: {in_words(content.value)}"
        case Agreement():
            return f"Agreement: {in_words(content.state)}"
        case Assessment():
            subject = "the talks" if content.topic is Topic.OTHER else in_words(content.topic)
            return f"Judgement of {'the gap' if content.topic is Topic.GAP else subject}"
        case Pressure():
            return f"Pressure, {in_words(content.state)}"
        case Statement():
            return in_words(content.form).capitalize()
        case OutsideAction() | Arrangement() | Linkage() | Note():
            return of_kind(kind_of(content)).capitalize()


def said(content: Content) -> str:
    """What an entry says, as it was written; empty where it holds no words of its own."""
    match content:
        case Message() | Agreement() | Assessment() | Statement() | Proposal():
            return content.content
        case HopReport():
            return content.wording or content.reception or ""
        case Meeting():
            return content.topic or content.outcome or ""
        case Schedule():
            return content.what
        case ProcessState() | Position() | Response():
            return content.content or ""
        case Pressure():
            return content.means
        case OutsideAction():
            return content.action
        case Arrangement():
            return f"{content.relation}: {content.content}" if content.content else content.relation
        case Linkage():
            return f"{content.give} – in return: {content.get}"
        case Note():
            return content.text
