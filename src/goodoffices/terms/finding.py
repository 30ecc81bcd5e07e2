"""A computed result, with all that is needed to make it again."""

from __future__ import annotations

from typing import Generic, TypeVar

from goodoffices.terms.word import Word

Result = TypeVar("Result")


class Setting(Word):
    """One setting of a method, by name."""

    name: str
    value: str


class Finding(Word, Generic[Result]):
    """The only form in which a number leaves the engine.

    `method` names the method and its source, `tolerance` is 0 where the arithmetic is exact, `seed` is
    None where nothing was drawn, `digest` is SHA-256 (hex) of the inputs in canonical form, `source`
    says where the inputs came from, `remarks` are sentences that must be shown with the result.
    """

    method: str
    result: Result
    digest: str
    source: str
    tolerance: float = 0.0
    seed: int | None = None
    settings: tuple[Setting, ...] = ()
    remarks: tuple[str, ...] = ()
