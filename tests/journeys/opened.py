"""The desk as its users open it: talks made by the program, a process of its own, a link for each seat."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

PROGRAM = (sys.executable, "-u", "-c", "from goodoffices.doors.cli import main; main()")
STORE = "desk.db"


@dataclass(frozen=True)
class Opened:
    """A desk that is open: where, and the single-use link of each seat of each of its talks."""

    address: str
    links: dict[tuple[str, str], str]

    def at(self, talks: str, seat: str, path: str = "") -> str:
        """The address of a page of a seat."""
        return f"{self.address}/t/{talks}/{seat}/{path}"

    def enter(self, context: BrowserContext, talks: str, seat: str) -> Page:
        """A new tab in which somebody has used the link of a seat."""
        tab = context.new_page()
        tab.goto(self.links[talks, seat])
        tab.get_by_role("button", name="Take the seat").click()
        tab.wait_for_url(self.at(talks, seat))
        return tab


def type_line(folder: Path, *arguments: str) -> None:
    """Type one line of the program before the desk is opened; it has to be accepted."""
    subprocess.run([*PROGRAM, *arguments, "--store", STORE], cwd=folder, check=True, capture_output=True)


@contextmanager
def opened(folder: Path, *options: str) -> Iterator[Opened]:
    """The desk on the store of this folder, in a process of its own, until the block ends."""
    arguments = ["desk", "--port", "0", "--store", STORE, "--json", *options]
    # Not the signal of a keyboard alone: on POSIX it is what `Ctrl+C` sends, and the desk ends in order.
    stop = signal.SIGTERM if os.name == "nt" else signal.SIGINT
    with subprocess.Popen(
        [*PROGRAM, *arguments], cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            yield _announced(process)
        finally:
            process.send_signal(stop)
            process.wait(timeout=20)


def _announced(process: subprocess.Popen[str]) -> Opened:
    """What the desk says once it listens: one JSON document, then nothing until it ends."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.rstrip("\n") == "}":
            break
    desk = json.loads(said)["desk"]
    links = {
        (talks["name"], seat["name"]): seat["link"] for talks in desk["talks"] for seat in talks["seats"]
    }
    return Opened(address=desk["address"].rstrip("/"), links=links)
