"""What people press and type to carry one message between two sides, with or without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.opened import Opened, type_line

TALKS = "harbour"
UNION, COMPANY, MINISTRY, JUDGE = "Dockers Union", "Harbour Company", "Ministry of Labour", "Judge Ferrier"
CANARIES = ("Quillfeather", "Brænnholt & Daughters", "61,873", "mirror dock")
TOLD = (
    "If the Quillfeather clause goes, Brænnholt & Daughters could live with 61,873 boxes at the mirror dock "
    "for a trial of some months."
)
SUBSTANCE = "The other side does not rule out a trial, if it is short."
READ_BACK = "We take it that a short trial would be talked about."
TELLING = "They have it, and say that they understand it."


def make_talks(folder: Path) -> None:
    """Talks of one's own, not for practice: two sides, two mediators, a seat for each."""
    seats = (
        f"union:party:{UNION}",
        f"company:party:{COMPANY}",
        f"ministry:mediator:{MINISTRY}",
        f"judge:mediator:{JUDGE}",
    )
    type_line(
        folder,
        *("talks", "new", TALKS, "--title", "The harbour"),
        *(part for seat in seats for part in ("--seat", seat)),
        *("--issue", "trial:Length of the trial:one month,two months,three months:ordered"),
    )


@dataclass(frozen=True)
class People:
    """The tabs of those who take part, each in a browser of its own."""

    desk: Opened
    union: Page
    company: Page
    ministry: Page

    def union_writes(self) -> None:
        """The union sends a message that may be passed on in substance only, and asks to hear of it."""
        tab = self.union
        tab.goto(self.desk.at(TALKS, "union"))
        tab.get_by_role("link", name="Write a message").locator("visible=true").first.click()
        tab.get_by_role("radio", name=MINISTRY).check()
        tab.get_by_label("Your message").fill(TOLD)
        tab.get_by_role("radio", name="In substance").check()
        tab.get_by_text("To whom, under whose name, when").click()
        tab.get_by_role("checkbox", name="Tell us when it is delivered").check()
        tab.get_by_role("button", name="Send to the mediator").click()
        tab.get_by_text("Sent.", exact=True).wait_for()

    def ministry_opens_it(self) -> None:
        """The ministry opens the message, with the draft of what to pass on beside it."""
        self.ministry.goto(self.desk.at(TALKS, "ministry", "inbox"))
        self.ministry.get_by_role("link", name=UNION).click()
        self.ministry.get_by_role("radio", name=COMPANY).first.check()

    def ministry_presses(self, button: str, text: str) -> None:
        """The ministry types what it would pass on, and presses Check or Send."""
        self.ministry.get_by_label("What you pass on").fill(text)
        self.ministry.get_by_role("button", name=button, exact=True).click()

    def company_opens_it(self) -> None:
        """The company opens what was passed on to it, from its room."""
        self.company.goto(self.desk.at(TALKS, "company"))
        self.company.get_by_role("link", name=f"Passed on by {MINISTRY}").click()
        self.company.get_by_role("heading", name="Read it back").wait_for()

    def company_answers(self) -> None:
        """The company says that it has it, and what it understands."""
        self.company.get_by_role("button", name="We have received it").click()
        self.company.get_by_text("The mediator is told that you have it.").wait_for()
        self.company.get_by_label("What we understand it to mean").fill(READ_BACK)
        self.company.get_by_role("button", name="Read it back to the mediator").click()
        self.company.get_by_text("The mediator is told how you understand it.").wait_for()

    def ministry_tells(self) -> None:
        """The ministry tells the union what became of its message."""
        self.ministry_opens_it()
        self.ministry.get_by_text("Ask the owner, share, tell the sender").click()
        self.ministry.get_by_role("radio", name="Read back").check()
        self.ministry.get_by_label("What you tell them").fill(TELLING)
        self.ministry.get_by_role("button", name="Tell the sender").click()
        self.ministry.get_by_text("The sender is told.").wait_for()
