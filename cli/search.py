"""`firstline search`: an operator's look into the indexes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from firstline.cli.jsonl_file import write_jsonl
from firstline.cli.options import FILE, read_config, state_option, table_options
from firstline.cli.progress import progress
from firstline.cli.rejections import warn_of_damaged, warn_of_undecoded
from firstline.cli.unread_text import warn_of_unread_text
from firstline.datasets.amount import amount

if TYPE_CHECKING:
    from firstline.datasets.ticket import Ticket
    from firstline.kb_index.state import State
    from firstline.models.encoder import Encoder, Vectors

_CHUNK = 256

Find = Callable[["Ticket", str, "Vectors"], Sequence[Any]]
"""A query, its text and its vector (dimension,) to hits, best first."""


def search_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What both searches take."""
    for decorate in (
        table_options,
        state_option,
        click.option("--top-k", type=click.IntRange(1, 1000), default=20, show_default=True, help="Hits a query."),
        click.option("--output", required=True, type=FILE, metavar="FILE", help="The hits to write, JSONL."),
        click.argument("queries", type=FILE),
        click.argument("bundle", type=FILE),
    ):
        function = decorate(function)
    return function


@click.group("search")
def command() -> None:
    """Search the knowledge base or earlier tickets for every query of a file.

    BUNDLE is a folder or a version in the registry, such as models:/firstline@champion.
    """


@command.command("articles")
@search_options
@click.option("--visibility", type=click.Choice(["all", "public"]), default="all", show_default=True)
def articles(
    bundle: Path,
    queries: Path,
    output: Path,
    top_k: int,
    state: str | None,
    config_path: Path | None,
    maps: tuple[str, ...],
    visibility: str,
) -> None:
    """Search the articles for each of QUERIES (JSONL with id and text, or any ticket file)."""
    seen: Literal["public"] | None = "public" if visibility == "public" else None

    def find(opened: "State") -> Find:
        return lambda query, text, vector: opened.articles.search(
            text, vector, top_k=top_k, visibility=seen, language=query.language
        )

    _search(bundle, queries, output, state, config_path, maps, find, what="articles")


@command.command("duplicates")
@search_options
def duplicates(
    bundle: Path,
    queries: Path,
    output: Path,
    top_k: int,
    state: str | None,
    config_path: Path | None,
    maps: tuple[str, ...],
) -> None:
    """Search earlier tickets like each of QUERIES; a query that is indexed itself is not its own hit."""

    def find(opened: "State") -> Find:
        return lambda query, text, vector: opened.tickets.search(
            text, vector, top_k=top_k, exclude_ids=(query.id,), at=query.created_at
        )

    _search(bundle, queries, output, state, config_path, maps, find, what="tickets")


def _search(
    bundle: Path,
    queries: Path,
    output: Path,
    state: str | None,
    config_path: Path | None,
    maps: tuple[str, ...],
    find: "Callable[[State], Find]",
    *,
    what: Literal["articles", "tickets"],
) -> None:
    from firstline.datasets.ticket_reader import read_tickets
    from firstline.kb_index.state import State
    from firstline.kb_index.state_location import StateLocation
    from firstline.models.bundle import Bundle
    from firstline.serving.bundle_source import bundle_source

    source = bundle_source(bundle, None)
    config = read_config(config_path, maps)
    model = Bundle.load(source.folder)
    table = read_tickets(queries, columns=config.columns, time_zone=config.desk.zone, lenient=True)
    warn_of_damaged(table.damaged)
    warn_of_undecoded(table)
    warn_of_unread_text(queries, table.tickets, config)
    with State.open(
        source.location(state), encoder=model.encoder, centre=model.centre, offsets=model.offsets
    ) as opened:
        indexed = (opened.articles if what == "articles" else opened.tickets).count
        read = opened.articles.repaired if what == "articles" else str
        count = write_jsonl(output, _rows(model.encoder, table.tickets, find(opened), read), source=queries)
    if not indexed:
        elsewhere = f" --state {StateLocation.of(state)}" if state else ""
        click.echo(
            f"warning: no {what} are indexed yet, so nothing can be found; "
            f"firstline index {what} PATH --bundle {bundle}{elsewhere} does it",
            err=True,
        )
    click.echo(f"hits of {amount(count, 'query', 'queries')} in {output}", err=True)


def _rows(
    encoder: "Encoder", queries: "Sequence[Ticket]", find: Find, read: Callable[[str], str]
) -> Iterator[dict[str, object]]:
    """`read` makes of a query's text what is searched for."""
    from firstline.datasets.request_text import request_text

    with progress("searching") as report:
        for start in range(0, len(queries), _CHUNK):
            chunk = queries[start : start + _CHUNK]
            texts = [read(request_text(query)) for query in chunk]
            for query, text, vector in zip(chunk, texts, encoder.encode(texts), strict=True):
                yield {"id": query.id, "hits": [_hit(hit) for hit in find(query, text, vector)]}
            report(start + len(chunk), len(queries))


def _hit(hit: Any) -> dict[str, object]:
    """A hit's own keys, its id as `id`; times in RFC 3339."""
    row = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in asdict(hit).items()}
    return {"id": row.pop("article_id", None) or row.pop("ticket_id", None), **row}
