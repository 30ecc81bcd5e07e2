from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.casework.disclosure import Clear, Forbidden, NeedsDisclosure, check
from goodoffices.casework.obstacle import Obstacle
from goodoffices.record.items import EntryReceived, WithdrawalReceived
from goodoffices.terms.handling import Attribution, Form, Handling
from goodoffices.terms.message import Given
from goodoffices.terms.moment import Moment
from goodoffices.terms.relay import Relay
from tests.casework.conftest import (
    JUDGE,
    PORT,
    SHIPPERS,
    SUBSTANCE,
    TALKS,
    TODAY,
    UNION,
    WORDS,
    Table,
    said,
)

NEVER = Handling(form=Form.NEVER)
ASK = Handling()
IN_SUBSTANCE = Handling(form=Form.IN_SUBSTANCE, to=(PORT,))
IN_WORDS = Handling(form=Form.IN_WORDS, to=(PORT,))


def relay(*rests_on: str, text: str = SUBSTANCE, **changes) -> Relay:
    return Relay(**{"to": PORT, "rests_on": rests_on, "text": text, **changes})


def verdict(table, *rests_on, day="2031-03-05", **changes):
    return check(relay(*rests_on, **changes), table.view, Moment(instant=TODAY.instant, day=day)).verdict


def obstacles(found):
    return () if isinstance(found, Clear) else tuple(reason.obstacle for reason in found.reasons)


# The terms of what it rests on


@pytest.mark.parametrize(
    ("handling", "changes", "expected"),
    [
        (NEVER, {}, (Obstacle.NEVER,)),
        (ASK, {}, (Obstacle.ASK_FIRST,)),
        (None, {}, (Obstacle.ASK_FIRST,)),
        (IN_SUBSTANCE, {}, ()),
        (IN_SUBSTANCE, {"to": SHIPPERS}, (Obstacle.NOT_NAMED,)),
        (IN_SUBSTANCE, {"given": Given.IN_WORDS}, (Obstacle.SUBSTANCE_ONLY,)),
        (IN_SUBSTANCE, {"attribution": Attribution.BY_SIDE}, (Obstacle.ATTRIBUTION,)),
        (IN_WORDS, {"given": Given.IN_WORDS}, ()),
        (IN_WORDS, {}, ()),
    ],
)
def test_a_draft_is_held_against_the_terms_of_what_it_rests_on(table, handling, changes, expected):
    assert obstacles(verdict(table, table.told(handling), **changes)) == expected


@pytest.mark.parametrize("allowed", Attribution)
@pytest.mark.parametrize("used", Attribution)
def test_a_name_may_be_as_open_as_the_terms_allow_and_no_more(table, allowed, used):
    order = [Attribution.AS_OWN, Attribution.BY_SIDE, Attribution.BY_NAME]
    message = table.told(msgspec.structs.replace(IN_SUBSTANCE, attribution=allowed))
    found = verdict(table, message, attribution=used)
    assert isinstance(found, Clear) is (order.index(used) <= order.index(allowed))


@pytest.mark.parametrize(
    ("terms", "day", "expected"),
    [
        ({"not_before": "2031-03-05"}, "2031-03-04", (Obstacle.TOO_EARLY,)),
        ({"not_before": "2031-03-05"}, "2031-03-05", ()),
        ({"not_before": "2031-03"}, "2031-02-28", (Obstacle.TOO_EARLY,)),
        ({"not_after": "2031-03-05"}, "2031-03-05", ()),
        ({"not_after": "2031-03-05"}, "2031-03-06", (Obstacle.TOO_LATE,)),
        ({"not_after": "2031-03"}, "2031-03-31", ()),
    ],
)
def test_a_day_that_is_named_is_within_the_terms(table, terms, day, expected):
    message = table.told(msgspec.structs.replace(IN_SUBSTANCE, **terms))
    assert obstacles(verdict(table, message, day=day)) == expected


def test_what_was_given_in_return_waits_for_its_owner_to_say_that_the_return_has_come(table):
    message = table.told(msgspec.structs.replace(IN_SUBSTANCE, in_return_for="the guards leave"))
    assert isinstance(verdict(table, message), NeedsDisclosure)
    table.leave(message)
    assert verdict(table, message) == Clear()


def test_what_was_withdrawn_may_not_be_passed_on(table):
    message = table.told(IN_SUBSTANCE)
    assert verdict(table, message) == Clear()
    table.add(WithdrawalReceived(sender="union", message=message))
    assert obstacles(verdict(table, message)) == (Obstacle.WITHDRAWN,)


def test_what_was_passed_on_before_the_day_of_the_withdrawal_was_no_breach(table):
    message = table.told(IN_SUBSTANCE)
    table.add(WithdrawalReceived(sender="union", message=message), at="2031-03-05")
    assert verdict(table, message, day="2031-03-04") == Clear()


def test_nothing_is_a_confidence_against_whoever_gave_it(table):
    message = table.told(NEVER)
    assert verdict(table, message, to=UNION, text=WORDS) == Clear()


def test_forbidden_outweighs_lacking_leave(table):
    first, second = table.told(ASK, words="One."), table.told(NEVER, words="Two.")
    found = verdict(table, first, second)
    assert isinstance(found, Forbidden)
    assert found.confidences == (first, second)


def test_a_reason_names_the_confidence_so_that_a_reader_knows_it(table):
    message = table.told(IN_SUBSTANCE)
    found = verdict(table, message, text=WORDS)
    assert isinstance(found, Forbidden)
    assert f"what {UNION} told you on 3 March 2031 (in substance only)" in found.reasons[0].sentence
    assert found.confidences == (message,)


# Leave


def test_leave_lifts_what_it_was_asked_for(table):
    message = table.told(ASK)
    table.leave(message)
    assert verdict(table, message) == Clear()


@pytest.mark.parametrize(
    "changes",
    [{"to": SHIPPERS}, {"given": Given.IN_WORDS}, {"attribution": Attribution.BY_SIDE}],
    ids=["another addressee", "the words", "a name"],
)
def test_leave_lifts_no_more_than_it_was_asked_for(table, changes):
    message = table.told(ASK)
    table.leave(message)
    assert isinstance(verdict(table, message, **changes), NeedsDisclosure)


def test_leave_for_the_words_and_the_name_is_leave_for_less(table):
    message = table.told(ASK)
    table.leave(message, given=Given.IN_WORDS, attribution=Attribution.BY_NAME)
    assert verdict(table, message, attribution=Attribution.BY_SIDE) == Clear()


def test_leave_for_the_words_lets_what_may_go_in_substance_go_in_words(table):
    message = table.told(IN_SUBSTANCE)
    table.leave(message, given=Given.IN_WORDS)
    assert verdict(table, message, given=Given.IN_WORDS, text=WORDS) == Clear()


def test_leave_for_a_wording_is_leave_for_no_other_words(table):
    message = table.told(ASK)
    table.leave(message, given=Given.IN_WORDS, wording="We could open pier four on Friday night.")
    assert (
        verdict(table, message, given=Given.IN_WORDS, text="They could open pier four on Friday night.")
        == Clear()
    )
    assert obstacles(verdict(table, message, given=Given.IN_WORDS, text=WORDS)) == (Obstacle.QUOTED,)


def test_what_a_colleague_said_when_sharing_is_not_told_to_whoever_gave_the_matter(table):
    remark = "They will not hold out for long without the strike fund."
    given = EntryReceived(
        sender="judge", entry=said(UNION, WORDS, IN_SUBSTANCE), given_by=UNION, words=remark
    )
    table.add(given)
    assert obstacles(verdict(table, to=UNION, text=remark)) == (Obstacle.QUOTED,)
    assert verdict(table, to=UNION, text=WORDS) == Clear()


def test_words_in_the_name_of_a_language_are_a_quotation_too(table):
    table.told(IN_SUBSTANCE)
    assert obstacles(verdict(table, language=WORDS)) == (Obstacle.QUOTED,)
    assert verdict(table, language="Irish") == Clear()


def test_leave_that_was_refused_is_none(table):
    message = table.told(ASK)
    table.leave(message, allowed=False)
    assert isinstance(verdict(table, message), NeedsDisclosure)


@pytest.mark.parametrize("last", [True, False])
def test_the_last_answer_to_one_question_counts(table, last):
    message = table.told(ASK)
    table.leave(message, allowed=not last)
    table.leave(message, allowed=last)
    assert isinstance(verdict(table, message), Clear) is last


def test_leave_that_was_given_by_mouth_counts(table):
    told = table.noted(ASK)
    table.leave(told, by_mouth=True)
    assert verdict(table, told) == Clear()


@pytest.mark.parametrize(
    ("handling", "day"),
    [
        (NEVER, "2031-03-05"),
        (msgspec.structs.replace(IN_SUBSTANCE, not_before="2031-03-10"), "2031-03-05"),
        (msgspec.structs.replace(IN_SUBSTANCE, not_after="2031-03-04"), "2031-03-05"),
    ],
)
def test_leave_lifts_neither_never_nor_a_date(table, handling, day):
    message = table.told(handling)
    table.leave(message, given=Given.IN_WORDS, attribution=Attribution.BY_NAME)
    assert isinstance(verdict(table, message, day=day), Forbidden)


# Laws

FORMS = [Form.IN_WORDS, Form.IN_SUBSTANCE, Form.ASK_FIRST, Form.NEVER]


@st.composite
def terms_and_stricter(draw):
    form = draw(st.sampled_from(FORMS))
    stricter = draw(st.sampled_from(FORMS[FORMS.index(form) :]))
    names = [Attribution.AS_OWN, Attribution.BY_SIDE, Attribution.BY_NAME]
    name = draw(st.sampled_from(names))
    less = draw(st.sampled_from(names[: names.index(name) + 1]))
    begins = draw(st.sampled_from([None, "2031-03-01", "2031-03-06"]))
    later = begins if begins == "2031-03-06" else draw(st.sampled_from([begins, "2031-03-06"]))
    back = draw(st.sampled_from([None, "the guards"]))

    def handling(form, name, begins, back):
        to = {Form.NEVER: (), Form.ASK_FIRST: ()}.get(form, (PORT,))
        return Handling(form=form, to=to, attribution=name, not_before=begins, in_return_for=back)

    more_back = back or draw(st.sampled_from([None, "the guards"]))
    return handling(form, name, begins, back), handling(stricter, less, later, more_back)


@given(
    terms_and_stricter(),
    st.sampled_from(Given),
    st.sampled_from(Attribution),
    st.sampled_from([WORDS, SUBSTANCE, "They could open pier four on Friday, as Brandt says."]),
    st.booleans(),
    st.lists(st.tuples(st.sampled_from(Given), st.sampled_from(Attribution)), max_size=2),
)
def test_stricter_terms_never_make_clear_what_was_refused(pair, form, name, text, rests, leaves):
    def judged(handling):
        table = Table()
        message = table.told(handling)
        table.told(IN_SUBSTANCE, words="A second thing altogether.")
        for asked, under in leaves:
            table.leave(message, given=asked, attribution=under)
        draft = relay(*([message] if rests else []), text=text, given=form, attribution=name)
        return check(draft, table.view, TODAY)

    loose, strict = map(judged, pair)
    assert isinstance(loose.verdict, Clear) or not isinstance(strict.verdict, Clear)


@given(st.lists(st.sampled_from([NEVER, ASK, IN_SUBSTANCE, IN_WORDS]), max_size=4), st.integers(0, 3))
def test_one_confidence_more_never_makes_clear_what_was_refused(terms, kept):
    def judged(number):
        table = Table()
        for handling in terms[:number]:
            table.told(handling)
        return check(relay(text=WORDS), table.view, TODAY).verdict

    assert isinstance(judged(kept), Clear) or not isinstance(judged(len(terms)), Clear)


def test_a_co_mediator_s_confidences_do_not_weigh_here(table):
    Table("judge").told(NEVER)
    assert verdict(table, text=WORDS) == Clear()
    assert JUDGE in {actor.name for actor in TALKS.actors}
