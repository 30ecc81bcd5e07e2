"""How soon the command line answers, and finds a small frontier, against an interpreter that does nothing."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 9


def milliseconds(command: list[str]) -> float:
    """The time one run of the command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def measure() -> None:
    """Print the medians of nine alternating rounds, and their ratio to bare Python."""
    python = sys.executable
    program = str(Path(python).with_name("goodoffices"))
    commands = {
        "python -c pass": [python, "-c", "pass"],
        "goodoffices --version": [program, "--version"],
        "goodoffices --help": [program, "--help"],
        "goodoffices frontier": [program, "frontier", "night-shift-at-quay-four"],
    }
    for command in commands.values():
        milliseconds(command)  # once unmeasured: the first run compiles
    rounds = [{name: milliseconds(command) for name, command in commands.items()} for _ in range(ROUNDS)]
    medians = {name: statistics.median(one[name] for one in rounds) for name in commands}
    bare = medians["python -c pass"]
    print(f"First answer of the command line (median of {ROUNDS})")
    for name, median in medians.items():
        print(f"  {name:<24}{median:8.1f} ms {median / bare:8.1f} x bare Python")
