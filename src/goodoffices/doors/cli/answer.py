"""How the program answers: what was done, what was refused, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from goodoffices.casework.refusal import Refusal
    from goodoffices.record.view import View

WENT_WRONG, WRONG_USE, REFUSED, STOPPED = 1, 2, 3, 4
"""The exit codes besides 0: an error, wrong use, a refusal by the rules of the talks, a desk closed while its
disk failed."""

INTERRUPTED = 130
"""The exit code where Ctrl-C ended it, as shells have it."""

STOPPED_EARLY = "stopped before it was done; nothing half done is kept"


def as_json(value: object) -> None:
    """Print a value as one JSON document."""
    import msgspec

    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def accepted(items: tuple[str, ...], view: View, *, json: bool, sentence: str) -> None:
    """Say what was done: the new things in the seat's own view, by number and identity."""
    held = [{"id": one, "number": item.number} for one in items if (item := view.item(one))]
    if json:
        as_json({"accepted": {"items": held}})
        return
    numbers = ", ".join(f"no. {one['number']}" for one in held)
    typer.echo(f"{sentence} ({numbers})" if numbers else sentence)


def refused(refusal: Refusal, view: View, *, json: bool) -> NoReturn:
    """Say what stands in the way, and in which entry, and end with exit code 3."""
    if json:
        as_json({"refused": refusal})
        raise typer.Exit(REFUSED)
    typer.echo(f"Refused ({refusal.rule.value}): {refusal.sentence}", err=True)
    for identity in refusal.entries:
        typer.echo(f"  entry: {named(identity, view)}", err=True)
    for number, warning in enumerate(refusal.warnings, start=1):
        typer.echo(f"  warning {number}: {warning.sentence} [{named(warning.confidence, view)}]", err=True)
    raise typer.Exit(REFUSED)


def not_given(refusal: Refusal, *, json: bool) -> NoReturn:
    """Say why something is not given, where no entry is in question, and end with exit code 3."""
    if json:
        as_json({"refused": refusal})
    else:
        typer.echo(f"Refused ({refusal.rule.value}): {refusal.sentence}", err=True)
    raise typer.Exit(REFUSED)


def named(identity: str, view: View) -> str:
    """An identity with the number under which the seat holds it."""
    item = view.item(identity)
    return identity if item is None else f"no. {item.number} ({identity})"


def failed(kind: str, sentence: str, *, json: bool, code: int, **more: object) -> NoReturn:
    """Say what went wrong in one sentence, and end with the exit code."""
    if json:
        as_json({"error": {"kind": kind, "sentence": sentence, **more}})
    else:
        typer.echo(f"Error: {sentence}", err=True)
    raise typer.Exit(code)
