from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.casework.traces import capitalised, figures, quotations, read, words

SAID = "We could open pier four on Friday night, if the guards leave before noon."


@pytest.mark.parametrize(
    "draft",
    [
        "Could open; pier four - on FRIDAY!",
        "They COULD\nopen pier\n\nfour on Friday",
        "They could open pier-four on Friday.",
        "could open pier. Four on Friday.",
        "could o\u200dpen p\u200bier fo\u00adur on Fri\u2060day",
        "could open pierfour on friday",
        "“could” 'open' (pier) [four] *on* friday",
        "could\u00a0open\u2003pier\u202ffour on Friday",
        "ｃｏｕｌｄ ｏｐｅｎ pier four on Friday",
    ],
    ids=[
        "punctuation and case",
        "line breaks",
        "hyphen",
        "two sentences",
        "invisible",
        "joined",
        "quotes",
        "blanks",
        "wide",
    ],
)
def test_five_words_in_a_row_are_found_however_they_are_dressed(draft):
    assert quotations(read(draft), read(SAID))


@pytest.mark.parametrize(
    "draft",
    [
        "They could open pier four soon.",
        "They could open pier four one day.",
        "Pier four could open on Friday.",
        "They would open pier four then, on Friday night.",
        "",
    ],
)
def test_four_words_in_a_row_are_no_quotation(draft):
    assert quotations(read(draft), read(SAID)) == ()


def test_accents_written_in_one_sign_or_in_two_are_the_same():
    composed = "le délégué a cédé à l’été passé"
    assert quotations(read(unicodedata.normalize("NFD", composed)), read(composed))


UNSEEN = [
    "\u115f",
    "\u1160",
    "\u3164",
    "\uffa0",
    "\u17b4",
    "\u180f",
    "\ufe0f",
    "\ufffa",
    "\U000e0061",
    "\U000e0100",
]


@pytest.mark.parametrize("sign", ["\u200d", *UNSEEN], ids=ascii)
def test_an_invisible_sign_between_a_letter_and_its_accent_hides_nothing(sign):
    assert words(f"ce{sign}\u0301de\u0301") == words("cédé")


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_an_invisible_sign_inside_a_figure_hides_nothing(sign):
    assert figures(f"4{sign}250 men") == ("4250",)


def test_accents_themselves_make_another_word():
    assert words("résumé") != words("resume")


@pytest.mark.parametrize(
    ("said", "draft"),
    [
        ("نقبل وقف إطلاق النار لمدة ستة أسابيع", "قالوا: «نقبل، وقف إطـــلاق النار لمدة…»"),
        ("נסכים להפסקת אש של שישה שבועות בלבד", "הם אמרו: נסכים – להפסקת אש, של שישה"),
        ('הודעת צה"ל על חמש נקודות בגבול', "הודעת צה״ל על חמש נקודות"),
        ("یک آتش‌بس شش هفته‌ای را می‌پذیریم", "یک آتش بس شش هفته‌ای را می پذیریم"),
        ("我们愿意在星期五晚上开放四号码头", "他们说愿意在星期五晚上开放码头"),
        ("हम शुक्रवार रात को घाट खोल सकते हैं", "वे कहते हैं: शुक्रवार रात को घाट खोल"),
    ],
    ids=["Arabic", "Hebrew", "Hebrew acronym", "Persian", "Chinese", "Hindi"],
)
def test_words_are_found_in_other_scripts(said, draft):
    assert quotations(read(draft), read(said))


@pytest.mark.parametrize(
    "written", ["1,200", "1 200", "1.200", "1’200", "1'200", "1200", "١٬٢٠٠", "１２００"]
)
def test_a_figure_is_the_same_however_its_digits_are_grouped(written):
    assert words(f"all {written} men") == ("all", "1200", "men")
    assert figures(f"all {written} men") == ("1200",)


@pytest.mark.parametrize("written", ["4 per cent", "4%", "4 percent", "4 ٪", "4 per  cent"])
def test_per_cent_is_one_word_however_it_is_written(written):
    assert words(written) == ("4", "percent")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,234,567.50", ("1234567.5",)),
        ("4.0 and 4", ("4",)),
        ("0.5 or 0,5", ("0.5",)),
        ("12-14 days", ("12", "14")),
        ("pier B4", ("4",)),
        ("007", ("7",)),
        ("none", ()),
    ],
)
def test_figures_are_read_as_values(text, found):
    assert figures(text) == found


def test_what_is_known_already_is_no_quotation():
    assert quotations(read(SAID), read(SAID), [read(SAID)]) == ()


def test_a_run_that_is_known_only_in_part_is_still_found():
    assert quotations(read(SAID), read(SAID), [read("open pier four on Friday")])


def test_overlapping_runs_come_as_one():
    assert quotations(read(SAID), read(SAID)) == (" ".join(words(SAID)),)


def test_capitals_inside_a_sentence_are_names_and_those_that_open_one_are_not():
    assert capitalised("Halloran says: Wait. “Go” to Brandt and O'Neill-Day, I beg.") == (
        "Brandt",
        "O'Neill-Day",
    )


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_is_known_once_it_is_known(text):
    reading = read(text)
    assert quotations(reading, reading, [reading]) == ()
    assert isinstance(figures(text), tuple)
    assert isinstance(capitalised(text), tuple)


@given(st.lists(st.sampled_from("abcdefgh"), min_size=5, max_size=40))
def test_a_text_quotes_itself(letters):
    text = " ".join(letters)
    assert quotations(read(text), read(text)) == (text,)


@given(st.lists(st.sampled_from(["ab", "ba", "a", "b", "c"]), max_size=4), st.text(max_size=100))
def test_fewer_than_five_words_are_never_a_quotation(said, draft):
    assert quotations(read(draft), read(" ".join(said))) == ()
