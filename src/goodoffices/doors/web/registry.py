"""All pages of all seats. A new group of pages is one module and one line here."""

from __future__ import annotations

from goodoffices.doors.web.page import Page
from goodoffices.doors.web.pages import (
    answers,
    drafts,
    entry,
    gap,
    inbox,
    knowing,
    ladder,
    meeting,
    message,
    not_said,
    oral,
    overview,
    own_message,
    own_papers,
    packages,
    proposals,
    receipts,
    received,
    record,
    room,
    searching,
    sources,
    taking_away,
    writing,
)

PAGES: tuple[Page, ...] = (
    *overview.PAGES,
    *room.PAGES,
    *oral.PAGES,
    *answers.PAGES,
    *meeting.PAGES,
    *inbox.PAGES,
    *message.PAGES,
    *own_message.PAGES,
    *drafts.PAGES,
    *received.PAGES,
    *writing.PAGES,
    *proposals.PAGES,
    *own_papers.PAGES,
    *record.PAGES,
    *entry.PAGES,
    *ladder.PAGES,
    *sources.PAGES,
    *not_said.PAGES,
    *gap.PAGES,
    *packages.PAGES,
    *knowing.PAGES,
    *searching.PAGES,
    *taking_away.PAGES,
    *receipts.PAGES,
)
"""Routes, menu and permission table are all made from this."""
