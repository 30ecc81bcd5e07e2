"""The program: all groups of commands, and the boundary at which errors become sentences and exit codes."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from goodoffices import __version__
from goodoffices.doors.cli import (
    desk,
    disclosure,
    entry,
    erase,
    frontier,
    gap,
    improve,
    keys,
    known,
    lane,
    message,
    preference,
    proof,
    proposal,
    propose,
    relay,
    safekeeping,
    scenario,
    share,
    sheet,
    solve,
    store,
    talks,
    uncertain,
)
from goodoffices.doors.cli.answer import INTERRUPTED, STOPPED_EARLY, WENT_WRONG, WRONG_USE, failed
from goodoffices.doors.cli.parameters import WANTS_JSON
from goodoffices.errors import FileError, GoodOfficesError, ScenarioError, ScenarioFileError, WordError

ORDER = (
    "desk",
    "talks",
    "message",
    "relay",
    "disclosure",
    "share",
    "proposal",
    "entry",
    "preference",
    "sheet",
    "lane",
    "gap",
    "known",
    "store",
    "scenario",
    "frontier",
    "solve",
    "propose",
    "improve",
    "uncertain",
    "receipt",
    "verify",
    "keys",
    "backup",
    "restore",
    "check",
    "erase",
)


class Boundary(TyperGroup):
    """The outermost group: what the library raises on purpose ends here, as one sentence."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's own, which it does not publish
        """Run the command; errors end with exit code 1, wrong values and wrong files with 2."""
        try:
            return super().invoke(ctx)
        except FileError as error:
            failed(
                type(error).__name__,
                f"the file is wrong: {error}",
                json=_wants_json(ctx),
                code=WRONG_USE,
                line=error.line,
                field=error.field,
                expected=error.expected,
                **({"file": error.file} if isinstance(error, ScenarioFileError) else {}),
            )
        except (WordError, ScenarioError) as error:
            failed(type(error).__name__, str(error), json=_wants_json(ctx), code=WRONG_USE)
        except GoodOfficesError as error:
            failed(type(error).__name__, str(error), json=_wants_json(ctx), code=WENT_WRONG)
        except KeyboardInterrupt:
            failed(
                "Stopped",
                STOPPED_EARLY,
                json=_wants_json(ctx),
                code=INTERRUPTED,
            )
        except BrokenPipeError:
            raise  # whoever read the output has gone: typer ends without a word
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            sentence = f"{where}{error.strerror or error}"
            failed(type(error).__name__, sentence, json=_wants_json(ctx), code=WENT_WRONG)
        except typer.BadParameter as error:
            if not _wants_json(ctx):
                raise
            failed("WrongUse", error.format_message(), json=True, code=WRONG_USE)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - as above
        """The commands in the order in which a newcomer meets them."""
        held = super().list_commands(ctx)
        return sorted(held, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))


def _wants_json(context: Any) -> bool:  # noqa: ANN401 - as above
    return bool(context.meta.get(WANTS_JSON, False))


def _say_version(value: bool) -> None:
    if value:
        typer.echo(f"goodoffices {__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=Boundary,
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Good Offices: carry messages between sides that do not meet, and keep the record of it.",
    epilog="\b\nBegin with:\n  goodoffices desk\n  goodoffices talks list",
)


@app.callback()
def program(
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_say_version, help="Say the version, and end."),
    ] = False,
) -> None:
    """Good Offices: carry messages between sides that do not meet, and keep the record of it."""


for name, group in (
    ("talks", talks.group),
    ("message", message.group),
    ("relay", relay.group),
    ("disclosure", disclosure.group),
    ("proposal", proposal.group),
    ("entry", entry.group),
    ("preference", preference.group),
    ("keys", keys.group),
    ("store", store.group),
    ("scenario", scenario.group),
):
    app.add_typer(group, name=name)

for module in (share, sheet, lane, gap, known, frontier, solve, propose, improve, uncertain):
    module.add_to(app)
for module in (proof, safekeeping, erase, desk):
    module.add_to(app)
