"""The program as its users type it, in a folder of its own, without a terminal."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from goodoffices.doors.cli.program import app

HARBOUR = (
    'talks new harbour --title "The harbour" --seat "union:party:Dockers Union" '
    '--seat "company:party:Harbour Company" --seat "ministry:mediator:Ministry of Labour" '
    '--seat "judge:mediator:Judge Ferrier" --actor "Fishers:association:observer" '
    '--issue "trial:Length of the trial:one month,two months,three months:ordered"'
)
WORDS = "We could live with a trial of two months on berth seven if the night crew stays whole."


@dataclass(frozen=True)
class Answer:
    """What the program printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a line, or a list of arguments; `typed` is what comes on the input."""
    monkeypatch.chdir(tmp_path)
    for name in ("GOODOFFICES_STORE", "GOODOFFICES_KEY", "GOODOFFICES_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "300")
    runner = CliRunner()

    def typed_line(line: str | list[str], typed: str | bytes | None = None) -> Answer:
        arguments = shlex.split(line) if isinstance(line, str) else line
        result = runner.invoke(app, arguments, input=typed, prog_name="goodoffices")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(code=result.exit_code, out=result.stdout, err=result.stderr)

    return typed_line


@pytest.fixture
def harbour(run: Run) -> Run:
    """The same, with talks of two parties and two mediators in the store of this folder."""
    assert run(HARBOUR).code == 0
    return run


@pytest.fixture
def told(harbour: Run) -> Run:
    """The same, with a message of the union that the ministry may pass on in substance only."""
    answer = harbour(
        f'message send --seat union --to ministry --text "{WORDS}" '
        '--terms in_substance --tell "Harbour Company" --attribution by_side'
    )
    assert answer.code == 0, answer.err
    return harbour


def lane(run: Run, seat: str) -> list[dict[str, Any]]:
    """All that a seat may see, as the program prints it."""
    answer = run(f"lane --talks harbour --seat {seat} --json")
    assert answer.code == 0, answer.err
    return answer.json["items"]


def last(run: Run, seat: str) -> dict[str, Any]:
    """The last thing that came to a seat."""
    return lane(run, seat)[-1]["matter"]
