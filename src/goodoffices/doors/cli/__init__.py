"""The command line: each act is one command, each read one function of the desk, from one seat."""

from __future__ import annotations


def main() -> None:
    """Run the program with the arguments of the process, and end the process with its exit code."""
    from goodoffices.doors.cli.process import run

    run()
