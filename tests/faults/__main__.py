"""The long run: `python -m tests.faults [--quick] [--anew] [--hours N] [TRIAL ...]`, resumable."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from tests.faults import trust
from tests.faults.trials import TRIALS, Trial

HOURS = 6.0


def main(arguments: list[str]) -> int:
    """Go on with each trial until it is done or the time is up; 1 where anything was found wrong."""
    asked = argparse.ArgumentParser(prog="make faults", description=__doc__)
    asked.add_argument(
        "trials", nargs="*", metavar="TRIAL", help=f"of {', '.join(one.name for one in TRIALS)}"
    )
    asked.add_argument("--quick", action="store_true", help="as often as the tests do")
    asked.add_argument("--anew", action="store_true", help="forget what was done before")
    asked.add_argument(
        "--hours", type=float, default=HOURS, help=f"stop after that long; {HOURS:g} otherwise"
    )
    options = asked.parse_args(arguments)
    known = {trial.name: trial for trial in TRIALS}
    unknown = sorted(set(options.trials) - set(known))
    if unknown:
        asked.error(f"no such trial: {', '.join(unknown)}")
    until = time.monotonic() + options.hours * 3600
    column = "quick" if options.quick else "long"
    for name in options.trials or known:
        _go_on(known[name], column, until=until, anew=options.anew or options.quick)
    figures = trust.read()
    return int(
        any(
            trial.wrong(figures.get(name, {}).get(column, {}).get("found", {}))
            for name, trial in known.items()
        )
    )


def _go_on(trial: Trial, column: str, *, until: float, anew: bool) -> None:
    """Run a trial from where it was left, and write down what it found after each part."""
    target = trial.quick if column == "quick" else trial.long()
    held = {} if anew else trust.read().get(trial.name, {}).get(column, {})
    done, seconds = held.get("runs", 0), held.get("seconds", 0.0)
    total, amiss = Counter(held.get("found", {})), list(held.get("amiss", []))
    while done < target and time.monotonic() < until:
        count = min(trial.at_once, target - done)
        begun = time.monotonic()
        found = trial.run(done, count)
        seconds += time.monotonic() - begun
        if trial.wrong(found):
            amiss.append(done)
        total.update(found)
        done += count
        figures = trust.read().get(trial.name, {})
        figures[column] = {
            "runs": done,
            "target": target,
            "found": dict(total),
            "amiss": amiss,
            "seconds": round(seconds, 1),
        }
        trust.keep(trial.name, figures)
        left = (target - done) * seconds / done / 60
        print(f"{trial.name}: {done:,} of {target:,}, {dict(found)}, {left:.0f} minutes left", flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
