"""Somebody alters records and receipts, with the desk's key or without: every alteration must be found."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from goodoffices import verify
from goodoffices.casework.commands import NoteEntry, SendMessage
from goodoffices.desk.archive import whole_with_proofs
from goodoffices.desk.desk import Desk
from goodoffices.desk.proving import proved_part, receipt_for
from goodoffices.record.checkpoint import Signer, lane_origin, log_origin
from goodoffices.record.tree import Tree
from goodoffices.stores.memory import MemoryStore
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry
from goodoffices.terms.handling import Handling
from goodoffices.terms.message import Message
from goodoffices.testing.ports import SeededChance, SetClock
from tests.desk.conftest import TALKS

SIGNER = Signer(b"the desk's own key, for 32 bytes")
STAGES = (4, 9, 16)
SEATS = ("union", "company")


def text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def opened(name: str = "test", seed: str = "seed") -> Desk:
    desk = Desk(MemoryStore(), clock=SetClock(), chance=SeededChance(seed), signer=SIGNER)
    desk.open_talks(msgspec.structs.replace(TALKS, name=name))
    return desk


def act(desk: Desk, number: int, talks: str = "test") -> None:
    """One more act: a message to the ministry, and now and then a note."""
    seat = SEATS[number % 2]
    if number % 5 == 0:
        desk.act(
            talks, seat, NoteEntry(entry=Entry(content=Note(text=f"Remember the night shift, {number}.")))
        )
    else:
        entry = Entry(content=Message(content=f"We could live with {number}."), handling=Handling())
        desk.act(talks, seat, SendMessage(to="ministry", entry=entry))


class Evidence:
    """Records of a history at its end, and what was kept of it on the way."""

    def __init__(self) -> None:
        desk = opened()
        self.kept: list[tuple[int, dict[str, Any]]] = []
        self.honest: list[tuple[str, list[str]]] = []
        for number in range(1, STAGES[-1] + 1):
            act(desk, number)
            if number in STAGES:
                self._keep(desk)
        self.whole = json.loads(text(whole_with_proofs(desk, "test", reason="A test of what is found.")))
        self.part = json.loads(text(proved_part(desk, "test", "union")))
        self.receipts = [
            self.receipt(desk, number, content=content) for number in (2, 5) for content in (True, False)
        ]
        other = opened("other", "another")
        act(other, 1, "other")
        self.foreign = json.loads(text(proved_part(other, "other", "union")))
        self.longest = self.kept[-1][1]
        self._remember_what_is_honest(desk)

    def receipt(self, desk: Desk, number: int, *, content: bool, since: int = 0) -> dict[str, Any]:
        identity = next(item.id for item in desk.view("test", "union") if item.number == number)
        return json.loads(
            text(receipt_for(desk, "test", "union", identity, with_content=content, since=since))
        )

    def _keep(self, desk: Desk) -> None:
        size = desk.store.lane("test", "union")[-1].number
        for number in range(1, size + 1):
            self.kept.append((size, self.receipt(desk, number, content=number % 2 == 0)))

    def _remember_what_is_honest(self, desk: Desk) -> None:
        last = desk.store.lane("test", "union")[-1].number
        for size, kept in self.kept:
            for file in (self.whole, self.part):
                self.honest.append((json.dumps(file, indent=2, ensure_ascii=False), [json.dumps(kept)]))
            since = self.receipt(desk, 1 + size % last, content=False, since=size)
            self.honest.append((json.dumps(since), [kept["checkpoint"]]))
            self.honest.append((json.dumps(kept), [json.dumps(since)]))
        self.honest.append((json.dumps(self.whole), [json.dumps(self.part)]))


# What somebody may do to a file. Each takes a copy, alters it, and hands back its text.


def lane_of(file: dict[str, Any]) -> dict[str, Any]:
    return next(lane for lane in file["lanes"] if lane["seat"] == "union")


def rows(file: dict[str, Any], chance: random.Random) -> list[dict[str, Any]]:
    parts = [*file["lanes"], *([file["log"]] if "log" in file else [])]
    return chance.choice([part["rows"] for part in parts if len(part["rows"]) > 1])


def flip(file: dict[str, Any], chance: random.Random) -> str:
    """Change one character anywhere, so that the file says something else or nothing at all."""
    before = json.dumps(file)
    while True:
        at = chance.randrange(len(before))
        after = before[:at] + chr(chance.randrange(32, 127)) + before[at + 1 :]
        try:
            same = json.loads(after) == file
        except ValueError:
            same = False
        if not same:
            return after


def drop(file: dict[str, Any], chance: random.Random) -> str:
    held = rows(file, chance)
    del held[chance.randrange(len(held))]
    return json.dumps(file)


def swap(file: dict[str, Any], chance: random.Random) -> str:
    held = rows(file, chance)
    one, two = chance.sample(range(len(held)), 2)
    held[one], held[two] = held[two], held[one]
    if chance.random() < 0.5:  # with their numbers put right
        held[one]["number"], held[two]["number"] = held[two]["number"], held[one]["number"]
    return json.dumps(file)


def replay(file: dict[str, Any], chance: random.Random) -> str:
    held = rows(file, chance)
    again = dict(chance.choice(held))
    at = chance.randrange(len(held) + 1)
    held.insert(at, again)
    if chance.random() < 0.5:
        for number, row in enumerate(held, start=1):
            row["number"] = number
    return json.dumps(file)


def blank(file: dict[str, Any], chance: random.Random) -> str:
    """Take a content out, as if it had been erased on order."""
    row = chance.choice(rows(file, chance))
    for field in chance.choice((("opening", "body"), ("opening",), ("body",))):
        row.pop(field)
    return json.dumps(file)


def pad(file: dict[str, Any], chance: random.Random) -> str:
    """Zeros after an opening: HMAC takes both for one key."""
    row = chance.choice(rows(file, chance))
    row["opening"] = base64.b64encode(
        base64.b64decode(row["opening"]) + bytes(chance.randrange(1, 33))
    ).decode()
    return json.dumps(file)


def reword(file: dict[str, Any], chance: random.Random) -> str:
    """Other words, with a leaf that fits them; whoever does it has no key."""
    _reworded(chance.choice(rows(file, chance)))
    return json.dumps(file)


def _reworded(row: dict[str, Any]) -> None:
    row["body"] = row["body"].replace("live with", "never accept").replace("Union", "Unions")[:-1] + " }"
    opening = base64.b64decode(row["opening"])
    row["leaf"] = base64.b64encode(verify.leaf_of(opening, row["body"].encode())).decode()


def forge(file: dict[str, Any], chance: random.Random) -> str:
    """Other words, fitting leaves, disclosures and roots, signed with the desk's own key."""
    lane = lane_of(file)
    row = lane["rows"][chance.randrange(STAGES[0] // 2)]
    _reworded(row)
    _signed_anew(file, row)
    return json.dumps(file)


def cut(file: dict[str, Any], chance: random.Random) -> str:
    """The end left out of the lane (and of the log), and signed with the desk's own key."""
    lane = lane_of(file)
    keep = chance.randrange(1, len(lane["rows"]) - 1)
    gone = {row["number"] for row in lane["rows"][keep:]}
    del lane["rows"][keep:]
    if "log" in file:
        for event in file["log"]["rows"]:
            event["disclosures"] = [
                one for one in event["disclosures"] if (one["seat"], one["number"] in gone) != ("union", True)
            ]
    _signed_anew(file)
    return json.dumps(file)


def _signed_anew(file: dict[str, Any], changed: dict[str, Any] | None = None) -> None:
    lane = lane_of(file)
    leaves = [base64.b64decode(row["leaf"]) for row in lane["rows"]]
    lane["checkpoint"] = SIGNER.checkpoint(lane_origin(lane["rows"][0]["identity"]), Tree(leaves))
    if "log" not in file:
        return
    events = file["log"]["rows"]
    for one in (one for event in events for one in event["disclosures"]):
        if changed is not None and one["identity"] == changed["identity"]:
            one["leaf"] = changed["leaf"]
    trunk = Tree(verify.log_leaf(base64.b64decode(event["leaf"]), event["disclosures"]) for event in events)
    file["log"]["checkpoint"] = SIGNER.checkpoint(log_origin(events[0]["identity"]), trunk)


def splice(evidence: Evidence, file: dict[str, Any], _chance: random.Random) -> str:
    """The lane of other talks in the place of this one, signed by the same desk."""
    file["lanes"] = [
        evidence.foreign["lanes"][0],
        *(lane for lane in file["lanes"] if lane["seat"] != "union"),
    ]
    return json.dumps(file)


def other_receipt(evidence: Evidence, file: dict[str, Any], chance: random.Random) -> str:
    """A receipt with one field taken from another one."""
    others = [(field, kept[field]) for _, kept in evidence.kept for field in file if field in kept]
    field, value = chance.choice([(field, value) for field, value in others if file[field] != value])
    file[field] = value
    return json.dumps(file)


Alter = Callable[[dict[str, Any], random.Random], str]


def tampered(evidence: Evidence, chance: random.Random) -> tuple[str, str, list[str]]:
    """The name of what was done, the file after it, and what its owner had kept elsewhere."""
    kept = [json.dumps(evidence.longest)]
    if chance.random() < 0.15:
        alter: Alter = chance.choice((flip, partial(other_receipt, evidence)))
        file, kept = chance.choice(evidence.receipts), []
    else:
        alter = chance.choice(
            (flip, flip, drop, swap, replay, blank, pad, reword, forge, cut, partial(splice, evidence))
        )
        file = evidence.whole if chance.random() < 0.3 else evidence.part
    name = alter.func.__name__ if isinstance(alter, partial) else alter.__name__  # type: ignore[attr-defined]
    return name, alter(json.loads(json.dumps(file)), chance), kept


def tried(count: int, seed: int) -> tuple[dict[str, int], list[tuple[str, str]], list[str]]:
    """How often each alteration was made, those that were not found, and honest files called broken."""
    chance = random.Random(seed)  # noqa: S311 - a test that can be done again
    evidence = Evidence()
    made: dict[str, int] = {}
    missed: list[tuple[str, str]] = []
    for _ in range(count):
        name, file, kept = tampered(evidence, chance)
        made[name] = made.get(name, 0) + 1
        try:
            verify.examine(file, kept)
        except verify.Broken as reason:
            place, sentence = reason.args
            if not (place and sentence):
                missed.append((name, file))
        else:
            missed.append((name, file))
    alarms: list[str] = []
    for file, kept in evidence.honest:
        try:
            verify.examine(file, kept)
        except verify.Broken as reason:
            alarms.append(": ".join(reason.args))
    return made, missed, alarms
