"""The page of figures is made by the runs, and says what they found."""

from __future__ import annotations

from tests.faults import trust
from tests.faults.__main__ import _go_on
from tests.faults.trials import TRIALS, Trial


def test_the_page_is_what_the_figures_make_it():
    assert trust.PAGE.read_text(encoding="utf-8") == trust.page(trust.read()), "make faults writes the page"


def test_what_was_found_wrong_stands_on_the_page():
    figures = {"kills": {"quick": {"runs": 20, "found": {"lost": 3, "phantom": 0}}}}
    assert "| 20 | lost 3, phantom 0 | 1,000 | 0 | not run |" in trust.page(figures)


def test_the_tests_run_as_often_as_the_page_says():
    from tests.faults import (
        test_disk_errors,
        test_kills,
        test_live_faults,
        test_postgresql_stops,
        test_power_cuts,
        test_tampering,
    )
    from tests.visibility import test_non_interference, test_planted_leaks, test_small_model

    assert {trial.name: trial.quick for trial in TRIALS if trial.quick} == {
        "power_cuts": test_power_cuts.RUNS,
        "disk_errors": test_disk_errors.RUNS,
        "kills": test_kills.KILLS,
        "live_faults": test_live_faults.RUNS,
        "postgresql_stops": len(test_postgresql_stops.STOPS),
        "two_runs": test_non_interference.EXAMPLES,
        "two_runs_shared": test_non_interference.SHARED,
        "planted_leaks": len(test_planted_leaks.LEAKS),
        "small_model": test_small_model.LONGEST,
        "tampering": test_tampering.ALTERATIONS,
    }


def test_what_was_only_looked_at_is_not_wrong():
    trial = next(trial for trial in TRIALS if trial.name == "small_model")
    assert trial.wrong({"orders": 22_620, "laws broken": 0}) == 0
    assert trial.wrong({"orders": 22_620, "laws broken": 2}) == 2


def test_a_long_run_goes_on_where_it_was_left(monkeypatch, tmp_path):
    monkeypatch.setattr(trust, "FIGURES", tmp_path / "trust")
    monkeypatch.setattr(trust, "PAGE", tmp_path / "trust.md")
    begun: list[tuple[int, int]] = []

    def run(first: int, count: int) -> dict[str, int]:
        begun.append((first, count))
        return {"lost": int(first == 4)}

    trial = Trial(name="kills", title="", quick=4, often="10", long=lambda: 10, at_once=4, run=run)
    monkeypatch.setattr("time.monotonic", iter(range(1000)).__next__)
    _go_on(trial, "long", until=4, anew=False)
    first = list(begun)
    _go_on(trial, "long", until=1000, anew=False)
    assert first != begun
    assert begun == [(0, 4), (4, 4), (8, 2)]
    held = trust.read()["kills"]["long"]
    assert (held["runs"], held["found"], held["amiss"]) == (10, {"lost": 1}, [4])
