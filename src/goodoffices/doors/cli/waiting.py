"""What a command shows and hears while it works: signs of life on the terminal, and Ctrl-C."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import typer

from goodoffices.doors.cli.answer import INTERRUPTED, STOPPED_EARLY, failed
from goodoffices.doors.cli.stopping import stoppable
from goodoffices.preferences.compiling import telling

if TYPE_CHECKING:
    from rich.progress import Progress as Shown

_SECONDS = 2.0

COMPILING = "Compiling for this machine, once; this may take most of a minute ..."
COMPILING_AGAIN = (
    "Compiling; this may take most of a minute, each time, as there is no folder in which the result may be "
    "kept (NUMBA_CACHE_DIR can name one) ..."
)

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


@contextmanager
def waiting(words: str, *, json: bool = False) -> Generator[Progress]:
    """Show after two seconds that the work goes on: on a terminal only, on the error output.

    What comes of it takes the steps done and their number; where it is never called, only the time is shown.
    That inner loops are compiled first is said on the error output, terminal or not. Ctrl-C ends the process
    with a sentence and exit code 130, whatever is running: only for work that keeps nothing half done.
    """
    with ExitStack() as around:
        shown = _shown() if sys.stderr.isatty() else None
        around.enter_context(stoppable(lambda: _end(shown, json=json)))
        around.enter_context(telling(announcing(shown)))
        yield _untold if shown is None else around.enter_context(_alive(shown, words))


def _shown() -> Shown:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn
    from rich.progress import TimeElapsedColumn as Elapsed

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        Elapsed(),
        console=Console(stderr=True, highlight=False),
        transient=True,
    )


@contextmanager
def _alive(shown: Shown, words: str) -> Generator[Progress]:
    from threading import Timer

    task = shown.add_task(f"{words} ... Ctrl-C stops it", total=None)
    timer = Timer(_SECONDS, shown.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda done, total: shown.update(task, completed=done, total=total)
    finally:
        timer.cancel()
        timer.join()
        shown.stop()


def announcing(shown: Shown | None = None) -> Callable[[bool], None]:
    """What says once, on the error output, that inner loops are compiled."""
    said: list[str] = []

    def told(kept: bool) -> None:
        if said:
            return
        said.append(COMPILING if kept else COMPILING_AGAIN)
        if shown is None:
            typer.echo(said[0], err=True)
        else:
            shown.console.print(said[0], markup=False)

    return told


def _end(shown: Shown | None, *, json: bool) -> None:
    """End the process from beside the work, which does not hear that it should stop."""
    if shown is not None:
        shown.stop()
    try:
        failed("Stopped", STOPPED_EARLY, json=json, code=INTERRUPTED)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)


def _untold(done: int, total: int) -> None:
    """Nobody watches."""
