"""The mark on every form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.access.form_mark import LIFETIME, BadMark, Elsewhere, Mark, read, written
from goodoffices.access.session import Place

SECRET, SESSION, PLACE = b"secret", "d" * 64, Place(talks="harbour", seat="union")
marks = st.builds(
    Mark,
    issued=st.integers(0, 10**11),
    key=st.text("abcdefghijklmnopqrstuvwxyzABCXYZ0189_-", min_size=16, max_size=64),
)


@given(marks, st.integers(0, LIFETIME))
def test_a_mark_is_good_for_twelve_hours(mark: Mark, age: int):
    text = written(mark, secret=SECRET, session=SESSION, place=PLACE)
    assert read(text, secret=SECRET, session=SESSION, place=PLACE, now=mark.issued + age) == mark


@given(marks, st.integers(LIFETIME + 1, 10 * LIFETIME))
def test_an_older_mark_is_stale(mark: Mark, age: int):
    text = written(mark, secret=SECRET, session=SESSION, place=PLACE)
    assert read(text, secret=SECRET, session=SESSION, place=PLACE, now=mark.issued + age) is BadMark.STALE


@pytest.mark.parametrize(
    "changed",
    [
        {"place": Place(talks="harbour", seat="company")},
        {"place": Place(talks="river", seat="union")},
        {"secret": b"another"},
    ],
)
def test_a_mark_holds_for_one_desk_and_seat(changed: dict[str, object]):
    mark = Mark(issued=1000, key="k" * 24)
    text = written(mark, secret=SECRET, session=SESSION, place=PLACE)
    asked = {"secret": SECRET, "session": SESSION, "place": PLACE, "now": 1000, **changed}
    assert read(text, **asked) is BadMark.FORGED


@given(marks, st.integers(0, 60), st.sampled_from("0a.Z-"))
def test_a_mark_that_was_changed_anywhere_is_forged(mark: Mark, at: int, letter: str):
    text = written(mark, secret=SECRET, session=SESSION, place=PLACE)
    changed = text[:at] + letter + text[at + 1 :]
    if changed != text:
        found = read(changed, secret=SECRET, session=SESSION, place=PLACE, now=mark.issued)
        assert found is BadMark.FORGED or (found == Elsewhere(mark=mark) and changed[:-130] == text[:-130])


@given(marks, st.integers(0, LIFETIME))
def test_in_another_session_a_mark_keeps_its_key_and_is_not_good(mark: Mark, age: int):
    text = written(mark, secret=SECRET, session=SESSION, place=PLACE)
    asked = {"secret": SECRET, "session": "e" * 64, "place": PLACE}
    assert read(text, **asked, now=mark.issued + age) == Elsewhere(mark=mark)
    assert read(text, **asked, now=mark.issued + LIFETIME + 1) is BadMark.STALE


@given(st.text(max_size=200))
def test_any_other_text_is_forged(text: str):
    assert read(text, secret=SECRET, session=SESSION, place=PLACE, now=0) is BadMark.FORGED
