"""All planted leaks, by name: each is one small patch in one of the ways out."""

from __future__ import annotations

from tests.visibility import planted_at_the_desk, planted_in_answers, planted_in_pages
from tests.visibility.planting import LEAKS

PLANTED_IN = (planted_at_the_desk, planted_in_answers, planted_in_pages)
IN_A_FILE = frozenset({"the program prints how many events the store holds"})
"""Leaks beside the door: they are looked for on a store in a file."""

__all__ = ["IN_A_FILE", "LEAKS", "PLANTED_IN"]
