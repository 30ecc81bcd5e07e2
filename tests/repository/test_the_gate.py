"""The gate itself: what it must not let through."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

A_SKIPPED_BROWSER_TEST = """
import pytest

@pytest.mark.browser
def test_of_a_page():
    pytest.skip("no browser here")
"""


def outcome(folder: Path, *, ci: str) -> int:
    """What pytest answers about the skipped browser test, under this repository's own rules."""
    (folder / "test_planted.py").write_text(A_SKIPPED_BROWSER_TEST, encoding="utf-8")
    options = ["-p", "tests.conftest", "-p", "no:randomly", "-o", "markers=browser", "--rootdir", str(folder)]
    environment = {**os.environ, "CI": ci, "PYTHONPATH": str(REPOSITORY)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = [sys.executable, "-m", "pytest", "-q", *options, str(folder)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize(("ci", "expected"), [("true", 1), ("", 0)])
def test_a_skipped_browser_test_fails_where_ci_is_true(tmp_path: Path, ci: str, expected: int):
    assert outcome(tmp_path, ci=ci) == expected


def test_the_gate_is_a_program_that_stops_at_the_first_failure():
    gate = REPOSITORY / ".ci" / "run"
    assert os.access(gate, os.X_OK)
    assert "set -euo pipefail" in gate.read_text(encoding="utf-8")
