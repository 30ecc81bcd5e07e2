"""The commands of the program, read from the program itself."""

from __future__ import annotations

from typing import Any

import typer.main

from goodoffices.doors.cli.program import app


def commands() -> dict[str, Any]:
    """Every command by its full name, as in `relay send`."""
    return dict(_below("", typer.main.get_command(app)))


def _below(name: str, command: Any):
    if not hasattr(command, "commands"):
        yield name, command
        return
    for inner in command.list_commands(None):
        yield from _below(f"{name} {inner}".strip(), command.get_command(None, inner))


def options(command: Any) -> list[str]:
    """Every way in which an option of the command is written."""
    return [
        written
        for parameter in command.params
        if parameter.param_type_name == "option"
        for written in (*parameter.opts, *parameter.secondary_opts)
    ]


def examples(command: Any) -> list[str]:
    """The lines of the help's examples, without the program's name."""
    lines = (command.epilog or "").splitlines()
    return [line.strip().removeprefix("goodoffices ") for line in lines if "goodoffices " in line]
