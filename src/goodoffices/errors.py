"""Every error the library raises, as one tree on one page.

GoodOfficesError
 +-- WordError                a value that the words of the field do not allow
 |    +-- TextError           text with characters that nobody sees, or too long
 |    +-- DateError           a date that does not exist, or is not written as one
 |    +-- HandlingError       terms that contradict themselves
 +-- ScenarioError            an agenda and its preferences that do not fit together
 +-- FileError                a file that cannot be read: line, field, what was expected
 |    +-- TalksFileError      a talks file
 |    +-- ScenarioFileError   a file of a scenario, named
 +-- StoreError               a store that cannot be opened or written
 |    +-- ForeignStore        the file is not ours, or damaged
 |    +-- NewerStore          the store was made by a newer version
 |    +-- OlderStore          the store was made by an older version, and must be stepped up
 |    +-- NoKey               the store lies encrypted, and there is no key to it
 |    +-- WrongKey            the store lies encrypted, and the key at hand is not its own
 |    +-- AffectedSQLite      the SQLite library can lose committed transactions
 |    +-- AffectedPostgreSQL  the PostgreSQL server is too old, or has a known fault of row security
 |    +-- UnfitDatabase       the server may lose what it acknowledges, or no wall stands before the role
 |    +-- StoreInUse          another process holds the store
 |    +-- UnsettledAct        whether an act was written is not known
 |    +-- UnknownTalks        no talks of that name lie in the store
 +-- AccessError              no account sits in this seat here
 +-- ClockError               the machine's clock went back: what is recorded now would seem older than it is

A refusal of the rules of the talks is no error: it is a value (`goodoffices.casework.refusal`).
"""

from __future__ import annotations


class GoodOfficesError(Exception):
    """The root: everything that the library raises on purpose."""


class WordError(GoodOfficesError, ValueError):
    """A value that the words of the field do not allow."""


class TextError(WordError):
    """Text with characters that nobody sees, or too long."""


class DateError(WordError):
    """A date that does not exist, or is not written as one."""


class HandlingError(WordError):
    """Terms of a confidence that contradict themselves."""


class ScenarioError(GoodOfficesError, ValueError):
    """An agenda and its preferences that do not fit together."""


class FileError(GoodOfficesError, ValueError):
    """A file that cannot be read.

    `line` counts from 1 (0: the file as a whole), `field` is the path inside the file,
    `expected` says what should stand there.
    """

    def __init__(self, line: int, field: str, expected: str) -> None:
        self.line = line
        self.field = field
        self.expected = expected
        super().__init__(f"line {line}, {field}: {expected}" if line else f"{field}: {expected}")


class TalksFileError(FileError):
    """A talks file that cannot be read."""


class ScenarioFileError(FileError):
    """A file of a scenario that cannot be read; `file` is its name, without the folders around it."""

    def __init__(self, file: str, line: int, field: str, expected: str) -> None:
        super().__init__(line, field, expected)
        self.file = file

    def __str__(self) -> str:
        """The sentence, with the file it is about."""
        return f"{self.file}: {super().__str__()}"


class StoreError(GoodOfficesError):
    """A store that cannot be opened or written."""


class ForeignStore(StoreError):
    """The file is not a Good Offices store, or it is damaged."""


class NewerStore(StoreError):
    """The store was made by a newer version of Good Offices."""


class OlderStore(StoreError):
    """The store was made by an older version of Good Offices, and must be stepped up first."""


class NoKey(StoreError):
    """The store lies encrypted, and there is no key to it."""


class WrongKey(StoreError):
    """The store lies encrypted, and the key at hand is not its own."""


class AffectedSQLite(StoreError):
    """The SQLite library at hand can lose committed transactions."""


class AffectedPostgreSQL(StoreError):
    """The PostgreSQL server is too old, or has a known fault of row security."""


class UnfitDatabase(StoreError):
    """The server may lose what it acknowledges, or the walls do not stand before the role."""


class StoreInUse(StoreError):
    """Another process holds the store: one writer at a time."""


class UnsettledAct(StoreError):
    """Whether an act was written is not known: sent again under its key, it is written once at most."""


class UnknownTalks(StoreError):
    """No talks of that name lie in the store."""


class AccessError(GoodOfficesError):
    """No account sits in this seat here."""


class ClockError(GoodOfficesError):
    """The machine's clock went back while the desk was open."""
