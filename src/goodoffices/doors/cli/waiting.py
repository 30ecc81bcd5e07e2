"""A sign of life on the terminal for whatever takes longer than two seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

_SECONDS = 2.0

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


@contextmanager
def waiting(words: str) -> Generator[Progress]:
    """Show after two seconds that the work goes on; on a terminal only, on the error output.

    What comes of it takes the steps done and their number; where it is never called, only the time is shown.
    """
    if not sys.stderr.isatty():
        yield _untold
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Shown

    shown = Shown(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
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


def _untold(done: int, total: int) -> None:
    """Nobody watches."""
