from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from goodoffices.scenarios.slug import slugs


@given(st.lists(st.text(max_size=60), max_size=12))
def test_every_name_gets_a_short_name_of_its_own_always_the_same(names):
    made = slugs(names, kind="option")
    assert len(set(made)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{0,47}", each) for each in made)
    assert made == slugs(names, kind="option")


def test_a_hundred_thousand_names_that_look_alike_are_told_apart():
    assert len(set(slugs(["a" + "!" * (n % 7) for n in range(100_000)], kind="option"))) == 100_000


def test_what_a_name_is_made_into_does_not_take_that_of_another():
    assert slugs(("a", "a!", "a-2", "a?"), kind="option") == ("a", "a-2", "a-2-2", "a-3")
