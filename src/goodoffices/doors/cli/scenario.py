"""Commands about scenario files: looked into, checked, and written in another format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from goodoffices.doors.cli import parameters as ask
from goodoffices.doors.cli.answer import as_json
from goodoffices.doors.cli.scenario_place import scenario_at
from goodoffices.doors.cli.tables import say, table

if TYPE_CHECKING:
    from goodoffices.scenarios.scenario import Scenario
    from goodoffices.terms.interaction import Interacting
    from goodoffices.terms.preference import Preference

group = typer.Typer(no_args_is_help=True, help="Look into scenario files, check them, convert them.")

Named = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="A scenario file, a folder of GENIUS, GeniusWeb, NegMAS or NegoLog, its domain file, "
        "a talks file, or an example's name.",
        show_default=False,
    ),
]
AsWritten = Annotated[
    bool,
    typer.Option(
        "--as-written",
        help="Take GENIUS files as they stand: weights times evaluations, nothing divided or capped.",
        show_default=False,
    ),
]
Points = Annotated[
    int,
    typer.Option("--points", metavar="N", min=2, max=1000, help="At how many points a real issue is taken."),
]
Format = Literal["goodoffices", "genius", "geniusweb", "negmas", "negolog"]


@group.command(
    epilog=ask.examples(
        "scenario inspect port-of-ardmere",
        "scenario inspect laptop/ --as-written",
        "scenario inspect night-shift-at-quay-four --json",
    )
)
def inspect(
    named: Named, *, as_written: AsWritten = False, points: Points = 21, json: ask.Json = False
) -> None:
    """Show what a scenario holds: issues, parties, conditions, and what its reader changed."""
    scenario = scenario_at(named, as_written=as_written, points=points)
    if json:
        as_json({"scenario": _plain(scenario)})
        return
    say(f"{scenario.source}")
    say(f"{scenario.outcomes:,} packages; digest {scenario.digest}")
    typer.echo()
    _show_issues(scenario)
    typer.echo()
    _show_parties(scenario)
    _show_conditions(scenario)
    _show_remarks(scenario)


@group.command(
    epilog=ask.examples(
        "scenario check night-shift.yaml", "scenario check laptop/", "scenario check laptop/ --json"
    )
)
def check(
    named: Named, *, as_written: AsWritten = False, points: Points = 21, json: ask.Json = False
) -> None:
    """Say whether a scenario can be read; if not: file, line or element, and what was expected there."""
    scenario = scenario_at(named, as_written=as_written, points=points)
    if json:
        as_json({"checked": {**_summary(scenario), "remarks": scenario.remarks}})
        return
    say(
        f"{named} is right: {len(scenario.parties)} parties, {len(scenario.agenda.issues)} issues, "
        f"{scenario.outcomes:,} packages."
    )
    _show_remarks(scenario)


@group.command(
    epilog=ask.examples(
        "scenario convert laptop/ laptop.yaml",
        "scenario convert port-of-ardmere ardmere-negmas --to negmas",
    )
)
def convert(
    named: Named,
    target: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A new file for our own format; a new or empty folder for every other.",
            show_default=False,
        ),
    ],
    *,
    to: Annotated[Format, typer.Option("--to", help="The format to write.")] = "goodoffices",
    as_written: AsWritten = False,
    points: Points = 21,
    json: ask.Json = False,
) -> None:
    """Write a scenario in another format; what does not fit is refused by name, what is lost is said."""
    from goodoffices.scenarios import write

    scenario = scenario_at(named, as_written=as_written, points=points)
    written = write(scenario, target, to)
    if json:
        files = [str(path) for path in written.paths]
        as_json({"converted": {**_summary(scenario), "files": files, "remarks": written.remarks}})
        return
    say(f"Wrote {', '.join(str(path) for path in written.paths)}.")
    for remark in written.remarks:
        say(remark)


def _summary(scenario: Scenario) -> dict[str, object]:
    return {
        "source": scenario.source,
        "digest": scenario.digest,
        "parties": scenario.parties,
        "issues": len(scenario.agenda.issues),
        "outcomes": str(scenario.outcomes),
    }


def _plain(scenario: Scenario) -> dict[str, object]:
    return {
        **_summary(scenario),
        "agenda": scenario.agenda,
        "parties": [_party(each, scenario) for each in scenario.preferences],
        "links": scenario.links,
        "red_lines": scenario.red_lines,
        "discounts": scenario.discounts,
        "remarks": scenario.remarks,
    }


def _party(preference: Preference | Interacting, scenario: Scenario) -> dict[str, object]:
    from goodoffices.terms.interaction import Interacting

    interacting = isinstance(preference, Interacting)
    least, most = _range(preference, scenario)
    return {
        "holder": preference.holder,
        "kind": "interacting" if interacting else "additive",
        "factors": len(preference.factors) if interacting else 0,
        "ceiling": preference.ceiling if interacting else None,
        "reservation": preference.reservation,
        "least": least,
        "most": most,
        "weights": {worth.issue: worth.weight for worth in preference.issues},
        "basis": preference.basis,
    }


def _range(preference: Preference | Interacting, scenario: Scenario) -> tuple[float | None, float | None]:
    """The worth of the worst and of the best package; None where issues interact, as it is not looked for."""
    from goodoffices.preferences.worth import worth_of
    from goodoffices.terms.interaction import Interacting

    if isinstance(preference, Interacting) and preference.factors:
        return None, None
    values = {
        worth.issue: {value.option: value.value for value in worth.values} for worth in preference.issues
    }
    best: list[int] = []
    worst: list[int] = []
    for issue in scenario.agenda.issues:
        held = [values.get(issue.key, {}).get(option.key, 0.0) for option in issue.options]
        best.append(held.index(max(held)))
        worst.append(held.index(min(held)))
    least = worth_of(preference, scenario.agenda, worst)
    return float(least), float(worth_of(preference, scenario.agenda, best))


def _show_issues(scenario: Scenario) -> None:
    weights = [{worth.issue: worth.weight for worth in each.issues} for each in scenario.preferences]
    table(
        ("issue", "options", *(f"weight for {party}" for party in scenario.parties)),
        (
            (
                issue.title,
                _options([option.title for option in issue.options], ordered=issue.ordered),
                *(f"{held[issue.key]:.4g}" if issue.key in held else "-" for held in weights),
            )
            for issue in scenario.agenda.issues
        ),
        none="no issue",
    )


def _options(titles: list[str], *, ordered: bool) -> str:
    """A few in full; many as the first and the last."""
    few = 5
    if len(titles) <= few:
        return ", ".join(titles)
    dots = " ... " if ordered else ", ..., "
    return f"{titles[0]}{dots}{titles[-1]} ({len(titles):,})"


def _show_parties(scenario: Scenario) -> None:
    rows = [_party(each, scenario) for each in scenario.preferences]
    table(
        ("party", "preference", "worst package", "best package", "no agreement"),
        (
            (
                str(row["holder"]),
                _kind(row),
                *(
                    "not looked for" if row[name] is None else f"{row[name]:.6g}"
                    for name in ("least", "most")
                ),
                f"{row['reservation']:.6g}",
            )
            for row in rows
        ),
        none="no party",
    )


def _kind(row: dict[str, object]) -> str:
    said = str(row["kind"])
    if row["factors"]:
        said += f", {row['factors']} factor{'' if row['factors'] == 1 else 's'}"
    if row["ceiling"] is not None:
        said += f", at most {row['ceiling']:g}"
    return said


def _show_conditions(scenario: Scenario) -> None:
    def title(issue: str, option: str) -> str:
        held = scenario.agenda.issue(issue)
        named = None if held is None else held.option(option)
        return f"{issue}: {option}" if held is None or named is None else f"{held.title}: {named.title}"

    if scenario.links or scenario.red_lines or scenario.discounts:
        typer.echo()
    for link in scenario.links:
        one, other = link.option, link.only_with
        say(f"Link: {title(one.issue, one.option)} only with {title(other.issue, other.option)}.")
    for line in scenario.red_lines:
        held = " with ".join(title(each.issue, each.option) for each in line.options)
        say(f"Red line of {line.holder}: {held}.")
    for discount in scenario.discounts:
        unit = "each round" if discount.by_rounds else "the whole of the time"
        say(f"{discount.holder}: {unit} leaves {discount.factor:g} of every worth.")


def _show_remarks(scenario: Scenario) -> None:
    if scenario.remarks:
        typer.echo()
    for remark in scenario.remarks:
        say(remark)


@group.callback()
def scenarios() -> None:
    """Look into scenario files, check them, convert them."""
