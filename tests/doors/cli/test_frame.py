"""What all commands of the engine share."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.doors.cli.asked import Most, Named
from goodoffices.doors.cli.frame import Answer, Question, framed, limits
from goodoffices.doors.cli.propose import HowMany
from goodoffices.terms.finding import Finding
from tests.conftest import REPOSITORY
from tests.doors.cli.app import commands, options
from tests.doors.cli.conftest import Run
from tests.doors.cli.findings import LAPTOP

SHARED = ["--keep", "--not", "--cap", "--exact", "--as-written", "--points", "--seat", "--store", "--chart"]
OF_THE_ENGINE = {
    "frontier": "",
    "solve": "",
    "gap": "",
    "propose": "",
    "improve": "--agreed screen=large --agreed price=high --agreed bag=with",
}


@pytest.mark.parametrize("command", OF_THE_ENGINE)
def test_commands_of_the_engine_are_asked_alike_and_in_one_order(command: str):
    written = options(commands()[command])
    assert [each for each in written if each in SHARED] == SHARED


@pytest.mark.parametrize("command", OF_THE_ENGINE)
def test_what_was_fixed_stands_in_the_settings_of_every_finding(command: str, run: Run, tmp_path: Path):
    (tmp_path / "laptop.yaml").write_text(LAPTOP, encoding="utf-8")
    answer = run(f"{command} laptop.yaml {OF_THE_ENGINE[command]} --keep Price=high --not bag=without --json")
    assert answer.code == 0, answer.err
    settings = answer.json["settings"]
    assert (settings["keep"], settings["not"]) == ("price=high", "bag=without")


def test_a_command_is_given_what_was_read_and_what_was_typed_each_to_its_part():
    given: list[object] = []

    def read(scenario: Named) -> str:
        return f"read {scenario}"

    def work(question: Question[str], *, k: HowMany = 3) -> Answer:
        given.extend((question.about, question.limits.cap, question.limits.kept, k))
        found = Finding(method="m", result=(), digest="0", source="s")
        return Answer(finding=found, say=lambda: given.append("said"), picture=lambda: "")

    command = framed(work, reading=read, doing="Trying")
    alike = {"keep": ["a=b"], "ruled_out": None, "exact": False, "chart": None, "json": False}
    command(scenario="x", k=5, cap=7, **alike)
    assert given == ["read x", 7, ("a=b",), 5, "said"]
    assert command.__annotations__["cap"] == Most
    assert limits().cap == "usual"
    assert limits(exact=True).cap is None


@pytest.mark.parametrize(
    "command", [*OF_THE_ENGINE, "uncertain", *(name for name in commands() if name.startswith("scenario "))]
)
def test_a_how_to_shows_each_command_of_the_engine_as_it_is_typed(command: str):
    pages = (REPOSITORY / "docs" / "how-to").glob("*.md")
    typed = [line for page in pages for line in page.read_text(encoding="utf-8").splitlines()]
    assert [line for line in typed if line.startswith(f"goodoffices {command} ")]
