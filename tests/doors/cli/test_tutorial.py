"""The lines of the tutorial, typed one after the other: each answers what the page says."""

from __future__ import annotations

import doctest
import re

from tests.conftest import REPOSITORY
from tests.doors.cli.conftest import Run

PAGE = REPOSITORY / "docs" / "tutorials" / "carry-your-first-message.md"
LOOSELY = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def typed_lines() -> list[tuple[str, str]]:
    """Each line that the page types, with what it says will be answered."""
    blocks = re.findall(r"^```console\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    steps = [
        step for block in blocks for step in re.split(r"^\$ goodoffices ", block, flags=re.MULTILINE)[1:]
    ]
    return [(line, answer) for line, _, answer in (step.partition("\n") for step in steps)]


def test_every_line_of_the_tutorial_answers_what_the_page_says(run: Run):
    checker = doctest.OutputChecker()
    steps = typed_lines()
    assert len(steps) > 10
    for line, expected in steps:
        answer = run(line)
        said = answer.out + answer.err
        assert checker.check_output(expected, said, LOOSELY), f"{line}\n{said}\nbut the page says\n{expected}"
