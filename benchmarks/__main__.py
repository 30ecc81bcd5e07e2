"""Run every benchmark, or those that are named: `python -m benchmarks [--page FILE.md] [NAME ...]`.

With `--page`, what they print becomes a page, with the command and the machine that it was made on.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import os
import pkgutil
import platform
import sys
from pathlib import Path
from typing import TextIO

import benchmarks

NO_BENCHMARKS = {"__main__", "cost_drawn", "peer_negmas"}

_HEAD = """\
# What was measured

This page is made by a run, and nobody writes figures into it:

```text
make bench ARGS="--page docs/measured.md{names}"
```

They are those of one machine at one time: {cores} processors, Python {python}, and a load of {load:.1f}
when the run began. Ratios within a run say more than times.
"""


class Both(io.StringIO):
    """What is printed is shown, and kept."""

    def __init__(self, shown: TextIO) -> None:
        super().__init__()
        self._shown = shown

    def write(self, text: str) -> int:
        """To the one and the other."""
        self._shown.write(text)
        self._shown.flush()
        return super().write(text)


def main(arguments: list[str]) -> None:
    """Run the benchmarks in the order of their names."""
    known = [
        module.name
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name not in NO_BENCHMARKS
    ]
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--page", type=Path, help="write what was printed into this file")
    asked.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(known)}")
    options = asked.parse_args(arguments)
    unknown = sorted(set(options.names) - set(known))
    if unknown:
        sys.exit(f"no such benchmark: {', '.join(unknown)} (there are: {', '.join(known)})")
    parts = [
        _HEAD.format(
            names="".join(f" {name}" for name in options.names),
            cores=os.cpu_count(),
            python=platform.python_version(),
            load=os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan"),
        )
    ]
    for name in options.names or known:
        module = importlib.import_module(f"benchmarks.{name}")
        printed = Both(sys.stdout)
        with contextlib.redirect_stdout(printed):
            module.measure()
        about = (module.__doc__ or "").partition("\n\n")[0].replace("\n", " ")
        parts.append(
            f"## {name.replace('_', ' ')}\n\n{about}\n\n```text\n{printed.getvalue().rstrip()}\n```\n"
        )
    if options.page is not None:
        options.page.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
