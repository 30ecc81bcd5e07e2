"""When something happened, as far as anybody says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import DateError
from goodoffices.terms.when import Precision, When, first_day, last_day


@pytest.mark.parametrize("written", ["2023-02-29", "2024-13", "2024-00-10", "0000", "2024-04-31"])
def test_a_date_that_does_not_exist_is_refused_and_named(written: str) -> None:
    with pytest.raises(DateError, match=written):
        When(start=written, precision=Precision.DAY)


@pytest.mark.parametrize("written", ["5 March", "2024/03/05", "24-03-05", "2024-3-5", "", "2024-03-05 14:00"])
def test_what_is_not_written_as_a_date_is_refused(written: str) -> None:
    with pytest.raises(DateError, match="is not a date"):
        first_day(written)


@pytest.mark.parametrize(
    "written", ["9999-12-31", "9999", "0001-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"]
)
def test_a_date_that_another_time_zone_could_not_name_is_refused(written: str) -> None:
    with pytest.raises(DateError, match="outside of the years"):
        first_day(written)


def test_an_instant_needs_its_offset_from_utc() -> None:
    with pytest.raises(DateError, match="offset"):
        When(start="2024-03-05T14:30", precision=Precision.INSTANT)


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31)))
def test_every_day_of_the_calendar_is_read_as_itself(day: date) -> None:
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == day


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9998, 12, 31)))
def test_a_day_lies_within_its_month_and_its_year(day: date) -> None:
    month, year = day.isoformat()[:7], day.isoformat()[:4]
    assert first_day(year) <= first_day(month) <= day <= last_day(month) <= last_day(year)


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(DateError, match="before it starts"):
        When(start="2024-03-05", end="2024-03-04", precision=Precision.SPAN)


def test_a_year_that_ends_in_one_of_its_months_is_a_span() -> None:
    assert When(start="2024", end="2024-02", precision=Precision.SPAN).end == "2024-02"


def test_a_place_in_order_needs_a_neighbour() -> None:
    with pytest.raises(DateError, match="before, during or after"):
        When(precision=Precision.ORDER)


def test_a_time_that_is_not_stated_cannot_be_dated() -> None:
    with pytest.raises(DateError, match="not stated"):
        When(precision=Precision.NOT_STATED, start="2024")


def test_a_day_needs_a_date() -> None:
    with pytest.raises(DateError, match="needs a start"):
        When(precision=Precision.DAY, words="on Friday")
