"""A message on its way, page by page: sent on terms, drafted, checked, passed on, answered."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest

from goodoffices.desk.desk import Desk
from goodoffices.record.acts import DisclosureAsked, EntryNoted, MessageSent, RelayDrafted, RelayNoted
from goodoffices.record.items import (
    DeliveryReceived,
    DisclosureRequestReceived,
    EntryReceived,
    Matter,
    MessageReceived,
    ProposalReceived,
    RelayReceived,
    Welcome,
    WithdrawalReceived,
)
from goodoffices.terms.message import Channel, Given, Message
from tests.doors.web.conftest import MARK, Browser

Seated = Callable[[str], Browser]
WORDS = "We could live with nine lanterns on the northern quay until the spring tide."


def page(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.text)


def last(desk: Desk, seat: str, kind: type[Matter]) -> str:
    """The identity of the last item of a kind in a seat's own record."""
    return [item.id for item, _ in desk.view("harbour", seat).of_type(kind)][-1]


def told(seated: Seated, desk: Desk, form: str = "in_substance", **terms: str) -> str:
    """The union tells the ministry something; the identity of the message at the ministry."""
    fields = {"to": "ministry", "text": WORDS, "form": form, "to_whom": "Company", **terms}
    assert seated("union").send("/t/harbour/union/write", **fields).status_code == 303
    return last(desk, "ministry", MessageReceived)


def relay(seated: Seated, item: str, text: str, do: str, **more: object):
    path = f"/t/harbour/ministry/message/{item}"
    fields = {"to": "Company", "text": text, "rests_on": item, "do": do, **more}
    return seated("ministry").send(path, **fields)


def test_a_message_shows_its_terms_in_the_mediators_inbox(seated: Seated, desk: Desk):
    told(seated, desk, attribution="by_side", not_before="2031-03-07", tell_delivery="yes")
    inbox = page(seated("ministry"), "/t/harbour/ministry/inbox")
    for words in ("In substance only", "as from this side", "not before 7 March 2031", WORDS):
        assert words in inbox


def test_a_relay_of_the_very_words_is_refused_and_names_the_confidence(seated: Seated, desk: Desk):
    item = told(seated, desk)
    answer = relay(seated, item, WORDS, "send")
    assert answer.status_code == 422
    text = html.unescape(answer.text)
    assert "what Union told you on 3 March 2031 (in substance only)" in text
    assert f'href="/t/harbour/ministry/message/{item}"' in text
    assert f"{WORDS}</textarea>" in text
    assert desk.view("harbour", "company").version == 1


def test_the_check_shows_the_draft_exactly_as_the_addressee_will_see_it(seated: Seated, desk: Desk):
    item = told(seated, desk)
    draft = "The other side may move on the lighting."
    shown = relay(seated, item, draft, "check").text
    assert "No term stands in the way" in shown
    preview = shown[shown.index('<article class="card relay">') :]
    preview = preview[preview.index("<p class") : preview.index("</article>")]
    relay(seated, item, draft, "send")
    theirs = seated("company").get(f"/t/harbour/company/relay/{last(desk, 'company', RelayReceived)}").text
    assert preview in theirs


def test_a_check_changes_nothing(seated: Seated, desk: Desk):
    item = told(seated, desk)
    before = desk.view("harbour", "ministry").version
    relay(seated, item, "The other side may move.", "check")
    assert desk.view("harbour", "ministry").version == before


def test_a_relay_of_the_substance_arrives_and_the_sender_sees_nothing_of_it(seated: Seated, desk: Desk):
    item = told(seated, desk)
    before = page(seated("union"), "/t/harbour/union/")
    answer = relay(seated, item, "The other side may move on the lighting.", "send")
    assert answer.headers["location"] == "/t/harbour/ministry/sent?done=passed-on"
    room = page(seated("company"), "/t/harbour/company/")
    assert "The other side may move on the lighting." in room
    assert "lanterns" not in room
    assert page(seated("union"), "/t/harbour/union/") == before


def test_a_warning_wants_its_own_tick_before_the_relay_goes(seated: Seated, desk: Desk):
    seated("union").send(
        "/t/harbour/union/write",
        to="ministry",
        text="Only 14 of them, and nobody knows it.",
        form="in_substance",
    )
    item = last(desk, "ministry", MessageReceived)
    draft = "They speak of 14 in all."
    answer = relay(seated, item, draft, "send")
    assert answer.status_code == 422
    assert 'name="confirmed"' in answer.text
    ticked = html.unescape(answer.text.split('name="confirmed" value="')[1].split('"')[0])
    assert relay(seated, item, draft, "send", confirmed=ticked).status_code == 303


def test_where_leave_is_needed_the_owner_is_asked_and_allows_it(seated: Seated, desk: Desk):
    item = told(seated, desk, form="ask_first")
    draft = "The other side may move on the lighting."
    refused = relay(seated, item, draft, "send")
    assert refused.status_code == 422
    assert 'value="ask"' in refused.text
    relay(seated, item, draft, "ask", ask_about=item, ask_wording="yes")
    request = last(desk, "union", DisclosureRequestReceived)
    assert draft in page(seated("union"), f"/t/harbour/union/request/{request}")
    seated("union").send(f"/t/harbour/union/request/{request}", do="allow", words="Yes.")
    assert relay(seated, item, draft, "send").status_code == 303


def test_a_refused_leave_keeps_the_relay_from_going(seated: Seated, desk: Desk):
    item = told(seated, desk, form="ask_first")
    relay(seated, item, "They may move.", "ask", ask_about=item)
    request = last(desk, "union", DisclosureRequestReceived)
    seated("union").send(f"/t/harbour/union/request/{request}", do="refuse")
    assert relay(seated, item, "They may move.", "send").status_code == 422


def test_a_kept_draft_is_found_again_and_sent(seated: Seated, desk: Desk):
    item = told(seated, desk)
    relay(seated, item, "The other side may move.", "keep")
    draft = last(desk, "ministry", RelayDrafted)
    assert "The other side may move." in page(seated("ministry"), "/t/harbour/ministry/drafts")
    path = f"/t/harbour/ministry/draft/{draft}"
    fields = {"to": "Company", "rests_on": item, "text": "They may move.", "draft": draft, "do": "send"}
    assert seated("ministry").send(path, **fields).status_code == 303
    assert "They may move." not in page(seated("ministry"), "/t/harbour/ministry/drafts")


def test_the_addressee_acknowledges_and_reads_back(seated: Seated, desk: Desk):
    item = told(seated, desk)
    relay(seated, item, "The other side may move on the lighting.", "send")
    path = f"/t/harbour/company/relay/{last(desk, 'company', RelayReceived)}"
    assert seated("company").send(path, do="received").status_code == 303
    assert "We have received it" not in page(seated("company"), path)
    seated("company").send(path, do="read-back", text="They want fewer lamps.")
    message = page(seated("ministry"), f"/t/harbour/ministry/message/{item}")
    assert "Company has received what you passed on" in message
    assert "They want fewer lamps." in message


def test_a_withdrawal_gets_the_same_answer_before_and_after_it_was_passed_on(seated: Seated, desk: Desk):
    answers: list[str] = []
    for passed_on in (False, True):
        item = told(seated, desk)
        if passed_on:
            relay(seated, item, "The other side may move on the lighting.", "send")
        own = last(desk, "union", MessageSent)
        path = f"/t/harbour/union/message/{own}"
        answer = seated("union").send(path, do="withdraw")
        shown = page(seated("union"), answer.headers["location"])
        assert "Only the mediator can say whether it came in time." in shown
        answers.append(answer.headers["location"].replace(own, ""))
    assert answers[0] == answers[1]


def test_the_mediator_says_whether_a_withdrawal_came_in_time(seated: Seated, desk: Desk):
    item = told(seated, desk)
    own = last(desk, "union", MessageSent)
    seated("union").send(f"/t/harbour/union/message/{own}", do="withdraw")
    assert last(desk, "ministry", WithdrawalReceived)
    path = f"/t/harbour/ministry/message/{item}"
    assert "They have taken it back" in page(seated("ministry"), path)
    seated("ministry").send(path, do="answer-withdrawal", in_time="yes")
    assert "withdrawn in time" in page(seated("union"), f"/t/harbour/union/message/{own}")


def test_the_sender_learns_of_delivery_only_when_the_mediator_tells_it(seated: Seated, desk: Desk):
    item = told(seated, desk)
    path = f"/t/harbour/ministry/message/{item}"
    seated("ministry").send(path, do="tell", delivery="delivered", delivery_words="This noon.")
    assert last(desk, "union", DeliveryReceived)
    own = last(desk, "union", MessageSent)
    assert "This noon." in page(seated("union"), f"/t/harbour/union/message/{own}")


def test_a_co_mediator_whom_the_terms_do_not_name_is_not_shared_with(seated: Seated, desk: Desk):
    item = told(seated, desk)
    answer = seated("ministry").send(f"/t/harbour/ministry/message/{item}", do="share", colleague="judge")
    assert answer.status_code == 422
    assert 'name="ask_to" value="Judge"' in answer.text
    assert desk.view("harbour", "judge").version == 1


def test_a_co_mediator_holds_nothing_until_it_is_shared(seated: Seated, desk: Desk):
    item = told(seated, desk, to_whom="Judge")
    assert WORDS not in page(seated("judge"), "/t/harbour/judge/inbox")
    path = f"/t/harbour/ministry/message/{item}"
    seated("ministry").send(path, do="share", colleague="judge", share_words="For you alone.")
    assert last(desk, "judge", EntryReceived)
    assert WORDS in page(seated("judge"), "/t/harbour/judge/inbox")


def test_what_was_said_by_mouth_is_noted_with_speaker_language_and_terms(seated: Seated, desk: Desk):
    path = "/t/harbour/ministry/note"
    form = page(seated("ministry"), path)
    assert form.index("Ada Quill") < form.index("Emil Brook")  # the sides first
    seated("ministry").send(
        path,
        who="1.0",
        text="Not before the board has met.",
        given="in_words",
        form="never",
        language="French",
        day="2031-03-03",
    )
    noted = desk.view("harbour", "ministry").entry(last(desk, "ministry", EntryNoted))
    assert noted is not None
    assert isinstance(noted.content, Message)
    assert (noted.content.channel, noted.content.given) == (Channel.ORAL, Given.IN_WORDS)
    assert noted.actors[0].canonical == "Company"
    assert noted.sources[0].chain[0].teller == "Ben Marsh"
    assert noted.handling is not None
    assert noted.handling.form.value == "never"
    assert 'value="French"' in page(seated("ministry"), path)  # the next one starts with it


def test_a_note_takes_six_presses_from_the_overview(seated: Seated):
    """Note; who; words or substance; terms; save: the rest has a default that may stand."""
    overview = page(seated("ministry"), "/t/harbour/ministry/")
    assert '<a class="button primary" href="/t/harbour/ministry/note">Note what was said</a>' in overview
    answer = seated("ministry").send("/t/harbour/ministry/note", who="0.0", text="They will wait.")
    assert answer.status_code == 303


def test_the_sheet_says_what_may_and_what_must_not_be_said(seated: Seated, desk: Desk):
    told(seated, desk)
    told(seated, desk, form="never", text="The fund is empty.")
    sheet = page(seated("ministry"), "/t/harbour/ministry/sheet?for=Company")
    may, must_not = sheet.split("Not to be said")[:2]
    assert WORDS in may
    assert "The fund is empty." not in may
    assert "The fund is empty." in must_not


def test_what_was_passed_on_in_breach_is_recorded_and_flagged(seated: Seated, desk: Desk):
    item = told(seated, desk, form="never")
    path = "/t/harbour/ministry/passed-on?to=Company"
    answer = seated("ministry").send(path, to="Company", rests_on=item, text="They could live with nine.")
    assert answer.headers["location"] == "/t/harbour/ministry/sent?done=passed-on-breach"
    assert last(desk, "ministry", RelayNoted)
    assert "A term was not kept." in page(seated("ministry"), answer.headers["location"])


def test_how_they_took_it_is_noted_and_nothing_is_left_to_ask(seated: Seated, desk: Desk):
    item = told(seated, desk)
    said = {"to": "Company", "rests_on": item, "text": "There may be some movement on lighting."}
    seated("ministry").send("/t/harbour/ministry/passed-on?to=Company", **said)
    sheet = "/t/harbour/ministry/sheet?for=Company"
    assert "to say in its own words" in page(seated("ministry"), sheet)
    path = f"/t/harbour/ministry/answer/{last(desk, 'ministry', RelayNoted)}"
    answer = seated("ministry").send(path, delivery="read_back", text="They want fewer lamps, then.")
    assert answer.headers["location"] == "/t/harbour/ministry/sent?done=answer-noted"
    assert "They want fewer lamps, then." in page(seated("ministry"), "/t/harbour/ministry/sent")
    assert "to say in its own words" not in page(seated("ministry"), sheet)


def test_one_tap_on_the_sheet_brings_what_was_said_into_the_note(seated: Seated, desk: Desk):
    item = told(seated, desk)
    form = page(seated("ministry"), f"/t/harbour/ministry/passed-on?to=Company&item={item}")
    assert f'name="rests_on" value="{item}" checked' in form
    assert f"{WORDS}</textarea>" in form


def test_an_owner_without_a_seat_is_asked_and_answers_by_mouth(seated: Seated, desk: Desk):
    note = {"who": "4.0", "text": "Our ships can wait a week.", "form": "ask_first"}
    seated("ministry").send("/t/harbour/ministry/note", **note)
    item = last(desk, "ministry", EntryNoted)
    path = f"/t/harbour/ministry/message/{item}"
    seated("ministry").send(path, do="ask-owner", ask_to="Company")
    request = last(desk, "ministry", DisclosureAsked)
    assert "What did the owner say?" in page(seated("ministry"), path)
    seated("ministry").send(path, do="owner-said", request=request, allowed="yes", owner_words="Go ahead.")
    assert "allowed to tell Company" in page(seated("ministry"), path)


def test_a_proposal_is_shown_to_one_side_and_answered_in_its_version(seated: Seated, desk: Desk):
    new = {"title": "The lamp paper", "version": "2", "text": "All or nothing.", "issue-wage": "four"}
    answer = seated("ministry").send("/t/harbour/ministry/proposals/new", **new)
    path = answer.headers["location"].partition("?")[0]
    seated("ministry").send(path, do="table", side="union")
    assert "The lamp paper" not in page(seated("company"), "/t/harbour/company/proposals")
    received = f"/t/harbour/union/proposal/{last(desk, 'union', ProposalReceived)}"
    shown = page(seated("union"), received)
    assert "<bdi>The lamp paper</bdi>, version 2" in shown
    assert "4 %" in shown
    refused = seated("union").send(received, value="accept_with_reservations")
    assert refused.status_code == 422
    seated("union").send(received, value="accept_with_reservations", reservations="Not the tide.")
    theirs = page(seated("ministry"), path)
    assert "Accepted with reservations (version 2)" in theirs.replace("</strong>", "")
    assert "Not the tide." in theirs


def test_notes_and_preferences_stay_in_their_seat(seated: Seated):
    seated("union").send("/t/harbour/union/notes", text="We are tired of it.", subject="Mood")
    weights = {"holder": "Union", "weight-wage": "3", "value-wage-two": "0", "value-wage-four": "1"}
    kept = seated("union").send("/t/harbour/union/preferences", reservation="0.5", **weights)
    assert kept.status_code == 303
    assert "We are tired of it." in page(seated("union"), "/t/harbour/union/notes")
    assert 'name="weight-wage" aria-label="Weight of Wage" value="3"' in page(
        seated("union"), "/t/harbour/union/preferences"
    )
    for seat in ("company", "ministry"):
        for path in ("", "notes", "preferences", "search?q=tired", "record", "export/seat.json"):
            assert "tired of it" not in page(seated(seat), f"/t/harbour/{seat}/{path}")


def test_an_entry_of_another_seat_and_none_at_all_are_refused_alike(seated: Seated, desk: Desk):
    foreign = last(desk, "company", Welcome)
    texts: list[str] = []
    for identity in (foreign, "00000000-0000-4000-8000-000000000000", "no identity <at all>"):
        note = {"who": "0.0", "text": "They will wait.", "answers": identity}
        answer = seated("ministry").send("/t/harbour/ministry/note", **note)
        assert answer.status_code == 422
        shown = MARK.sub("", answer.text).replace(html.escape(identity), "")
        texts.append(shown)
    assert texts[0] == texts[1]
    assert desk.view("harbour", "ministry").version == 1


@pytest.mark.parametrize("number", ["nan", "inf", "1e999", "-1e999"])
def test_a_weight_that_is_no_finite_number_is_refused(seated: Seated, desk: Desk, number: str):
    weights = {"holder": "Union", "weight-wage": number, "value-wage-two": "0", "value-wage-four": "1"}
    answer = seated("union").send("/t/harbour/union/preferences", reservation="0.5", **weights)
    assert answer.status_code == 422
    assert desk.view("harbour", "union").version == 1


@pytest.mark.parametrize("version", ["0", "nan", "1.5", "two", "99999"])
def test_a_version_is_a_whole_number(seated: Seated, version: str):
    new = {"title": "The lamp paper", "version": version, "text": "All or nothing."}
    answer = seated("ministry").send("/t/harbour/ministry/proposals/new", **new)
    assert answer.status_code == 422
    assert "Version: write a whole number" in answer.text


def test_a_preference_that_is_no_number_is_refused_by_its_name(seated: Seated):
    weights = {"holder": "Union", "weight-wage": "much", "value-wage-two": "0", "value-wage-four": "1"}
    answer = seated("union").send("/t/harbour/union/preferences", reservation="0.5", **weights)
    assert answer.status_code == 422
    assert "Weight of Wage: write a number" in answer.text
    assert 'value="much"' in answer.text


def test_search_finds_what_the_seat_holds_and_marks_it(seated: Seated, desk: Desk):
    told(seated, desk)
    found = page(seated("ministry"), "/t/harbour/ministry/search?q=LANTERNS")
    assert "<mark>lanterns</mark>" in found
    assert "0 entries hold" in page(seated("company"), "/t/harbour/company/search?q=lanterns")


def test_what_people_wrote_is_never_markup(seated: Seated, desk: Desk):
    text = '<script>alert(1)</script><img src=x onerror=alert(1)> "quoted"'
    seated("union").send("/t/harbour/union/write", to="ministry", text=text)
    item = last(desk, "ministry", MessageReceived)
    for path in ("inbox", f"message/{item}", "search?q=<script>", "record"):
        raw = seated("ministry").get(f"/t/harbour/ministry/{path}").text
        assert "<script>alert" not in raw
        assert "<img" not in raw


def test_a_seat_takes_away_its_own_part_under_a_name_that_says_nothing_else(seated: Seated, desk: Desk):
    told(seated, desk)
    answer = seated("company").get("/t/harbour/company/export/seat.json")
    assert answer.headers["content-disposition"] == 'attachment; filename="harbour-company.json"'
    assert "lanterns" not in answer.text
    assert "lanterns" in seated("ministry").get("/t/harbour/ministry/export/seat.yaml").text


def test_empty_pages_say_what_to_do_next(seated: Seated):
    for path, sentence in {
        "inbox": "Nobody has told you anything yet.",
        "drafts": "No drafts.",
        "sent": "Nothing was passed on yet.",
        "proposals": "A proposal is seen by nobody until you show it to a side.",
    }.items():
        assert sentence in page(seated("ministry"), f"/t/harbour/ministry/{path}")
