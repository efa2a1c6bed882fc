"""The reference: `docs/cli.md`, written from the real commands."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from firstline.cli.main import firstline

_HEAD = "# Commands\n\nWritten by `make docs` from the commands themselves; do not edit.\n"
_WIDTH = 100


def cli_reference() -> str:
    """The help of `firstline` and of every command below it, as one Markdown page."""
    pages = [f"## `{name}`\n\n```\n{text.rstrip()}\n```\n" for name, text in _pages(firstline, "firstline")]
    return "\n".join([_HEAD, *pages])


def _pages(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    settings = {**command.context_settings, "max_content_width": _WIDTH, "terminal_width": _WIDTH}
    with click.Context(command, info_name=name.rpartition(" ")[2], parent=parent, **settings) as context:
        yield name, command.get_help(context)
        if isinstance(command, click.Group):
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                assert found is not None
                yield from _pages(found, f"{name} {child}", context)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(cli_reference(), encoding="utf-8")
