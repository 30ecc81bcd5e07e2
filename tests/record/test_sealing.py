"""The form on the disk, and the leaf that commits to it."""

from __future__ import annotations

import hashlib
import hmac

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.acts import EntryNoted, Event
from goodoffices.record.items import LaneItem
from goodoffices.record.sealing import EnvelopeKind, intact, leaf, opened_event, opened_item, seal
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry

ACT = EntryNoted(entry=Entry(content=Note(text="Keep this.")))
EVENT = Event(id="e1", recorded="2031-03-03T09:00:00.000Z", day="2031-03-03", seat="m", act=ACT)
ITEM = LaneItem(id="i1", number=1, at="2031-03-03", matter=ACT)


def test_what_is_sealed_opens_as_it_was() -> None:
    assert opened_event(seal(EVENT, bytes(32))) == EVENT
    assert opened_item(seal(ITEM, bytes(32))) == ITEM
    assert seal(ITEM, bytes(32)).kind is EnvelopeKind.LANE_ITEM


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200))
def test_the_leaf_is_the_published_formula(opening: bytes, body: bytes) -> None:
    inner = hmac.new(key=opening, msg=body, digestmod=hashlib.sha256).digest()
    assert leaf(opening, body) == hashlib.sha256(b"\0" + inner).digest()


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=7))
def test_one_flipped_bit_is_found(where: int, bit: int) -> None:
    envelope = seal(EVENT, bytes(range(32)))
    changed = bytearray(envelope.body)
    changed[where % len(changed)] ^= 1 << bit
    assert intact(envelope)
    assert not intact(msgspec.structs.replace(envelope, body=bytes(changed)))


@given(st.integers(min_value=1, max_value=40))
def test_zeros_after_an_opening_are_found_though_the_leaf_is_the_same(zeros: int) -> None:
    envelope = seal(EVENT, bytes(range(32)))
    longer = msgspec.structs.replace(envelope, opening=envelope.opening + bytes(zeros))
    assert zeros > 32 or leaf(longer.opening, longer.body) == envelope.leaf
    assert not intact(longer)


def test_equal_contents_under_other_openings_have_other_leaves() -> None:
    assert seal(EVENT, bytes(32)).leaf != seal(EVENT, b"\1" * 32).leaf


def test_an_opening_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(EVENT, b"short")
