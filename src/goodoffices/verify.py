"""Verify a receipt or an exported record of Good Offices, without Good Offices: `python verify.py FILE`.

It needs Python 3.11 and `cryptography`, and nothing of the program that made the file. A leaf is SHA-256 of
0x00 and HMAC-SHA256(opening, bytes), a tree is that of RFC 6962, a checkpoint is a signed note of C2SP.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ALONE = "Not shown unless held against what was kept: that no end is missing, and nothing was signed anew."


class Broken(Exception):
    """Something is not what was signed: the first such place, and a sentence that says what is wrong."""


class Part(NamedTuple):
    """What was signed by `key` (0x01 and 32 bytes), and the leaves: all of them, or the one of a receipt."""

    origin: str
    size: int
    root: bytes
    key: bytes
    leaves: tuple[bytes, ...] = ()
    place: str = "item"
    number: int = 0
    path: Sequence[bytes] = ()
    since: int = 0
    extension: Sequence[bytes] = ()


def leaf_of(opening: bytes, body: bytes) -> bytes:
    """The leaf of an item or an event."""
    return hashlib.sha256(b"\0" + hmac.digest(opening, body, "sha256")).digest()


def log_leaf(leaf: bytes, disclosures: Iterable[dict[str, Any]]) -> bytes:
    """The leaf of an event in the tree of the log: it commits to what the event put into the lanes, too."""
    lines = (f"{one['seat']} {one['number']} {one['identity']} {one['leaf']}\n" for one in disclosures)
    return hashlib.sha256(b"\0" + leaf + "".join(lines).encode("utf-8", "surrogatepass")).digest()


def node(left: bytes, right: bytes) -> bytes:
    """An inner node of a tree."""
    return hashlib.sha256(b"\1" + left + right).digest()


def split(size: int) -> int:
    """Where a tree of at least two leaves is split: the largest power of two below its size."""
    return 1 << (size - 1).bit_length() - 1


def root_of(leaves: tuple[bytes, ...]) -> bytes:
    """The root over leaves: RFC 6962, section 2.1."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else hashlib.sha256().digest()
    return node(root_of(leaves[: split(len(leaves))]), root_of(leaves[split(len(leaves)) :]))


def ranges(index: int, size: int) -> list[tuple[int, int]]:
    """Which leaves, from and to before, the nodes of an inclusion path stand for, beginning at the leaf."""
    found: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        found.append((middle, end) if index < middle else (start, middle))
        start, end = (start, middle) if index < middle else (middle, end)
    return found[::-1]


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether a path leads from the leaf at an index, from 0, to the root over `size` leaves."""
    steps = ranges(index, size)
    for (start, _), beside in zip(steps, path, strict=False):
        leaf = node(beside, leaf) if start <= index else node(leaf, beside)
    return 0 <= index < size and len(steps) == len(path) and leaf == root


def extended(first: int, second: int, old: bytes, new: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that a tree of `second` leaves begins as one of `first` did (RFC 6962, 2.1.2)."""
    rest = iter(proof)

    def both(first: int, second: int, *, whole: bool) -> tuple[bytes, bytes]:
        if first == second:
            held = old if whole else next(rest, b"")
            return held, held
        middle = split(second)
        if first <= middle:
            before, after = both(first, middle, whole=whole)
            return before, node(after, next(rest, b""))
        before, after = both(first - middle, second - middle, whole=False)
        beside = next(rest, b"")
        return node(beside, before), node(beside, after)

    return 0 < first <= second and both(first, second, whole=True) == (old, new) and not list(rest)


def need(right: object, place: str, sentence: str) -> None:
    """Raise `Broken` unless it is right."""
    if not right:
        raise Broken(place, sentence)


def unpacked(text: Any, place: str) -> bytes:  # noqa: ANN401 - whatever stands in the file
    """The bytes that stand in base64."""
    value = base64.b64decode(text)
    need(base64.b64encode(value).decode() == text, place, "it holds what is not written in base64")
    return value


def signed(note: str, key: bytes) -> Part:
    """The checkpoint in a signed note, whose signature is that of `key`."""
    place = "the checkpoint"
    text, _, signature = note.rpartition("\n\n")
    origin, size, root, *rest = [*text.split("\n"), "", ""]
    right = rest == ["", ""] and size.isdecimal() and str(int(size[:18])) == size
    need(right, place, "it is not one: origin, size and root, an empty line, a signature")
    value = unpacked(signature[len(origin) + 3 : -1], place)
    hint = hashlib.sha256(f"{origin}\n".encode() + key).digest()[:4]
    line = f"— {origin} {base64.b64encode(value).decode()}\n"
    need(
        (signature, value[:4], key[:1]) == (line, hint, b"\1"),
        place,
        "it is not signed by the key that stands beside it",
    )
    Ed25519PublicKey.from_public_bytes(key[1:]).verify(value[4:], f"{text}\n".encode())
    return Part(origin, int(size), unpacked(root, place), key)


def fields(value: Any, place: str, must: str, may: str = "") -> dict[str, Any]:  # noqa: ANN401 - as above
    """The value as an object that has the fields it must have, and no other than it may."""
    need(set(must.split()) <= set(value) <= {*must.split(), *may.split()}, place, f"it should hold {must}")
    return {**value}


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object in which no field stands twice."""
    need(len(dict(pairs)) == len(pairs), "the file", "a field stands twice in it")
    return dict(pairs)


def content(row: dict[str, Any], leaf: bytes, place: str) -> dict[str, Any] | None:
    """What the bytes behind a leaf say, where they are those of the leaf; None where they were erased."""
    if not {"body", "opening"} & set(row):
        return None
    opening, body = unpacked(row["opening"], place), row["body"].encode("utf-8", "surrogatepass")
    # The length too: to HMAC a key, and the same with zeros after it, are one.
    right = len(opening) == len(leaf) and leaf == leaf_of(opening, body)
    need(right, place, "its bytes are not those that its leaf commits to")
    return json.loads(row["body"])


def rows_of(part: dict[str, Any], place: str, more: str = "") -> list[dict[str, Any]]:
    """The rows of a lane or of the log, each with what it tells; the first that is not right is named."""
    rows = [fields(row, place, f"number identity leaf{more}", "opening body") for row in part["rows"]]
    first = {row["identity"]: row["number"] for row in reversed(rows)}
    for at, row in enumerate(rows, start=1):
        right = type(row["number"]) is int and row["number"] == at == first[row["identity"]]
        need(right, f"{place} {at}", "another one should stand here: one is missing, repeated or moved")
        row["node"] = leaf = unpacked(row["leaf"], place)
        row["told"] = told = content(row, leaf, f"{place} {at}")
        right = told is None or (told["id"], told.get("number", at)) == (row["identity"], at)
        need(right, f"{place} {at}", "its content is that of another one")
    acts = [row["told"].get("act") or row["told"]["matter"] for row in rows if row["told"]]
    erased = {act["subject"] for act in acts if act["type"] in {"content_erased", "erasure_received"}}
    for row in rows:
        right = row["told"] or row["identity"] in erased
        need(right, f"{place} {row['number']}", "its content is missing, and no erasure of it is recorded")
    return rows


def receipt(file: dict[str, Any]) -> list[Part]:
    """What a receipt proves."""
    place = "the receipt"
    fields(file, place, "format number leaf proof checkpoint key", "opening body since extension")
    number, since = file["number"], file.get("since", 0)
    told = content(file, leaf := unpacked(file["leaf"], place), place)
    right = (type(number), type(since)) == (int, int) and (told is None or told["number"] == number)
    need(right, place, "its numbers are not those of its content")
    path = [unpacked(one, place) for one in file["proof"]]
    extension = [unpacked(one, place) for one in file.get("extension", ())]
    part = signed(file["checkpoint"], unpacked(file["key"], "the key"))
    right = included(leaf, number - 1, part.size, path, part.root)
    need(right, place, "its proof does not lead to the root that was signed")
    return [part._replace(leaves=(leaf,), number=number, path=path, since=since, extension=extension)]


def record(file: dict[str, Any]) -> list[Part]:
    """What an exported record proves: each lane in it and, for the archive, the log."""
    fields(file, "the file", "format key lanes", "log")
    key, parts, named = unpacked(file["key"], "the key"), list[Part](), dict[tuple[str, int], Any]()
    if "log" in file:
        rows = rows_of(fields(file["log"], "the log", "rows checkpoint"), "event", " disclosures")
        for row in rows:
            place = f"event {row['number']}"
            lines = [fields(one, place, "seat number identity leaf") for one in row["disclosures"]]
            named |= {(line["seat"], line["number"]): (line["identity"], line["leaf"]) for line in lines}
            row["node"] = log_leaf(row["node"], lines)
        parts.append(complete(file["log"], rows, key, "log", "event"))
    for lane in file["lanes"]:
        place = f"seat {(name := lane['seat'])}, item"
        rows = rows_of(fields(lane, place, "seat rows checkpoint"), place)
        need(rows[0]["told"]["matter"]["seat"]["name"] == name, f"{place} 1", "it does not welcome this seat")
        for row in rows if "log" in file else ():
            right = named.pop((name, row["number"]), None) == (row["identity"], row["leaf"])
            need(right, f"{place} {row['number']}", "it is not the item that the log names")
        parts.append(complete(lane, rows, key, "lane", place))
    for name, at in named:
        raise Broken(f"seat {name}, item {at}", "the log names it, and it is not there")
    return parts


def complete(held: dict[str, Any], rows: list[dict[str, Any]], key: bytes, kind: str, place: str) -> Part:
    """A part all of whose leaves are there, with the checkpoint that was signed for it."""
    leaves = tuple(row["node"] for row in rows)
    part = signed(held["checkpoint"], key)._replace(leaves=leaves, place=place)
    right = (part.origin, part.size) == (f"goodoffices/{kind}/{rows[0]['identity']}", len(leaves))
    need(right, f"{place} {min(part.size, len(leaves)) + 1}", "the checkpoint is of another record or size")
    return part


def hold(part: Part, kept: Part) -> None:
    """Hold a part against what was kept of the same origin; the place is named as closely as that tells."""
    if part.number:
        old, new = sorted((part, kept), key=lambda each: each.size)
        need(old.size in {new.size, new.since}, "what was kept", "ask for a receipt since the older one")
        right = extended(old.size, new.size, old.root, new.root, new.extension if old.size < new.size else ())
        need(right, f"item 1 to {old.size}", "two histories were signed: it was forked, or written anew")
        return
    need(kept.size <= part.size, f"{part.place} {part.size + 1}", "it was signed, and is missing")
    spans = {(0, kept.size): kept.root}
    if kept.number:
        beside = zip(ranges(kept.number - 1, kept.size), kept.path, strict=True)
        spans = {(kept.number - 1, kept.number): kept.leaves[0], **dict(beside)}
    for (start, end), root in sorted(spans.items()):
        place = f"{part.place} {start + 1}" + f" to {end}" * (end > start + 1)
        need(root_of(part.leaves[start:end]) == root, place, "it is not what was signed")


def held(text: str, key: bytes = b"") -> list[Part]:
    """What a receipt, a record, or a checkpoint signed by `key`, proves by itself."""
    if key and not text.startswith("{"):
        return [signed(text, key)]
    file = json.loads(text, object_pairs_hook=once)
    kind = {"goodoffices-receipt/1": receipt, "goodoffices-record/1": record}.get(file["format"])
    need(kind, "the file", "it is neither a receipt nor a record that this program knows")
    return kind(file) if kind else []


def examine(text: str, kept: Iterable[str] = ()) -> list[Part]:
    """Verify a file, and hold it against receipts, records or checkpoints that were kept. Raises `Broken`."""
    try:
        parts = held(text)
        others = [each for one in kept for each in held(one, parts[0].key)]
        for other in sorted(others, key=lambda each: each.size):
            beside = [part for part in parts if (part.origin, part.key) == (other.origin, other.key)]
            need(beside, "what was kept", "it is of other talks or another seat, or of another desk")
            hold(beside[0], other)
        for part in parts:
            right = part.number or part.root == root_of(part.leaves)
            need(right, f"{part.place} 1 to {part.size}", "it is not what was signed")
    except InvalidSignature:
        raise Broken("the checkpoint", "its signature is wrong") from None
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, RecursionError):
        raise Broken("the file", "it cannot be read: it was cut short, altered, or is no such file") from None
    return parts


def main(names: Sequence[str]) -> int:
    """Verify the first file, against the others, say what was found: 0 right, 1 broken, 2 not readable."""
    try:
        file, *kept = (Path(name).read_text(encoding="utf-8") for name in names)
        parts = examine(file, kept)
        for part in parts:
            found = f"{part.place} {part.number or f'1 to {part.size}'} of {part.size} in {part.origin}"
            sys.stdout.write(f"Right: {found}, signed by {base64.b64encode(part.key).decode()}\n")
        sys.stdout.write("" if kept else f"{ALONE}\n")
    except (OSError, ValueError) as reason:
        sys.stdout.write(f"Cannot be read: {reason}\nUse: python verify.py FILE [KEPT ...]\n")
        return 2
    except Broken as reason:
        sys.stdout.write("Broken at {}: {}\n".format(*reason.args))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
