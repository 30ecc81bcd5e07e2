"""Ctrl-C while inner loops run or are compiled: they do not hear it, so a thread listens for them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Event, Lock, Thread, current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_GRACE = 1.0
"""Seconds that the work has to stop by itself, as everything but an inner loop does."""

_NOBODY = -1


@contextmanager
def stoppable(end: Callable[[], None]) -> Generator[None]:
    """While this lasts, call `end`, which must end the process, where Ctrl-C does not end the work by itself.

    Only for work that keeps nothing half done. Where somebody else listens for signals already, and in a
    thread of its own, the work is left alone.
    """
    if current_thread() is not main_thread():
        yield
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    before = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    over, deciding = Event(), Lock()

    def listen() -> None:
        while heard := os.read(reader, 64):
            if signal.SIGINT in heard and not over.wait(_GRACE):
                with deciding:
                    if not over.is_set():
                        end()

    listening = Thread(target=listen, daemon=True)
    if before == _NOBODY:
        listening.start()
    else:
        signal.set_wakeup_fd(before)
    hook, sys.unraisablehook = sys.unraisablehook, _silent_on_ctrl_c
    try:
        yield
    finally:
        with deciding:
            over.set()
        sys.unraisablehook = hook
        if before == _NOBODY:
            signal.set_wakeup_fd(before)
        os.close(writer)
        if listening.ident is not None:
            listening.join()
        os.close(reader)


def _silent_on_ctrl_c(unraised: UnraisableHookArgs) -> None:
    """A compiler cannot let Ctrl-C through, and would print where it was: `end` says what there is to say."""
    if not issubclass(unraised.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraised)
