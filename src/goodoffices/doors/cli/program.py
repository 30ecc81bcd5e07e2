"""The program: its commands, loaded when asked for, and the boundary at which errors become sentences."""

from __future__ import annotations

import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from goodoffices import __version__
from goodoffices.doors.cli.answer import INTERRUPTED, STOPPED_EARLY, WENT_WRONG, WRONG_USE, failed
from goodoffices.doors.cli.contents import CONTENTS
from goodoffices.doors.cli.parameters import WANTS_JSON
from goodoffices.errors import FileError, GoodOfficesError, ScenarioError, ScenarioFileError, WordError


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

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002, ANN401 - as above
        """The commands in the order in which a newcomer meets them."""
        return list(CONTENTS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - as above
        """The command of that name, its file being loaded now; None where there is none."""
        if cmd_name in CONTENTS and cmd_name not in self.commands:
            self.commands.update(_loaded(cmd_name))
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002, ANN401 - as above
        """The list of the help, for which no command is loaded."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.summary) for name, listed in CONTENTS.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        """The command that is meant; for one that there is not, the most similar name is told."""
        if args and args[0] not in CONTENTS:
            for name in CONTENTS:
                self.get_command(ctx, name)
        return super().resolve_command(ctx, args)


def _loaded(name: str) -> dict[str, Any]:
    """The commands of the file that a name stands for."""
    module = importlib.import_module(f"goodoffices.doors.cli.{CONTENTS[name].file}")
    holder = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
    if hasattr(module, "group"):
        holder.add_typer(module.group, name=name)
    else:
        module.add_to(holder)
    return dict(typer.main.get_group(holder).commands)


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
