"""What every value of the field is: frozen, named by its fields, closed to unknown ones."""

from __future__ import annotations

from typing import Any, dataclass_transform

import msgspec

NOT_STATED = "not stated"
"""Kept as a value of its own: nobody says. (Absent: the question does not arise.)"""


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(msgspec.field,))
class _KeywordOnly(msgspec.StructMeta):
    """msgspec does not hand `kw_only` down to subclasses; values of the field need it everywhere."""

    def __new__(
        cls,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        **config: Any,  # noqa: ANN401 - whatever msgspec takes
    ) -> type:
        return super().__new__(cls, name, bases, namespace, kw_only=True, **config)


class Word(
    msgspec.Struct,
    metaclass=_KeywordOnly,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    gc=False,
):
    """The root of all frozen values: keyword-only, tuples and no lists, unknown fields refused.

    No such value can hold itself, so the collector of cycles need not look at it (`gc`): where many thousands
    of them are held, it would look at them over and over. One that keeps computed values (`dict`) says so of
    both.

    >>> class Place(Word):
    ...     name: str
    >>> Place(name="Doha")
    Place(name='Doha')
    """
