"""The three laws on every order of twelve acts, where nothing is left to chance."""

from __future__ import annotations

import pytest

from goodoffices.record.items import MessageReceived, RelayReceived
from goodoffices.record.visibility import visibility
from tests.visibility.small_model import ACTIONS, Laws, beginning, explored

LONGEST = 4


@pytest.mark.slow
def test_the_three_laws_hold_in_every_order_of_twelve_acts_up_to_four() -> None:
    laws = Laws()
    orders, states = explored(LONGEST, laws)
    assert laws.broken == []
    assert orders == sum(12**length for length in range(1, LONGEST + 1))
    assert states > 300
    assert len(laws.answers) > 500
    assert len(laws.entering) > 100


def test_every_action_is_done_in_some_order() -> None:
    laws, done = Laws(), set()
    states = [beginning()]
    for _ in range(4):
        following = []
        for state in states:
            for action in ACTIONS:
                after = laws.step(state, action)
                if after is not None and action.name not in done:
                    done.add(action.name)
                    following.append(after)
        states = [*states, *following]
    assert done == {action.name for action in ACTIONS}


def shows_all(event, standing, seat):
    """Everybody sees everything."""
    return visibility(event, standing, seat) or event.act


def counts_in_words(event, standing, seat):
    """A relay is told from how many things it rests on."""
    shown = visibility(event, standing, seat)
    if isinstance(shown, RelayReceived):
        return RelayReceived(sender=shown.sender, text=f"{len(event.act.relay.rests_on)}", given=shown.given)
    return shown


def names_the_event(event, standing, seat):
    """A message is shown to its addressee with the number of it among all of its sender's doings."""
    shown = visibility(event, standing, seat)
    if isinstance(shown, MessageReceived):
        return MessageReceived(sender=event.id.replace("-", ""), entry=shown.entry)
    return shown


@pytest.mark.parametrize("broken", [shows_all, counts_in_words, names_the_event])
def test_a_law_that_is_broken_is_found(broken) -> None:
    laws = Laws(see=broken)
    explored(2, laws)
    assert laws.broken
