"""Whether a request comes from our own pages."""

from __future__ import annotations

import pytest

from goodoffices.access.origin import known_hosts, same_origin

HOST = "localhost:8000"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "SAME-ORIGIN"])
def test_what_the_browser_says_of_itself_outweighs_the_origin(site: str):
    assert not same_origin(HOST, fetch_site=site, origin=f"http://{HOST}")


@pytest.mark.parametrize(
    "origin", [None, "null", "", "http://localhost", "http://localhost:8001", "http://127.0.0.1:8000"]
)
def test_another_origin_and_none_at_all_are_refused(origin: str | None):
    assert not same_origin(HOST, fetch_site=None, origin=origin)


def test_a_page_of_ours_may_write():
    assert same_origin(HOST, fetch_site="same-origin", origin="null")
    assert same_origin(HOST, fetch_site=None, origin=f"http://{HOST}")


def test_only_this_machine_at_this_port_is_the_desk():
    hosts = known_hosts(8000)
    assert "localhost:8000" in hosts
    assert not hosts & {"localhost", "localhost:80", "rebound.example:8000", "[::1]:8000", ""}
