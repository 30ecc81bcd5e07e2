"""The program as a process: what it loads, how it ends, and that it shows no stack trace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"numpy", "starlette", "uvicorn", "apsw", "jinja2", "ruamel", "rich", "msgspec"}
LOADED = """
import sys
sys.argv = ["goodoffices", *sys.argv[1:]]
from goodoffices.doors.cli import main
try:
    main()
except SystemExit:
    pass
print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def program(*arguments: str | bytes, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from goodoffices.doors.cli import main; main()", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["relay", "--help"]])
def test_the_first_answer_loads_nothing_that_it_does_not_need(arguments: list[str]):
    answer = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(answer.stderr.split())


def test_an_error_is_one_sentence_and_ends_with_1(tmp_path: Path):
    answer = program("lane", "--seat", "union", folder=tmp_path)
    assert (answer.returncode, answer.stdout) == (1, b"")
    assert answer.stderr.count(b"\n") == 1


def test_a_refusal_ends_with_3(tmp_path: Path):
    imported = program("talks", "import", "port-of-ardmere", folder=tmp_path)
    assert imported.returncode == 0
    answer = program("message", "withdraw", "999", "--seat", "union", "--json", folder=tmp_path)
    assert (answer.returncode, answer.stderr) == (3, b"")
    assert json.loads(answer.stdout)["refused"]["rule"] == "not_here"


@pytest.mark.skipif(os.name == "nt", reason="arguments are Unicode there")
def test_an_argument_in_another_encoding_is_wrong_use(tmp_path: Path):
    answer = program(b"lane", b"--seat", b"\xff\xfe", folder=tmp_path)
    assert (answer.returncode, b"not text in UTF-8" in answer.stderr) == (2, True)


def test_a_name_that_the_output_cannot_encode_is_escaped(tmp_path: Path):
    made = program(
        *("talks", "new", "bay", "--title", "خليج", "--seat", "m:mediator:Mediator"),
        folder=tmp_path,
        PYTHONIOENCODING="latin-1",
    )
    assert made.returncode == 0
    listed = program("talks", "list", folder=tmp_path, PYTHONIOENCODING="latin-1")
    assert listed.returncode == 0
    assert b"\\u062e" in listed.stdout


FAULTY = """
import sys
import goodoffices.desk.examples as examples
def broken():
    raise KeyError("a fault of our own")
examples.names = broken
sys.argv = ["goodoffices", "talks", "list"]
from goodoffices.doors.cli import main
main()
"""


@pytest.mark.parametrize("wanted", [False, True])
def test_a_fault_of_our_own_shows_where_it_lies_only_if_that_is_wanted(tmp_path: Path, wanted):
    environment = {**os.environ, **({"GOODOFFICES_TRACE": "1"} if wanted else {})}
    answer = subprocess.run(
        [sys.executable, "-c", FAULTY],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert ("Traceback" in answer.stderr) is wanted
    assert ("a fault of its own (KeyError)" in answer.stderr) is not wanted
