"""What every store that can lie encrypted does with the keys that it keeps, and what erasing leaves: a suite.

Subclass `KeyLaws` beside `goodoffices.testing.stores.StoreContract`, whose fixtures it uses; `ErasureLaws`
too, where a store can erase.
"""

from __future__ import annotations

from contextlib import suppress

import pytest

from goodoffices.errors import StoreError
from goodoffices.stores.store import ErasingStore, KeyedStore
from goodoffices.testing.store_rows import act


class ErasureLaws:
    """Erasing destroys a content wherever an event put it, and nothing else."""

    def test_an_erased_event_and_its_items_keep_leaf_identity_and_number(self, ardmere: ErasingStore) -> None:
        before = act(ardmere, "ardmere", "north", "south")
        act(ardmere, "ardmere", "north")
        with ardmere.transaction("ardmere") as transaction:
            transaction.erase(2)
        ardmere.scrub()
        log, north, south = (
            ardmere.log("ardmere"),
            ardmere.lane("ardmere", "north"),
            ardmere.lane("ardmere", "south"),
        )
        assert [row.envelope.erased for row in log] == [False, True, False]
        assert [row.envelope.erased for row in north] == [False, True, False]
        assert [row.envelope.erased for row in south] == [True]
        assert (log[1].envelope.leaf, log[1].identity) == (before.envelope.leaf, before.identity)
        assert log[1].disclosures == before.disclosures
        assert (log[1].envelope.opening, log[1].envelope.body, log[1].envelope.key) == (b"", b"", b"")
        assert ardmere.check() == ()

    def test_erasing_in_a_transaction_that_is_undone_erases_nothing(self, ardmere: ErasingStore) -> None:
        before = ardmere.log("ardmere")
        with suppress(KeyboardInterrupt), ardmere.transaction("ardmere") as transaction:
            transaction.erase(1)
            raise KeyboardInterrupt
        assert ardmere.log("ardmere") == before

    @pytest.mark.parametrize("position", [-1, 0, 2, 10**30])
    def test_a_position_that_is_not_there_is_refused(self, ardmere: ErasingStore, position: int) -> None:
        with ardmere.transaction("ardmere") as transaction, pytest.raises(ValueError, match="position"):
            transaction.erase(position)

    def test_a_store_goes_on_after_an_erasure(self, ardmere: ErasingStore) -> None:
        with ardmere.transaction("ardmere") as transaction:
            transaction.erase(1)
        act(ardmere, "ardmere", "north")
        assert [row.number for row in ardmere.lane("ardmere", "north")] == [1, 2]


class KeyLaws:
    """A ring of wrapped keys, of which the store understands nothing. `store` and `ardmere` are as there."""

    def test_a_new_store_keeps_no_key(self, store: KeyedStore) -> None:
        assert store.keyring() == {}

    def test_a_key_is_kept_with_the_act_that_brought_it(self, ardmere: KeyedStore) -> None:
        with ardmere.transaction("ardmere") as transaction:
            transaction.keep_key("lane/a", b"wrapped")
            assert (transaction.kept_key("lane/a"), transaction.kept_key("lane/b")) == (b"wrapped", None)
            assert ardmere.keyring() == {}
        assert ardmere.keyring() == {"lane/a": b"wrapped"}

    def test_a_second_key_of_one_name_is_refused(self, ardmere: KeyedStore) -> None:
        with ardmere.transaction("ardmere") as transaction:
            transaction.keep_key("lane/a", b"wrapped")
            with pytest.raises(ValueError, match="lane/a"):
                transaction.keep_key("lane/a", b"other")
        with ardmere.transaction("ardmere") as transaction, pytest.raises(ValueError, match="lane/a"):
            transaction.keep_key("lane/a", b"other")
        assert ardmere.keyring() == {"lane/a": b"wrapped"}

    def test_a_key_of_an_act_that_was_undone_is_not_kept(self, ardmere: KeyedStore) -> None:
        with suppress(KeyboardInterrupt), ardmere.transaction("ardmere") as transaction:
            transaction.keep_key("lane/a", b"wrapped")
            raise KeyboardInterrupt
        assert ardmere.keyring() == {}

    def test_a_ring_is_changed_whole(self, store: KeyedStore) -> None:
        store.change_keyring({}, {"instance": b"a", "lane/a": b"b"})
        store.change_keyring({"instance": b"a", "lane/a": b"b"}, {"instance": b"c"})
        assert store.keyring() == {"instance": b"c"}

    def test_a_ring_that_has_changed_meanwhile_is_not_changed(self, store: KeyedStore) -> None:
        store.change_keyring({}, {"instance": b"a"})
        with pytest.raises(StoreError, match="meanwhile"):
            store.change_keyring({}, {"instance": b"b"})
        assert store.keyring() == {"instance": b"a"}

    def test_a_closed_store_tells_no_key(self, store: KeyedStore) -> None:
        store.close()
        with pytest.raises(StoreError, match="closed"):
            store.keyring()
        with pytest.raises(StoreError, match="closed"):
            store.change_keyring({}, {})
