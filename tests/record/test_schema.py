"""The published schemas are made from the types, and hold of what is written and shown."""

from __future__ import annotations

import jsonschema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from goodoffices.notation.schema import Schema
from goodoffices.notation.yaml_reading import parsed
from goodoffices.record.schema import shown_entry_schema, talks_schema
from goodoffices.record.showing import shown
from goodoffices.record.talks_file import TalksFile
from goodoffices.record.talks_yaml import read, write
from tests.conftest import REPOSITORY
from tests.record.renew_schema import PUBLISHED, REFERENCE, text_of
from tests.record.talks_files import talks_files

EXAMPLES = sorted((REPOSITORY / "examples").glob("*/talks.yaml"))
TALKS = jsonschema.Draft202012Validator(talks_schema())
SHOWN = jsonschema.Draft202012Validator(shown_entry_schema())


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_schema_is_that_of_the_types(name: str) -> None:
    published = (REFERENCE / name).read_text(encoding="utf-8")
    assert published == text_of(PUBLISHED[name]()), "renew it: python -m tests.record.renew_schema"


@pytest.mark.parametrize("schema", [talks_schema(), shown_entry_schema()], ids=["talks", "shown"])
def test_a_schema_is_one(schema: dict[str, object]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert "\\\\A" not in text_of(schema), "anchors as in Python mean something else in JSON Schema"
    assert ">>>" not in text_of(schema)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_is_what_the_schema_says(path) -> None:
    text = path.read_text(encoding="utf-8")
    TALKS.validate(parsed(text).value)
    for entry in shown(read(text)):
        SHOWN.validate(entry)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(talks_files())
def test_whatever_is_written_or_shown_is_what_the_schema_says(file: TalksFile) -> None:
    TALKS.validate(parsed(write(file)).value)
    for entry in shown(file):
        SHOWN.validate(entry)
        assert msgspec.json.decode(msgspec.json.encode(entry)) == entry


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "goodoffices-talks/1"},
        {"format": "goodoffices-talks/2", "talks": {"name": "a", "title": "A"}},
        {"format": "goodoffices-talks/1", "talks": {"name": "A b", "title": "A"}},
        {
            "format": "goodoffices-talks/1",
            "talks": {"name": "a", "title": "A"},
            "record": [{"id": "a", "by": "b"}],
        },
    ],
)
def test_a_wrong_file_is_wrong_by_the_schema(wrong: Schema) -> None:
    assert not TALKS.is_valid(wrong)
