"""The pictures of the docs: each is there, small, and taken by the script beside it."""

from __future__ import annotations

import re

import pytest

from tests.conftest import REPOSITORY

PICTURES = REPOSITORY / "docs" / "pictures"
PAGES = sorted(
    path
    for path in (REPOSITORY / "README.md", *(REPOSITORY / "docs").rglob("*.md"))
    if "_build" not in path.parts
)
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_picture_that_a_page_shows_is_there(page):
    shown = _PICTURE.findall(page.read_text(encoding="utf-8"))
    assert [one for one in shown if not (page.parent / one).is_file()] == []


def test_every_picture_is_small_and_can_be_taken_again():
    script = (PICTURES / "make.py").read_text(encoding="utf-8")
    for picture in PICTURES.glob("*.png"):
        assert picture.stat().st_size < 200_000
        assert f'"{picture.stem}"' in script
