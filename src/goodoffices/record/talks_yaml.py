"""The talks file as YAML text: read whole or not at all, and written so that people can read it."""

from __future__ import annotations

from typing import cast

import msgspec

from goodoffices.errors import FileError, TalksFileError
from goodoffices.notation.expectation import fitted
from goodoffices.notation.plain import Plain
from goodoffices.notation.yaml_reading import parsed
from goodoffices.notation.yaml_writing import written
from goodoffices.record.coherence import check
from goodoffices.record.talks_file import TalksFile


def read(text: str) -> TalksFile:
    r"""The talks file that a YAML 1.2 text holds, checked as a whole before anything is returned.

    Raises `TalksFileError` with the line, the field and what was expected there, whatever the text holds.
    Whether the time zone is one of the IANA list is left to the desk, which can look it up. Bytes are made
    text by `goodoffices.notation.plain.decoded`.

    >>> read("format: goodoffices-talks/1\ntalks: {name: harbour, title: The harbour}").talks.title
    'The harbour'
    >>> read("format: goodoffices-talks/1\ntalks: {name: harbour}")
    Traceback (most recent call last):
    ...
    goodoffices.errors.TalksFileError: line 2, talks: expected the field title, which is missing
    """
    try:
        located = parsed(text)
        file = fitted(located, TalksFile)
        check(file, located)
    except FileError as reason:
        raise TalksFileError(reason.line, reason.field, reason.expected) from reason
    return file


def write(file: TalksFile) -> str:
    r"""The file as YAML that people can read: fields in declared order, defaults left out.

    `read(write(file)) == file` for every file that `read` would allow, and writing again gives the same text.

    >>> from goodoffices.terms.talks import Talks
    >>> file = TalksFile(format="goodoffices-talks/1", talks=Talks(name="harbour", title="The harbour"))
    >>> print(write(file), end="")
    format: goodoffices-talks/1
    <BLANKLINE>
    talks:
      name: harbour
      title: The harbour
    """
    plain = cast("dict[str, Plain]", msgspec.json.decode(msgspec.json.encode(file)))
    return written(plain, apart=("talks", "record"))
