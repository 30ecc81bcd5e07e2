"""Better than the deal that was made: packages that cost no party anything and bring some party more."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from goodoffices.bargaining.candidates import LOOKED_AT
from goodoffices.bargaining.distance import Distance, as_good, measured
from goodoffices.bargaining.finding import finding
from goodoffices.bargaining.fixed import NOTHING_FIXED, Fixed, narrowed
from goodoffices.bargaining.ranking import Ranked, by_range, ranked, spread
from goodoffices.bargaining.settled import plain_numbers, settled, whole_scales, worths_of
from goodoffices.bargaining.surface import Cap, Surface, surface
from goodoffices.errors import ScenarioError
from goodoffices.preferences.additive import Scale
from goodoffices.scenarios.scenario import Scenario
from goodoffices.terms.finding import Finding, Setting
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word


class Change(Word, omit_defaults=False):
    """One issue that would be settled otherwise than in the deal; option keys."""

    issue: str
    agreed: str
    instead: str
    sentence: str


class Gain(Word, omit_defaults=False):
    """What one party would have more, on its own scale and in units of its range (None: flat)."""

    holder: str
    more: float
    in_range: float | None
    sentence: str


class Better(Word, omit_defaults=False):
    """One package that no other beats, at least as good for every party as the deal and better for one."""

    package: Package
    utilities: tuple[float, ...]
    gains: tuple[Gain, ...]
    changes: tuple[Change, ...]


class Improvement(Word, tag="improvement", tag_field="kind", omit_defaults=False):
    """The deal, how far it lies from the frontier, and packages that all could move to, if there are any."""

    parties: tuple[str, ...]
    agreed: Package
    distance: Distance
    better: tuple[Better, ...]
    sentence: str


def improve(
    scenario: Scenario,
    agreed: Package,
    *,
    k: int = 3,
    constraints: Fixed = NOTHING_FIXED,
    apart: int = 1,
    cap: Cap = "usual",
) -> Finding[Improvement]:
    """You have a deal; here is one that is better for all, if there is one.

    Parameters
    ----------
    scenario
        Additive preferences of two or more parties.
    agreed
        The deal: one option for every issue. Nobody is asked to give up any of it.
    k
        How many packages at most, 1 or more.
    constraints
        What must not be touched again, and what is ruled out.
    apart
        On how many issues they should differ from each other, 1 or more; fewer where there are no k.
    cap
        As in `frontier`.

    Returns
    -------
    Finding[Improvement]
        `better` is empty where no package (that the constraints allow) beats the deal.

    Raises
    ------
    ScenarioError
        Where the deal leaves an issue open or names what the agenda does not hold, or `k` or `apart` is below
        1.

    Notes
    -----
    1. The frontier of what the constraints leave; of it, the points that beat the deal.
    2. Leximin of what each party gains over the deal, in units of its range; among equals the fewest changes.

    What no agreement is worth plays no part: the deal is what each side falls back on. This is the
    post-settlement settlement of Raiffa (1985).

    References
    ----------
    Raiffa (1985), Post-settlement settlements, Negotiation Journal 1(1), 9-12.

    Examples
    --------
    >>> from goodoffices.scenarios.table import from_table
    >>> land = {"much": (7, 0), "some": (4, 1), "little": (0, 2)}
    >>> water = {"much": (3, 0), "some": (2, 4), "little": (0, 8)}
    >>> talks = from_table({"land": land, "water": water}, {"East": 0, "West": 0})
    >>> found = improve(talks, talks.package((1, 1))).result
    >>> [gain.sentence for gain in found.better[0].gains]
    ['East gains 1, which is 10% of its range.', 'West gains 3, which is 30% of its range.']
    >>> [change.sentence for change in found.better[0].changes]
    ['Land: Much, not Some.', 'Water: Little, not Some.']
    >>> improve(talks, talks.package((0, 2))).result.sentence
    'No package is better for one side without being worse for another: the deal cannot be improved for all.'
    """
    if k < 1 or apart < 1:
        raise ScenarioError("at least one package, and at least one issue apart, must be asked for")
    choices = settled(agreed, scenario.agenda, said="the deal")
    worths = worths_of(scenario, choices)
    left = narrowed(scenario, constraints)
    found = surface(left, cap=cap, within_red_lines=True)
    whole = whole_scales(scenario, found, plain_numbers(scenario), cap=cap)
    _, points = as_good(found, worths)
    order = ranked(found, left.agenda, points, by_range(found, whole, worths), (agreed,))
    taken, _ = spread(list(islice(order, LOOKED_AT)), k, apart)
    better = tuple(_better(found, scenario, left, whole, (choices, worths), one) for one in taken)
    settings = (*found.settings, Setting(name="k", value=str(k)), Setting(name="apart", value=str(apart)))
    return finding(
        scenario,
        method=f"packages that beat the deal (Raiffa 1985), on the frontier of {found.method}",
        result=Improvement(
            parties=scenario.parties,
            agreed=agreed,
            distance=measured(found, whole, left, worths, agreed),
            better=better,
            sentence=_sentence(better, constrained=bool(constraints)),
        ),
        inputs=(agreed, tuple(f"{one.name}={one.value}" for one in (*settings, *constraints.settings))),
        tolerance=found.tolerance,
        settings=(*settings, *constraints.settings),
        remarks=found.remarks,
    )


def _better(
    found: Surface,
    scenario: Scenario,
    left: Scenario,
    whole: tuple[Scale, ...],
    deal: tuple[tuple[int, ...], tuple[Fraction, ...]],
    one: Ranked,
) -> Better:
    choices, worths = deal
    package = left.package(one.choices)
    steps: list[int] = found.sums[:, one.point].tolist()
    scales = found.numbers.scales
    reached = [scale.base + scale.unit * taken for scale, taken in zip(scales, steps, strict=True)]
    instead = settled(package, scenario.agenda)
    rows = zip(scenario.agenda.issues, choices, instead, strict=True)
    return Better(
        package=package,
        utilities=tuple(map(float, reached)),
        gains=tuple(
            _gain(scale, now - before) for scale, now, before in zip(whole, reached, worths, strict=True)
        ),
        changes=tuple(
            Change(
                issue=issue.key,
                agreed=issue.options[before].key,
                instead=issue.options[now].key,
                sentence=f"{issue.title}: {issue.options[now].title}, not {issue.options[before].title}.",
            )
            for issue, before, now in rows
            if before != now
        ),
    )


def _gain(scale: Scale, more: Fraction) -> Gain:
    span = scale.unit * scale.top
    if not span or more <= scale.slack * scale.unit:
        said = f"{scale.holder} has as much as in the deal."
    else:
        said = f"{scale.holder} gains {float(more):.6g}, which is {float(more / span):.0%} of its range."
    return Gain(
        holder=scale.holder, more=float(more), in_range=float(more / span) if span else None, sentence=said
    )


def _sentence(better: tuple[Better, ...], *, constrained: bool) -> str:
    if not better:
        within = " within what is kept and ruled out" if constrained else ""
        return (
            "No package is better for one side without being worse for another"
            f"{within}: the deal cannot be improved for all."
        )
    count = "One package is" if len(better) == 1 else f"{len(better)} packages are"
    return f"{count} better for some side and worse for none."
