"""A plain value with the place where it stands in its file, where an error can point."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.errors import ScenarioFileError
from goodoffices.notation.plain import Located, Path, Plain, spelled
from goodoffices.scenarios.number import LARGEST, decimal, whole
from goodoffices.scenarios.written import short


@dataclass(frozen=True, kw_only=True)
class Held:
    """One place of a file; `located` where the format tells lines (YAML), None where it does not (JSON)."""

    file: str
    value: Plain
    path: Path = ()
    located: Located | None = None

    def wrong(self, expected: str) -> ScenarioFileError:
        """The error that says what was expected here."""
        line = 0 if self.located is None else self.located.line(self.path)
        return ScenarioFileError(self.file, line, spelled(self.path), expected)

    def fields(self) -> dict[str, Held]:
        """The fields of a mapping, by name."""
        if not isinstance(self.value, dict):
            raise self.wrong("expected fields with names")
        return {name: self._inner(name, value) for name, value in self.value.items()}

    def field(self, name: str) -> Held:
        """One field that must be there."""
        found = self.optional(name)
        if found is None:
            raise self.wrong(f"expected the field {name}, which is missing")
        return found

    def optional(self, name: str) -> Held | None:
        """One field, or None where it is missing or empty."""
        if not isinstance(self.value, dict):
            raise self.wrong("expected fields with names")
        value = self.value.get(name)
        return None if value is None else self._inner(name, value)

    def items(self) -> list[Held]:
        """The items of a list."""
        if not isinstance(self.value, list):
            raise self.wrong("expected a list")
        return [self._inner(place, value) for place, value in enumerate(self.value)]

    def text(self) -> str:
        """A text."""
        if not isinstance(self.value, str):
            raise self.wrong("expected text")
        return self.value

    def named(self) -> str:
        """The name of an option: text, or a number or truth value as it is written."""
        match self.value:
            case str() | int():
                return str(self.value)
            case float():
                return repr(self.value)
            case _:
                raise self.wrong("expected text or a number")

    def number(self) -> Fraction:
        """A finite number, exactly as it is written."""
        found = decimal(self.value)
        if found is None:
            raise self.wrong(
                f"expected a number from -{LARGEST:,} to {LARGEST:,}, not {short(str(self.value))}"
            )
        return found

    def weight(self) -> Fraction:
        """A number that is not below 0."""
        found = self.number()
        if found < 0:
            raise self.wrong("expected a weight of 0 or more")
        return found

    def whole(self) -> int:
        """A whole number."""
        found = whole(self.value)
        if found is None:
            raise self.wrong("expected a whole number")
        return found

    def once_each(self, expected: tuple[str, ...], *, what: str) -> dict[str, Held]:
        """The fields of a mapping that must be exactly these."""
        found = self.fields()
        known = set(expected)
        for name in found:
            if name not in known:
                raise found[name].wrong(f"expected {what} of the domain; it has no {short(name)}")
        for name in expected:
            if name not in found:
                raise self.wrong(f"expected {what} {short(name)}, which is missing")
        return found

    def _inner(self, step: str | int, value: Plain) -> Held:
        return Held(file=self.file, value=value, path=(*self.path, step), located=self.located)
