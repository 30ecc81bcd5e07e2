"""The search for what must not come out can fail: each guise, planted, is found."""

from __future__ import annotations

import pytest

from tests.journeys.canaries import found_in, guises

CANARY = "Brænnholt & Daughters"


@pytest.mark.parametrize("guise", sorted(guises(CANARY)))
def test_a_canary_is_found_in_each_guise(guise: str):
    planted = b"<p>A page of the company " + guises(CANARY)[guise] + b" and its end.</p>"
    assert any(found.endswith(f": {guise}") for found in found_in(planted, [CANARY]))


@pytest.mark.parametrize("before", [b"", b"x", b"xy"])
def test_a_canary_inside_something_packed_as_base64_is_found(before: bytes):
    import base64

    packed = base64.b64encode(before + CANARY.encode() + b" and more")
    assert found_in(b'{"page": "' + packed + b'"}', [CANARY])


def test_a_canary_in_capitals_is_found():
    assert found_in(CANARY.upper().encode(), [CANARY])


def test_nothing_is_found_where_no_canary_is():
    assert found_in(b"<p>The other side does not rule out a trial.</p>", [CANARY]) == []
