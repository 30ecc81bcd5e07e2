"""The report of March 2024, rebuilt: all that it says, on whose word, and nothing beyond it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.record.ladder import LegState, reported
from goodoffices.record.showing import entries_of, shown
from goodoffices.record.sourcing import sourcing
from goodoffices.record.talks_yaml import read, write
from goodoffices.record.unstated import unstated
from goodoffices.terms.actor import Role, SeatKind
from goodoffices.terms.entry import Entry, LinkType, Part, Status, kind_of
from goodoffices.terms.message import MessageForm
from goodoffices.terms.when import Precision
from goodoffices.terms.word import NOT_STATED
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "examples" / "doha-cairo-2024"
TEXT = (FOLDER / "talks.yaml").read_text(encoding="utf-8")
README = (FOLDER / "README.md").read_text(encoding="utf-8")
FILE = read(TEXT)
ENTRIES: dict[str, Entry] = dict(entries_of(FILE))

REPORT = ("unattributed", None, NOT_STATED)
BLINKEN = ("named", "Antony Blinken", NOT_STATED)
OFFICIALS_TO_CNN = ("anonymous", "two US officials", "CNN")
FAMILIAR = ("anonymous", "sources familiar with the matter", NOT_STATED)
US_OFFICIALS = ("anonymous", "US officials", NOT_STATED)
QATARI_OFFICIALS = ("anonymous", "Qatari officials", NOT_STATED)

# entry: kind, status, phase, (type, label, outlet) of each source
TABLE = {
    "warning": ("message", "claimed", "happened", [OFFICIALS_TO_CNN, FAMILIAR]),
    "washington-meeting": ("meeting", "claimed", "happened", [FAMILIAR]),
    "first-leg": ("hop_report", "claimed", "happened", [OFFICIALS_TO_CNN, FAMILIAR]),
    "second-leg-asked": ("hop_report", "claimed", "happened", [OFFICIALS_TO_CNN]),
    "stall": ("process_state", "stated", "happened", [REPORT]),
    "return": ("process_state", "stated", "happened", [REPORT]),
    "new-demands": ("position", "stated", "happened", [REPORT]),
    "doha-talks": ("meeting", "stated", "happened", [REPORT]),
    "adjournment": ("process_state", "stated", "ongoing", [REPORT]),
    "resumption": ("schedule", "stated", "planned", [REPORT]),
    "first-leg-received": ("hop_report", "claimed", "happened", [US_OFFICIALS]),
    "partner": ("arrangement", "stated", "ongoing", [REPORT]),
    "no-comment": ("statement", "stated", "happened", [QATARI_OFFICIALS]),
    "qatari-pressure": ("pressure", "claimed", "ongoing", [QATARI_OFFICIALS]),
    "second-leg-unclear": ("hop_report", "unclear", "happened", [REPORT]),
    "office": ("arrangement", "stated", "ongoing", [REPORT]),
    "members-in-doha": ("arrangement", "stated", "ongoing", [REPORT]),
    "go-between": ("arrangement", "stated", "ongoing", [REPORT]),
    "contacts": ("meeting", "stated", "ongoing", [REPORT]),
    "press-conference": ("meeting", "stated", "happened", [REPORT]),
    "gaps-narrowing": ("assessment", "claimed", "happened", [BLINKEN]),
    "exchange": ("linkage", "claimed", "happened", [BLINKEN]),
    "real-challenges": ("assessment", "claimed", "happened", [BLINKEN]),
    "proposal": ("proposal", "claimed", "happened", [BLINKEN]),
    "response": ("response", "claimed", "happened", [BLINKEN]),
    "deal-possible": ("assessment", "claimed", "happened", [BLINKEN]),
    "difficult-work": ("assessment", "claimed", "happened", [BLINKEN]),
    "teams-at-work": ("process_state", "claimed", "ongoing", [BLINKEN]),
    "gaps-closed": ("assessment", "claimed", "happened", [BLINKEN]),
    "gaps-remain": ("assessment", "claimed", "happened", [BLINKEN]),
    "rafah": ("outside_action", "stated", "planned", [REPORT]),
    "view-on-rafah": ("statement", "claimed", "happened", [BLINKEN]),
    "other-plans": ("schedule", "stated", "planned", [BLINKEN]),
}

# entry: fields of its content as they are shown
FIELDS = {
    "warning": {"form": "warning", "enforcer": NOT_STATED, "deadline": NOT_STATED, "place": "Washington"},
    "first-leg": {
        "leg": 1,
        "teller": "United States",
        "hearer": "Qatar",
        "delivery": "delivered",
        "place": "Washington",
    },
    "first-leg-received": {"leg": 1, "delivery": "delivered"},
    "second-leg-asked": {"leg": 2, "teller": "Qatar", "hearer": "Hamas", "delivery": "asked"},
    "second-leg-unclear": {"leg": 2, "teller": "Qatar", "hearer": "Hamas", "delivery": "unclear"},
    "no-comment": {"form": "no_comment"},
    "qatari-pressure": {"state": "claimed"},
    "stall": {"state": "stalled"},
    "return": {"state": "resumed", "left_by": NOT_STATED},
    "new-demands": {"holder": "Hamas", "content": NOT_STATED},
    "doha-talks": {"format": "proximity", "place": "Doha", "level": NOT_STATED, "until": "Friday"},
    "adjournment": {"state": "adjourned"},
    "resumption": {"action": "resume"},
    "press-conference": {"format": "press", "place": "Cairo"},
    "gaps-narrowing": {"topic": "gap", "direction": "better"},
    "gaps-closed": {"topic": "gap", "direction": "better"},
    "gaps-remain": {"topic": "gap", "direction": "mixed"},
    "real-challenges": {"topic": "difficulty"},
    "difficult-work": {"topic": "difficulty"},
    "deal-possible": {"topic": "prospects"},
    "teams-at-work": {"state": "ongoing"},
    "proposal": {"content": NOT_STATED, "state": "tabled"},
    "response": {"value": "not_stated", "content": NOT_STATED},
    "view-on-rafah": {"form": "view"},
    "other-plans": {"action": "present"},
}

# entry: start, end, precision
DATES = {
    "warning": ("2024-03-05", None, "day"),
    "washington-meeting": ("2024-03-05", None, "day"),
    "first-leg": ("2024-03-05", None, "day"),
    "doha-talks": ("2024-03-18", "2024-03-24", "span"),
    "resumption": ("2024-03-22", None, "day"),
    "office": ("2012", None, "span"),
    "contacts": ("2023-10-07", None, "span"),
    "press-conference": ("2024-03-21", None, "day"),
    "gaps-narrowing": ("2024-03-21", None, "day"),
    "other-plans": ("2024-03-25", "2024-03-31", "span"),
    "stall": (None, None, "order"),
    "return": (None, None, "order"),
    "proposal": (None, None, "order"),
    "response": (None, None, "order"),
    "second-leg-unclear": (None, None, "not_stated"),
}

# from, type, to
LINKS = {
    ("first-leg", LinkType.CARRIES, "warning"),
    ("first-leg-received", LinkType.CARRIES, "warning"),
    ("second-leg-asked", LinkType.CARRIES, "warning"),
    ("second-leg-unclear", LinkType.CARRIES, "warning"),
    ("no-comment", LinkType.ABOUT, "washington-meeting"),
    ("new-demands", LinkType.POSSIBLY_THE_SAME_AS, "response"),
    ("doha-talks", LinkType.ABOUT, "new-demands"),
    ("adjournment", LinkType.ABOUT, "doha-talks"),
    ("resumption", LinkType.ABOUT, "doha-talks"),
    ("response", LinkType.ANSWERS, "proposal"),
    ("exchange", LinkType.ABOUT, "warning"),
    ("gaps-closed", LinkType.ABOUT, "gaps-remain"),
    ("gaps-remain", LinkType.ABOUT, "gaps-closed"),
    ("view-on-rafah", LinkType.ABOUT, "rafah"),
    ("other-plans", LinkType.ABOUT, "rafah"),
}


def test_it_holds_these_entries_and_no_other() -> None:
    assert list(ENTRIES) == list(TABLE)
    assert all(row.entry is not None and row.by == "reader" for row in FILE.record)


@pytest.mark.parametrize("name", TABLE)
def test_an_entry_is_of_its_kind_on_the_word_the_report_names(name: str) -> None:
    entry = ENTRIES[name]
    sources = [(source.type.value, source.label, source.outlet) for source in entry.sources]
    assert (kind_of(entry.content), entry.status.value, entry.phase.value, sources) == TABLE[name]


@pytest.mark.parametrize("name", FIELDS)
def test_an_entry_says_what_the_report_says(name: str) -> None:
    (found,) = (entry["fields"] for entry in shown(FILE) if entry["id"] == name)
    assert isinstance(found, dict)
    assert {field: found.get(field) for field in FIELDS[name]} == FIELDS[name]


@pytest.mark.parametrize("name", DATES)
def test_an_entry_stands_on_its_date(name: str) -> None:
    when = ENTRIES[name].when
    assert when is not None
    assert (when.start, when.end, when.precision.value) == DATES[name]


@pytest.mark.parametrize("name", TABLE)
def test_every_time_says_how_it_was_derived_and_which_words_were_used(name: str) -> None:
    when = ENTRIES[name].when
    assert when is not None
    assert when.derivation
    assert when.words or name == "second-leg-unclear"


@pytest.mark.parametrize("link", sorted(LINKS, key=str), ids=str)
def test_entries_refer_to_each_other_as_the_report_does(link: tuple[str, LinkType, str]) -> None:
    name, kind, to = link
    assert to in ENTRIES[name].linked(kind)


def test_the_warning_says_what_is_asked_and_what_follows_and_is_no_ultimatum() -> None:
    content = ENTRIES["warning"].content
    assert content.form is MessageForm.WARNING  # pyright: ignore[reportAttributeAccessIssue]
    fields = {entry["id"]: entry["fields"] for entry in shown(FILE)}["warning"]
    assert isinstance(fields, dict)
    assert "stops the war" in str(fields["demand"])
    assert "leave Doha" in str(fields["consequence"])


def test_the_message_came_in_the_stall_and_before_the_return_by_order_alone() -> None:
    warning, stall, back = (ENTRIES[name].when for name in ("warning", "stall", "return"))
    assert warning is not None
    assert stall is not None
    assert back is not None
    assert (warning.during, warning.before) == (("stall",), ("return",))
    assert stall.before == ("return",)
    assert set(back.after) == {"stall", "warning"}


def test_the_adjournment_is_not_the_return_after_the_stall() -> None:
    assert ENTRIES["adjournment"].when != ENTRIES["return"].when
    told = {link.to for name in ("adjournment", "resumption") for link in ENTRIES[name].links}
    assert "return" not in told


def test_the_two_legs_stand_with_their_reports_and_the_claimed_pressure_is_none_of_them() -> None:
    (way,) = reported(ENTRIES.items())
    assert way.message == "warning"
    assert [(leg.teller, leg.hearer, leg.state) for leg in way.legs] == [
        ("United States", "Qatar", LegState.DELIVERED),
        ("Qatar", "Hamas", LegState.UNCLEAR),
    ]
    assert [[report.entry for report in leg.reports] for leg in way.legs] == [
        ["first-leg", "first-leg-received"],
        ["second-leg-asked", "second-leg-unclear"],
    ]


def test_what_the_report_does_not_say_is_exactly_this() -> None:
    assert {(open_.entry, open_.field) for open_ in unstated(ENTRIES.items())} == {
        ("warning", "enforcer"),
        ("warning", "deadline"),
        ("second-leg-unclear", "delivery"),
        ("new-demands", "content"),
        ("proposal", "content"),
        ("response", "value"),
        ("doha-talks", "level"),
        ("teams-at-work", "actors"),
        ("return", "left_by"),
    }


def test_nothing_rests_on_the_word_of_hamas_or_of_israel() -> None:
    found = sourcing(ENTRIES.items(), FILE.talks)
    assert {side.actor: len(side.entries) for side in found.sides} == {
        "Israel": 0,
        "Hamas": 0,
        "United States": 16,
        "Qatar": 2,
    }
    assert found.unsourced == ()


def test_cnn_stands_only_where_the_text_names_it() -> None:
    told = {name for name, entry in ENTRIES.items() if "CNN" in {source.outlet for source in entry.sources}}
    assert told == {"warning", "first-leg", "second-leg-asked"}
    assert TEXT.count("CNN") == 3 * len(told)


def test_every_chain_ends_with_this_copy_of_which_no_outlet_is_stated() -> None:
    for entry in ENTRIES.values():
        for source in entry.sources:
            assert source.chain[-1].hearer == "this copy"
            assert source.outlet in {"CNN", NOT_STATED}


def test_nobody_has_graded_anything_and_nothing_was_told_on_terms() -> None:
    assert all(entry.grade is None and entry.handling is None for entry in ENTRIES.values())


def test_the_three_sayings_about_the_gap_are_three() -> None:
    gap = [entry["id"] for entry in shown(FILE) if _fields(entry).get("topic") == "gap"]
    assert gap == ["gaps-narrowing", "gaps-closed", "gaps-remain"]


def _fields(entry: dict) -> dict:
    return entry["fields"]


def test_no_actor_has_a_seat_and_nobody_a_preference_a_stance_or_an_agenda() -> None:
    assert [(seat.name, seat.kind, seat.actor) for seat in FILE.talks.seats] == [
        ("reader", SeatKind.READER, None)
    ]
    assert FILE.talks.agenda.issues == ()
    assert "stances" not in TEXT
    assert "preference:" not in TEXT


def test_the_actors_hold_the_roles_that_the_report_gives_them() -> None:
    roles = {role: FILE.talks.actors_in(role) for role in Role}
    assert roles[Role.PARTY] == ("Israel", "Hamas")
    assert roles[Role.MEDIATOR] == ("Qatar", "Egypt")
    assert roles[Role.OUTSIDE_POWER] == ("United States",)


def test_whose_teams_are_at_work_is_not_stated() -> None:
    assert [(part.canonical, part.written) for part in _actors("teams-at-work")] == [
        (NOT_STATED, "The teams")
    ]


def _actors(name: str) -> tuple[Part, ...]:
    return ENTRIES[name].actors


def test_the_proposal_is_claimed_by_one_of_its_authors() -> None:
    assert [part.canonical for part in _actors("proposal")] == ["United States", "Egypt", "Qatar", "Israel"]
    assert ENTRIES["proposal"].status is Status.CLAIMED


def test_an_order_without_dates_holds_no_date() -> None:
    for entry in ENTRIES.values():
        if entry.when is not None and entry.when.precision is Precision.ORDER:
            assert entry.when.start is None


def test_the_readme_maps_every_entry_to_its_paragraph() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| ([a-z ]+) \| [^|]*\d[^|]* \| [^|]*\"[^|]* \|$", README, re.MULTILINE
    )
    assert [(name, kind.replace(" ", "_")) for name, kind in rows] == [
        (name, row[0]) for name, row in TABLE.items()
    ]


def test_it_is_written_and_read_again_as_it_was() -> None:
    assert read(write(FILE)) == FILE


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold().replace("’", "'"))


def test_no_sentence_of_the_report_is_copied(shared: Path) -> None:
    article = words_of((shared / "seed" / "article.txt").read_text(encoding="utf-8"))
    runs = {tuple(article[start : start + 8]) for start in range(len(article) - 7)}
    for text in (TEXT, README):
        ours = words_of(text)
        copied = [ours[start : start + 8] for start in range(len(ours) - 7)]
        assert not [" ".join(run) for run in copied if tuple(run) in runs]


def test_every_quotation_in_the_readme_stands_in_the_report(shared: Path) -> None:
    article = " ".join(words_of((shared / "seed" / "article.txt").read_text(encoding="utf-8")))
    table = README.partition("## Entries and paragraphs")[2].partition("## How")[0]
    quoted = [" ".join(words_of(words)) for words in re.findall(r'"([^"]+)"', table)]
    assert len(quoted) >= len(TABLE)
    assert [words for words in quoted if words not in article] == []


def test_the_furniture_of_the_page_is_left_out() -> None:
    for stranger in ("Syria", "Assad", "Zelensky", "Pezeshkian", "Donbass", "sanctions"):
        assert stranger not in TEXT
