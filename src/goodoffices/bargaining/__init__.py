"""What could be agreed: frontier, solutions, zone, gap, candidate packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.bargaining.candidates import propose
    from goodoffices.bargaining.efficient import frontier
    from goodoffices.bargaining.gap_of_preferences import gap
    from goodoffices.bargaining.improvement import improve
    from goodoffices.bargaining.of_table import frontier_of_table
    from goodoffices.bargaining.solutions import solve

__all__ = ["frontier", "frontier_of_table", "gap", "improve", "propose", "solve"]


def __getattr__(name: str) -> object:
    """Load what was asked for: importing this room loads no numerics."""
    match name:
        case "frontier":
            from goodoffices.bargaining.efficient import frontier

            return frontier
        case "frontier_of_table":
            from goodoffices.bargaining.of_table import frontier_of_table

            return frontier_of_table
        case "gap":
            from goodoffices.bargaining.gap_of_preferences import gap

            return gap
        case "improve":
            from goodoffices.bargaining.improvement import improve

            return improve
        case "propose":
            from goodoffices.bargaining.candidates import propose

            return propose
        case "solve":
            from goodoffices.bargaining.solutions import solve

            return solve
        case _:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
