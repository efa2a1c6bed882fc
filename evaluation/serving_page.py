"""The serving page: `docs/serving-benchmarks.md`."""

from __future__ import annotations

from firstline.evaluation.benchmark_table import markdown_table
from firstline.evaluation.serving_row import ServicePeer, ServingResult, ServingRow

_HEAD = """# Serving benchmarks

Made by `make bench-serve` (`python -m firstline.evaluation.serve_benchmark`); do not edit. Load comes from another
process (Locust) on the same machine, whose cores it shares with the service; answers hold three fields, duplicates,
articles and replies, and every one is a stored decision. The bare loop is the bundle's own graph and tokenizer with
nothing around them. What is compared was measured in the same run, in turns."""
_PEERS = """Encoder `minilm`, 32 callers, the same texts. Firstline answers everything that it answers elsewhere on this
page; what the others do is written beside them. The ratio is Firstline's answers a second over the peer's."""


def serving_page(result: ServingResult) -> str:
    """The page of one run."""
    trial = ["**This is of `--fast`, a trial in small: its figures mean nothing.**"] if result.fast else []
    columns = ("figure", "measured", "at least", "aim", "reached", "note")
    own = next((peer.rate for peer in result.peers if peer.rate), None)
    beside = ("service", "does", "answers/s", "ratio", "median", "resident", "ready after", "note")
    parts = [
        _HEAD,
        *trial,
        result.about,
        markdown_table(columns, map(_row, result.rows)),
        "## Peers",
        _PEERS,
        markdown_table(beside, (_peer(peer, own) for peer in result.peers)),
        "```sh\n" + "\n".join(dict.fromkeys(result.commands)) + "\n```",
    ]
    return "\n\n".join(parts) + "\n"


def _row(row: ServingRow) -> tuple[str, ...]:
    value = "–" if row.value is None else f"{row.value:.4g} {row.unit}".strip()
    return (row.figure, value, str(row.least or "–"), str(row.aim or "–"), row.verdict, row.note)


def _peer(peer: ServicePeer, own: float | None) -> tuple[str, ...]:
    return (
        peer.peer,
        peer.does,
        _figure(peer.rate, "{:.1f}"),
        _figure(own / peer.rate if own and peer.rate else None, "{:.2f}"),
        _figure(peer.median, "{:.0f} ms"),
        _figure(peer.resident, "{:,.0f} MiB"),
        _figure(peer.ready_seconds, "{:.1f} s"),
        peer.note,
    )


def _figure(value: float | None, form: str) -> str:
    return "–" if value is None else form.format(value)
