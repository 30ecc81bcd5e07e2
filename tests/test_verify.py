"""The program that verifies: it stands alone, names the first broken place, and says what it cannot know."""

from __future__ import annotations

import ast
import base64
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goodoffices import verify
from goodoffices.record.sealing import leaf, log_leaf
from tests.conftest import REPOSITORY
from tests.faults.tampering import Evidence, lane_of

SOURCE = REPOSITORY / "src" / "goodoffices" / "verify.py"
VECTORS = json.loads((Path(__file__).parent / "published" / "proofs.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return Evidence()


def judged(file: Any, *kept: Any) -> str:
    """`right`, or the place and sentence of what is broken."""
    texts = [one if isinstance(one, str) else json.dumps(one) for one in (file, *kept)]
    try:
        verify.examine(texts[0], texts[1:])
    except verify.Broken as reason:
        return ": ".join(reason.args)
    return "right"


def copied(value: Any) -> Any:
    return json.loads(json.dumps(value))


# It stands alone


def test_it_is_one_short_file_that_imports_nothing_but_the_standard_library_and_cryptography():
    source = SOURCE.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 300
    imported = {
        name.split(".")[0]
        for each in ast.walk(ast.parse(source))
        if isinstance(each, ast.Import | ast.ImportFrom)
        for name in (
            [one.name for one in each.names]
            if isinstance(each, ast.Import)
            else [each.module or "goodoffices"]
        )
    }
    assert imported <= sys.stdlib_module_names | {"cryptography"}


def run_alone(folder: Path, *files: str) -> tuple[int, str]:
    shutil.copy(SOURCE, folder / "verify.py")
    command = [sys.executable, "-I", "verify.py", *files]
    answer = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    return answer.returncode, answer.stdout + answer.stderr


def test_a_copy_of_it_verifies_a_receipt_and_says_what_that_leaves_open(tmp_path: Path, evidence: Evidence):
    (tmp_path / "receipt.json").write_text(json.dumps(evidence.longest))
    (tmp_path / "record.json").write_text(json.dumps(evidence.part))
    code, said = run_alone(tmp_path, "receipt.json")
    assert (code, "Right: item" in said, verify.ALONE in said) == (0, True, True)
    code, said = run_alone(tmp_path, "record.json", "receipt.json")
    assert (code, verify.ALONE in said) == (0, False)


def test_a_copy_of_it_ends_with_1_for_what_is_broken_and_2_for_what_is_no_file(tmp_path: Path):
    (tmp_path / "letter.json").write_text("A letter.")
    assert run_alone(tmp_path, "letter.json")[0] == 1
    for files in ((), ("none.json",)):
        code, said = run_alone(tmp_path, *files)
        assert (code, "Use: python verify.py" in said) == (2, True)


# The published vectors: whoever writes another verifier can hold it against them


@pytest.mark.parametrize("name", VECTORS["cases"])
def test_the_published_vectors_are_judged_as_they_say(name: str):
    case = VECTORS["cases"][name]
    files = VECTORS["files"]
    assert judged(files[case["file"]], *(files[kept] for kept in case["kept"])) == case["judged"]


def test_leaves_are_those_of_the_desk():
    assert verify.leaf_of(bytes(32), b"{}") == leaf(bytes(32), b"{}")
    line = {
        "seat": "union",
        "number": 1,
        "identity": "a",
        "leaf": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    }
    assert verify.log_leaf(bytes(32), [line]) == log_leaf(bytes(32), [("union", 1, "a", bytes(32))])


@pytest.mark.parametrize(
    ("opening", "body"),
    [(bytes(33), '"Who?"'), (bytes(31), '"Who?"'), (bytes(32), '"Who\ud800"')],
    ids=["a zero too many", "a zero too few", "half a sign in the place of a question mark"],
)
def test_what_only_seems_to_fit_a_leaf_is_found(opening: bytes, body: str):
    leaf_there = verify.leaf_of(bytes(32), b'"Who?"')
    with pytest.raises(verify.Broken, match="not those that its leaf commits to"):
        verify.content({"opening": base64.b64encode(opening).decode(), "body": body}, leaf_there, "item 1")


# The first broken place is named

ALTERED: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "other words": (
        lambda file: lane_of(file)["rows"][3].update(
            body=lane_of(file)["rows"][3]["body"].replace("We", "I")
        ),
        "seat union, item 4: its bytes are not those",
    ),
    "another opening": (
        lambda file: lane_of(file)["rows"][3].update(opening=lane_of(file)["rows"][2]["opening"]),
        "seat union, item 4: its bytes are not those",
    ),
    "an item left out": (
        lambda file: lane_of(file)["rows"].pop(3),
        "seat union, item 4: another one should stand here",
    ),
    "the last item left out": (
        lambda file: lane_of(file)["rows"].pop(),
        "seat union, item 9: the checkpoint is of another record or size",
    ),
    "an item twice": (
        lambda file: lane_of(file)["rows"].insert(3, lane_of(file)["rows"][2]),
        "seat union, item 4: another one should stand here",
    ),
    "two items swapped": (
        lambda file: lane_of(file)["rows"].reverse(),
        "seat union, item 1: another one should stand here",
    ),
    "the content of another": (
        lambda file: lane_of(file)["rows"][3].update(
            {name: lane_of(file)["rows"][4][name] for name in ("leaf", "opening", "body")}
        ),
        "seat union, item 4: its content is that of another one",
    ),
    "a content gone": (
        lambda file: [lane_of(file)["rows"][3].pop(name) for name in ("opening", "body")],
        "seat union, item 4: its content is missing, and no erasure of it is recorded",
    ),
    "another seat's name": (
        lambda file: lane_of(file).update(seat="ministry"),
        "seat ministry, item 1: it does",
    ),
    "an unknown field": (lambda file: file.update(more=1), "the file: it should hold"),
    "another format": (lambda file: file.update(format="goodoffices-record/2"), "the file: it is neither"),
    "another key": (
        lambda file: file.update(key="AQ" + "A" * 41 + "="),
        "the checkpoint: it is not signed by",
    ),
    "a key of another kind": (lambda file: file.update(key=""), "the checkpoint: it is not signed by"),
    "no checkpoint": (lambda file: lane_of(file).update(checkpoint=""), "the checkpoint: it is not one"),
    "another size": (
        lambda file: lane_of(file).update(checkpoint=lane_of(file)["checkpoint"].replace("\n9\n", "\n8\n")),
        "the checkpoint: its signature is wrong",
    ),
    "a size with a nought": (
        lambda file: lane_of(file).update(checkpoint=lane_of(file)["checkpoint"].replace("\n9\n", "\n09\n")),
        "the checkpoint: it is not one",
    ),
    "no rows": (lambda file: lane_of(file).update(rows=[]), "the file: it cannot be read"),
    "a number that is none": (
        lambda file: lane_of(file)["rows"][0].update(number=True),
        "seat union, item 1: another one",
    ),
}


@pytest.mark.parametrize("name", ALTERED)
def test_the_first_broken_place_of_a_seats_part_is_named(evidence: Evidence, name: str):
    alter, place = ALTERED[name]
    file = copied(evidence.part)
    assert len(lane_of(file)["rows"]) == 9
    alter(file)
    assert judged(file).startswith(place)


def test_a_whole_record_is_broken_where_log_and_lanes_differ(evidence: Evidence):
    file = copied(evidence.whole)
    file["lanes"] = [lane for lane in file["lanes"] if lane["seat"] != "judge"]
    assert judged(file) == "seat judge, item 1: the log names it, and it is not there"
    file = copied(evidence.whole)
    del file["log"]["rows"][2]["disclosures"][0]
    assert judged(file).endswith("it is not the item that the log names")


def test_a_record_that_ends_before_what_was_kept_is_found(evidence: Evidence):
    short = next(kept for size, kept in evidence.kept if size < 9)
    assert judged(evidence.part, short) == "right"
    assert judged(short, evidence.longest).startswith(
        "what was kept: ask the desk".replace("ask the desk", "ask for")
    )


def test_what_is_of_other_talks_or_of_another_desk_is_told_apart(evidence: Evidence):
    assert judged(evidence.part, evidence.foreign) == (
        "what was kept: it is of other talks or another seat, or of another desk"
    )


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"format": []}', "null", "[" * 100_000, '{"a":1,"a":2}']
)
def test_what_is_no_such_file_is_called_so(content: str):
    assert judged(content).startswith("the file: ")
