"""On whose word something stands, as a sentence."""

from __future__ import annotations

from goodoffices.doors.web.wording import in_words
from goodoffices.record.sourcing import label_of
from goodoffices.terms.source import Source, SourceType
from goodoffices.terms.word import NOT_STATED


def way(source: Source) -> str:
    """From the first teller to whoever wrote it down, with arrows.

    >>> from goodoffices.terms.source import Telling
    >>> told = (Telling(teller="two US officials", hearer="CNN"), Telling(teller="CNN", hearer="this copy"))
    >>> way(Source(type=SourceType.ANONYMOUS, label="two US officials", outlet="not stated", chain=told))
    'two US officials → CNN → this copy (outlet not stated)'
    >>> way(Source(type=SourceType.NAMED, label="Maren Osgood"))
    'Maren Osgood'
    """
    steps: list[str] = []
    for telling in source.chain:
        teller = telling.teller + (f" ({telling.of})" if telling.of else "")
        if not steps:
            steps.append(teller)
        elif telling.teller != steps[-1]:
            steps.append(f"… {teller}")
        steps.append(telling.hearer)
    written = " → ".join(step for step in steps if step != NOT_STATED) or label_of(source)
    if source.outlet == NOT_STATED:
        return f"{written} (outlet not stated)"
    if source.outlet is not None and source.outlet not in steps and source.outlet != written:
        return f"{written} (through {source.outlet})"
    return written


def kind(source: Source) -> str:
    """What kind of word it is.

    >>> kind(Source(type=SourceType.UNATTRIBUTED))
    'in the voice of the report itself'
    """
    match source.type:
        case SourceType.UNATTRIBUTED:
            return "in the voice of the report itself"
        case SourceType.ANONYMOUS:
            return "people without a name"
        case SourceType.NAMED:
            return "a named person"
        case SourceType.OUTLET:
            return "another medium"
        case SourceType.FIRST_HAND | SourceType.INSTITUTION | SourceType.DOCUMENT:
            return in_words(source.type)
