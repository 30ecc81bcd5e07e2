"""The process around the program: its streams, and the one place where a fault of our own ends."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import typer

from goodoffices.doors.cli.answer import WENT_WRONG, WRONG_USE
from goodoffices.doors.cli.program import app

TRACE = "GOODOFFICES_TRACE"
"""Set in the environment, it lets a fault show where it lies."""


def run() -> None:
    """Run the program, and end the process: no stack trace is shown unless it is asked for."""
    _prepare_streams()
    _refuse_broken_arguments()
    try:
        app(prog_name="goodoffices")
    except Exception as fault:
        if os.environ.get(TRACE):
            raise
        typer.echo(
            f"Error: the program met a fault of its own ({type(fault).__name__}); nothing half done is kept. "
            f"To see where it lies, set {TRACE}=1 and do it again.",
            err=True,
        )
        raise SystemExit(WENT_WRONG) from None


def _prepare_streams() -> None:
    """Print what a stream cannot encode as an escape: a name in another script is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _refuse_broken_arguments() -> None:
    """End with exit code 2 where an argument is not text in the encoding of this terminal."""
    if any("\udc80" <= character <= "\udcff" for argument in sys.argv for character in argument):
        typer.echo("Error: an argument is not text in UTF-8.", err=True)
        raise SystemExit(WRONG_USE)
