"""On whose word something stands, and how it came here."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import msgspec

from goodoffices.terms.text import Label
from goodoffices.terms.word import Word


class SourceType(Enum):
    """What kind of word it is."""

    FIRST_HAND = "first_hand"
    NAMED = "named"
    INSTITUTION = "institution"
    ANONYMOUS = "anonymous"
    DOCUMENT = "document"
    OUTLET = "outlet"
    UNATTRIBUTED = "unattributed"


class Telling(Word):
    """One step of a source chain: who told whom; `of` is the actor the teller belongs to."""

    teller: Label
    hearer: Label
    of: Label | None = None


class Source(Word):
    """The word that an entry rests on.

    `outlet` is the medium that the text names ("not stated" where nobody says); `chain` goes from the
    first teller to whoever wrote the entry down.
    """

    type: SourceType
    label: Label | None = None
    outlet: Label | None = None
    chain: tuple[Telling, ...] = ()


class Grade(Word):
    """A judgement by the Admiralty code, in the name of the person who judged.

    Absent means "not judged": the software never supplies one.
    """

    reliability: Annotated[str, msgspec.Meta(pattern=r"\A[A-F]\Z")]
    credibility: Annotated[int, msgspec.Meta(ge=1, le=6)]
    judged_by: Label
