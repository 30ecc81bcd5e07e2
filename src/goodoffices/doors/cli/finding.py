"""How a finding is printed: for people with what must be said of it, for programs as one document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from goodoffices.doors.cli.answer import as_json
from goodoffices.doors.cli.tables import say

if TYPE_CHECKING:
    from goodoffices.terms.finding import Finding


def published(finding: Finding[Any], result: object | None = None) -> dict[str, object]:
    """A finding as the program answers with it: every field, absent ones too; packages as issue: option.

    `result` is shown in place of the finding's own where it is given.
    """
    import msgspec

    return {
        "method": finding.method,
        "settings": {setting.name: setting.value for setting in finding.settings},
        "tolerance": finding.tolerance,
        "seed": finding.seed,
        "digest": finding.digest,
        "source": finding.source,
        "remarks": list(finding.remarks),
        "result": _plain(msgspec.to_builtins(finding.result if result is None else result)),
    }


def _plain(value: object) -> object:
    """Packages as one option for each issue, however deep they lie."""
    if isinstance(value, dict):
        held = cast("dict[str, object]", value)
        if held.keys() == {"choices"}:
            choices = cast("list[dict[str, str]]", held["choices"])
            return {choice["issue"]: choice["option"] for choice in choices}
        return {name: _plain(part) for name, part in held.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in cast("list[object]", value)]
    return value


def print_json(finding: Finding[Any], result: object | None = None, **more: object) -> None:
    """Print the finding as one JSON document; `more` stands beside it."""
    as_json({**published(finding, result), **more})


def say_how(finding: Finding[Any]) -> None:
    """Print what must be said with every result: how it was made, from what, how exact it is."""
    say("")
    say(f"How: {finding.method}.")
    say(f"From: {finding.source}. Digest {finding.digest[:16]}.")
    for remark in finding.remarks:
        say(remark)


def save(picture: str, path: Path) -> None:
    """Write a picture as a file of its own; an existing file is kept (`FileExistsError`)."""
    from goodoffices.doors.charts.standalone import standalone

    with path.open("x", encoding="utf-8") as stream:
        stream.write(standalone(picture))
