"""Text that people wrote: kept as it is, refused where it hides something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import TextError
from goodoffices.terms.text import LONGEST, clean, hidden_character

DIRECTION_CONTROLS = [0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069]


SHAPELESS = [0x115F, 0x1160, 0x3164, 0xFFA0, 0x17B4, 0xFFF9, 0xE0001, 0xE0061]


@pytest.mark.parametrize(
    "code", [0x00, 0x07, 0x1B, 0x7F, 0x9B, 0x2028, 0xD800, *DIRECTION_CONTROLS, *SHAPELESS]
)
def test_a_character_that_nobody_sees_is_refused_and_named(code: int) -> None:
    with pytest.raises(TextError, match=f"U\\+{code:04X}"):
        clean(f"before {chr(code)} after")


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u06cc\u0645",  # Persian, with a zero-width non-joiner
        "\u05e9\u05dc\u05d5\u05dd\u200f (42)",  # Hebrew, with a right-to-left mark
        "two lines\nand\ta tab",
        "\U0001f54a",
    ],
)
def test_what_people_need_to_write_their_language_is_kept(text: str) -> None:
    assert clean(text) == text


def test_a_text_that_is_too_long_is_refused_with_both_numbers() -> None:
    with pytest.raises(TextError, match=r"20,001 characters; at most 20,000"):
        clean("a" * (LONGEST + 1))


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


SEEN_AND_UNSEEN = st.text(
    st.characters() | st.sampled_from("ab \n\t\x00\x7f" + "".join(map(chr, DIRECTION_CONTROLS + SHAPELESS)))
)


@given(SEEN_AND_UNSEEN)
def test_a_text_hides_the_first_of_its_characters_that_is_hidden_when_it_stands_alone(text: str) -> None:
    alone = (hidden_character(character) for character in text)
    assert hidden_character(text) == next((hidden for hidden in alone if hidden), None)


def test_of_the_first_letters_only_the_controls_are_hidden() -> None:
    hidden = {character for character in map(chr, range(128)) if hidden_character(character)}
    assert hidden == {character for character in map(chr, (*range(32), 127)) if character not in "\n\t"}


@given(st.text())
def test_whatever_is_accepted_hides_nothing(text: str) -> None:
    try:
        accepted = clean(text)
    except TextError:
        return
    assert hidden_character(accepted) is None
