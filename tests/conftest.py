"""What every test may lean on: a browser, the shared material, and Hypothesis set for this machine."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import launch_arguments, prepare_driver
from tests.postgresql import Cluster, running
from tests.stores.shared_store import Databases

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
REPOSITORY = Path(__file__).resolve().parents[1]

pytest.register_assert_rewrite("goodoffices.testing")  # so that a broken law says what it saw

# Two workers share two cores: a deadline would measure the neighbour.
settings.register_profile("here", deadline=None, print_blob=True)
settings.register_profile(
    "ci", deadline=None, print_blob=True, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if IN_CI else "here")


def pytest_configure() -> None:
    prepare_driver()  # before Playwright starts its driver


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CI is true, a browser test that was skipped has failed."""
    report = yield
    if IN_CI and report.skipped and item.get_closest_marker("browser") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"a browser test may not be skipped where CI=true: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """pytest-playwright's own fixture, with the browser that was found."""
    return {**browser_type_launch_args, **launch_arguments()}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material that lies beside the repository and is not part of it."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        reason = "../shared is not there: material that is not part of the repository"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def cluster() -> Generator[Cluster]:
    """A PostgreSQL for the tests of this process, started when the first of them asks for it."""
    with running() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def shared_databases(cluster: Cluster) -> Databases:
    """What makes databases on it."""
    return Databases(cluster)


@pytest.fixture
def databases(shared_databases: Databases) -> Generator[Databases]:
    """The same; what a test used is emptied after it."""
    yield shared_databases
    shared_databases.take_back()
