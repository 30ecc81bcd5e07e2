"""An agenda with each side's preferences, read from and written to files, ours and the field's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.scenarios.loading import load
    from goodoffices.scenarios.writing import write

__all__ = ["load", "write"]


def __getattr__(name: str) -> object:
    """Load what was asked for: importing this room loads no reader of any format."""
    match name:
        case "load":
            from goodoffices.scenarios.loading import load

            return load
        case "write":
            from goodoffices.scenarios.writing import write

            return write
        case _:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
