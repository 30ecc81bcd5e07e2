"""What a seat holds is shared by its older and newer views, and none of them can tell."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.record.acts import EntryNoted
from goodoffices.record.held import Held
from goodoffices.record.items import Erased, ErasureReceived, LaneItem, Matter
from goodoffices.record.references import references
from goodoffices.terms.claim import Note
from goodoffices.terms.entry import Entry, Link, LinkType

DAY = "2031-03-03"


def note(identity: str, *about: str) -> LaneItem:
    links = tuple(Link(type=LinkType.ABOUT, to=other) for other in about)
    return item(identity, EntryNoted(entry=Entry(content=Note(text="Pier four."), links=links)))


def item(identity: str, matter: Matter) -> LaneItem:
    return LaneItem(id=identity, number=1, at=DAY, matter=matter)


def plainly(items: list[LaneItem]) -> dict[str, LaneItem]:
    """What these items come to, one after the other."""
    held: dict[str, LaneItem] = {}
    for each in items:
        held[each.id] = each
        if isinstance(each.matter, ErasureReceived) and each.matter.subject in held:
            before = held[each.matter.subject]
            held[before.id] = LaneItem(id=before.id, number=before.number, at=each.at, matter=Erased())
    return held


def plain_followers(held: dict[str, LaneItem]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for each in held.values():
        for reference in dict.fromkeys(references(each.matter)):
            found[reference] = (*found.get(reference, ()), each.id)
    return found


def assert_holds(held: Held, items: list[LaneItem]) -> None:
    expected = plainly(items)
    assert list(held) == list(expected)
    assert list(held.oldest_first()) == list(expected.values())
    assert list(reversed(held)) == list(reversed(expected))
    assert dict(held.followers) == plain_followers(expected)
    for kind in (EntryNoted, ErasureReceived, Erased):
        of_it = [one for one in expected.values() if isinstance(one.matter, kind)]
        assert list(held.of_class(kind)) == of_it
    assert [held.get(f"i{number}") for number in range(40)] == [
        expected.get(f"i{number}") for number in range(40)
    ]
    assert [held.followers.get(f"i{number}", ()) for number in range(40)] == [
        plain_followers(expected).get(f"i{number}", ()) for number in range(40)
    ]


@given(st.data())
def test_views_of_every_age_stay_what_they_were_whatever_is_made_of_any_of_them(data: st.DataObject) -> None:
    """Also where an older one goes on in another way, as after a commit that failed."""
    ages: list[tuple[Held, list[LaneItem]]] = [(Held(), [])]
    made: list[LaneItem] = []
    for _ in range(data.draw(st.integers(1, 8))):
        held, items = data.draw(st.sampled_from(ages))
        known = [each for each in made if each.id not in {one.id for one in items}]
        come = data.draw(st.lists(st.sampled_from(known), max_size=3, unique=True)) if known else []
        for _ in range(data.draw(st.integers(0, 3))):
            others = st.lists(st.integers(0, 30).map("i{}".format), max_size=3)
            identity = f"i{len(made)}"
            new = (
                item(identity, ErasureReceived(subject=data.draw(st.sampled_from([*items, *come])).id))
                if (items or come) and data.draw(st.integers(0, 4)) == 0
                else note(identity, *data.draw(others))
            )
            made.append(new)
            come.append(new)
        ages.append((held.extended(come), [*items, *come]))
        if ages[-1][0].beside is held.beside:
            assert list(plainly(ages[-1][1]).values())[: len(held)] == list(held.oldest_first())
        for each, its in ages:
            assert_holds(each, its)


def test_what_others_added_as_well_is_not_added_twice() -> None:
    old = Held().extended([note("i0")])
    assert_holds(old.extended([note("i1")]), [note("i0"), note("i1")])
    assert_holds(old.extended([note("i1"), note("i2", "i1")]), [note("i0"), note("i1"), note("i2", "i1")])


def test_another_item_in_the_place_of_one_that_was_undone_is_not_taken_for_it() -> None:
    old = Held().extended([note("i0")])
    undone = old.extended([note("i1", "i0")])
    instead = old.extended([note("i2", "i0")])
    assert_holds(undone, [note("i0"), note("i1", "i0")])
    assert_holds(instead, [note("i0"), note("i2", "i0")])


def test_a_lookup_of_what_an_older_view_does_not_hold_yet_fails() -> None:
    old = Held()
    old.extended([note("i0", "i1")])
    with pytest.raises(KeyError):
        old["i0"]
    with pytest.raises(KeyError):
        old.followers["i1"]
    assert not old.followers


def test_threads_that_extend_the_same_view_each_get_their_own() -> None:
    old = Held().extended([note("i0")])
    found: dict[int, Held] = {}
    together = threading.Barrier(8)

    def extend(mine: int) -> None:
        together.wait()
        found[mine] = old.extended([note(f"i{mine}", "i0")])

    threads = [threading.Thread(target=extend, args=(mine,)) for mine in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for mine, held in found.items():
        assert_holds(held, [note("i0"), note(f"i{mine}", "i0")])


def test_what_somebody_left_half_done_is_shared_with_nobody() -> None:
    class Interrupted(BaseException):
        pass

    old = Held().extended([note("i0")])

    def broken(_: object) -> None:
        raise Interrupted

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("goodoffices.record.held.references", broken)
        with pytest.raises(Interrupted):
            old.extended([note("i1", "i0")])
    assert_holds(old, [note("i0")])
    assert_holds(old.extended([note("i1", "i0")]), [note("i0"), note("i1", "i0")])
