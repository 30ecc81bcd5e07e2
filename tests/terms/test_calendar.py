"""Days as sentences have them."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.terms.calendar import MONTHS, written_day
from tests.conftest import REPOSITORY


@given(day=st.dates())
def test_what_is_written_can_be_read_as_the_same_day(day: date):
    number, month, year = written_day(day.isoformat()).split()
    assert date(int(year), MONTHS.index(month) + 1, int(number)) == day
    assert written_day(day.isoformat()[:7]).startswith(month)


def test_the_months_are_those_of_the_plain_calendar():
    assert list(MONTHS) == list(calendar.month_name)[1:]


@pytest.mark.parametrize("written", ["2031-02-30", "2031-00", "2031-13"])
def test_a_day_that_no_calendar_holds_is_not_written(written: str):
    with pytest.raises(ValueError, match=r"month|day"):
        written_day(written)


def test_the_names_of_months_stand_in_one_place():
    source = REPOSITORY / "src" / "goodoffices"
    named = [file for file in source.rglob("*.py") if '"September"' in file.read_text(encoding="utf-8")]
    assert [file.name for file in named] == ["calendar.py"]
