"""The frontier as programs get it."""

from __future__ import annotations

from goodoffices.terms.agenda import Agenda
from goodoffices.terms.package import Package
from goodoffices.terms.word import Word


class FrontierShown(Word, tag="frontier", tag_field="kind", omit_defaults=False):
    """The frontier: `points` from the worst to the best for the first party, in the order of `parties`.

    `outcomes` is the exact number of all packages, as text. `packages` and `duplicates` follow the points:
    one package with these worths, and how many have them. `complete` is false where the frontier is
    approximated.
    """

    parties: tuple[str, ...]
    agenda: Agenda
    outcomes: str
    complete: bool
    points: tuple[tuple[float, ...], ...]
    packages: tuple[Package, ...]
    duplicates: tuple[int, ...]
