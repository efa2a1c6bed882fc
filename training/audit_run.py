"""The audit run: from a table of tickets to what is doubtful about their labels."""

from collections.abc import Sequence

from firstline.datasets.config import Config
from firstline.datasets.errors import InputError
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.audit_report import AuditReport
from firstline.evaluation.label_audit import AuditedField, audit_labels
from firstline.models.centre import centre_vectors
from firstline.models.encoder import Progress
from firstline.models.lexical_view import LexicalView
from firstline.training.encoded_desk import DeskReader, Say
from firstline.training.encoder_source import resolve_encoder
from firstline.training.fold_probabilities import fold_probabilities
from firstline.training.head_fit import Views
from firstline.training.held_out import held_out_plan
from firstline.training.training_table import NO_TEXT, usable_labels

_RARE_TERMS_FROM = 20_000


def audit_tickets(
    tickets: Sequence[Ticket],
    *,
    config: Config,
    fields: Sequence[str] = (),
    encoder: str | None = None,
    say: Say = lambda _: None,
    progress: Progress | None = None,
) -> AuditReport:
    """Judge every label by models of the other tickets and report what is doubtful; nothing is kept of the models.

    `fields` default to the configuration's, or to those of category, priority and skill_group that are there; `encoder`
    to the configuration's. What a machine set and no person confirmed is no label.

    Raises InputError when there is nothing to judge, EncoderError when the encoder cannot be had.
    """
    labels = usable_labels(tickets, config, fields)
    texts = [request_text(ticket) for ticket in tickets]
    if not any(text.strip() for text in texts):
        raise InputError(NO_TEXT)
    seed = config.training.seed
    reader = DeskReader(resolve_encoder, say=say, progress=progress)
    name = encoder or config.training.encoder
    if name == "auto":
        plan = held_out_plan(texts, [ticket.created_at for ticket in tickets], seed=seed)
        name = reader.choose(texts, labels, plan, seed=seed)
    vectors = reader.vectors(name, texts)
    reader.prune()
    centred = centre_vectors(vectors, vectors.mean(axis=0))
    rare = 2 if len(texts) >= _RARE_TERMS_FROM else 1
    views = Views(centred, LexicalView.fit(texts, min_documents=rare).transform(texts))
    audited = {}
    for number, (field, column) in enumerate(labels.items(), 1):
        rows = sum(label is not None for label in column)
        say(f"{field}: judging {rows:,} labels, each by models of other tickets (field {number} of {len(labels)})")
        audited[field] = AuditedField(column, fold_probabilities(column, texts, views, seed=seed))
    return audit_labels(tickets, texts, centred, audited, config=config, encoder=name, seed=seed)
