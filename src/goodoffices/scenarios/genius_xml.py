"""Scenarios of GENIUS: a domain file and one profile for each party, in XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios.genius_evaluation import evaluated
from goodoffices.scenarios.genius_hyper_rectangle import interacting
from goodoffices.scenarios.number import POINTS, spelled
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
from goodoffices.scenarios.xml_reading import Element, root_of
from goodoffices.terms.agenda import Agenda
from goodoffices.terms.condition import Discount
from goodoffices.terms.interaction import Interacting
from goodoffices.terms.preference import Preference

METHOD: Final = (
    "Utilities as GENIUS itself makes them: evaluations over the largest of their issue, the sum at most 1."
)
AS_WRITTEN: Final = "Utilities as written: weights times evaluations, with nothing divided or capped."

_DOMAIN, _PROFILE = "negotiation_template", "utility_space"
_KNOWN = frozenset({"objective", "issue", "weight", "reservation", "discount_factor", "utility"})


@dataclass(frozen=True, kw_only=True)
class GeniusDomain:
    """The agenda of a domain file, and its issues as the file has them, in the same order."""

    file: str
    agenda: Agenda
    issues: tuple[Element, ...]


def read(
    files: Mapping[str, bytes],
    *,
    folder: str,
    domain_file: str | None = None,
    as_written: bool = False,
    points: int = POINTS,
) -> Scenario:
    """The scenario of the XML files of a folder, by their names.

    One file is the domain (`domain_file`, or the only one that is one); every other that is a profile is
    a party, in the order of names. Raises `ScenarioFileError` with file, line and element.
    """
    remarks: list[str] = []
    roots: dict[str, Element] = {}
    for name in sorted(files):
        if _is_pareto(name):
            remarks.append(f"{name}: left out; it holds results, not a profile.")
            continue
        roots[name], mended = root_of(files[name], name)
        remarks += mended
    domain = _domain(roots, folder, domain_file, points, remarks)
    profiles = {name: root for name, root in roots.items() if root.tag == _PROFILE}
    others = sorted(set(roots) - set(profiles) - {domain.file})
    remarks += [f"{name}: left out; it is neither the domain nor a profile." for name in others]
    if not profiles:
        raise ScenarioFileError(folder, 0, "folder", f"expected profiles (<{_PROFILE}>) beside the domain")
    preferences = [_profile(root, domain, remarks, as_written=as_written) for root in profiles.values()]
    discounts = [each for root in profiles.values() if (each := _discount(root, remarks)) is not None]
    return scenario_of(
        domain.agenda,
        preferences,
        source=f"{folder} (GENIUS XML: {', '.join((domain.file, *profiles))})",
        discounts=discounts,
        remarks=(AS_WRITTEN if as_written else METHOD, *remarks),
    )


def _is_pareto(name: str) -> bool:
    return name.lower().endswith("pareto.xml")


def _domain(
    roots: Mapping[str, Element], folder: str, wanted: str | None, points: int, remarks: list[str]
) -> GeniusDomain:
    found = [name for name, root in roots.items() if root.tag == _DOMAIN]
    if wanted is not None and wanted not in found:
        expected = f"expected a domain (<{_DOMAIN}>); give the domain file or the whole folder"
        raise ScenarioFileError(wanted, 1, "file", expected)
    if not found:
        raise ScenarioFileError(folder, 0, "folder", f"expected a domain file (<{_DOMAIN}>); there is none")
    if wanted is None and len(found) > 1:
        said = f"expected one domain file, and found {len(found)} ({', '.join(found)}); give the one you mean"
        raise ScenarioFileError(folder, 0, "folder", said)
    root = roots[wanted or found[0]]
    spaces = root.within(_PROFILE)
    issues = [issue for space in spaces for issue in _issues(space)]
    if any(each.tag == "weight" for space in spaces for each in _all_within(space)):
        remarks.append(f"{root.file}: the weights in the domain are left out; those of the profiles count.")
    for issue in issues:
        said = {issue.attributes[name] for name in ("vtype", "type", "etype") if name in issue.attributes}
        if len(said) > 1:
            kinds = " and ".join(sorted(said))
            remarks.append(
                f"{root.file}: {issue.text('name')} is said to be {kinds}; read as {kind_of(issue)}."
            )
    written = [_written(issue, points, remarks) for issue in issues]
    agenda = agenda_of(written, root.file)
    seen: set[int] = set()
    for issue in issues:
        index = issue.whole("index")
        if index in seen:
            raise issue.wrong(f"expected each index once; {index} stands twice", "index")
        seen.add(index)
    return GeniusDomain(file=root.file, agenda=agenda, issues=tuple(issues))


def _issues(space: Element) -> list[Element]:
    """All issues of a space, those of nested objectives in their place."""
    found: list[Element] = []
    for child in space.children:
        if child.tag == "issue":
            found.append(child)
        elif child.tag == "objective":
            found += _issues(child)
        elif child.tag.lower().endswith("issue"):
            raise child.wrong(f"expected <issue>, not <{child.tag}>: it is no part of GENIUS's own format")
    return found


def kind_of(issue: Element) -> str:
    """Whether an issue is discrete, integer or real: the first said of `vtype`, `type` and `etype`.

    An issue of which nothing is said is discrete, as in GENIUS.
    """
    said = (issue.attributes.get(name) for name in ("vtype", "type", "etype"))
    kind = next(filter(None, said), "discrete")
    if kind not in {"discrete", "integer", "real"}:
        raise issue.wrong(f"expected discrete, integer or real, not {short(kind)}", "type")
    return kind


def bounds_of(issue: Element) -> tuple[Fraction, Fraction]:
    """The lower and the upper bound of an integer or real issue."""
    holder = next(iter(issue.within("range")), issue)
    low, high = holder.number("lowerbound"), holder.number("upperbound")
    if low > high:
        raise holder.wrong("expected a lower bound that is not above the upper one")
    return low, high


def _written(issue: Element, points: int, remarks: list[str]) -> WrittenIssue:
    name, kind = issue.text("name"), kind_of(issue)
    if kind == "discrete":
        options = tuple(item.text("value") for item in issue.within("item"))
        return WrittenIssue(name=name, options=options, line=issue.line)
    low, high = bounds_of(issue)
    if kind == "integer":
        if low.denominator != 1 or high.denominator != 1:
            raise issue.wrong("expected whole numbers as bounds")
        if high - low >= MOST_OPTIONS:
            raise issue.wrong(f"expected at most {MOST_OPTIONS:,} whole numbers between the bounds")
        numbers = tuple(str(number) for number in range(int(low), int(high) + 1))
        return WrittenIssue(name=name, options=numbers, ordered=True, line=issue.line)
    steps = [low + (high - low) * step / (points - 1) for step in range(points)] if high > low else [low]
    remarks.append(
        f"{name} is a real number from {spelled(low)} to {spelled(high)}, taken at {len(steps)} evenly "
        "spaced points; what lies between them is not looked at."
    )
    return WrittenIssue(name=name, options=tuple(map(spelled, steps)), ordered=True, line=issue.line)


def _profile(
    root: Element, domain: GeniusDomain, remarks: list[str], *, as_written: bool
) -> Preference | Interacting:
    held = {child.tag for child in _all_within(root)} - _KNOWN
    if ignored := sorted(held & {child.tag for child in root.children}):
        remarks.append(f"{root.file}: left out, as GENIUS does: {', '.join(ignored)}.")
    holder = holder_of(root.file)
    stated = _once(root, "reservation")
    reservation = Fraction(0) if stated is None else stated.number("value")
    utility = _once(root, "utility")
    if utility is not None:
        by_index = {
            written.whole("index"): issue
            for written, issue in zip(domain.issues, domain.agenda.issues, strict=True)
        }
        for written in domain.issues:
            if kind_of(written) != "integer":
                raise utility.wrong("expected issues of whole numbers in the domain")
        return interacting(
            utility, holder=holder, issues=by_index, reservation=reservation, as_written=as_written
        )
    if (kind := root.attributes.get("type", "linear").lower()) not in {"linear", "uncertain", "additive"}:
        raise root.wrong(f"expected linear or nonlinear, not {short(kind)}", "type")
    weights, stray = _weights(root, domain, remarks)
    total = sum(weights, Fraction(0))
    if abs(total - 1) > Fraction(1, 10**6):
        remarks.append(f"{root.file}: the weights sum to {spelled(total)}; they are used as written.")
    if stray:
        done = "added to every package" if as_written else "left out, as in GENIUS"
        remarks.append(f"{root.file}: weights of {spelled(stray)} are of no issue; they are {done}.")
    written_preference = WrittenPreference(
        holder=holder,
        weights=weights,
        values=_values(root, domain, remarks, as_written=as_written),
        reservation=reservation,
        cap=None if as_written else Fraction(1),
        constant=stray if as_written else Fraction(0),
    )
    return preference_of(written_preference, domain.agenda)


def _all_within(element: Element) -> list[Element]:
    """All elements inside, objectives opened, in order."""
    found: list[Element] = []
    for child in element.children:
        found.append(child)
        if child.tag == "objective":
            found += _all_within(child)
    return found


def _values(
    root: Element, domain: GeniusDomain, remarks: list[str], *, as_written: bool
) -> tuple[tuple[Fraction, ...], ...]:
    """The values of the options, issue by issue in the order of the domain."""
    mine: dict[str, Element] = {}
    for issue in _issues(root):
        if issue.text("name") in mine:
            raise issue.wrong("expected each issue once in a profile")
        mine[issue.text("name")] = issue
    known = {issue.attributes["name"] for issue in domain.issues}
    for name, issue in mine.items():
        if name not in known:
            raise issue.wrong(f"expected an issue of the domain {domain.file}; it has no {short(name)}")
    values: list[tuple[Fraction, ...]] = []
    for written, issue in zip(domain.issues, domain.agenda.issues, strict=True):
        if issue.title not in mine:
            raise root.wrong(f"expected an evaluation of the issue {short(issue.title)} of the domain")
        kind = kind_of(mine[issue.title])
        if kind != kind_of(written):
            raise mine[issue.title].wrong(
                f"expected {kind_of(written)}, as in the domain, not {kind}", "type"
            )
        if kind != "discrete" and bounds_of(mine[issue.title]) != bounds_of(written):
            remarks.append(
                f"{root.file}: {issue.title} has other bounds than in the domain, whose bounds count."
            )
        titles = tuple(option.title for option in issue.options)
        values.append(evaluated(mine[issue.title], kind, titles, as_written=as_written))
    return tuple(values)


def _weights(
    root: Element, domain: GeniusDomain, remarks: list[str]
) -> tuple[tuple[Fraction, ...], Fraction]:
    """The weights in the order of the domain, and the sum of those that are of no issue and no objective."""
    held: dict[int, Element] = {}
    for weight in (each for each in _all_within(root) if each.tag == "weight"):
        index = weight.whole("index")
        if index in held:
            raise weight.wrong(f"expected each weight once; {index} stands twice", "index")
        held[index] = weight
    found: list[Fraction] = []
    for issue in domain.issues:
        weight = held.pop(issue.whole("index"), None)
        if weight is None:
            remarks.append(f"{root.file}: {issue.text('name')} has no weight, which counts as 1.")
            found.append(Fraction(1))
            continue
        if weight.number("value") < 0:
            raise weight.wrong("expected a weight of 0 or more", "value")
        found.append(weight.number("value"))
    objectives = {each.attributes.get("index") for each in _all_within(root) if each.tag == "objective"}
    stray = [weight.number("value") for index, weight in held.items() if str(index) not in objectives]
    return tuple(found), sum(stray, Fraction(0))


def _discount(root: Element, remarks: list[str]) -> Discount | None:
    """The discount by time; a factor that is none counts as 1, as in GENIUS."""
    stated = _once(root, "discount_factor")
    if stated is None or "value" not in stated.attributes:
        return None
    factor = stated.number("value")
    if factor in {0, 1}:
        return None
    if not 0 < factor < 1:
        remarks.append(f"{root.file}: the discount factor {spelled(factor)} counts as 1, as in GENIUS.")
        return None
    return Discount(holder=holder_of(root.file), factor=float(factor))


def _once(root: Element, tag: str) -> Element | None:
    """The only element of that tag in a profile, or None."""
    found = [each for each in _all_within(root) if each.tag == tag]
    if len(found) > 1:
        raise found[1].wrong(f"expected one <{tag}> in a profile")
    return found[0] if found else None
