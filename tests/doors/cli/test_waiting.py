"""What a command shows while it works, and that Ctrl-C ends it whatever is running."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from goodoffices.doors.cli import frame, waiting
from goodoffices.doors.cli.stopping import stoppable
from goodoffices.preferences.compiling import begun
from tests.doors.cli.conftest import Run
from tests.doors.cli.findings import LAPTOP

SENTENCE = "stopped before it was done; nothing half done is kept"

DEAF = """
import signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
from goodoffices.doors.cli.waiting import waiting
with waiting("Working", json=len(sys.argv) > 1):
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        pass  # as inner loops and their compiler do
    threading.Event().wait()  # for ever
"""

LOADING = """
import sys
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "goodoffices.doors.cli.process":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Slow())
from goodoffices.doors.cli import main
main()
"""


def child(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, timeout=60
    )


def test_ctrl_c_ends_work_that_does_not_hear_it():
    answer = child(DEAF)
    assert (answer.returncode, answer.stdout, answer.stderr) == (130, "", f"Error: {SENTENCE}\n")


def test_ctrl_c_is_told_as_json_to_whom_asked_for_it():
    answer = child(DEAF, "--json")
    assert (answer.returncode, answer.stderr) == (130, "")
    assert json.loads(answer.stdout)["error"]["sentence"] == SENTENCE


def test_ctrl_c_while_the_program_is_loaded_shows_no_stack_trace():
    answer = child(LOADING)
    assert (answer.returncode, answer.stderr) == (130, f"Error: {SENTENCE}\n")


def test_work_that_stops_by_itself_is_not_ended_from_beside():
    ended: list[str] = []
    with pytest.raises(KeyboardInterrupt), stoppable(lambda: ended.append("ended")):
        raise KeyboardInterrupt
    assert not [thread for thread in threading.enumerate() if "listen" in thread.name]
    assert ended == []


def test_steps_that_are_done_are_shown_as_such_once_there_is_something_to_see():
    sign = waiting._Sign("Working")
    with sign.alive() as told:
        before = sign._shown
        assert before is None
        told(3, 10)
        sign.begin()
        assert sign._shown is not None
        (task,) = sign._shown.tasks
        assert "Ctrl-C stops it" in task.description
        assert (task.completed, task.total) == (3, 10)
        told(4, 10)
        assert task.completed == 4
    assert not sign._shown.live.is_started


def test_where_the_number_of_steps_is_not_known_none_is_shown():
    sign = waiting._Sign("Working")
    with sign.alive():
        sign.begin()
        assert sign._shown is not None
        assert sign._shown.tasks[0].total is None


def test_the_frontier_tells_of_every_issue_that_is_done(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "laptop.yaml").write_text(LAPTOP, encoding="utf-8")
    told: list[tuple[int, int]] = []

    @contextmanager
    def listening(words: str, **_: bool) -> Generator[waiting.Progress]:
        assert words
        yield lambda done, total: told.append((done, total))

    monkeypatch.setattr(frame, "waiting", listening)
    assert run("frontier laptop.yaml").code == 0
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(("kept", "said"), [(True, waiting.COMPILING), (False, waiting.COMPILING_AGAIN)])
def test_that_something_is_compiled_first_is_said_once(
    *, kept: bool, said: str, capsys: pytest.CaptureFixture[str]
):
    with waiting.waiting("Working"):
        begun(kept=kept)
        begun(kept=kept)
    assert capsys.readouterr().err == f"{said}\n"
