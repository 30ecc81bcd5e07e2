"""Looking over the confidences with quick looks comes to the same as reading each of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.casework.confidence import confidences
from goodoffices.casework.disclosure import checked, held_against, reasons_of
from goodoffices.casework.outgoing import Outgoing
from goodoffices.casework.touched import touched
from goodoffices.casework.traces import RUN, read
from goodoffices.record.acts import RelaySent
from goodoffices.record.items import ErasureReceived
from goodoffices.terms.handling import Attribution, Form, Handling
from goodoffices.terms.message import Given
from goodoffices.terms.relay import Relay
from tests.casework.conftest import PORT, SHIPPERS, TODAY, UNION, WORDS, Table

# What joins and splits words, groups figures, and is written without spaces.
PIECES = (
    "pier four on Friday night and not before",
    "pier-four on\nFRIDAY night, and not",
    "the cease fire of the dock workers holds",
    "ceasefire of the dockworkers holds",
    "a b c d e f",
    "no no no no no no",
    "1,200 men",
    "1200 in all",
    "4 per cent",
    "by 12.03.2031",
    "ask Halloran first",
    "al-Rashid and Ines Halloran wait",
    "the Quay Workers' Union",
    "the shippers’ league would",
    "Shippers' League",
    "Café Zoë",
    "三号码头可以在星期五重新开放",
    "可以在星期五重新开放吗",
    "מחר בבוקר ייפתח הנמל שוב ללא תנאי",
    "…",
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" so ".join)
TERMS = st.sampled_from(
    [
        None,
        Handling(),
        Handling(form=Form.NEVER),
        Handling(form=Form.IN_SUBSTANCE, to=(PORT,)),
        Handling(form=Form.IN_WORDS, to=(PORT,), attribution=Attribution.BY_SIDE),
        Handling(form=Form.IN_WORDS, to=(SHIPPERS,), not_before="2031-04-01"),
    ]
)


def looked_over(table, outgoing):
    return checked(outgoing, table.view, TODAY)


def read_through(table, outgoing):
    """The slow reference: every confidence is read, whatever it says."""
    drafts = tuple(map(read, outgoing.texts))
    return held_against(confidences(table.view), outgoing, drafts, table.view, TODAY)


def filled(data: st.DataObject) -> tuple[Table, list[str]]:
    table = Table()
    told = []
    for _ in range(data.draw(st.integers(0, 8), label="how many were told")):
        text, terms = data.draw(TEXTS), data.draw(TERMS)
        match data.draw(st.sampled_from(["told", "noted", "relayed", "looked over"])):
            case "told":
                told.append(table.told(terms, words=text, by=data.draw(st.sampled_from(["union", "port"]))))
            case "noted":
                told.append(table.noted(terms, words=text))
            case "relayed":
                table.add(RelaySent(to="port", relay=Relay(to=PORT, text=text)))
            case _:  # what is kept beside the view is continued from here
                looked_over(table, Outgoing(to=PORT, texts=(text,)))
    return table, told


@settings(max_examples=300)
@given(data=st.data())
def test_the_check_is_that_of_reading_every_confidence(data: st.DataObject):
    table, told = filled(data)
    outgoing = Outgoing(
        to=data.draw(st.sampled_from([PORT, UNION, SHIPPERS])),
        texts=tuple(data.draw(st.lists(TEXTS, min_size=1, max_size=2))),
        rests_on=tuple(data.draw(st.lists(st.sampled_from(told), unique=True, max_size=2))) if told else (),
        given=data.draw(st.sampled_from(Given)),
        attribution=data.draw(st.sampled_from(Attribution)),
    )
    assert looked_over(table, outgoing) == read_through(table, outgoing)


def test_what_has_nothing_in_common_with_a_draft_is_not_read(table):
    table.told(words="The lamp at the west mole wants mending before the winter.")
    about = table.told(words=WORDS)
    drafts = (read("Friday night could see some movement."),)
    given_on = Outgoing(to=PORT, texts=(drafts[0].text,), rests_on=(about,))
    assert [one.id for one in touched(table.view, given_on, drafts)] == [about]


def test_fewer_words_in_a_row_than_a_quotation_takes_touch_nothing(table):
    told = table.told(words="we would open pier four on friday at noon")
    for taken, found in ((RUN - 1, []), (RUN, [told])):
        draft = " ".join(["we", "would", "open", "pier", "four", "on", "friday"][:taken]) + " xyz"
        drafts = (read(draft),)
        outgoing = Outgoing(to=PORT, texts=(draft,))
        assert [one.id for one in touched(table.view, outgoing, drafts)] == found


def found_in(table, draft):
    drafts = (read(draft),)
    return [one.id for one in touched(table.view, Outgoing(to=PORT, texts=(draft,)), drafts)]


def test_a_name_at_the_talks_touches_what_holds_it_however_it_is_written(table):
    names = table.told(words="it is for the shippers' league to say.")
    table.told(words="It is for somebody else.")
    assert found_in(table, "So the Shippers’ League will hear.") == [names]
    assert found_in(table, "So somebody will hear.") == []


def test_words_that_begin_a_row_elsewhere_do_not_hide_the_row_after_them(table):
    told = table.told(words="four we would open pier noon")
    assert found_in(table, "we would open pier noon and four") == [told]
    assert found_in(table, "we would open noon pier and four") == []


def test_a_figure_touches_what_holds_it_however_it_is_written(table):
    told = table.told(words="All 1,200 of us.")
    assert found_in(table, "There were 1200.") == [told]
    assert found_in(table, "There were 1201.") == []


def test_what_was_erased_is_forgotten(table):
    told = table.told(words=WORDS)
    outgoing = Outgoing(to=PORT, texts=(WORDS,))
    assert {reason.confidence for reason in reasons_of(looked_over(table, outgoing).verdict)} == {told}
    table.add(ErasureReceived(subject=told))
    drafts = (read(WORDS),)
    assert touched(table.view, outgoing, drafts) == ()


def test_a_shorter_view_sees_nothing_of_what_came_later(table):
    before = table.view
    table.told(words=WORDS)
    drafts = (read(WORDS),)
    outgoing = Outgoing(to=PORT, texts=(WORDS,))
    assert len(touched(table.view, outgoing, drafts)) == 1
    assert touched(before, outgoing, drafts) == ()
