"""The audited answers of a desk's state: what Firstline said, beside what people decided without being shown it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table
    from sqlalchemy.engine import Connection

    from firstline.datasets.config import Config
    from firstline.evaluation.audited_precision import AuditedAnswer, AuditedPrecision

_ALL = "all values"


def audited_answers(
    view: "Connection", *, since: str | None, until: str | None, config: "Config"
) -> Iterator["AuditedAnswer"]:
    """Each audited field once a ticket, as the last audited decision said it, under the values' present names.

    Feedback counts whenever it came; `since` and `until` are of the decisions.
    """
    from firstline.evaluation.audited_precision import AuditedAnswer
    from firstline.serving.feedback_history import read_history
    from firstline.serving.state_export import export_rows

    history = read_history(view, config)
    told: dict[tuple[str, str], dict[str, Any]] = {}
    for row in export_rows(view, "feedback", since=None, until=None).rows:
        if row["target"] == "field" and row["source"] == "api":
            told[row["decision_id"], row["field"]] = row
    last: dict[tuple[str, str], AuditedAnswer] = {}
    for row in export_rows(view, "decisions", since=since, until=until).rows:
        for name, answer in row["fields"].items():
            if not answer.get("audit"):
                continue
            said = history.config.field(name).current_name(answer["value"])
            word = told.get((row["decision_id"], name), {})
            accepted = word.get("action") == "accepted"
            label = history.labels.get(row["ticket_id"] or "", {}).get(name)
            final = label.value if label else None
            if row["ticket_id"] is None and word.get("action") != "withdrawn":
                stated = word.get("final_value") or (answer["value"] if accepted else None)
                final = history.config.field(name).current_name(stated) if stated else None
            last[row["ticket_id"] or row["decision_id"], name] = AuditedAnswer(name, said, final, accepted)
    yield from last.values()


def audited_table(found: "tuple[AuditedPrecision, ...]") -> "Table":
    """One row a field and value."""
    from rich.markup import escape
    from rich.table import Table

    table = Table("field", "value", "audited", "decided", "right", "precision of auto", box=None, pad_edge=False)
    for one in found:
        interval = f"{100 * one.precision.low:.1f}–{100 * one.precision.high:.1f}"
        share = f"{100 * one.precision.value:.1f} % ({interval})" if one.decided else "–"
        counts = (f"{one.decided + one.undecided:,}", f"{one.decided:,}", f"{one.right:,}")
        table.add_row(escape(one.field), _ALL if one.value is None else escape(one.value), *counts, share)
    return table
