"""Single-use links and the sessions they open."""

from __future__ import annotations

import threading

from goodoffices.access.session import Place
from goodoffices.desk.doorkeeper import Doorkeeper
from goodoffices.testing.ports import SeededChance

UNION, ENVOY = Place(talks="harbour", seat="union"), Place(talks="harbour", seat="envoy")


def test_a_link_works_once():
    doorkeeper = Doorkeeper()
    token = doorkeeper.invite("harbour", "union")
    assert doorkeeper.enter(token) is not None
    assert doorkeeper.enter(token) is None


def test_looking_at_a_link_does_not_use_it_up():
    doorkeeper = Doorkeeper()
    token = doorkeeper.invite("harbour", "union")
    assert doorkeeper.invited(token) == UNION
    assert doorkeeper.enter(token) is not None
    assert doorkeeper.invited(token) is None


def test_a_second_link_adds_its_seat_to_the_same_session():
    doorkeeper = Doorkeeper()
    first, _ = doorkeeper.enter(doorkeeper.invite("harbour", "union")) or ("", None)
    before = doorkeeper.session(first)
    second, place = doorkeeper.enter(doorkeeper.invite("harbour", "envoy"), first) or ("", None)
    session = doorkeeper.session(second)
    assert session is not None
    assert before is not None
    assert (place, session.places) == (ENVOY, (UNION, ENVOY))
    assert session.digest == before.digest  # pages that stand open in other tabs can still be sent


def test_a_cookie_from_before_a_link_was_used_opens_nothing():
    doorkeeper = Doorkeeper()
    planted, _ = doorkeeper.enter(doorkeeper.invite("harbour", "union")) or ("", None)
    doorkeeper.enter(doorkeeper.invite("harbour", "envoy"), planted)
    assert doorkeeper.session(planted) is None


def test_an_unknown_cookie_gets_a_session_of_its_own():
    doorkeeper = Doorkeeper()
    cookie, _ = doorkeeper.enter(doorkeeper.invite("harbour", "union"), "made up") or ("", None)
    assert cookie != "made up"
    assert doorkeeper.session("made up") is None


def test_leaving_closes_every_seat():
    doorkeeper = Doorkeeper()
    cookie, _ = doorkeeper.enter(doorkeeper.invite("harbour", "union")) or ("", None)
    doorkeeper.leave(cookie)
    assert doorkeeper.session(cookie) is None


def test_neither_tokens_nor_cookies_are_kept():
    doorkeeper = Doorkeeper()
    waiting = doorkeeper.invite("harbour", "union")
    cookie, _ = doorkeeper.enter(doorkeeper.invite("harbour", "envoy")) or ("", None)
    held = repr(vars(doorkeeper))
    assert waiting not in held
    assert cookie not in held


def test_a_link_pressed_by_many_at_once_opens_one_seat():
    doorkeeper = Doorkeeper(SeededChance())
    token = doorkeeper.invite("harbour", "union")
    entered: list[object] = []
    threads = [threading.Thread(target=lambda: entered.append(doorkeeper.enter(token))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in entered) == 1
