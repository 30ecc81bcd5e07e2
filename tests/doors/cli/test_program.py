"""The program as a whole: every command has its test, its help and its place in the docs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main

import goodoffices
from goodoffices.casework.commands import Command
from goodoffices.doors.cli.contents import CONTENTS
from goodoffices.doors.cli.program import app
from tests.conftest import REPOSITORY
from tests.doors.cli.app import commands, examples, options
from tests.doors.cli.conftest import Run

HERE = Path(__file__).parent

TESTED = {
    # command: the file in which its tests stand
    "backup": "test_safekeeping.py",
    "check": "test_safekeeping.py",
    "desk": "test_desk.py",
    "disclosure allow": "test_disclosure.py",
    "disclosure ask": "test_disclosure.py",
    "disclosure refuse": "test_disclosure.py",
    "entry add": "test_entry.py",
    "entry note": "test_entry.py",
    "erase": "test_erase.py",
    "frontier": "test_frontier.py",
    "gap": "test_gap.py",
    "improve": "test_improve.py",
    "uncertain": "test_uncertain.py",
    "keys change": "test_keys.py",
    "known": "test_known.py",
    "lane": "test_lane.py",
    "message answer-withdrawal": "test_message.py",
    "message note": "test_message.py",
    "message send": "test_message.py",
    "message tell": "test_message.py",
    "message withdraw": "test_message.py",
    "preference keep": "test_preference.py",
    "proposal answer": "test_proposal.py",
    "proposal note": "test_proposal.py",
    "proposal table": "test_proposal.py",
    "propose": "test_propose.py",
    "receipt": "test_proof.py",
    "relay acknowledge": "test_relay.py",
    "relay check": "test_relay.py",
    "relay draft": "test_relay.py",
    "relay note": "test_relay.py",
    "relay read-back": "test_relay.py",
    "relay send": "test_relay.py",
    "scenario check": "test_scenario.py",
    "scenario convert": "test_scenario.py",
    "scenario inspect": "test_scenario.py",
    "restore": "test_safekeeping.py",
    "share": "test_share.py",
    "sheet": "test_sheet.py",
    "store check": "test_store.py",
    "store copy": "test_store.py",
    "store create": "test_store.py",
    "store migrate": "test_store.py",
    "solve": "test_solve.py",
    "talks check": "test_talks.py",
    "talks close-seat": "test_talks.py",
    "talks export": "test_talks.py",
    "talks import": "test_talks.py",
    "talks list": "test_talks.py",
    "talks new": "test_talks.py",
    "talks show": "test_showing.py",
    "verify": "test_proof.py",
}
EVERY = sorted(commands())
NEEDS_NO_STORE = {
    "talks check",
    "store copy",
    "scenario check",
    "scenario convert",
    "scenario inspect",
    "uncertain",
    "verify",
}
REFERENCE = REPOSITORY / "docs" / "reference" / "command-line.md"


def test_every_command_has_its_row_in_this_table():
    assert sorted(TESTED) == EVERY


@pytest.mark.parametrize("command", EVERY)
def test_the_file_of_a_row_types_the_command(command: str):
    text = (HERE / TESTED[command]).read_text(encoding="utf-8").replace('", "', " ")
    assert command in text


@pytest.mark.parametrize("command", EVERY)
def test_every_command_says_in_one_sentence_what_it_does(command: str):
    sentence = commands()[command].help
    assert re.fullmatch(r"[A-Z][^\n]*\.", sentence), sentence


@pytest.mark.parametrize("command", EVERY)
def test_the_examples_of_a_command_can_be_typed(command: str):
    typed = examples(commands()[command])
    assert typed
    for line in typed:
        assert line.startswith(command)
        arguments = shlex.split(line.partition(" < ")[0])[len(command.split()) :]
        commands()[command].make_context(command, arguments, resilient_parsing=False)


@pytest.mark.parametrize("command", EVERY)
def test_every_command_answers_as_json_and_takes_a_store_where_it_needs_one(command: str):
    written = options(commands()[command])
    assert "--json" in written
    assert ("--store" in written) is (command not in NEEDS_NO_STORE)


@pytest.mark.parametrize("command", EVERY)
def test_the_reference_lists_every_command_with_all_its_options(command: str):
    sections = re.split(r"^### ", REFERENCE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    section = next((one for one in sections if one.startswith(f"`{command}`\n")), None)
    assert section is not None
    assert not [option for option in options(commands()[command]) if f"`{option}" not in section]


def test_everything_that_can_be_asked_for_has_its_command():
    folder = REPOSITORY / "src" / "goodoffices" / "doors" / "cli"
    text = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    made = [command for command in get_args(Command) if f"{command.__name__}(" in text]
    assert made == list(get_args(Command))


def test_every_name_of_the_help_is_a_command_or_a_group():
    root: Any = typer.main.get_command(app)
    assert all(root.get_command(None, name) is not None for name in CONTENTS)
    assert set(root.commands) == set(CONTENTS)


def test_every_file_that_makes_commands_is_listed():
    folder = REPOSITORY / "src" / "goodoffices" / "doors" / "cli"
    makers = {
        file.stem
        for file in folder.glob("*.py")
        if re.search(r"^def add_to\(|^group = typer.Typer\(", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {listed.file for listed in CONTENTS.values()} == makers


def test_each_summary_fits_its_line_and_says_what_the_command_says_first(run: Run):
    lines = run("--help").out.partition("Commands:")[2].splitlines()
    assert all(len([line for line in lines if line.startswith(f"  {name} ")]) == 1 for name in CONTENTS)
    assert all(listed.summary.rstrip(".") in " ".join(lines) for listed in CONTENTS.values())
    for name, command in commands().items():
        if name in CONTENTS:
            assert command.help.split()[0] == CONTENTS[name].summary.split()[0]


def test_only_the_command_that_is_asked_for_is_loaded():
    code = (
        "import sys; sys.argv = ['goodoffices', 'verify', '--help']\n"
        "from goodoffices.doors.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*(name for name in sys.modules if 'doors.cli' in name), file=sys.stderr)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.rpartition(".")[2] for name in answer.stderr.split()}
    assert loaded & {listed.file for listed in CONTENTS.values()} == {"proof"}


def test_a_name_that_is_nearly_one_is_told(run: Run):
    answer = run("frontir port-of-ardmere")
    assert answer.code == 2
    assert "frontier" in answer.err


def test_the_version_is_said(run: Run):
    assert run("--version").out == f"goodoffices {goodoffices.__version__}\n"


def test_the_help_begins_with_what_to_begin_with(run: Run):
    answer = run("--help")
    assert answer.code == 0
    named = re.findall(r"^  ([a-z]+) ", answer.out.partition("Commands:")[2], flags=re.MULTILINE)
    assert named[: len(CONTENTS)] == list(CONTENTS)


@pytest.mark.parametrize(
    "line", ["relay ack", "relay send", "nothing", "lane --seet union", "desk --port x", "desk --port 99999"]
)
def test_wrong_use_ends_with_2_and_says_how_to_find_help(run: Run, line: str):
    answer = run(line)
    assert (answer.code, answer.out) == (2, "")
    assert "--help" in answer.err


def test_wrong_use_is_told_as_json_where_that_is_wanted(run: Run):
    answer = run("lane --json")
    assert (answer.code, answer.json["error"]["kind"]) == (2, "WrongUse")


def test_an_error_is_told_as_json_where_that_is_wanted(run: Run):
    answer = run("lane --seat union --json")
    assert answer.code == 1
    assert set(answer.json["error"]) == {"kind", "sentence"}
