"""The wheel holds what the program needs, as users get it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

HOUSE = REPOSITORY / "src" / "goodoffices"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    answer = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return next(folder.glob("*.whl"))


@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_every_module_the_vendored_scripts_and_the_examples(wheel: Path):
    held = set(zipfile.ZipFile(wheel).namelist())
    house = {f"goodoffices/{file.relative_to(HOUSE).as_posix()}" for file in HOUSE.rglob("*.py")}
    examples = {
        f"goodoffices/examples/{file.relative_to(REPOSITORY / 'examples').as_posix()}"
        for file in (REPOSITORY / "examples").rglob("*")
        if file.is_file() and file.suffix != ".db"
    }
    vendored = {
        f"goodoffices/doors/web/static/vendor/{name}"
        for name in ("htmx.min.js", "hx-sse.min.js", "LICENSE-htmx")
    }
    assert examples
    assert house | examples | vendored | {"goodoffices/py.typed"} <= held


@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_nothing_but_the_package(wheel: Path):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"goodoffices"}


@pytest.mark.xdist_group("wheel")
def test_the_program_answers_from_the_wheel_alone(wheel: Path, tmp_path: Path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "import goodoffices; from goodoffices.doors.cli import main; print(goodoffices.__file__)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith(str(tmp_path))
