"""All pages of all seats. A new group of pages is one module and one line here."""

from __future__ import annotations

from goodoffices.doors.web.page import Page
from goodoffices.doors.web.pages import (
    overview,
)

PAGES: tuple[Page, ...] = (*overview.PAGES,)
"""Routes, menu and permission table are all made from this."""
