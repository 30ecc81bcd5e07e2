"""Opening the desk: links, where the data lies, a second run, a busy port."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from goodoffices.desk.examples import names
from goodoffices.doors.cli import desk as command
from tests.doors.cli.conftest import HARBOUR, Run


@pytest.fixture
def not_served(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The desk is announced and closed at once; the ports at which it would have listened."""
    ports: list[int] = []

    def served(_desk, _doorkeeper, *, listener: socket.socket, secret: bytes) -> None:
        assert len(secret) == 32
        ports.append(listener.getsockname()[1])

    monkeypatch.setattr(command, "serve", served)
    return ports


def test_the_desk_opens_with_the_examples_and_one_link_for_each_seat(run: Run, not_served: list[int]):
    answer = run("desk --port 0 --store desk.db --json")
    opened = answer.json["desk"]
    assert answer.code == 0
    assert [talks["name"] for talks in opened["talks"]] == list(names())
    links = [seat["link"] for talks in opened["talks"] for seat in talks["seats"]]
    assert len(set(links)) == len(links)
    assert all(link.startswith(f"http://localhost:{not_served[0]}/enter/") for link in links)


def test_people_are_told_where_the_data_lies_and_what_a_second_run_does(run: Run, not_served: list[int]):
    out = run("desk --port 0 --store desk.db").out
    assert out.index("The port of Ardmere") < out.index("Everything is kept in desk.db")
    assert "for practice: any one of these links opens all its seats" in out
    assert "Another run keeps all of it and prints new links" in out
    assert "this machine only" in out


def test_a_second_run_keeps_the_data_and_makes_new_links(run: Run, not_served: list[int]):
    first = run("desk --port 0 --store desk.db --json").json["desk"]
    assert run("entry note --talks port-of-ardmere --seat union --text Mine. --store desk.db").code == 0
    second = run("desk --port 0 --store desk.db --json").json["desk"]
    assert "Mine." in run("lane --talks port-of-ardmere --seat union --store desk.db").out
    assert [talks["name"] for talks in first["talks"]] == [talks["name"] for talks in second["talks"]]
    assert first["talks"][0]["seats"][0]["link"] != second["talks"][0]["seats"][0]["link"]


def test_own_talks_come_after_the_examples_or_alone(run: Run, not_served: list[int]):
    run(f"{HARBOUR} --store own.db")
    alone = run("desk --port 0 --store own.db --no-examples --json").json["desk"]["talks"]
    assert [talks["name"] for talks in alone] == ["harbour"]
    beside = run("desk --port 0 --store own.db --json").json["desk"]["talks"]
    assert [talks["name"] for talks in beside] == [*names(), "harbour"]


def test_without_a_store_the_desk_keeps_its_talks_in_the_data_folder(
    run: Run, not_served: list[int], monkeypatch, tmp_path: Path
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))
    answer = run("desk --port 0 --no-examples --json")
    assert answer.json["desk"]["store"] == str(tmp_path / "data" / "goodoffices" / "desk.db")
    if os.name != "nt":
        assert (tmp_path / "data" / "goodoffices").stat().st_mode & 0o077 == 0


def test_a_busy_port_is_said_to_be_busy_and_what_to_do(run: Run, not_served: list[int]):
    with socket.create_server(("127.0.0.1", 0)) as other:
        answer = run(f"desk --port {other.getsockname()[1]} --store desk.db")
    assert (answer.code, not_served) == (1, [])
    assert "is taken" in answer.err
    assert "--port 0" in answer.err


def test_a_store_that_an_open_desk_holds_is_refused(run: Run, not_served: list[int], tmp_path: Path):
    from goodoffices.stores.sqlite import SQLiteStore

    held = SQLiteStore(tmp_path / "desk.db")
    answer = run("desk --port 0 --store desk.db --json")
    held.close()
    assert (answer.code, answer.json["error"]["kind"]) == (1, "StoreInUse")


def test_a_desk_that_is_closed_while_its_disk_fails_says_so_in_its_exit_code(
    run: Run, monkeypatch: pytest.MonkeyPatch
):
    def served(desk, _doorkeeper, **_named: object) -> None:
        desk.store._inner._writer.stopped = "the disk that holds desk.db is full: make room, and do it again"

    monkeypatch.setattr(command, "serve", served)
    answer = run("desk --port 0 --store desk.db --no-examples")
    assert answer.code == 4
    assert "stopped taking acts: the disk that holds desk.db is full" in answer.err


@contextmanager
def open_desk(folder: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """A desk in a process of its own, once it has said that it is open."""
    line = "from goodoffices.doors.cli import main; main()"
    arguments = ["desk", "--port", "0", "--store", "desk.db", "--json"]
    with subprocess.Popen(
        [sys.executable, "-u", "-c", line, *arguments], cwd=folder, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = ""
        for one in process.stdout:
            said += one
            if one.rstrip("\n") == "}":
                break
        try:
            yield process, json.loads(said)["desk"]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)


@pytest.mark.skipif(os.name == "nt", reason="ended by a signal")
def test_an_open_desk_answers_on_this_machine_and_ends_without_a_trace(tmp_path: Path):
    with open_desk(tmp_path) as (process, opened):
        assert httpx.get(opened["talks"][0]["seats"][0]["link"], trust_env=False).status_code == 200
    assert process.returncode == 0
