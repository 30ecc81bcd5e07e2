"""Two real desks on one shared store, each with a browser of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.doors.cli.conftest import HARBOUR, Run
from tests.stores.shared_store import Databases

SOON = 30
"""Seconds to wait for what comes at once, on a machine with much else to do."""


@contextmanager
def open_desk(folder: Path, store: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """A desk in a process of its own, once it has said that it is open; closed by a Ctrl+C."""
    line = "from goodoffices.doors.cli import main; main()"
    arguments = ["desk", "--port", "0", "--no-examples", "--json"]
    with (
        (folder / "complaints").open("a") as complaints,
        subprocess.Popen(
            [sys.executable, "-u", "-c", line, *arguments],
            cwd=folder,
            env={**os.environ, "GOODOFFICES_STORE": store},
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        ) as process,
    ):
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
            process.wait(timeout=SOON)


def browser_at(opened: dict[str, Any], seat: str) -> httpx.Client:
    """A browser that has come in by the link of a seat."""
    link = next(one["link"] for one in opened["talks"][0]["seats"] if one["name"] == seat)
    client = httpx.Client(base_url=opened["address"], trust_env=False, timeout=SOON)
    entered = client.post(link, headers={"Sec-Fetch-Site": "same-origin"})
    client.headers["Cookie"] = entered.headers["set-cookie"].partition(";")[0]
    return client


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="ended by a signal")
def test_a_page_at_one_desk_hears_what_is_done_at_another_and_both_end_without_a_trace(
    run: Run, databases: Databases, tmp_path: Path
):
    store = databases.address(databases.made())
    assert run(f"{HARBOUR} --store {store}").code == 0
    with ExitStack() as stack:
        (first, at_first), (second, at_second) = (
            stack.enter_context(open_desk(tmp_path, store)) for _ in range(2)
        )
        ministry = stack.enter_context(closing(browser_at(at_second, "ministry")))
        union = stack.enter_context(closing(browser_at(at_first, "union")))
        with ministry.stream("GET", "/t/harbour/ministry/live") as live:
            lines = live.iter_lines()
            assert next(lines) == ": open"
            sent = run(f"message send --seat union --to ministry --text Four. --store {store}")
            assert sent.code == 0, sent.err
            assert next(line for line in lines if line.startswith("id: ")) == "id: 2"
        assert "Four." in ministry.get("/t/harbour/ministry/record").text
        assert "Four." in union.get("/t/harbour/union/record").text
    assert (first.returncode, second.returncode) == (0, 0)
    assert (tmp_path / "complaints").read_text() == ""
