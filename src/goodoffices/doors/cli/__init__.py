"""The command line: each act is one command, each read one function of the desk, from one seat."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the program with the arguments of the process, and end the process with its exit code."""
    try:
        from goodoffices.doors.cli.process import run

        run()
    except KeyboardInterrupt:  # while the program was still being loaded, or its arguments read
        sys.stderr.write("Error: stopped before it was done; nothing half done is kept\n")
        raise SystemExit(_INTERRUPTED) from None
