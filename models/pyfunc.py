"""The bundle as an MLflow model: what `mlflow models serve` and Spark call. It needs no MLflow itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.models.bundle import Bundle
from firstline.models.kind_decision import decided_json
from firstline.models.prediction import Prediction

if TYPE_CHECKING:
    import pandas

INPUT_COLUMNS = ("subject", "body")
_AT_ONCE = 256


class PyfuncBundle:
    """A bundle that answers data frames of tickets with data frames of fields."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle

    def predict(self, model_input: Any) -> pandas.DataFrame:
        """One row for each row of `model_input`, in order.

        Args:
            model_input: a data frame, or a list of mappings, with `subject`, `body` or both; a text may be missing.

        Returns:
            For every field its value, `FIELD_confidence` and `FIELD_tier`, then `out_of_scope` and
            `out_of_scope_score`; the columns of `output_columns`. As in `firstline predict`, the request's kind limits
            what may be said.

        Raises:
            ValueError: neither column is there.
        """
        import pandas

        tickets = [_ticket(row) for row in _rows(model_input)]
        rows: list[dict[str, object]] = []
        for start in range(0, len(tickets), _AT_ONCE):
            part = tickets[start : start + _AT_ONCE]
            texts = [request_text(ticket) for ticket in part]
            predictions = self.bundle.predict(texts, self.bundle.encoder.encode(texts), alternatives=0)
            rows += [_row(ticket, prediction) for ticket, prediction in zip(part, predictions, strict=True)]
        return pandas.DataFrame(rows, columns=list(output_columns(self.bundle)))


def output_columns(bundle: Bundle) -> dict[str, str]:
    """The columns of an answer in order, each with MLflow's name of its type."""
    columns: dict[str, str] = {}
    for name in bundle.fields:
        columns |= {name: "string", f"{name}_confidence": "double", f"{name}_tier": "string"}
    return {**columns, "out_of_scope": "boolean", "out_of_scope_score": "double"}


def _load_pyfunc(path: str) -> PyfuncBundle:
    """MLflow's entry point: `path` is the bundle's folder. Every file is verified; BundleError when one is damaged."""
    return PyfuncBundle(Bundle.load(Path(path)))


def _rows(model_input: Any) -> Iterable[Mapping[str, Any]]:
    """The rows. MLflow has taken out columns that are not ours, and with the last of them every row."""
    is_frame = hasattr(model_input, "to_dict")
    rows: list[Mapping[str, Any]] = model_input.to_dict(orient="records") if is_frame else list(model_input)
    names = model_input.columns if is_frame else [name for row in rows for name in row]
    if (is_frame or rows) and not set(INPUT_COLUMNS).intersection(names):
        raise ValueError(f"no column {' or '.join(INPUT_COLUMNS)} came; one of them is wanted, or both")
    return rows


def _row(ticket: Ticket, prediction: Prediction) -> dict[str, object]:
    decided: Any = decided_json(ticket, prediction)
    row: dict[str, object] = {
        "out_of_scope": decided["out_of_scope"]["flag"],
        "out_of_scope_score": float(decided["out_of_scope"]["score"]),
    }
    for name, field in decided["fields"].items():
        row |= {name: field["value"] or "", f"{name}_confidence": field["confidence"], f"{name}_tier": field["tier"]}
    return row


def _ticket(row: Mapping[str, Any]) -> Ticket:
    subject, body = (_text(row.get(name)) for name in INPUT_COLUMNS)
    return Ticket(subject=subject, body=body)


def _text(value: object) -> str:
    """Data frames write a missing text as None, NaN or NA."""
    return value if isinstance(value, str) else ""
