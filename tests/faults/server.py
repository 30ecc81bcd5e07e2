"""The desk's own process, started anew after each kill: `python -m tests.faults.server STORE`.

It runs the command `goodoffices desk` as it is. For each line of its input it forks a child that is a desk of
its own, and prints the child's number; the child prints what `goodoffices desk --json` prints. To load the
program and to compile its pages once is enough. Once the child has ended, that is printed too.
"""

from __future__ import annotations

import os
import sys

import uvicorn.protocols.http.h11_impl  # noqa: F401 - loaded before the fork
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from goodoffices.doors.cli import desk as command
from goodoffices.doors.web import app
from goodoffices.doors.web.rendering import static_files, templates


class Compiled(BytecodeCache):
    """Pages that were compiled before."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.held:
            bucket.bytecode_from_string(self.held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.held[bucket.key] = bucket.bytecode_to_string()


def prepare() -> None:
    """Compile the pages once."""
    compiled = Compiled()

    def held(files, *, stopped) -> Environment:
        environment = templates(files, stopped=stopped)
        environment.bytecode_cache = compiled
        return environment

    pages = held(static_files(), stopped=lambda: "")
    for name in pages.list_templates():
        pages.get_template(name)
    app.templates = held


def main(store: str) -> None:
    """Fork a desk for each line of the input, and wait for its end."""
    prepare()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            command.desk(port=0, no_examples=True, store=store, json=True)
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - this is what it is for
        os.waitpid(child, 0)
        print(f"ended {child}", flush=True)  # noqa: T201 - so that nobody waits for it


if __name__ == "__main__":
    main(sys.argv[1])
