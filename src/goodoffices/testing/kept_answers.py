"""What every store does with the answers that it keeps under idempotency keys: a part of the contract."""

from __future__ import annotations

import pytest

from goodoffices.stores.store import Answered, Store

YES = Answered(digest=b"d", answer=b"yes")


class KeptAnswers:
    """The laws of answers; `ardmere` is a store with talks of one event, which north holds."""

    def test_the_first_answer_to_a_key_is_kept(self, ardmere: Store) -> None:
        with ardmere.transaction("ardmere") as transaction:
            transaction.remember("north", "k", YES)
        with ardmere.transaction("ardmere") as transaction:
            assert transaction.answered("north", "k") == YES

    def test_a_second_answer_to_a_key_is_refused(self, ardmere: Store) -> None:
        with ardmere.transaction("ardmere") as transaction:
            transaction.remember("north", "k", YES)
            with pytest.raises(ValueError, match="key"):
                transaction.remember("north", "k", Answered(digest=b"e", answer=b"no"))
            assert transaction.answered("north", "k") == YES

    def test_a_key_belongs_to_its_seat_and_its_talks(self, ardmere: Store) -> None:
        with ardmere.transaction("ardmere") as transaction:
            transaction.remember("north", "k", YES)
            assert transaction.answered("south", "k") is None
        with ardmere.create("callan") as transaction:
            assert transaction.answered("north", "k") is None

    def test_all_answers_are_told_to_whoever_copies_the_talks(self, ardmere: Store) -> None:
        no = Answered(digest=b"e", answer=b"no")
        with ardmere.create("callan") as transaction:
            transaction.remember("north", "other", YES)
        with ardmere.transaction("ardmere") as transaction:
            transaction.remember("south", "k", no)
        with ardmere.transaction("ardmere") as transaction:
            transaction.remember("north", "l", no)
            transaction.remember("north", "k", YES)
            assert [(kept.seat, kept.key, kept.answered) for kept in transaction.answers()] == [
                ("north", "k", YES),
                ("north", "l", no),
                ("south", "k", no),
            ]
