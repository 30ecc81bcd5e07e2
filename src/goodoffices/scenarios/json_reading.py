"""JSON as plain values: each name once, finite numbers only."""

from __future__ import annotations

import json
from typing import NoReturn, cast

from goodoffices.errors import FileError, ScenarioFileError
from goodoffices.notation.plain import Plain, decoded
from goodoffices.scenarios.written import short


def plain(data: bytes, file: str) -> Plain:
    """What a JSON file holds. Raises `ScenarioFileError` with file and line.

    >>> plain(b'{"a": [1, 0.5]}', "a.json")
    {'a': [1, 0.5]}
    >>> plain(b'{"a": NaN}', "a.json")
    Traceback (most recent call last):
    ...
    goodoffices.errors.ScenarioFileError: a.json: file: expected finite numbers, not NaN
    """

    def once(pairs: list[tuple[str, Plain]]) -> dict[str, Plain]:
        held = dict(pairs)
        if len(held) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise ScenarioFileError(file, 0, short(twice), "expected each name once")
        return held

    def refuse(constant: str) -> NoReturn:
        raise ScenarioFileError(file, 0, "file", f"expected finite numbers, not {constant}")

    try:
        text = decoded(data).removeprefix("\ufeff")
        return cast("Plain", json.loads(text, object_pairs_hook=once, parse_constant=refuse))
    except json.JSONDecodeError as reason:
        raise ScenarioFileError(file, reason.lineno, "file", f"expected JSON: {reason.msg}") from reason
    except RecursionError as reason:
        raise ScenarioFileError(file, 0, "file", "expected fewer levels inside each other") from reason
    except ScenarioFileError:
        raise
    except FileError as reason:
        raise ScenarioFileError(file, reason.line, reason.field, reason.expected) from reason
    except ValueError as reason:  # an integer of thousands of digits
        raise ScenarioFileError(file, 0, "file", f"expected JSON: {reason}") from reason
