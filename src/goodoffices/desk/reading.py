"""What a seat reads of its own record, in plain words and in order of happening."""

from __future__ import annotations

from goodoffices.desk.line import Line
from goodoffices.desk.timeline import filtered, numbered, timeline, whole_timeline
from goodoffices.record import sourcing as sources
from goodoffices.record import unstated as questions
from goodoffices.record.acts import PreferenceKept
from goodoffices.record.ladder import Carried, carried
from goodoffices.record.sourcing import Sourcing
from goodoffices.record.unstated import Unstated
from goodoffices.record.view import View
from goodoffices.terms.actor import Role
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.claim import Assessment, Topic
from goodoffices.terms.entry import Entry
from goodoffices.terms.package import Package
from goodoffices.terms.position import Position
from goodoffices.terms.preference import Preference
from goodoffices.terms.proposal import Proposal, ProposalState
from goodoffices.terms.word import NOT_STATED, Word

__all__ = [
    "HeldPosition",
    "TabledPackage",
    "agenda_of",
    "claimed_gaps",
    "entries",
    "filtered",
    "ladder",
    "numbered",
    "parties",
    "positions",
    "preferences",
    "proposals",
    "sourcing",
    "stated",
    "timeline",
    "unstated",
    "whole_timeline",
]


# What the record says, and what it does not


def entries(view: View) -> tuple[tuple[str, Entry], ...]:
    """Every entry that the seat holds, once, in order of happening."""
    return tuple((line.item.id, line.entry) for line in timeline(view) if line.entry is not None)


def ladder(view: View) -> tuple[Carried, ...]:
    """The way of each message that this seat knows to have been carried on, in order of happening."""
    place = {line.item.id: at for at, line in enumerate(timeline(view))}
    return tuple(sorted(carried(view), key=lambda way: place.get(way.message or "", len(place))))


def sourcing(view: View) -> Sourcing:
    """On whose word the entries of this seat rest, and which parties' word is missing."""
    return sources.sourcing(entries(view), view.talks)


def unstated(view: View) -> tuple[Unstated, ...]:
    """What this seat's record leaves open, as plain questions."""
    return questions.unstated(entries(view))


# What the sides want, as far as this seat knows


class HeldPosition(Word):
    """A position that the seat holds, with its line in the timeline."""

    line: Line
    position: Position


class TabledPackage(Word):
    """A proposal with a package, in one version, with its line in the timeline."""

    line: Line
    proposal: Proposal
    package: Package


def parties(view: View) -> tuple[str, ...]:
    """The parties to the talks, by their plain names, in order."""
    return view.talks.actors_in(Role.PARTY)


def agenda_of(view: View) -> Agenda:
    """What is to be settled."""
    return view.talks.agenda


def positions(view: View) -> tuple[HeldPosition, ...]:
    """Every position that the seat holds, in order of happening; empty where it holds none."""
    return tuple(
        HeldPosition(line=line, position=line.entry.content)
        for line in timeline(view)
        if line.entry is not None and isinstance(line.entry.content, Position)
    )


def stated(view: View) -> tuple[HeldPosition, ...]:
    """The positions that say something: demands that nobody tells are no position to count."""
    return tuple(
        each
        for each in positions(view)
        if each.position.stances or each.position.content not in {None, NOT_STATED}
    )


def proposals(view: View) -> tuple[TabledPackage, ...]:
    """Every proposal with a package that was not withdrawn, in order of happening."""
    found: list[TabledPackage] = []
    for line in timeline(view):
        content = None if line.entry is None else line.entry.content
        if (
            isinstance(content, Proposal)
            and content.package is not None
            and content.state is not ProposalState.WITHDRAWN
        ):
            found.append(TabledPackage(line=line, proposal=content, package=content.package))
    return tuple(found)


def preferences(view: View) -> tuple[Preference, ...]:
    """The latest preference of each holder that this seat keeps, in the order of the parties."""
    latest = {act.preference.holder: act.preference for _, act in view.of_type(PreferenceKept)}
    return tuple(latest[party] for party in parties(view) if party in latest)


# The gap as people claim it


def claimed_gaps(view: View) -> tuple[Line, ...]:
    """What people said of the gap, in order of happening: verbatim, never counted as computed."""
    return tuple(
        line
        for line in timeline(view)
        if line.entry is not None
        and isinstance(line.entry.content, Assessment)
        and line.entry.content.topic is Topic.GAP
    )
