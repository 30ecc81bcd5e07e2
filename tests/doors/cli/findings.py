"""What every command of the engine prints is a finding by the published schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema

from tests.doors.cli.conftest import Run
from tests.doors.cli.renew_finding_schema import PUBLISHED


def finding(run: Run, line: str) -> Any:
    """The finding that a command prints, held against the schema."""
    answer = run(f"{line} --json")
    assert answer.code == 0, answer.err + answer.out
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(answer.json)
    return answer.json


LAPTOP = """format: goodoffices-scenario/1
source: invented for a test
agenda:
  issues:
    - {key: screen, title: Screen, options: [{key: large, title: Large}, {key: small, title: Small}]}
    - {key: price, title: Price, options: [{key: high, title: High}, {key: low, title: Low}]}
    - {key: bag, title: Bag, options: [{key: with, title: With a bag}, {key: without, title: Without}]}
preferences:
  - holder: Buyer
    reservation: 4
    issues:
      - {issue: screen, weight: 1, values: [{option: large, value: 6}, {option: small, value: 0}]}
      - {issue: price, weight: 1, values: [{option: high, value: 0}, {option: low, value: 3}]}
      - {issue: bag, weight: 1, values: [{option: with, value: 1}, {option: without, value: 0}]}
  - holder: Seller
    reservation: 3
    issues:
      - {issue: screen, weight: 1, values: [{option: large, value: 0}, {option: small, value: 2}]}
      - {issue: price, weight: 1, values: [{option: high, value: 7}, {option: low, value: 0}]}
      - {issue: bag, weight: 1, values: [{option: with, value: 0}, {option: without, value: 1}]}
"""
