"""What the program can do, a line each: read for its help, and to find the file of a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Listed(NamedTuple):
    """A command or a group of commands: the file that makes it, and what it does in a few words."""

    file: str
    summary: str


CONTENTS: Final[Mapping[str, Listed]] = {
    "desk": Listed("desk", "Open the desk in the browser, on this machine only."),
    "talks": Listed("talks", "Make talks, list them, show, check, import and export them."),
    "message": Listed("message", "Send a message, note one that was said, take one back."),
    "relay": Listed("relay", "Pass something on: draft it, check it, send it, note it."),
    "disclosure": Listed("disclosure", "Ask whether a confidence may be passed on; allow, refuse."),
    "share": Listed("share", "Show another seat one thing that this seat holds."),
    "proposal": Listed("proposal", "Note a version of a proposal, show it to a side, answer one."),
    "entry": Listed("entry", "Write into this seat's own record: a note, or any entry."),
    "preference": Listed("preference", "Keep what this seat wants, for its own eyes."),
    "sheet": Listed("sheet", "Say what may be told to one side at the next meeting."),
    "lane": Listed("lane", "Show all that a seat may see, in the order in which it came."),
    "gap": Listed("gap", "Show how far apart the sides are."),
    "known": Listed("known", "Say what a seat knew by a moment: from whom, in which words."),
    "store": Listed("store", "Make a store, renew it, copy talks between stores, check one."),
    "scenario": Listed("scenario", "Look into scenario files, check them, convert them."),
    "frontier": Listed("frontier", "Show the packages that no other beats."),
    "solve": Listed("solve", "Name the package that each rule of choice would pick."),
    "propose": Listed("propose", "Name candidate packages, with the reasons of each side."),
    "improve": Listed("improve", "Look for packages that cost no side anything, and gain some."),
    "uncertain": Listed("uncertain", "Show how sure a deal is, and what to ask next."),
    "receipt": Listed("proof", "Give a receipt for one thing that a seat holds."),
    "verify": Listed("proof", "Verify a receipt, or a record that was taken out with proofs."),
    "keys": Listed("keys", "Change the key of a store."),
    "backup": Listed("safekeeping", "Back up a store into one file, also beside an open desk."),
    "restore": Listed("safekeeping", "Make a store from a backup where there is none."),
    "check": Listed("safekeeping", "Check a whole store, also against what was kept elsewhere."),
    "erase": Listed("erase", "Erase a content on order, with all its copies in the store."),
}
"""In the order in which a newcomer meets them."""
