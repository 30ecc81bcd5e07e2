"""The terms of a confidence, from the options of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodoffices.errors import HandlingError

if TYPE_CHECKING:
    from goodoffices.terms.handling import Handling


def handling(
    terms: str | None,
    *,
    to: list[str] | None,
    attribution: str | None,
    not_before: str | None,
    not_after: str | None,
    in_return_for: str | None,
    tell_delivery: bool,
) -> Handling | None:
    """The terms that the options name, or None where they name none.

    Raises `HandlingError` where they contradict themselves, or where some are given without a form.

    >>> none = {"attribution": None, "not_before": None, "not_after": None, "in_return_for": None}
    >>> handling("never", to=None, tell_delivery=False, **none).form
    <Form.NEVER: 'never'>
    >>> handling(None, to=["Harbour Company"], tell_delivery=False, **none)
    Traceback (most recent call last):
    ...
    goodoffices.errors.HandlingError: --tell needs --terms: in which form may it be passed on?
    """
    from goodoffices.terms.handling import Attribution, Form, Handling
    from goodoffices.terms.text import clean

    named = {
        "--tell": to,
        "--attribution": attribution,
        "--not-before": not_before,
        "--not-after": not_after,
        "--in-return-for": in_return_for,
    }
    if terms is None:
        if lone := next((option for option, value in named.items() if value), None):
            raise HandlingError(f"{lone} needs --terms: in which form may it be passed on?")
        return Handling(tell_delivery=True) if tell_delivery else None
    return Handling(
        form=Form(terms),
        to=tuple(clean(actor, field="--tell") for actor in to or ()),
        attribution=Attribution(attribution or "as_own"),
        not_before=not_before,
        not_after=not_after,
        in_return_for=None if in_return_for is None else clean(in_return_for, field="--in-return-for"),
        tell_delivery=tell_delivery,
    )
