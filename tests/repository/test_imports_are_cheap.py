"""The package and its command line answer at once: no numerics, no web, no store before they are wanted."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {"numpy", "starlette", "uvicorn", "apsw", "psycopg", "jinja2", "ruamel", "scipy", "numba"}
IMPORTING = "import goodoffices"
ASKING_FOR_HELP = """
import sys
from goodoffices.doors.cli import main
sys.argv = ["goodoffices", {argument!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""
SAYING_WHAT_WAS_LOADED = (
    "\nimport json, sys; print(); print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
)


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after running `code`."""
    command = [sys.executable, "-c", code + SAYING_WHAT_WAS_LOADED]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return set(json.loads(answer.stdout.splitlines()[-1]))


def test_importing_the_package_loads_no_numerics_no_web_and_no_store():
    assert not loaded_by(IMPORTING) & HEAVY


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_the_first_answer_of_the_command_line_loads_no_numerics_no_web_and_no_store(argument: str):
    assert not loaded_by(ASKING_FOR_HELP.format(argument=argument)) & HEAVY


def test_a_heavy_import_would_be_seen():
    assert loaded_by("import numpy") & HEAVY == {"numpy"}
