"""Every format keeps the laws of formats, and a reader that breaks one is found."""

from __future__ import annotations

import pytest
from msgspec import structs

from goodoffices.scenarios import load, write
from goodoffices.scenarios.table import from_table
from goodoffices.scenarios.writing import FORMATS
from goodoffices.testing.scenario_formats import ScenarioFormatContract

HALF = from_table(
    {
        "land": {"much": (0.5, 0), "some": (0.25, 0.3), "none": (0, 0.5)},
        "water": {"all": (0.5, 0), "half": (0.3, 0.35), "none": (0, 0.5)},
    },
    {"East": 0.25, "West": 0.3},
)
WEIGHED = structs.replace(
    HALF,
    preferences=tuple(
        structs.replace(
            each,
            issues=tuple(
                structs.replace(
                    issue,
                    weight=0.5,
                    values=tuple(structs.replace(value, value=value.value * 2) for value in issue.values),
                )
                for issue in each.issues
            ),
        )
        for each in HALF.additive
    ),
)


class TestEveryFormat(ScenarioFormatContract):
    @pytest.fixture(params=FORMATS)
    def place(self, request, tmp_path):
        target = tmp_path / ("scenario.yaml" if request.param == "goodoffices" else "there")
        write(WEIGHED, target, request.param)
        return target


class TestPublishedConstraints(ScenarioFormatContract):
    @pytest.fixture
    def place(self, tmp_path):
        rectangles = '<hyperRectangle utility="3"><INCLUDES index="1" min="0" max="1"/></hyperRectangle>'
        issue = '<issue index="1" name="n" type="integer" lowerbound="0" upperbound="2"/>'
        ufun = f'<utility maxutility="3"><ufun weight="1">{rectangles}</ufun></utility>'
        domain = f"<negotiation_template><utility_space>{issue}</utility_space></negotiation_template>"
        (tmp_path / "domain.xml").write_text(domain, encoding="utf-8")
        for name in "ab":
            text = f'<utility_space type="nonlinear"><objective>{issue}{ufun}</objective></utility_space>'
            (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
        return tmp_path


def test_a_reader_that_meets_a_fault_of_its_own_is_found(tmp_path):
    write(WEIGHED, tmp_path / "there", "negolog")

    def careless(place):
        if len((place / "East.json").read_bytes()) < 40:
            raise KeyError("issues")
        return load(place)

    with pytest.raises(KeyError):
        ScenarioFormatContract().test_a_damaged_file_is_read_or_refused_by_name_and_never_a_fault(
            tmp_path / "there", careless
        )
