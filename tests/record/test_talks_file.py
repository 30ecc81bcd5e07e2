"""The talks file: read as it was written; whatever else stands there gets a line, a field, a sentence."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.errors import FileError, TalksFileError
from goodoffices.notation.plain import LARGEST, decoded
from goodoffices.notation.yaml_reading import DEEPEST
from goodoffices.record.coherence import strangers
from goodoffices.record.talks_file import TalksFile
from goodoffices.record.talks_yaml import read, write
from goodoffices.terms.entry import Entry, Link, LinkType
from goodoffices.terms.position import Position, Stance
from goodoffices.terms.when import Precision, When
from tests.conftest import REPOSITORY
from tests.record.talks_files import talks_files

FILE = """\
format: goodoffices-talks/1
talks:
  name: harbour
  title: The harbour
  actors:
    - name: Dockers
      kind: union
    - name: Ministry
      kind: ministry
      spokespersons: [{name: Ana Ruiz, office: Envoy}]
  seats:
    - {name: dockers, kind: party, title: Dockers, actor: Dockers}
    - {name: envoy, kind: mediator, title: The envoy, actor: Ministry}
  agenda:
    issues:
      - key: wage
        title: Wage
        options: [{key: two, title: Two per cent}, {key: three, title: Three per cent}]
record:
  - id: m1
    by: dockers
    recorded: 2031-03-03T09:00:00+01:00
    act:
      type: message_sent
      to: envoy
      entry:
        content: {kind: message, content: Three per cent.}
        actors: [{role: issuer, canonical: Dockers, written: we}]
        handling: {form: in_substance, to: [Ministry]}
  - id: r1
    by: envoy
    recorded: 2031-03-03T10:00:00+01:00
    act:
      type: relay_sent
      to: dockers
      relay: {to: Dockers, rests_on: [m1], text: Noted.}
  - id: a1
    by: dockers
    act: {type: relay_acknowledged, to: envoy, relay: r1}
  - id: n1
    by: envoy
    entry:
      content:
        kind: position
        holder: Dockers
        stances: [{issue: wage, acceptable: [three]}]
      when: {precision: day, start: 2031-03-03, words: on Monday}
      links: [{type: about, to: n2}]
  - id: n2
    by: envoy
    entry:
      content: {kind: note, text: Ask about nights.}
"""


def refused(text: str) -> TalksFileError:
    with pytest.raises(TalksFileError) as caught:
        read(text)
    return caught.value


def changed(old: str, new: str) -> TalksFileError:
    assert old in FILE
    return refused(FILE.replace(old, new, 1))


def test_a_file_is_read_as_it_stands() -> None:
    file = read(FILE)
    assert [row.id for row in file.record] == ["m1", "r1", "a1", "n1", "n2"]
    assert file.record[3].entry == Entry(
        content=Position(holder="Dockers", stances=(Stance(issue="wage", acceptable=("three",)),)),
        when=When(precision=Precision.DAY, start="2031-03-03", words="on Monday"),
        links=(Link(type=LinkType.ABOUT, to="n2"),),  # links between entries may point forward
    )


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(talks_files())
def test_what_was_written_is_read_back_equal_and_written_again_the_same(file: TalksFile) -> None:
    text = write(file)
    again = read(text)
    assert again == file
    assert write(again) == text


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_is_the_same_file() -> None:
    assert read("\ufeff" + FILE.replace("\n", "\r\n")) == read(FILE)


PIECES = (
    *"{}[]:,-&*!|>'\"%@`#?~ \n\t\\09ab<\u202e\0\ud800",
    "\\UFFFFFFFF",
    "---\n",
    "...",
    "<<: ",
    "é",
    "  ",
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The file with a few pieces put in, cut out, or copied elsewhere."""
    text = FILE
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        end = min(end, start + 40)
        match draw(st.sampled_from(["put", "cut", "copy", "line"])):
            case "put":
                text = text[:start] + draw(st.sampled_from(PIECES)) + text[start:]
            case "cut":
                text = text[:start] + text[end:]
            case "copy":
                text = text[:start] + text[start:end] + text[start:]
            case _:
                lines = text.split("\n")
                place = start % len(lines)
                text = "\n".join([*lines[:place], draw(st.sampled_from(lines)), *lines[place + 1 :]])
    return text


@pytest.mark.slow
@settings(max_examples=250)
@given(damaged())
def test_a_damaged_file_is_read_or_gets_a_talks_file_error_and_nothing_else(text: str) -> None:
    """Any other error fails the test by itself."""
    with contextlib.suppress(TalksFileError):
        file = read(text)
        assert read(write(file)) == file


@settings(max_examples=60)
@given(damaged())
def test_the_line_of_an_error_stands_in_the_file(text: str) -> None:
    try:
        read(text)
    except TalksFileError as error:
        said = error
    else:
        return
    assert 0 <= said.line <= text.count("\n") + 1
    assert said.field
    assert said.expected


@given(st.binary(max_size=60), st.integers(0, len(FILE)))
def test_bytes_are_text_in_utf_8_or_a_file_error(piece: bytes, place: int) -> None:
    data = FILE.encode()[:place] + piece
    with contextlib.suppress(FileError):
        assert decoded(data).encode() == data


def test_bytes_of_another_encoding_get_the_line_of_the_first_bad_one() -> None:
    with pytest.raises(FileError) as caught:
        decoded(b"a: 1\nb: caf\xe9\n")
    assert caught.value.line == 2


WRONG = {
    "an empty file": ("", 1, "file", "empty"),
    "only a comment": ("# talks\n", 1, "file", "empty"),
    "a file that is no mapping": ("- a\n", 1, "file", "fields with names"),
    "a bare word": ("talks\n", 1, "file", "fields with names"),
    "a second document": (FILE + "---\nformat: x\n", 53, "file", "one document"),
    "an older YAML": ("%YAML 1.1\n---\n" + FILE, 1, "file", "1.2"),
    "too deep": (FILE + "deep: " + "[" * (DEEPEST + 1), 53, "deep" + "[0]" * 29, "levels"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_none_is_refused(name: str) -> None:
    text, line, field, sentence = WRONG[name]
    error = refused(text)
    assert (error.line, error.field) == (line, field)
    assert sentence in error.expected


def test_a_file_of_more_than_five_megabytes_is_refused_before_it_is_read() -> None:
    assert "5,000,000" in refused("#" * (LARGEST + 1)).expected
    with pytest.raises(FileError):
        decoded(b"#" * (LARGEST + 1))


CHANGES = {
    # what: (old, new, line, field, part of what was expected)
    "an anchor": ("name: harbour", "name: &a harbour", 3, "talks.name", "no anchors"),
    "an alias": ("name: harbour", "name: *a", 3, "talks.name", "no anchors"),
    "a merge key": ("  name: harbour", "  <<: {name: harbour}", 3, "talks", "merge keys"),
    "a tag": ("name: harbour", "name: !!str harbour", 3, "talks.name", "no tags"),
    "a field given twice": ("  title: The harbour", "  name: port", 4, "talks.name", "once"),
    "a tab as margin": ("  title: The harbour", "\ttitle: The harbour", 4, "talks", "tab"),
    "a hidden character": ("The harbour", "The har\u202ebour", 4, "file", "U+202E"),
    "a hidden character, escaped": ("The harbour", '"The har\\u202Ebour"', 4, "talks.title", "U+202E"),
    "a control character, escaped": ("The harbour", '"The har\\0bour"', 4, "talks.title", "U+0000"),
    "a character that does not exist": ("The harbour", '"\\UFFFFFFFF"', 4, "talks.title", "exists"),
    "an unknown field": ("  title: The harbour", "  titel: The harbour", 4, "talks.titel",
        "name, title, about"),
    "a missing field": ("  title: The harbour\n", "", 2, "talks", "the field title"),
    "a number for a text": ("The harbour", "1993", 4, "talks.title", "quotes"),
    "a name that is a number": ("  title:", "  1993:", 4, "talks", "name of a field"),
    "a name that is a list": ("  title:", "  ? [a]\n  :", 4, "talks", "name of a field"),
    "an endless number": ("The harbour", "9" * 5000, 4, "talks.title", "digits"),
    "a text for a list": ("acceptable: [three]", "acceptable: three", 46,
        "{n1}.content.stances[0].acceptable", "a list"),
    "an empty text": ("text: Ask about nights.", 'text: ""', 52, "record[4].entry.content.text", "some text"),
    "another format": ("goodoffices-talks/1", "goodoffices-talks/9", 1, "format", "goodoffices-talks/1"),
    "an unknown kind": ("kind: note", "kind: rumour", 52, "record[4].entry.content.kind", "hop_report"),
    "an unknown act": ("relay_acknowledged", "relay_heard", 39, "record[2].act.type", "relay_read_back"),
    "an unknown choice": ("precision: day", "precision: about", 47, "{n1}.when.precision", "span"),
    "a date that does not exist": ("2031-03-03, w", "2031-02-29, w", 47, "{n1}.when.start", "calendar"),
    "an identity that is none": ("id: n2", "id: N 2", 49, "record[4].id", "small letters"),
    "terms that contradict themselves": (", to: [Ministry]}", "}", 29, "{m1}.handling", "to whom"),
    "a row with neither": ("    act: {type: relay_acknowledged, to: envoy, relay: r1}\n", "", 37,
        "record[2]", "either"),
    "an identity used twice": ("id: n2", "id: r1", 49, "record[4].id", "line 30"),
    "a seat that is not there": ("by: envoy", "by: judge", 31, "record[1].by", "dockers, envoy"),
    "an addressee that is no seat": ("to: envoy", "to: judge", 25, "record[0].act.to", "dockers, envoy"),
    "a link to nothing": ("to: n2", "to: n9", 48, "{n1}.links[0].to", "n9"),
    "a link to itself": ("to: n2", "to: n1", 48, "{n1}.links[0].to", "itself"),
    "an answer to a later row": ("relay: r1}", "relay: n1}", 39, "record[2].act.relay", "earlier"),
    "an answer to another kind": ("relay: r1}", "relay: m1}", 39, "record[2].act.relay", "relay"),
    "an issue off the agenda": ("issue: wage", "issue: nights", 46, "{n1}.content.stances", "nights"),
    "an option that is none": ("[three]", "[four]", 46, "{n1}.content.stances", "four"),
    "a time that no other zone can name": (
        "2031-03-03T10:00:00+01:00",
        "0001-01-01T00:00:00+14:00",
        32,
        "record[1].recorded",
        "expected an instant",
    ),
    "a time without its offset": ("T10:00:00+01:00", "T10:00:00", 32, "record[1].recorded", "offset"),
    "a seat of a strange actor": ("actor: Ministry", "actor: Judge", 2, "talks", "Judge"),
}  # fmt: skip


def _full(field: str) -> str:
    return field.replace("{n1}", "record[3].entry").replace("{m1}", "record[0].act.entry")


@pytest.mark.parametrize("name", CHANGES)
def test_a_wrong_file_is_refused_with_the_line_the_field_and_what_was_expected(name: str) -> None:
    old, new, line, field, sentence = CHANGES[name]
    error = changed(old, new)
    assert (error.line, error.field) == (line, _full(field))
    assert sentence in error.expected


def test_a_seat_cannot_refer_to_what_it_was_never_shown() -> None:
    error = changed(
        "  - id: n2\n    by: envoy\n    entry:\n",
        "  - id: n2\n    by: dockers\n    entry:\n      links: [{type: about, to: n1}]\n",
    )
    assert error.field == "record[3].entry.links[0].to"
    assert "envoy" in error.expected
    assert "n2" in error.expected


def test_a_preference_of_no_actor_is_refused() -> None:
    kept = "act: {type: preference_kept, preference: {holder: Drivers, reservation: 0, issues: []}}"
    error = changed("entry:\n      content: {kind: note, text: Ask about nights.}", kept)
    assert error.field == "record[4].act.preference.holder"


def test_a_preference_that_does_not_weigh_the_agenda_is_refused() -> None:
    kept = "act: {type: preference_kept, preference: {holder: Dockers, reservation: 0, issues: []}}"
    error = changed("entry:\n      content: {kind: note, text: Ask about nights.}", kept)
    assert error.field == "record[4].act.preference"
    assert "each issue" in error.expected


def test_a_package_off_the_agenda_is_refused() -> None:
    agreed = "{kind: agreement, content: Done., state: reached, package: {choices: [{issue: x, option: y}]}}"
    error = changed("{kind: note, text: Ask about nights.}", agreed)
    assert error.field == "record[4].entry.content.package"


def test_anybody_may_turn_up_in_what_is_told_and_is_listed_as_a_stranger() -> None:
    told = FILE.replace("canonical: Dockers", "canonical: Red Cross").replace(
        "holder: Dockers", "holder: Dokers"
    )
    assert strangers(read(told)) == (("m1", "Red Cross"), ("n1", "Dokers"))
    assert strangers(read(FILE)) == ()


def test_the_talks_themselves_refer_to_no_entry() -> None:
    error = changed("office: Envoy}", "office: Envoy, period: {precision: order, after: [n1]}}")
    assert error.field == "talks.actors[1].spokespersons[0].period.after[0]"


def test_a_wrong_file_repeats_no_more_of_itself_than_a_line_or_two() -> None:
    long = "x" * 100_000
    assert len(str(changed("2031-03-03, w", f"{long}, w"))) < 1_000
    assert len(str(changed("  title: The", f'  "{long}": The'))) < 1_000


def test_the_file_in_the_docs_can_be_read() -> None:
    page = (REPOSITORY / "docs" / "reference" / "talks-file.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    assert [row.id for row in read(example).record] == ["first-message", "passed-on", "what-i-think"]


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "examples").glob("*/talks.yaml")), ids=lambda p: p.parent.name
)
def test_no_example_names_a_stranger(path: Path) -> None:
    assert strangers(read(path.read_text(encoding="utf-8"))) == ()
