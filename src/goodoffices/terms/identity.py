"""How one thing in a record refers to another."""

from __future__ import annotations

from typing import Annotated

import msgspec

Identity = Annotated[
    str,
    msgspec.Meta(
        pattern=r"\A[a-z0-9][a-z0-9-]{0,63}\Z",
        title="Identity",
        description="identity of an entry: in a talks file chosen by its author, in a lane random",
    ),
]
"""A reference to an entry. Its meaning depends on where it stands: in a talks file it is the author's,
in a lane it is that lane's own (random, version 4), in the log it is the event's."""

Slug = Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z0-9-]{0,47}\Z", title="Slug")]
"""A short name chosen by people: of talks, a seat, an issue, an option."""
