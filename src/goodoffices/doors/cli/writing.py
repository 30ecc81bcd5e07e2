"""Where what is taken out goes: printed, or into a new file that its owner alone can read."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import typer


@contextmanager
def written_to(output: Path | None) -> Generator[Callable[[str], object]]:
    """Printed, or a new file that only its owner can read, gone if nothing came.

    The file is made first: what cannot be written is not recorded as taken out.
    """
    if output is None:
        yield lambda content: typer.echo(content, nl=False)
        return
    try:
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as reason:
        raise FileExistsError(reason.errno, "exists already: choose another name", str(output)) from None
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream, ExitStack() as undone:
        undone.callback(output.unlink)
        yield stream.write
        undone.pop_all()
