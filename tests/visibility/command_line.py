"""What the program prints for a seat that reads from a store: the way out beside the door."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodoffices.doors.cli.program import app
from tests.visibility.browser import Seen

READS: Mapping[str, str] = {
    "frontier": "frontier test",
    "gap": "gap test",
    "improve": "improve test --agreed pay=pay-one --agreed hours=hours-two",
    "known": "known --talks test --on 2031-04-30",
    "lane": "lane --talks test",
    "propose": "propose test",
    "sheet": "sheet --talks test --for Company",
    "solve": "solve test",
    "talks export": "talks export test",
    "talks show": "talks show test",
}
"""What a seat reads, with the line that is typed; `--seat` and `--store` are added."""
ACTS: Mapping[str, str] = {
    "disclosure allow": "disclosure allow {foreign}",
    "disclosure ask": "disclosure ask {foreign} --to Company",
    "disclosure refuse": "disclosure refuse {foreign}",
    "erase": "erase {foreign} --plan --talks test",
    "message answer-withdrawal": "message answer-withdrawal {foreign} --in-time",
    "message tell": "message tell {foreign} --delivery delivered",
    "message withdraw": "message withdraw {foreign}",
    "proposal answer": "proposal answer {foreign} --value accept",
    "proposal table": "proposal table {foreign} --to union",
    "receipt": "receipt {foreign} --talks test",
    "relay acknowledge": "relay acknowledge {foreign}",
    "relay check": "relay check --to Company --text So. --rests-on {foreign}",
    "relay draft": "relay draft --to Company --text So. --rests-on {foreign}",
    "relay note": "relay note --to Company --text So. --rests-on {foreign}",
    "relay read-back": "relay read-back {foreign} --text So.",
    "relay send": "relay send --to Company --text So. --rests-on {foreign}",
    "share": "share {foreign} --to judge",
}
"""What a seat asks for of something that only others hold: refused, in the same words in both runs."""
WITHOUT_ANOTHERS = {
    "entry add", "entry note", "message note", "message send", "preference keep", "proposal note",
}  # fmt: skip
"""What names nothing that another seat could hold; the desk's answers to these are compared as acts."""
FOR_THE_HOLDER = {
    "backup", "check", "desk", "keys change", "restore", "scenario check", "scenario convert",
    "scenario inspect", "store check", "store copy", "store create", "store migrate", "talks check",
    "talks close-seat", "talks import", "talks list", "talks new", "uncertain", "verify",
}  # fmt: skip
"""What no seat does: whoever holds the file, of a store or of a scenario."""


def typed(path: Path, seat: str, foreign: tuple[str, ...]) -> list[Seen]:
    """All that the program answers to a seat, about a store that nobody else has open."""
    identity = foreign[0] if foreign else "nothing"
    lines = [*READS.values(), *(line.format(foreign=identity) for line in ACTS.values())]
    runner = CliRunner()
    found: list[Seen] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path.parent)
        for line in lines:
            arguments = [*line.split(), "--seat", seat, "--store", path.name]
            result = runner.invoke(app, arguments, prog_name="goodoffices")
            if result.exception is not None and not isinstance(result.exception, SystemExit):
                raise result.exception
            printed = f"{result.stdout}\n{result.stderr}".encode()
            found.append(Seen(asked=line, status=result.exit_code, headers=(), body=printed))
    return found
