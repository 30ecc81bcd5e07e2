"""Scenarios of GeniusWeb: a domain file and linear additive profiles, in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios.held import Held
from goodoffices.scenarios.number import decimal, spelled
from goodoffices.scenarios.scenario import Scenario
from goodoffices.scenarios.written import (
    MOST_OPTIONS,
    WrittenIssue,
    WrittenPreference,
    agenda_of,
    holder_of,
    preference_of,
    scenario_of,
    short,
)
from goodoffices.terms.agenda import Agenda

SPACE: Final = "LinearAdditiveUtilitySpace"
DISCRETE: Final = ("DiscreteValueSetUtilities", "discreteutils")
NUMBERS: Final = ("NumberValueSetUtilities", "numberutils")
"""What the value tables are called today, and what they were called in older files."""


def read(files: Mapping[str, Held], *, folder: str, domain_file: str | None = None) -> Scenario:
    """The scenario of a domain file and its profiles, by their names; parties in the order of names.

    Nothing is normalised. The reservation value is the worth of the profile's `reservationBid`; a profile
    without one takes any agreement over none. Raises `ScenarioFileError`.
    """
    remarks: list[str] = []
    domains = {name: held for name, held in files.items() if _is_domain(held)}
    if domain_file is not None:
        if domain_file not in domains:
            raise files[domain_file].wrong("expected a domain (issuesValues); give the domain or the folder")
        domains = {domain_file: domains[domain_file]}
    profiles = {name: held for name, held in sorted(files.items()) if _is_profile(held)}
    others = sorted(name for name in set(files) - set(profiles) if not _is_domain(files[name]))
    if len(domains) > 1:
        said = f"expected one domain file, and found {len(domains)} ({', '.join(sorted(domains))})"
        raise ScenarioFileError(folder, 0, "folder", said)
    if not profiles:
        expected = f"expected profiles ({SPACE}) beside the domain"
        raise ScenarioFileError(folder, 0, "folder", expected)
    for name in others:
        kind = next(iter(files[name].fields()), "") if isinstance(files[name].value, dict) else ""
        if kind.endswith(("UtilitySpace", "Profile", "Ordering")):
            raise files[name].field(kind).wrong(f"expected {SPACE}: no other profile can be read")
        remarks.append(f"{name}: left out; it is neither the domain nor a profile.")
    if domains:
        ((name, domain),) = domains.items()
    else:
        name = next(iter(profiles))
        domain = profiles[name].field(SPACE).field("domain")
        remarks.append(f"There is no domain file; the domain is that of {name}.")
    agenda = _agenda(domain)
    preferences = [
        preference_of(_preference(held.field(SPACE), agenda, remarks), agenda) for held in profiles.values()
    ]
    return scenario_of(
        agenda,
        preferences,
        source=f"{folder} (GeniusWeb JSON: {', '.join(dict.fromkeys((name, *profiles)))})",
        remarks=remarks,
    )


def _is_domain(held: Held) -> bool:
    return isinstance(held.value, dict) and "issuesValues" in held.value


def _is_profile(held: Held) -> bool:
    return isinstance(held.value, dict) and SPACE in held.value


def _agenda(domain: Held) -> Agenda:
    issues: list[WrittenIssue] = []
    for name, values in domain.field("issuesValues").fields().items():
        listed = values.optional("values")
        if listed is not None:
            options = tuple(each.named() for each in listed.items())
            issues.append(WrittenIssue(name=name, options=options))
            continue
        span = values.field("range")
        issues.append(WrittenIssue(name=name, options=_numbers(span), ordered=True))
    return agenda_of(issues, domain.file)


def _numbers(span: Held) -> tuple[str, ...]:
    low, high, step = (span.field(name).number() for name in ("low", "high", "step"))
    if step <= 0 or low > high:
        raise span.wrong("expected a low value that is not above the high one, and a step above 0")
    count = (high - low) // step + 1
    if count > MOST_OPTIONS:
        raise span.wrong(f"expected at most {MOST_OPTIONS:,} values")
    return tuple(spelled(low + step * place) for place in range(count))


def _preference(space: Held, agenda: Agenda, remarks: list[str]) -> WrittenPreference:
    titles = tuple(issue.title for issue in agenda.issues)
    held = space.field("issueWeights").once_each(titles, what="the issue")
    tables = space.field("issueUtilities").once_each(titles, what="the issue")
    if (domain := space.optional("domain")) is not None and _agenda(domain) != agenda:
        raise domain.wrong("expected the same issues and values as in the domain file")
    weights = tuple(held[title].weight() for title in titles)
    values = tuple(
        _values(tables[issue.title], tuple(option.title for option in issue.options))
        for issue in agenda.issues
    )
    if abs(sum(weights, Fraction(0)) - 1) > Fraction(1, 10**6):
        total = spelled(sum(weights, Fraction(0)))
        remarks.append(f"{space.file}: the weights sum to {total}; they are used as written.")
    reservation = _reservation(space, agenda, weights, values)
    if reservation is None:
        remarks.append(
            f"{space.file}: no reservation bid; no agreement counts as worth as much as the worst package."
        )
    return WrittenPreference(
        holder=holder_of(space.file), weights=weights, values=values, reservation=reservation
    )


def _values(table: Held, titles: tuple[str, ...]) -> tuple[Fraction, ...]:
    kinds = table.fields()
    if len(kinds) != 1:
        raise table.wrong(f"expected one of: {', '.join((*DISCRETE, *NUMBERS))}")
    ((kind, held),) = kinds.items()
    if kind in DISCRETE:
        worths = held.field("valueUtilities").once_each(titles, what="the value")
        return tuple(worths[title].number() for title in titles)
    if kind in NUMBERS:
        return tuple(_between(held, decimal(title) or Fraction(0)) for title in titles)
    raise held.wrong(f"expected one of: {', '.join((*DISCRETE, *NUMBERS))}; not {short(kind)}")


def _between(held: Held, number: Fraction) -> Fraction:
    """The utility of a number: linear between the low and the high value, nothing outside."""
    low, high = held.field("lowValue").number(), held.field("highValue").number()
    least, most = held.field("lowUtility").number(), held.field("highUtility").number()
    if low > high:
        raise held.wrong("expected a low value that is not above the high one")
    if not low <= number <= high:
        return Fraction(0)
    return least if low == high else least + (most - least) * (number - low) / (high - low)


def _reservation(
    space: Held,
    agenda: Agenda,
    weights: tuple[Fraction, ...],
    values: tuple[tuple[Fraction, ...], ...],
) -> Fraction | None:
    """The worth of the reservation bid; an issue that it leaves open is worth nothing, as in GeniusWeb."""
    bid = space.optional("reservationBid")
    if bid is None:
        return None
    picked = bid.field("issuevalues").fields()
    total = Fraction(0)
    for issue, weight, worths in zip(agenda.issues, weights, values, strict=True):
        if issue.title not in picked:
            continue
        written = picked.pop(issue.title)
        place = next((n for n, each in enumerate(issue.options) if each.title == written.named()), None)
        if place is None:
            raise written.wrong(f"expected a value of the domain; {short(issue.title)} has no such value")
        total += weight * worths[place]
    for name, held in picked.items():
        raise held.wrong(f"expected an issue of the domain; it has no {short(name)}")
    return total
