"""What the desk draws from the machine's chance is of the form that it promises."""

from __future__ import annotations

import uuid

from goodoffices.desk.ports import SystemChance


def test_an_identity_is_a_random_uuid_as_the_standard_writes_it():
    drawn = [SystemChance().identity("test/log") for _ in range(200)]
    for identity in drawn:
        read = uuid.UUID(identity)
        assert (str(read), read.version, read.variant) == (identity, 4, uuid.RFC_4122)
    assert len(set(drawn)) == len(drawn)


def test_every_bit_of_an_identity_that_is_not_fixed_is_drawn():
    seen_set = seen_clear = 0
    for _ in range(200):
        number = uuid.UUID(SystemChance().identity("test/log")).int
        seen_set |= number
        seen_clear |= ~number & (1 << 128) - 1
    assert (seen_set & seen_clear).bit_count() == 122
