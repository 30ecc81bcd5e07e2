"""The answers that know no seat: the same bytes whoever asks, whatever lies behind."""

from __future__ import annotations

from jinja2 import Environment
from starlette.responses import HTMLResponse, Response


class PlainPages:
    """Short pages without talks, seat or session on them."""

    def __init__(self, templates: Environment) -> None:
        self._templates = templates

    def _page(self, status: int, title: str, *sentences: str) -> Response:
        text = self._templates.get_template("plain.html").render(title=title, sentences=sentences)
        return HTMLResponse(text, status_code=status)

    def not_there(self) -> Response:
        """Not signed in, not for you, and not there at all: one answer."""
        return self._page(
            404,
            "Nothing here",
            "There is no such page, or it is not open to you.",
            "If you were given a link to a seat, open that link first.",
        )

    def link_used(self) -> Response:
        """An unknown link and one that was used before: one answer."""
        return self._page(
            410,
            "This link opens no seat",
            "Each link works once. This one was used already, or it is not complete.",
            "Ask whoever runs the desk for a new one.",
        )

    def wrong_host(self) -> Response:
        """The request names another machine than this one."""
        return self._page(
            421,
            "Another address",
            "This desk answers only to the address that it printed when it was opened.",
        )

    def wrong_origin(self) -> Response:
        """A write that no page of ours sent."""
        return self._page(
            403,
            "Nothing was done",
            "This did not come from a page of this desk, so it was refused.",
            "Open the page here and send it again.",
        )

    def too_long(self) -> Response:
        """A body longer than any form of ours."""
        return self._page(
            413,
            "Too long",
            "What you sent is longer than a message can be: at most 20,000 characters in one text, "
            "and 256 kilobytes in all. Nothing was recorded.",
            "Go back: your text is still in the form. Shorten it, or keep the document elsewhere "
            "and send its substance.",
        )

    def not_a_form(self) -> Response:
        """A body that none of our forms makes."""
        return self._page(400, "Nothing was done", "This is not a form of this desk. Open the page again.")

    def forged(self) -> Response:
        """A form without the desk's mark for this session and seat."""
        return self._page(
            403,
            "Nothing was done",
            "This form was not made by this desk for this seat, so it was refused.",
            "Open the page again and send it from there.",
        )

    def stopped(self) -> Response:
        """The store cannot be read, or takes nothing; why stands where the desk was started, not here."""
        return self._page(
            503,
            "The desk cannot do this now",
            "The disk that it reads from and writes to is full, or fails. What was acknowledged is kept.",
            "Whoever runs the desk is told what to do where it was started. Then try again.",
        )

    def out_of_order(self) -> Response:
        """Something failed inside; what it was stands in the log of the desk, not here."""
        return self._page(
            500,
            "Something went wrong here",
            "The desk could not do this. Nothing was recorded by halves.",
            "Go back and try again. If it happens again, tell whoever runs the desk.",
        )
