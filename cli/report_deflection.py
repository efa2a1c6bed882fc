"""`firstline report deflection`: what the portal's articles kept from being sent."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from firstline.cli.options import FILE, state_option

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from firstline.evaluation.deflection import DeflectionReport, Subjects
    from firstline.evaluation.deflection_record import Contact, Interaction


@click.command("deflection")
@click.argument("source", required=False, type=FILE, metavar="[BUNDLE|STATE]")
@state_option
@click.option("--since", metavar="TIME", help="Only interactions that began at this time or later (RFC 3339).")
@click.option("--until", metavar="TIME", help="Only what happened before this time.  [default: now]")
@click.option("--output", default="deflection", show_default=True, type=FILE, metavar="DIR",
              help="The folder for deflection.html and deflection.json.")  # fmt: skip
def deflection(source: Path | None, state: str | None, since: str | None, until: str | None, output: Path) -> None:
    """How many requests articles on the portal kept from being sent, as far as that can be known.

    Read from a bundle's state or a state's folder. Confirmed is who said that it is solved, assumed who read and left,
    failed who asked a person anyway; who comes back about the same within 7 days takes the credit back. What articles
    save is the difference to those whom serve --hold-out shows none.
    """
    from firstline.cli.return_subjects import return_subjects
    from firstline.cli.state_source import state_source
    from firstline.datasets.output_folder import check_folder
    from firstline.evaluation.deflection_html import write_deflection
    from firstline.evaluation.deflection_words import deflection_lead
    from firstline.serving.state_export import open_view

    begin = None if since is None else _moment(since)
    end = datetime.now(UTC) if until is None else _moment(until)
    check_folder(output)
    with return_subjects(source, state) as subjects, open_view(state_source(source, state)) as view:
        found = _found(view, subjects, since=begin, until=end)
    write_deflection(found, output)
    click.echo(deflection_lead(found))
    click.echo(f"{output / 'deflection.html'}", err=True)


def _moment(text: str) -> datetime:
    from firstline.datasets.errors import InputError
    from firstline.datasets.timestamp import parse_timestamp

    try:
        return parse_timestamp(text)
    except ValueError as error:
        raise InputError(f"{text[:60]!r} is {error}") from None


def _found(
    view: "Connection", subjects: "Subjects | None", *, since: datetime | None, until: datetime
) -> "DeflectionReport":
    from collections.abc import Mapping

    from firstline.cli.return_subjects import shown_titles
    from firstline.evaluation.deflection import deflection as follow
    from firstline.kb_index.article_usefulness import read_ratings

    def useful(asked: frozenset[str]) -> Mapping[str, float]:
        return {article_id: one.mean for article_id, one in read_ratings(view, asked=asked).by_article.items()}

    interactions, contacts = portal_record(view, since=since, until=until)
    titles = shown_titles(view)
    return follow(
        interactions,
        contacts,
        now=until,
        since=since,
        useful=useful,
        subjects=subjects,
        titles=lambda article_id: titles.get(article_id, ""),
    )


def portal_record(
    view: "Connection", *, since: datetime | None, until: datetime
) -> "tuple[list[Interaction], list[Contact]]":
    """What customers did on the portal, and the tickets around it."""
    from sqlalchemy import select

    from firstline.evaluation.deflection_record import Contact, Interaction
    from firstline.serving.portal_history import newest_encoder, read_contacts, read_interactions
    from firstline.serving.tables import portal_interactions as table

    encoder = newest_encoder(view)
    ends = {row.id: row for row in view.execute(select(table.c.id, table.c.last_at, table.c.article_ids))}

    def interaction(row: dict[str, Any]) -> Interaction:
        """A vector of an encoder before this one is like none of now."""
        made_by = row.pop("encoder")
        end = ends.get(row["id"])
        known = (
            {"last_at": datetime.fromisoformat(end.last_at), "best": next(iter(end.article_ids), None)} if end else {}
        )
        return Interaction(**{**known, **row, "vector": row["vector"] if made_by == encoder else None})

    contacts = [Contact(**row) for row in read_contacts(view, encoder)]
    return (
        [interaction(row) for row in read_interactions(view, since=since, until=until)],
        [contact for contact in contacts if contact.at < until],
    )
