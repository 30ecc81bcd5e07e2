"""Run every benchmark, or those that are named: `python -m benchmarks first_answer`."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks

NO_BENCHMARKS = {"__main__", "cost_drawn", "peer_negmas"}


def main(wanted: list[str]) -> None:
    """Run the benchmarks in the order of their names."""
    known = [
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name not in NO_BENCHMARKS
    ]
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        sys.exit(f"no such benchmark: {', '.join(unknown)} (there are: {', '.join(known)})")
    for name in wanted or known:
        importlib.import_module(f"benchmarks.{name}").measure()


if __name__ == "__main__":
    main(sys.argv[1:])
