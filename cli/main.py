"""The `firstline` command: a group whose sub-commands import their package only when called."""

import importlib
import os
import sys
from importlib.metadata import version
from traceback import format_exc

import click

from firstline.datasets.errors import FirstlineError

COMMANDS = {
    "import": ("import_export", "Turn a help desk's export into tickets."),
    "assess": ("assess", "Tell from a raw export what Firstline would do for a desk."),
    "audit": ("audit", "Look for what is doubtful about the labels of tickets."),
    "train": ("train", "Train a bundle from a desk's history."),
    "thresholds": ("thresholds", "Show or change what a bundle may set without asking."),
    "predict": ("predict", "Predict the fields of tickets with a bundle."),
    "evaluate": ("evaluate", "Measure a bundle on labelled tickets."),
    "index": ("index", "Build or update the knowledge base and the duplicate index."),
    "search": ("search", "Search articles or earlier tickets."),
    "export": ("export", "Hand out decisions, feedback and confirmed labels of a desk's state."),
    "report": ("report", "Write pages about a desk: what the portal's articles saved, and how its articles do."),
    "models": ("models", "Register, compare, promote and roll back versions of bundles."),
    "keys": ("keys", "Say who may call the service."),
    "privacy": ("privacy", "Hand out or erase what the state holds of a person, and what is old."),
    "backup": ("backup", "Copy the state of a desk to one file."),
    "restore": ("restore", "Make a state from a backup."),
    "serve": ("serve", "Serve a bundle over HTTP."),
    "doctor": ("doctor", "Look whether a bundle and its state can serve."),
    "demo": ("demo", "Run all of it on the demo desk."),
}


class _LazyGroup(click.Group):
    """Knows its commands by name and imports each only when it is used: `firstline --help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"firstline.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("firstline"), prog_name="firstline")
@click.option("--verbose", is_flag=True, help="Show the traceback of an error.")
def firstline(verbose: bool) -> None:
    """Reads support requests: what it is, who gets it, how urgent, seen before, and which article answers it.

    A desk of your own begins with its help desk's export, as it is: firstline import EXPORT --output history.parquet,
    then firstline assess history.parquet. Without one, firstline demo. Each command has a --help of its own.
    """


def main() -> None:
    """Run the command; errors are one line on standard error, exit code 2 for bad input and 1 for a failure."""
    verbose = "--verbose" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--verbose"]
    try:
        code = firstline.main(args=arguments, prog_name="firstline", standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        _fail("interrupted", 130)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "firstline"
        _fail(f"{error.format_message()} ({path} --help shows what is wanted)", 2)
    except click.ClickException as error:
        _fail(error.format_message(), error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except FirstlineError as error:
        _fail(str(error), error.exit_code, traceback=verbose)
    except Exception as error:
        if said := _said_by_a_database(error):
            _fail(f"the state cannot be used now: {said}", 1, traceback=verbose)
        where = f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
        _fail(f"failed with {type(error).__name__}{where}; --verbose shows where", 1, traceback=verbose)


def _said_by_a_database(error: Exception) -> str | None:
    """The driver's own words, where a database failed in the middle of the work: it was locked, or went away."""
    if not type(error).__module__.startswith("sqlalchemy"):
        return None
    from sqlalchemy.exc import DBAPIError

    from firstline.kb_index.database_backend import driver_words

    return driver_words(error) if isinstance(error, DBAPIError) else None


def _fail(message: str, code: int, *, traceback: bool = False) -> None:
    if traceback:
        click.echo(format_exc(), err=True)
    click.echo(f"firstline: {' '.join(message.split())}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
