"""`firstline index`: what the service looks up."""

import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from firstline.cli.options import FILE, max_rejected_option, read_config, state_option, table_options
from firstline.cli.progress import progress
from firstline.cli.rejections import check_rejections
from firstline.datasets.amount import amount
from firstline.datasets.redaction import PERSONAL_KINDS

if TYPE_CHECKING:
    from firstline.datasets.article_reader import ArticleTable
    from firstline.datasets.ticket import Ticket
    from firstline.kb_index.state import State

_CHUNK = 2_000
_NAMED = 10

bundle_option = click.option("--bundle", required=True, type=FILE, help="The bundle whose encoder is used.")


@click.group("index")
def command() -> None:
    """Build or update the knowledge base or the duplicate index. A second run encodes only what changed."""


@command.command("articles")
@click.argument("path", type=FILE)
@bundle_option
@state_option
@table_options
@max_rejected_option
@click.option(
    "--prune",
    is_flag=True,
    help="Take away every article that is not in PATH, those put over HTTP too. At a terminal it asks first; without "
    "this option they are named and stay.",
)
@click.option("--yes", is_flag=True, help="With --prune: do not ask.")
def articles(
    path: Path,
    bundle: Path,
    state: str | None,
    config_path: Path | None,
    maps: tuple[str, ...],
    max_rejected: float,
    prune: bool,
    yes: bool,
) -> None:
    """Add or change the articles in PATH: a folder of Markdown files, or JSONL."""
    from firstline.datasets.article_reader import read_articles

    config = read_config(config_path, maps)
    table = read_articles(path, columns=config.columns, time_zone=config.desk.zone)
    check_rejections(table, path, max_share=max_rejected)
    _say_left_out(table)
    with open_state(bundle, state) as opened:
        put_all(opened.articles, table.articles, "encoding articles")
        _part_with(opened, table, prune=prune, ask=not yes and sys.stdin.isatty())
        opened.optimise(threads=2)
        click.echo(f"{amount(len(table.articles), 'article')} put, {opened.articles.count:,} in the knowledge base")
        _say_untied(opened, table)
        learn_order(opened, say=click.echo)


@command.command("tickets")
@click.argument("path", type=FILE)
@bundle_option
@state_option
@table_options
@max_rejected_option
def tickets(
    path: Path, bundle: Path, state: str | None, config_path: Path | None, maps: tuple[str, ...], max_rejected: float
) -> None:
    """Add or change the tickets in PATH (CSV, JSONL or Parquet, also gzipped)."""
    from firstline.datasets.ticket_reader import read_tickets

    config = read_config(config_path, maps)
    table = read_tickets(path, columns=config.columns, time_zone=config.desk.zone, closed=config.fields)
    check_rejections(table, path, max_share=max_rejected)
    with open_state(bundle, state, redacts=config.privacy.redact) as opened:
        put_all(opened.tickets, table.tickets, "encoding tickets")
        take_back_votes(opened, table.tickets, bundle)
        opened.optimise(threads=2)
        click.echo(f"{amount(len(table.tickets), 'ticket')} put, {opened.tickets.count:,} in the duplicate index")
        learn_order(opened, say=click.echo)


def _say_left_out(table: "ArticleTable") -> None:
    """Name the drafts, and the keys that nobody reads."""
    if table.drafts:
        named = [f"{bad.id or f'row {bad.row}'} ({bad.reason})" for bad in table.drafts]
        click.echo(f"{amount(len(named), 'draft')} left out: {_first(named)}", err=True)
    if table.ignored:
        keys = ", ".join(f"{name} ({count:,})" for name, count in table.ignored.items())
        click.echo(f"keys that say nothing here, and in how many articles: {keys}", err=True)


def _part_with(state: "State", table: "ArticleTable", *, prune: bool, ask: bool) -> None:
    """Say which articles are not in the files, or take them away, unless a rejected row may be one of them or who is
    asked says no; a script that says --prune is not asked."""
    known = {article.id for article in table.articles}
    gone: list[str] = []
    after = None
    while page := state.articles.list(limit=_CHUNK, after=after):
        gone += [article.id for article in page if article.id not in known]
        after = page[-1].id
    if not gone:
        return
    said, named = "articles in the knowledge base that are not in these files", _first(gone)
    if not prune:
        click.echo(f"{said}: {named}; --prune takes them away, those put over HTTP too", err=True)
    elif table.rejected:
        click.echo(f"{said}: {named}; kept, for a rejected row may be one of them: mend it and run again", err=True)
    elif ask and not click.confirm(f"{said}: {', '.join(gone)}\nTake them away?", err=True):
        click.echo("kept", err=True)
    else:
        for name in gone:
            state.articles.delete(name)
        click.echo(f"{amount(len(gone), 'article')} taken away: {named}", err=True)


def _say_untied(state: "State", table: "ArticleTable") -> None:
    """Name translations of what is not there."""
    known = {article.id for article in table.articles}
    wanted = {(article.id, article.translation_of) for article in table.articles if article.translation_of}
    gone = [
        f"{own} (of {other})" for own, other in sorted(wanted) if other not in known and not state.articles.get(other)
    ]
    if gone:
        click.echo(f"translations of articles that are not here: {_first(gone)}", err=True)


def _first(names: list[str]) -> str:
    """The first few, and how many more there are."""
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")


def learn_order(state: "State", *, say: Callable[[str], None]) -> None:
    """Learn from resolved tickets which article answers what, and say what came of it."""
    from firstline.kb_index.ranker_fit import FEWEST_LINKS

    fit = state.learn_order()
    if not fit.judged:
        if fit.links:
            say(
                f"{fit.links:,} resolved tickets name an article; {FEWEST_LINKS} are wanted to learn the order of "
                "articles from them"
            )
        return
    came = "the order of articles is learned from them" if fit.ranker else "no better: they are left out of the order"
    say(
        f"{fit.links:,} resolved tickets name an article; of {fit.judged:,} newer ones the right one came first for "
        f"{fit.first_after:.0%} (without them {fit.first_before:.0%}) and among five for {fit.five_after:.0%} "
        f"({fit.five_before:.0%}): {came}"
    )


def take_back_votes(state: "State", tickets: "Sequence[Ticket]", bundle: Path) -> None:
    """Votes on the portal do not count of who comes back about the same."""
    from firstline.kb_index.article_usefulness import ArticleVotes
    from firstline.models.bundle import Bundle
    from firstline.serving.bundle_source import bundle_source
    from firstline.serving.vote_return import VoteReturns

    votes = ArticleVotes(state.database)
    if votes.ratings().by_article:
        model = Bundle.load(bundle_source(bundle, None).folder)
        VoteReturns(state, votes, encoder=model.encoder, centre=model.centre).take_back(tickets)


def open_state(bundle: Path, state: str | None, *, redacts: Collection[str] = PERSONAL_KINDS) -> "State":
    """The desk's state, encoded anew where another bundle's encoder had made it; tickets are kept without `redacts`."""
    from firstline.kb_index.state import State
    from firstline.models.bundle import Bundle
    from firstline.models.embedding_cache import CachedEncoder, EmbeddingCache
    from firstline.serving.bundle_source import bundle_source

    source = bundle_source(bundle, None)
    model = Bundle.load(source.folder)
    with progress("encoding anew for another encoder") as report:
        return State.open(
            source.location(state),
            # A history that was trained on is encoded already.
            encoder=CachedEncoder(model.encoder, EmbeddingCache.default()),
            centre=model.centre,
            offsets=model.offsets,
            redacts=redacts,
            reencode=True,
            progress=report,
        )


def put_all(index: Any, documents: Sequence[Any], what: str) -> None:
    """Put in chunks: what was put before an interruption stays."""
    with progress(what) as report:
        for start in range(0, len(documents), _CHUNK):
            chunk = documents[start : start + _CHUNK]

            def in_documents(done: int, texts: int, start: int = start, size: int = len(chunk)) -> None:
                """A document may be several texts."""
                report(start + size * done // max(texts, 1), len(documents))

            index.put(chunk, progress=in_documents)
            report(start + len(chunk), len(documents))
