"""The page that says what was tried and what was found, made from the figures of the runs alone."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.conftest import REPOSITORY
from tests.faults.trials import TRIALS, Trial

FIGURES = REPOSITORY / "docs" / "trust"
"""One file for each trial, so that several may run at once."""
PAGE = REPOSITORY / "docs" / "trust.md"
Figures = dict[str, dict[str, Any]]

_HEAD = """\
# What was tried, and what was found

This page is made by the runs themselves (`make faults`); nobody writes figures into it. A run that finds
something wrong stands here with it.

| trial | each time | found | long run | done | found |
|---|---|---|---|---|---|
"""
_FOOT = """
*Lost*: an act that was acknowledged and is not there, whole, in each lane it belongs to. *Phantom*:
something that is there and that nobody did, or that was undone, or that is there twice. *Corrupt*:
anything that does not fit: a half act, another order, a leaf that is not its bytes'. *Not said*: an act
that was not acknowledged while the desk did not say that it had stopped. *Not gone on*: a desk that did
not take acts again by itself once the disk was well. *Not found*: something that was planted or altered
and that nobody saw. *Seen*: of the small faults put into the code, one at a time, those that a test of
that code sees; at least 95 in 100 of each file are wanted.

## How to make it again

- The left columns: `make faults ARGS=--quick`; the same trials are tests, and run with `make test`.
- The right columns: `make faults`, which goes on where it was left, within `--hours` (6 unless told
  otherwise), and `make faults ARGS=--anew` from the start. `make faults ARGS="power_cuts kills"` runs
  only those. All of it takes about three hours of one processor.

Each run is made from its number: a run that finds something can be made again by it. That these trials
can find something is tried with planted faults, in `tests/faults`: a commit that is not synced, syncs
that are words and no deeds, an acknowledgement before the commit, a failed commit that is told to
nobody, pages that are told only what comes from now on, or everything twice.

## What a simulated power cut is

Acts are done by one to four clients on a virtual file system of SQLite that keeps, beside each file,
what was synced. At a random call (write, sync, truncation, deletion) the power fails. Of what was not
synced nothing is left, or all, or any part of it, torn at sectors of 512 bytes and in any order. The
store is then opened from what is left. A sync that fails loses what it was to write, and later syncs do
not bring it back, as Linux does it.
"""


def read() -> Figures:
    """The figures so far, by the name of the trial."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FIGURES.glob("*.json"))
    }


def keep(name: str, figures: Mapping[str, Any]) -> None:
    """Write the figures of one trial, by column, and the page made from those of all."""
    FIGURES.mkdir(exist_ok=True)
    _write(FIGURES / f"{name}.json", json.dumps(figures, indent=2, sort_keys=True) + "\n")
    _write(PAGE, page(read()))


def _write(path: Path, text: str) -> None:
    """At once: another process may be reading."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def page(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """The page that the figures make."""
    return _HEAD + "".join(_row(trial, figures.get(trial.name, {})) for trial in TRIALS) + _FOOT


def _row(trial: Trial, held: Mapping[str, Any]) -> str:
    quick, long = held.get("quick", {}), held.get("long", {})
    cells = [
        trial.title,
        f"{trial.quick:,}" if trial.quick else "no",
        _found(quick) if trial.quick else "",
        trial.often or f"{trial.long():,}",
        f"{long.get('runs', 0):,}",
        _found(long),
    ]
    return f"| {' | '.join(cells)} |\n"


def _found(held: Mapping[str, Any]) -> str:
    """What was counted, by its kind."""
    if not held.get("runs"):
        return "not run"
    return ", ".join(f"{kind} {count:,}" for kind, count in sorted(held["found"].items()))
