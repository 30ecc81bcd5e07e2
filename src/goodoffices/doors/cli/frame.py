"""The frame of the engine's commands: asked alike, worked out with a sign of life, answered alike.

Such a command is one function from a `Question` to an `Answer`, with the options that are its alone. What
all of them ask for, and how an answer is drawn and printed, stands here once.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar, get_origin, get_type_hints

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.asked import Chart, Exact, Keep, Most, Not, choice
from goodoffices.doors.cli.finding import print_json, save, say_how
from goodoffices.doors.cli.waiting import Progress, waiting

if TYPE_CHECKING:
    from goodoffices.bargaining.fixed import Fixed
    from goodoffices.scenarios.scenario import Scenario
    from goodoffices.terms.agenda import Agenda
    from goodoffices.terms.finding import Finding

Cap = int | Literal["usual"] | None
About = TypeVar("About")
Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How exact the work is to be, and what it must not touch, as it was typed."""

    cap: Cap
    kept: tuple[str, ...]
    ruled_out: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is fixed at all."""
        return bool(self.kept or self.ruled_out)

    def fixed(self, agenda: Agenda) -> Fixed:
        """The constraints on packages. Raises `ScenarioError` where the agenda does not know them."""
        from goodoffices.bargaining.fixed import Fixed
        from goodoffices.terms.package import Package

        return Fixed(
            keep=Package(choices=tuple(choice(text, agenda) for text in self.kept)),
            without=tuple(choice(text, agenda) for text in self.ruled_out),
        )

    def left(self, given: Scenario) -> Left:
        """What is left of a scenario. Raises `ScenarioError` as `fixed` does, and where nothing is left."""
        from goodoffices.bargaining.fixed import narrowed

        fixed = self.fixed(given.agenda)
        return Left(scenario=narrowed(given, fixed), fixed=fixed)


@dataclass(frozen=True, kw_only=True)
class Left:
    """A scenario with the options that are left, and what left them."""

    scenario: Scenario
    fixed: Fixed

    def noted(self, found: Finding[Result]) -> Finding[Result]:
        """A finding of this scenario, with what was fixed among its settings."""
        import msgspec

        return msgspec.structs.replace(found, settings=(*found.settings, *self.fixed.settings))


def limits(*, keep: Keep = None, ruled_out: Not = None, cap: Most = None, exact: Exact = False) -> Limits:
    """What these options ask for; wrong use where both `--cap` and `--exact` are given."""
    if exact and cap is not None:
        raise typer.BadParameter("cannot be given together with --cap", param_hint="--exact")
    return Limits(
        cap=None if exact else "usual" if cap is None else cap,
        kept=tuple(keep or ()),
        ruled_out=tuple(ruled_out or ()),
    )


@dataclass(frozen=True, kw_only=True)
class Question(Generic[About]):
    """What a command works on; `progress` may be told how many steps are done, and of how many."""

    about: About
    limits: Limits
    progress: Progress


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command found, and how it is told.

    `say` prints it for people and `picture` draws it. `shown`, for programs, stands in place of the finding's
    own result; `beside` stands beside the finding.
    """

    finding: Finding[Any]
    say: Callable[[], None]
    picture: Callable[[], str]
    shown: Callable[[], object] | None = None
    beside: Mapping[str, object] = field(default_factory=dict[str, object])


def give(answer: Answer, *, chart: Chart = None, json: ask.Json = False) -> None:
    """Draw the answer where a chart is asked for, and print it. Raises `FileExistsError`, `ScenarioError`."""
    if chart is not None:
        with waiting("Drawing", json=json):
            drawn = answer.picture()
        save(drawn, chart)
    if json:
        print_json(answer.finding, None if answer.shown is None else answer.shown(), **answer.beside)
        return
    answer.say()
    say_how(answer.finding)


def framed(work: Callable[..., Answer], *, reading: Callable[..., Any], doing: str) -> Callable[..., None]:
    """The command made of what it works on, of its own work, and of what all such commands share.

    `reading` turns the first argument and its options into what the question is about; `doing` is said while
    it takes long. Options are the parameters with an `Annotated` type; a name may stand in one part only.
    """
    parts = {part: _options(part) for part in (reading, work, limits, give)}
    first, *rest = parts[reading]
    order = (first, *parts[work], *parts[limits], *rest, *parts[give])

    def command(**typed: Any) -> None:  # noqa: ANN401 - each option has its own type
        def asked_of(part: Callable[..., Any]) -> dict[str, Any]:
            return {one.name: typed[one.name] for one in parts[part]}

        within = limits(**asked_of(limits))
        with waiting(doing, json=typed["json"]) as progress:
            question = Question(about=reading(**asked_of(reading)), limits=within, progress=progress)
            answer = work(question, **asked_of(work))
        give(answer, **asked_of(give))

    command.__name__ = work.__name__
    command.__doc__ = work.__doc__
    command.__annotations__ = {one.name: one.annotation for one in order}
    spelled = inspect.Signature([one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in order])
    vars(command)["__signature__"] = spelled  # typer reads it in place of `**typed`
    return command


def _options(part: Callable[..., Any]) -> tuple[inspect.Parameter, ...]:
    """The parameters that are typed on the command line, their types resolved."""
    hints = get_type_hints(part, include_extras=True)
    return tuple(
        each.replace(annotation=hints[each.name])
        for each in inspect.signature(part).parameters.values()
        if get_origin(hints[each.name]) is Annotated
    )
