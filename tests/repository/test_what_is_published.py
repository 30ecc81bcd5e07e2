"""What leaves this machine with the repository, and what must not."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

VENDORED = REPOSITORY / "src" / "goodoffices" / "doors" / "web" / "static" / "vendor"
REQUIREMENTS = sorted((REPOSITORY / "requirements").iterdir())
# Put together here, so that this file does not hold what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("files", "pythonhosted"), ("registry", "npmjs"), ("debian", "org"))
]
MACHINE_PATH = re.compile(r"(?<![\w.*/-])/(?:" + "|".join(["wo" + "rk", "ro" + "ot"]) + r")/\w")
LONGEST_QUOTATION = 8


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="ignore")


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def passages(words: list[str]) -> set[tuple[str, ...]]:
    """Every run of words that is longer than a quotation may be."""
    length = LONGEST_QUOTATION + 1
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.parametrize("file", REQUIREMENTS, ids=lambda file: file.name)
def test_no_requirement_names_a_host_an_index_or_a_path(file: Path):
    assert not re.search(
        r"://|--index|--extra-index|--find-links|@ |file:|^/|\s\./", text_of(file), re.MULTILINE
    )


@pytest.mark.parametrize("name", ["bootstrap.txt", "run.txt", "dev.txt"])
def test_every_requirement_is_pinned_and_has_a_hash(name: str):
    requirements = text_of(REPOSITORY / "requirements" / name).replace("\\\n", " ").splitlines()
    assert requirements
    assert not [line for line in requirements if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:", line)]


@pytest.mark.parametrize(("name", "extras"), [("run.txt", ()), ("dev.txt", ("dev",))])
def test_every_declared_dependency_is_pinned(name: str, extras: tuple[str, ...]):
    project = tomllib.loads(text_of(REPOSITORY / "pyproject.toml"))["project"]
    declared = [
        *project["dependencies"],
        *(one for extra in extras for one in project["optional-dependencies"][extra]),
    ]
    pinned = set(re.findall(r"^([\w.-]+)==", text_of(REPOSITORY / "requirements" / name), re.MULTILINE))
    names = {re.split(r"[^\w.-]", one)[0].lower().replace(".", "-").replace("_", "-") for one in declared}
    assert names <= pinned


def test_no_file_names_a_registry_or_a_path_of_the_machine_it_was_made_on(repository_files: list[Path]):
    found = [
        f"{file}: {hit}"
        for file in repository_files
        for text in [text_of(file)]
        for hit in [*(name for name in REGISTRIES if name in text), *MACHINE_PATH.findall(text)]
    ]
    assert not found


def test_no_file_repeats_the_article_beyond_a_short_quotation(shared: Path, repository_files: list[Path]):
    article = passages(words_of(text_of(shared / "seed" / "article.txt")))
    assert article
    found = {str(file): passages(words_of(text_of(file))) & article for file in repository_files}
    assert not {file: hits for file, hits in found.items() if hits}


def test_the_vendored_scripts_are_those_whose_hashes_were_recorded():
    recorded = dict(line.split("  ", 1)[::-1] for line in text_of(VENDORED / "HASHES").splitlines())
    present = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDORED.iterdir()
        if file.name != "HASHES"
    }
    assert present == recorded


def test_every_change_has_a_fragment_of_a_known_kind():
    kinds = [
        kind["directory"]
        for kind in tomllib.loads(text_of(REPOSITORY / "pyproject.toml"))["tool"]["towncrier"]["type"]
    ]
    named = re.compile(rf"[a-z0-9][a-z0-9-]*\.({'|'.join(kinds)})\.md")
    fragments = [
        file
        for file in (REPOSITORY / "changes").iterdir()
        if file.name not in {"README.md", "template.md.jinja"}
    ]
    assert fragments
    for fragment in fragments:
        assert named.fullmatch(fragment.name), f"{fragment.name} is not <what>.<kind>.md"
        assert text_of(fragment).strip().endswith("."), f"{fragment.name} is not a sentence"


def test_the_changes_can_be_put_together():
    command = [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "0.0.0"]
    answer = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert "## 0.0.0" in answer.stdout
