"""The repository as its own tests see it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

MADE = {"__pycache__", "_build", "build", "dist", "htmlcov", "node_modules", "test-results"}


def listed_by_git() -> list[Path] | None:
    """What is tracked or about to be; None where this is no checkout."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        answer = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    if answer.returncode or not answer.stdout:
        return None
    return [REPOSITORY / name for name in answer.stdout.split("\0") if name]


def listed_by_walking() -> list[Path]:
    """Every file that no tool made."""

    def kept(path: Path) -> bool:
        parts = path.relative_to(REPOSITORY).parts
        hidden = any(part.startswith(".") for part in parts[:-1]) and parts[0] != ".ci"
        return not hidden and not MADE.intersection(parts)

    return [path for path in REPOSITORY.rglob("*") if kept(path)]


@pytest.fixture(scope="session")
def repository_files() -> list[Path]:
    """The files of the repository, as text files can be read."""
    listed = listed_by_git() or listed_by_walking()
    return sorted(path for path in listed if path.is_file() and not path.is_symlink())


@pytest.fixture(scope="session")
def source_files() -> list[Path]:
    """The modules of the package."""
    return sorted((REPOSITORY / "src").rglob("*.py"))
