"""What a command shows and hears while it works: signs of life on the terminal, and Ctrl-C."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from time import monotonic
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
    sign = _Sign(words) if sys.stderr.isatty() else None
    with ExitStack() as around:
        around.enter_context(stoppable(lambda: _end(sign, json=json)))
        around.enter_context(telling(announcing(_printed if sign is None else sign.say)))
        yield _untold if sign is None else around.enter_context(sign.alive())


class _Sign:
    """The sign of life: nothing for two seconds, and nothing is loaded for it till then."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._since = monotonic()
        self._steps: tuple[int, int] | None = None
        self._shown: Shown | None = None

    @contextmanager
    def alive(self) -> Generator[Progress]:
        """What comes of it takes the steps done and their number."""
        from threading import Timer

        timer = Timer(_SECONDS, self.begin)
        timer.daemon = True
        timer.start()
        try:
            yield self.told
        finally:
            timer.cancel()
            timer.join()
            self.stop()

    def begin(self) -> None:
        """Show it."""
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TaskProgressColumn, TextColumn
        from rich.progress import TimeElapsedColumn as Elapsed

        self._shown = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TaskProgressColumn(),
            Elapsed(),
            console=Console(stderr=True, highlight=False),
            transient=True,
        )
        self._shown.add_task(f"{self._words} (Ctrl-C stops it)", total=None)
        self._shown.tasks[0].start_time = self._since
        if self._steps is not None:
            self.told(*self._steps)
        self._shown.start()

    def told(self, done: int, total: int) -> None:
        """So many steps are done."""
        self._steps = done, total
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=done, total=total)

    def say(self, words: str) -> None:
        """Print a line above it."""
        if self._shown is None:
            _printed(words)
        else:
            self._shown.console.print(words, markup=False)

    def stop(self) -> None:
        """Take it away."""
        if self._shown is not None:
            self._shown.stop()


def _printed(words: str) -> None:
    typer.echo(words, err=True)


def announcing(say: Callable[[str], None] = _printed) -> Callable[[bool], None]:
    """What says once that inner loops are compiled."""
    said: list[str] = []

    def told(kept: bool) -> None:
        if not said:
            said.append(COMPILING if kept else COMPILING_AGAIN)
            say(said[0])

    return told


def _end(sign: _Sign | None, *, json: bool) -> None:
    """End the process from beside the work, which does not hear that it should stop."""
    if sign is not None:
        sign.stop()
    try:
        failed("Stopped", STOPPED_EARLY, json=json, code=INTERRUPTED)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(INTERRUPTED)


def _untold(done: int, total: int) -> None:
    """Nobody watches."""
