"""Broken files that were published: each is refused at its place, or mended and said so."""

from __future__ import annotations

import csv
import re

import pytest

from goodoffices.errors import ScenarioFileError
from goodoffices.scenarios import load
from goodoffices.scenarios.xml_reading import root_of
from tests.conftest import REPOSITORY

MALFORMED = REPOSITORY.parent / "shared" / "data" / "malformed"
CASES = sorted(each.name for each in MALFORMED.iterdir() if each.is_dir()) if MALFORMED.is_dir() else []

# ("refused", file, line, part of what was expected), or ("mended", a remark that names what was).
NO_DOMAIN = "expected a domain file"
OUTCOMES = {
    "2nd_hand_car-type-price": ("refused", "car_dealer.xml", 88, 'discrete, integer or real, not "price"'),
    "LaptopConv1D": ("refused", "Laptop-C-domain.xml", 5, "well-formed"),
    "NoBayes-one-profile": ("refused", "NoBayes-one-profile", 0, "1 preferences given"),
    "Railway-rank-no-evaluation": ("refused", "Copy of MinisterProfile.xml", 2, 'not "constraint"'),
    "SmartPhone-raw": ("mended", "SmartPhone_util1.xml: line 44: a bare & is read as &amp;."),
    "backup-5-domains": ("refused", "backup-5-domains", 0, "expected one domain file, and found 3"),
    "building-rank-no-evaluation": ("refused", "building-rank-no-evaluation", 0, NO_DOMAIN),
    "car-adg": ("refused", "adg_deal.xml", 46, "well-formed"),
    "catering-stateissue": ("refused", "catering_domain.xml", 68, "expected <issue>, not <stateissue>"),
    "energy-consumer": ("refused", "energy_consumer.xml", 37, "well-formed"),
    "laptop-null-evaluation": ("refused", "laptop_empty_utility.xml", 6, 'not "null"'),
    "market-ColoredChips": ("refused", "Scenario_1.xml", 1, "no element found"),
    "market-Pharmaceutics": ("refused", "Scenario_1.xml", 1, "no element found"),
    "movie-raw": ("mended", "movie.xml: line 13: a bare & is read as &amp;."),
    "neighbours-stateissue": ("refused", "neighbours_domain.xml", 81, "expected <issue>, not <stateissue>"),
    "nonlinear-114-raw": (
        "mended",
        "profile-1.xml: line 1: what stands before the XML declaration is left out.",
    ),
    "party-2-domains": ("refused", "party-2-domains", 0, "expected one domain file, and found 2"),
    "pie_2-no-domain": ("refused", "pie_2-no-domain", 0, NO_DOMAIN),
    "sporthal-bytes": ("refused", "New_sporthal.xml", 29, "expected text in UTF-8"),
    "symposium-raw": ("mended", "symposium.xml: line 43: a bare & is read as &amp;."),
    "tests-weights-in-domain": (
        "mended",
        "test_domain_template.xml: the weights in the domain are left out; those of the profiles count.",
    ),
    "tournament-no-objective": (
        "refused",
        "tournament-no-objective",
        0,
        "expected one domain file, and found 3",
    ),
    "utilitiesorig-no-domain": ("refused", "utilitiesorig-no-domain", 0, NO_DOMAIN),
    "y2014-10issues-raw": ("mended", "pareto.xml: left out; it holds results, not a profile."),
    "zoning_plan-raw": ("mended", "Group4.xml: line 11: a bare & is read as &amp; (and 2 more)."),
}


def test_every_broken_scenario_has_a_row_and_every_row_a_scenario(shared):
    assert set(OUTCOMES) == set(CASES)
    assert len(CASES) == 25


@pytest.mark.parametrize("case", CASES)
def test_a_broken_scenario_is_refused_at_its_place_or_mended_and_said_so(case, shared):
    match OUTCOMES[case]:
        case ("mended", remark):
            assert remark in load(MALFORMED / case).remarks
        case (_, file, line, said):
            with pytest.raises(ScenarioFileError) as caught:
                load(MALFORMED / case)
            assert (caught.value.file, caught.value.line) == (file, line)
            assert said in caught.value.expected


def refused_at(data, file):
    try:
        return "mended" if root_of(data, file)[1] else None
    except ScenarioFileError as error:
        return error.line


def test_each_broken_file_is_mended_or_refused_at_the_line_that_is_wrong(shared):
    """The notes name, for each file that is no XML, the line at which another parser gave up."""
    with (MALFORMED / "NOTES.tsv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    said = dict(zip(rows[0], rows[0], strict=True))
    wrong = next(name for name in said if name.startswith("what is wrong"))
    seen = 0
    for row in rows:
        data = (MALFORMED / row["case"] / row["file"]).read_bytes()
        broken = re.search(r"ParseError.*?: line (\d+)", row[wrong])
        line = None if broken is None else int(broken[1])
        seen += line is not None
        assert refused_at(data, row["file"]) in {line, "mended" if line else None}, row
    assert seen > 30


def test_a_folder_with_several_domains_is_read_by_the_one_that_is_meant(shared):
    scenario = load(MALFORMED / "party-2-domains" / "party_domain.xml")
    assert len(scenario.parties) == 4
