"""The command that says how sure a deal is where preferences are known in part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.asked import Chart
from goodoffices.doors.cli.frame import Answer, give
from goodoffices.doors.cli.place import read_value
from goodoffices.doors.cli.tables import say, table
from goodoffices.doors.cli.waiting import waiting

if TYPE_CHECKING:
    from goodoffices.bargaining.acceptability import Acceptability
    from goodoffices.bargaining.estimate import Estimate
    from goodoffices.bargaining.how_sure import HowSure
    from goodoffices.bargaining.necessity import Necessity
    from goodoffices.bargaining.robust import Robust
    from goodoffices.bargaining.value_of_information import ValueOfInformation
    from goodoffices.doors.cli.how_sure_shown import HowSureShown
    from goodoffices.scenarios.uncertain import UncertainScenario
    from goodoffices.terms.agenda import Agenda
    from goodoffices.terms.package import Choice, Package
    from goodoffices.terms.uncertain import Statement

_MARK = b"goodoffices-uncertain/"
_HEAD = 4096


def uncertain(  # noqa: PLR0913 - each option of a command is a parameter
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO",
            help="A file with preferences known in part, or any scenario with exact ones.",
            show_default=False,
        ),
    ],
    *,
    spread: Annotated[
        str | None,
        typer.Option(
            "--spread",
            metavar="SHARE",
            help="By how much every exact number may be off, such as 20%.  [default: 20% for exact numbers]",
            show_default=False,
        ),
    ] = None,
    samples: Annotated[
        int,
        typer.Option("--samples", min=200, max=200_000, help="How many preferences of each party to draw."),
    ] = 4000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed draws the same preferences.")] = 1,
    most: Annotated[
        int, typer.Option("--packages", min=1, max=5000, help="How many packages to look at, at most.")
    ] = 500,
    shown: Annotated[
        int, typer.Option("--show", min=1, max=1000, help="How many packages and questions to show.")
    ] = 10,
    measure: Annotated[
        Literal["gain", "bits"],
        typer.Option(
            "--measure", help="Rank questions by the gain they bring, or by the doubt they settle (bits)."
        ),
    ] = "gain",
    chart: Chart = None,
    json: ask.Json = False,
) -> None:
    """Show how sure a deal is, which packages hold up, and which question would settle most."""
    with waiting("Drawing preferences and weighing packages", json=json):
        held = _scenario(scenario, spread)
        import numpy as np

        from goodoffices.bargaining.how_sure import how_sure

        found = how_sure(
            held,
            generator=np.random.default_rng(seed),
            samples=samples,
            most=most,
            shown=shown,
            measure=measure,
        )
    answer = Answer(
        finding=found,
        say=lambda: _show(found.result, held, samples, seed),
        picture=lambda: _picture(found.result.acceptability, held.agenda),
        shown=lambda: _shown(found.result, held.agenda),
    )
    give(answer, chart=chart, json=json)


def _shown(result: HowSure, agenda: Agenda) -> HowSureShown:
    from goodoffices.doors.cli.how_sure_shown import HowSureShown

    return HowSureShown(
        parties=result.acceptability.parties,
        agenda=agenda,
        acceptability=result.acceptability,
        necessity=result.necessity,
        robust=result.robust,
        information=result.information,
    )


def _scenario(written: str, off: str | None) -> UncertainScenario:
    if Path(written).is_file() and _is_uncertain(Path(written)):
        if off is not None:
            raise typer.BadParameter(
                "the file says itself how far its numbers are known", param_hint="--spread"
            )
        from goodoffices.scenarios.uncertain_file import UncertainFile

        return read_value(Path(written), UncertainFile).scenario()
    share = _share(off or "20%")
    from goodoffices.doors.cli.scenario_place import scenario_at
    from goodoffices.scenarios.uncertain import spread

    return spread(scenario_at(written), share)


def _is_uncertain(path: Path) -> bool:
    with path.open("rb") as stream:
        return _MARK in stream.read(_HEAD)


def _share(written: str) -> float:
    """A share, written as 20% or 0.2.

    >>> _share("20%"), _share("0.05")
    (0.2, 0.05)
    """
    try:
        share = float(written.removesuffix("%")) / (100 if written.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share < 1:
        raise typer.BadParameter(
            f"{written} is no share: write 20% or 0.2, from 0 to below 1", param_hint="--spread"
        )
    return share


class _Numbered:
    """The packages that an answer names, each with a number."""

    def __init__(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self.held: dict[Package, int] = {}

    def number(self, package: Package) -> str:
        """The number under which a package is listed at the end."""
        return f"no. {self.held.setdefault(package, len(self.held) + 1)}"

    def question(self, statement: Statement) -> str:
        """A statement as a question about numbered packages."""
        from goodoffices.terms.uncertain import Acceptable, PackageBefore

        match statement:
            case Acceptable(package=package):
                return f"Is {self.number(package)} better than no agreement?"
            case PackageBefore(better=better, worse=worse):
                return f"Is {self.number(better)} better than {self.number(worse)}?"
            case _:
                from goodoffices.preferences.statements import in_words

                return f"Is it so that {in_words(statement)}?"

    def list(self) -> None:
        """What the packages have in common, and in what each differs."""
        if alike := self.alike():
            say(f"All packages below: {alike}")
        for package in self.held:
            say(self.spelled(package))

    def alike(self) -> str:
        """What all packages that are numbered have in common; empty where there is nothing, or but one."""
        return self._titles(next(iter(self.held)), self._common().__contains__) if self._common() else ""

    def spelled(self, package: Package) -> str:
        """A package by its number, with what is not common to all."""
        common = self._common()
        return f"{self.number(package)}: " + self._titles(package, lambda choice: choice not in common)

    def _common(self) -> set[Choice]:
        first, *rest = self.held
        return set(first.choices).intersection(*(package.choices for package in rest)) if rest else set()

    def _titles(self, package: Package, wanted: Callable[[Choice], bool]) -> str:
        titles: list[str] = []
        for choice in filter(wanted, package.choices):
            issue = self.agenda.issue(choice.issue)
            option = None if issue is None else issue.option(choice.option)
            name = choice.issue if issue is None else issue.title
            titles.append(f"{name}: {choice.option if option is None else option.title}")
        return "; ".join(titles)


def _show(result: HowSure, scenario: UncertainScenario, samples: int, seed: int) -> None:
    numbered = _Numbered(scenario.agenda)
    shares = result.acceptability
    say(
        f"{samples:,} preferences drawn of each side (seed {seed}); {shares.considered:,} of "
        f"{shares.outcomes:,} packages considered."
    )
    say(
        f"Some package is acceptable to all under {_percent(shares.open_zone)} of the admissible preferences."
    )
    typer.echo()
    _show_packages(shares, result.necessity, numbered)
    if result.robust is not None:
        typer.echo()
        _show_robust(result.robust, numbered)
    typer.echo()
    _show_questions(result.information, numbered)
    typer.echo()
    numbered.list()


def _show_packages(shares: Acceptability, necessity: Necessity, numbered: _Numbered) -> None:
    decided = {one.package: one for one in necessity.packages}
    rows: list[tuple[str, ...]] = []
    for one in shares.packages:
        held = decided.get(one.package)
        rows.append(
            (
                numbered.number(one.package),
                _percent(one.acceptable_to_all),
                "" if held is None else held.acceptable.value,
                f"{one.efficient.value:.0%}" + ("" if held is None else f" ({held.efficient.value})"),
                f"{one.best.value:.0%}",
                "; ".join(
                    f"{party} {each.value:.0%}"
                    for party, each in zip(shares.parties, one.acceptable, strict=True)
                ),
            )
        )
    table(
        ("package", "acceptable to all", "holds", "unbeaten", "most even", "acceptable to each"),
        rows,
        none="no package",
    )


def _show_robust(robust: Robust, numbered: _Numbered) -> None:
    best, least = robust.best_worst_case, robust.least_regret
    gains = ", ".join(f"{party} {gain:+.1%}" for party, gain in zip(robust.parties, best.gains, strict=True))
    say(f"Best worst case: {numbered.number(best.package)} (gains at least, in ranges: {gains})")
    say(
        f"Least regret: {numbered.number(least.package)} (together at most {least.most:.1%} of the ranges, "
        f"against {numbered.number(least.against)})"
    )


def _show_questions(information: ValueOfInformation, numbered: _Numbered) -> None:
    say(
        f"Perfect knowledge would add {_signed(information.perfect)} to the smallest gain; "
        f"{information.doubt:.2f} bits of doubt which package is most even. What to ask:"
    )
    table(
        ("whom", "adds", "bits", "yes", "question"),
        (
            (
                one.holder,
                _signed(one.gain),
                f"{one.bits.value:.3f} ± {one.bits.error:.3f}",
                f"{one.yes.value:.0%}",
                numbered.question(one.statement),
            )
            for one in information.questions
        ),
        none="nothing: every answer is known already",
    )


def _picture(found: Acceptability, agenda: Agenda) -> str:
    """How often some package is acceptable to all, and each of those that are named, by their numbers."""
    from goodoffices.doors.charts.drawing import Width
    from goodoffices.doors.charts.shares import Row, Share, shares

    def drawn(estimate: Estimate) -> Share:
        return Share(value=estimate.value, low=estimate.low, high=estimate.high)

    numbered = _Numbered(agenda)
    for one in found.packages:
        numbered.number(one.package)
    alike = numbered.alike()
    rows = [Row(label="Some package, whichever", shares=(drawn(found.open_zone),))]
    rows += [
        Row(label=numbered.spelled(one.package), shares=(drawn(one.acceptable_to_all), drawn(one.best)))
        for one in found.packages
    ]
    return shares(
        tuple(rows),
        meanings=("acceptable to all", "acceptable to all, and the most even package"),
        key="how-sure",
        note=f"All with: {alike}." if alike else "",
        title="Under which share of what the sides may want",
        width=Width.WIDE,
    )


def _percent(found: Estimate) -> str:
    return f"{found.value:.1%} ({found.low:.1%} to {found.high:.1%})"


def _signed(found: Estimate) -> str:
    return f"{found.value:+.2%} ± {found.error:.2%}"


def add_to(app: typer.Typer) -> None:
    """Give the program this command."""
    app.command(
        epilog=ask.examples(
            "uncertain port-of-ardmere",
            "uncertain port-of-ardmere --spread 10% --json",
            "uncertain port-of-ardmere --chart how-sure.svg",
            "uncertain harbour-uncertain.yaml --samples 20000 --seed 7",
        )
    )(uncertain)
