"""`firstline report knowledge`: what to write next, and what to mend first."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firstline.cli.options import FILE, state_option
from firstline.cli.progress import progress

if TYPE_CHECKING:
    from firstline.evaluation.knowledge_useful import Reading
    from firstline.kb_index.state import State


@click.command("knowledge")
@click.argument("bundle", type=FILE)
@state_option
@click.option("--output", default="knowledge", show_default=True, type=FILE, metavar="DIR",
              help="The folder for knowledge.html and knowledge.json.")  # fmt: skip
@click.option("--days", type=click.IntRange(min=1), default=365, show_default=True,
              help="Requests of so many days before the newest one; at most the newest 5,000.")  # fmt: skip
def knowledge(bundle: Path, state: str | None, output: Path, days: int) -> None:
    """Tell how the articles that BUNDLE answers from do, and what they lack.

    Articles and tickets are those of the state: firstline index puts them there.
    """
    from firstline.datasets.errors import InputError
    from firstline.datasets.output_folder import check_folder
    from firstline.evaluation.knowledge_folder import without_subjects, write_knowledge
    from firstline.evaluation.knowledge_report import knowledge_report
    from firstline.evaluation.knowledge_words import knowledge_lead
    from firstline.kb_index.database import has_state
    from firstline.kb_index.state import State
    from firstline.kb_index.state_location import FILE_NAME
    from firstline.models.bundle import Bundle
    from firstline.serving.bundle_source import bundle_source

    source = bundle_source(bundle, None)
    model = Bundle.load(source.folder)
    check_folder(output)
    location = source.location(state)
    if not has_state(location):
        lacks = FILE_NAME if location.is_folder else "tables of one"
        raise InputError(
            f"{location} is no desk's state: it has no {lacks}; firstline index articles PATH --bundle {bundle} "
            "makes one, or name another with --state"
        )
    with (
        State.open(location, encoder=model.encoder, centre=model.centre, offsets=model.offsets) as opened,
        progress("searching") as report,
    ):
        found = knowledge_report(opened, model, desk=model.name, readings=_readings(opened), days=days, progress=report)
    write_knowledge(found, output)
    click.echo(knowledge_lead(without_subjects(found)))
    click.echo(f"the page: {output / 'knowledge.html'}", err=True)


def _readings(state: "State") -> "dict[str, Reading]":
    """Votes, and what became of the interactions in which an article was shown, by article."""
    from sqlalchemy import select

    from firstline.cli.report_deflection import portal_record
    from firstline.cli.return_subjects import subjects_in
    from firstline.evaluation.deflection import asked_a_person
    from firstline.evaluation.knowledge_useful import Reading
    from firstline.kb_index.article_usefulness import VOTES, read_ratings
    from firstline.serving.portal_history import read_interactions

    now = datetime.now(UTC)
    shown, filed, opened, dismissed = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    opened_in: dict[str, frozenset[str]] = {}
    with state.database.read() as view:
        interactions, contacts = portal_record(view, since=None, until=now)
        asked = asked_a_person(interactions, contacts, now=now, subjects=subjects_in(state))
        ratings = read_ratings(view, asked=asked)
        for interaction in read_interactions(view, since=None, until=None):
            articles = () if interaction["held_out"] else interaction["article_ids"]
            opened_in[interaction["id"]] = frozenset(interaction["opened"])
            shown.update(articles)
            opened.update(opened_in[interaction["id"]])
            filed.update(articles if interaction["submitted"] else ())
        strange = select(VOTES.c.article_id, VOTES.c.interaction_id).where(VOTES.c.verdict == "not_related")
        for article_id, interaction_id in view.execute(strange):
            dismissed[article_id] += article_id not in opened_in.get(interaction_id, frozenset())
    found = {}
    for article_id in {*ratings.by_article, *shown}:
        votes = ratings.of(article_id)
        found[article_id] = Reading(
            solved=votes.solved,
            did_not_answer=votes.did_not_answer,
            not_related=votes.not_related,
            shown=shown[article_id],
            filed=filed[article_id],
            opened=opened[article_id],
            dismissed=dismissed[article_id],
        )
    return found
