"""Is there a deal, and which: as a seat may compute it from what it keeps."""

from __future__ import annotations

from goodoffices.record.acts import PreferenceKept
from tests.doors.web.opened_examples import ARDMERE, DOHA, example, reader


def test_a_mediator_reads_whether_there_is_a_deal_in_plain_words():
    words = reader(ARDMERE, "ministry").opens("packages").words
    assert "Yes: 1,734 of 4,800,000 possible packages are at least as good for every side" in words
    assert "These are your own estimates." in words


def test_the_other_mediator_computes_from_estimates_of_her_own_and_reads_what_is_missing():
    words = reader(ARDMERE, "judge").opens("packages").words
    assert "No: no package is as good for every side as no agreement. What is missing is 1.0%" in words
    assert "If only this side comes down" in words


def test_the_candidate_package_names_an_answer_for_each_issue_and_what_each_side_gets():
    page = reader(ARDMERE, "ministry").opens("packages")
    table = page.page.partition("The candidate package</caption>")[2].partition("</table>")[0]
    assert table.count('role="rowheader"') == 10
    assert table.count("gets, of at most") == 2 + 20
    assert "is dear for" in page.words


def test_a_result_says_how_it_was_computed():
    words = reader(ARDMERE, "ministry").opens("packages").words
    for said in ("Method", "Setting: cap", "Tolerance none: exact", "Fingerprint of what went in"):
        assert said in words


def test_a_party_sees_no_number_of_the_other_side():
    union = reader(ARDMERE, "union").opens("packages")
    assert "Only your own preferences are kept here, the other side's are not yours to see." in union.words
    assert "possible packages" not in union.words
    basis = [
        row.act.preference.basis or ""
        for row in example(ARDMERE).record
        if isinstance(row.act, PreferenceKept) and row.by != "union"
    ]
    assert basis
    assert not [said for said in basis if said[:40] in union.page]


def test_a_seat_that_keeps_nothing_reads_what_is_missing():
    words = reader(ARDMERE, "shippers").opens("packages").words
    assert "No preferences are kept here, and the software invents none." in words


def test_a_report_without_an_agenda_says_what_is_missing_and_what_to_do():
    words = reader(DOHA, "reader").opens("packages").words
    assert "The agenda names no issue" in words
    assert "how much each answer is worth" in words


def test_what_if_an_issue_were_settled_leaves_other_packages():
    ministry = reader(ARDMERE, "ministry")
    before = ministry.opens("packages").words
    after = ministry.opens("packages?if-wage=as-five&if-crew=not-five")
    assert "packages that no other beats are left of" not in before
    assert "packages that no other beats are left of" in after.words
    table = after.page.partition("Packages to put before the sides</caption>")[2].partition("</table>")[0]
    wage = table.partition("Basic wage rise")[2].partition("</tr>")[0]
    assert wage.count("5 % a year") == 3
    assert '<option value="as-five" selected>' in after.page
    assert 'class="before"' in after.page


def test_what_leaves_no_package_is_said_and_what_is_not_known_counts_as_open():
    ministry = reader(ARDMERE, "ministry")
    odd = ministry.opens("packages?if-wage=as-ninety&if-ships=as-many")
    assert "packages that no other beats are left of" not in odd.words
    assert "Package 1: what each side gets and gives" in odd.words


def test_a_party_computes_in_its_own_room_what_each_proposal_is_worth_to_it():
    union = reader(ARDMERE, "union").opens("packages")
    assert "What it would bring you" in union.words
    assert "No agreement is worth 62 to you" in union.words
    assert "Your best answer to each issue" in union.words
    assert "What if" not in union.words
    assert "Part of the conflict" not in reader(ARDMERE, "union").opens("gap").words
