"""Tables for people: nothing is lost, nothing is wider than the terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from goodoffices.doors.cli import tables

WORDS = st.text(st.sampled_from("ab ,é漢字e\u0301"), max_size=30)
ROWS = st.integers(1, 4).flatmap(
    lambda wide: st.lists(st.lists(WORDS, min_size=wide, max_size=wide), min_size=2, max_size=5)
)


def printed(rows: list[list[str]], columns: int) -> list[str]:
    """The lines of a table whose first row is its head."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        said: list[str] = []
        patch.setattr(tables.typer, "echo", said.append)
        tables.table(rows[0], rows[1:], none="none")
    (answer,) = said
    return answer.split("\n")


def by_rich(rows: list[list[str]]) -> list[str]:
    """The slow and obvious reference, on a terminal that is wide enough."""
    drawn = Table(box=box.SIMPLE, show_edge=False, pad_edge=False)
    for name in rows[0]:
        drawn.add_column(Text(name), overflow="fold")
    for row in rows[1:]:
        drawn.add_row(*map(Text, row))
    console = Console(file=io.StringIO(), width=500, highlight=False)
    with console.capture() as captured:
        console.print(drawn)
    return [line.rstrip() for line in captured.get().splitlines()]


@given(ROWS)
def test_what_fits_is_laid_out_as_a_library_for_it_does(rows: list[list[str]]):
    # The library leaves out a mark that stands on no letter; a table is to lose nothing.
    standing = [[" ".join(cell.split()).lstrip("\u0301 ") for cell in row] for row in rows]
    plain = [[cell or "x" for cell in row] for row in standing]
    assert [line.replace("-", "─") for line in printed(plain, 500)] == by_rich(plain)


@given(ROWS, st.integers(12, 60))
def test_no_line_is_wider_than_the_terminal_and_no_character_is_lost(rows: list[list[str]], columns: int):
    lines = printed(rows, columns)
    widest = max(1, 2 * len(rows[0]) + 3 * (len(rows[0]) - 1))  # a wide character for each column
    assert max(map(tables.wide, lines)) <= max(columns, widest)
    kept = sorted("".join(lines).replace(" ", "").replace("─", "").replace("-", ""))
    assert kept == sorted("".join(cell for row in rows for cell in row).replace(" ", ""))


@given(st.lists(st.integers(1, 50), min_size=1, max_size=6), st.integers(6, 80))
def test_columns_fill_the_room_and_only_the_widest_give_way(natural: list[int], room: int):
    widths = tables._fitted(natural, room)
    if sum(natural) <= room:
        assert widths == natural
        return
    assert sum(widths) == room
    cut = [width for width, wanted in zip(widths, natural, strict=True) if width < wanted]
    assert all(width <= min(cut) + 1 for width in widths)


def test_a_cell_of_several_lines_stays_so_and_an_empty_table_is_a_sentence(
    capsys: pytest.CaptureFixture[str],
):
    assert printed([["a", "b"], ["1\n2", "x"]], 80) in (
        ["a   b", "─────", "1   x", "2"],
        ["a   b", "-----", "1   x", "2"],
    )
    tables.table(("a",), (), none="nothing yet")
    assert capsys.readouterr().out == "nothing yet\n"
