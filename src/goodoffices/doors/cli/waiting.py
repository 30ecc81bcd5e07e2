"""A sign of life on the terminal for whatever takes longer than two seconds."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager

_SECONDS = 2.0


@contextmanager
def waiting(words: str) -> Generator[None]:
    """Show after two seconds that the work goes on; on a terminal only, on the error output."""
    if not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    shown.add_task(f"{words} ... Ctrl-C stops it", total=None)
    timer = Timer(_SECONDS, shown.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        shown.stop()
