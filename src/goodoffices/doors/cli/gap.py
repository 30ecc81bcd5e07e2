"""The command that says how far apart the sides are: by positions, by what they want, and as claimed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodoffices.doors.cli import gap_by_preferences as by_preferences
from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.asked import AsWritten, Points
from goodoffices.doors.cli.finding import published
from goodoffices.doors.cli.frame import Answer, Left, Limits, Question, framed
from goodoffices.doors.cli.place import author_view, authored, read_as_author, reading_from
from goodoffices.doors.cli.tables import say, table

if TYPE_CHECKING:
    from goodoffices.bargaining.gap_of_positions import CannotBeComputed, Gap, IssueGap
    from goodoffices.desk.line import Line
    from goodoffices.record.view import View
    from goodoffices.scenarios.scenario import Scenario
    from goodoffices.terms.agenda import Agenda

TalksOrScenario = Annotated[
    str,
    typer.Argument(
        metavar="TALKS|SCENARIO",
        help="Talks in the store, a talks file, an example's name; or whatever holds a scenario.",
        show_default=False,
    ),
]
Reach = Annotated[
    bool,
    typer.Option(
        "--sensitivity",
        help="Say instead how far what no agreement is worth, and each weight, may move before it changes.",
        show_default=False,
    ),
]


@dataclass(frozen=True, kw_only=True)
class Held:
    """What the sides want, or why that is not known; and the talks it comes from, where there are some."""

    wanted: Scenario | str
    view: View | None = None

    def left(self, limits: Limits) -> Left:
        """What they want, with the options that are left. Raises `ScenarioError` where it is not known."""
        from goodoffices.errors import ScenarioError

        if isinstance(self.wanted, str):
            raise ScenarioError(self.wanted)
        return limits.left(self.wanted)


def gap(question: Question[Held], *, sensitivity: Reach = False) -> Answer:
    """Show how far apart the sides are: by positions, by preferences, and as people say."""
    known, limits = question.about, question.limits
    if sensitivity:
        return by_preferences.sensitivity(known.left(limits), limits.cap)
    if known.view is None:
        return by_preferences.gap(known.left(limits), limits.cap)
    wanted = None
    if limits or not isinstance(known.wanted, str):
        wanted = by_preferences.gap(known.left(limits), limits.cap)
    return _of_talks(known.view, wanted, known.wanted)


def held(
    talks: TalksOrScenario,
    *,
    as_written: AsWritten = False,
    points: Points = 21,
    seat: ask.AuthorOrSeat = None,
    store: ask.Store = None,
) -> Held:
    """What a scenario says of the sides, or talks as a seat or their author sees them."""
    from goodoffices.desk import computing

    named = _scenario_path(talks, seat, store)
    if named is not None:
        from goodoffices.scenarios import load

        return Held(wanted=load(named, as_written=as_written, points=points))
    if read_as_author(talks, seat, store):
        view = author_view(authored(talks))
    else:
        with reading_from(talks, seat or "", store) as seated:
            view = seated.view()
    return Held(wanted=computing.scenario(view), view=view)


def _scenario_path(named: str, seat: str | None, store: str | None) -> Path | None:
    """Where a scenario lies that is no talks; None where talks are meant."""
    from goodoffices.desk.examples import find_scenario
    from goodoffices.doors.cli.scenario_place import talks_or_path

    if seat is not None or store is not None or named == "-":
        return None
    if not Path(named).exists() and find_scenario(named) is None:
        return None
    found = talks_or_path(named)
    return found if isinstance(found, Path) else None


def _of_talks(view: View, wanted: Answer | None, known: Scenario | str) -> Answer:
    """The three gaps side by side; `known` says why there is no answer by what the sides want."""
    from goodoffices.desk import computing, reading
    from goodoffices.errors import ScenarioError

    found = computing.gap(view)
    claimed = reading.claimed_gaps(view)

    def told() -> None:
        _say_computed(view, found.result)
        if wanted is not None:
            for remark in found.remarks:
                say(remark)
        typer.echo()
        _show_claimed(claimed)
        if wanted is not None:
            typer.echo()
            say("By what the sides want, as far as it is known here:")
            wanted.say()

    def picture() -> str:
        if wanted is None:
            raise ScenarioError(str(known))
        return wanted.picture()

    return Answer(
        finding=found if wanted is None else wanted.finding,
        say=told,
        picture=picture,
        beside={
            "talks": view.talks.name,
            "computed": published(found),
            "claimed": [_claim(line) for line in claimed],
        },
    )


def _say_computed(view: View, result: Gap | CannotBeComputed) -> None:
    from goodoffices.bargaining.gap_of_positions import CannotBeComputed

    if isinstance(result, CannotBeComputed):
        say(f"The gap {result.sentence}.")
    else:
        _show_computed(result, view.talks.agenda)


def _show_claimed(claimed: tuple[Line, ...]) -> None:
    from goodoffices.doors.cli.lines import content_of

    say("What people say of the gap:")
    table(
        ("when", "on whose word", "direction", "words"),
        (
            (
                line.first or "not stated",
                ", ".join(line.sources) or "not stated",
                _direction(line),
                "" if line.entry is None else content_of(line.entry.content),
            )
            for line in claimed
        ),
        none="nothing in this record",
    )


def _show_computed(result: Gap, agenda: Agenda) -> None:
    counts = result.counts
    say(
        f"{counts.agreed} agreed, {counts.overlapping} overlapping, {counts.open} open, "
        f"{counts.unknown} unknown (of {len(result.issues)} issues; by the latest positions)"
    )
    table(
        ("issue", "state", *result.parties, "steps apart"),
        (_row(issue, agenda) for issue in result.issues),
        none="the agenda names no issue",
    )


def _row(found: IssueGap, agenda: Agenda) -> tuple[str, ...]:
    issue = agenda.issue(found.issue)

    def title(key: str) -> str:
        option = None if issue is None else issue.option(key)
        return key if option is None else option.title

    stands = (", ".join(map(title, stand.acceptable)) or "not stated" for stand in found.stands)
    steps = "" if found.steps is None else str(found.steps)
    return (found.issue if issue is None else issue.title, found.state.value, *stands, steps)


def _direction(line: Line) -> str:
    from goodoffices.terms.claim import Assessment

    content = None if line.entry is None else line.entry.content
    return content.direction.value.replace("_", " ") if isinstance(content, Assessment) else ""


def _claim(line: Line) -> dict[str, object]:
    return {
        "id": line.item.id,
        "when": line.first,
        "sources": line.sources,
        "assessment": None if line.entry is None else line.entry.content,
    }


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "gap port-of-ardmere",
            "gap port-of-ardmere --keep wage=four --not crew=three",
            "gap port-of-ardmere --sensitivity",
            "gap night-shift-at-quay-four --chart stakes.svg",
            "gap doha-cairo-2024 --json",
            "gap harbour --seat ministry --store harbour.db",
        )
    )(framed(gap, reading=held, doing="Looking for what could be agreed"))
