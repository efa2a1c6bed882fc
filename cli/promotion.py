"""`firstline models compare` and `promote`: two models side by side on the same held-out tickets."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from firstline.cli.options import FILE, max_rejected_option, read_config, table_options
from firstline.cli.progress import progress
from firstline.cli.registry_options import open_registry, registry_option

if TYPE_CHECKING:
    from firstline.datasets.config import Config
    from firstline.datasets.ticket import Ticket
    from firstline.evaluation.gate import Verdict
    from firstline.evaluation.promotion import PromotionLimits
    from firstline.models.bundle import Bundle
    from firstline.models.registry import RegisteredVersion, Registry

F = TypeVar("F", bound=Callable[..., Any])

_HELD_OUT_TAG = "firstline.held_out"
_VERDICT_TAG = "firstline.gates"


def _limit_options(function: F) -> F:
    options = (
        click.option("--tolerance", type=click.FloatRange(0, 1), help="Most that a field may lose.  [default: 0.01]"),
        click.option(
            "--language-tolerance", type=click.FloatRange(0, 1), help="Most that a language may lose.  [default: 0.02]"
        ),
        click.option(
            "--latency-ratio", type=click.FloatRange(0, min_open=True), help="Most times as slow.  [default: 1.25]"
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


@click.command("compare")
@click.argument("first")
@click.argument("second")
@click.argument("tickets", type=FILE)
@_limit_options
@registry_option
@table_options
@max_rejected_option
def compare(
    first: str,
    second: str,
    tickets: Path,
    tolerance: float | None,
    language_tolerance: float | None,
    latency_ratio: float | None,
    registry: str | None,
    config_path: Path | None,
    maps: tuple[str, ...],
    max_rejected: float,
) -> None:
    """Set SECOND beside FIRST on labelled TICKETS: what `promote` would say of it. Nothing is changed.

    Both are versions of the registry or bundle folders.
    """
    from firstline.evaluation.promotion import judge

    config = read_config(config_path, maps)
    champion, candidate = (_model(name, registry, config_path) for name in (first, second))
    held_out = _read(tickets, config, (*champion.fields, *candidate.fields), max_rejected)
    limits = _limits(tolerance, language_tolerance, latency_ratio)
    with progress("comparing") as report:
        verdict = judge(candidate, champion, held_out, limits=limits, progress=report)
    _show(verdict, f"{second} beside {first}")


@click.command("promote")
@click.argument("version")
@click.argument("tickets", type=FILE, required=False)
@click.option("--reason", default="", help="Kept in the history.")
@click.option("--force", metavar="REASON", help="Promote although gates refuse; the reason is kept in the history.")
@_limit_options
@registry_option
@table_options
@max_rejected_option
def promote(
    version: str,
    tickets: Path | None,
    reason: str,
    force: str | None,
    tolerance: float | None,
    language_tolerance: float | None,
    latency_ratio: float | None,
    registry: str | None,
    config_path: Path | None,
    maps: tuple[str, ...],
    max_rejected: float,
) -> None:
    """Make VERSION champion if it is no worse than the champion on labelled, held-out TICKETS.

    Without TICKETS, those that the champion was promoted on. Exit code 1, with the numbers, when a gate refuses.
    """
    from firstline.datasets.errors import FirstlineError, InputError

    config = read_config(config_path, maps)
    opened = open_registry(registry, config_path)
    candidate, champion = opened.find(version), opened.champion()
    if champion is not None and champion.number == candidate.number:
        raise InputError(f"version {candidate.number} is the champion already; `firstline models list` shows all")
    known = tickets or _remembered(champion)
    limits = _limits(tolerance, language_tolerance, latency_ratio)
    verdict = _Trial(opened, config, limits, max_rejected).verdict(candidate, champion, known)
    _show(
        verdict, f"version {candidate.number} beside " + (f"version {champion.number}" if champion else "no champion")
    )
    opened.remember(candidate, {_VERDICT_TAG: verdict.as_json()})
    if not verdict.passed and not force:
        raise FirstlineError(f"version {candidate.number} is not promoted: {verdict.reasons()}")
    opened.remember(candidate, {_HELD_OUT_TAG: _identity(known)})
    opened.promote(candidate, reason=force or reason, forced=not verdict.passed)
    former = f", before it version {champion.number}" if champion else ""
    click.echo(f"{opened.name}: version {candidate.number} is champion{former}")


@dataclass(frozen=True, slots=True)
class _Trial:
    """What the gates of one promotion need."""

    registry: "Registry"
    config: "Config"
    limits: "PromotionLimits"
    max_rejected: float

    def verdict(self, candidate: "RegisteredVersion", champion: "RegisteredVersion | None", tickets: Path) -> "Verdict":
        """Of all gates; a candidate whose files are not what was registered is judged no further."""
        from firstline.datasets.errors import BundleError
        from firstline.evaluation.gate import refused
        from firstline.evaluation.promotion import judge
        from firstline.models.bundle import Bundle

        try:
            model = Bundle.load(self.registry.folder(candidate, fresh=True))
        except BundleError as error:
            return refused("integrity", str(error), "the files that were registered")
        beside = Bundle.load(self.registry.folder(champion)) if champion else None
        fields = (*model.fields, *(beside.fields if beside else ()))
        held_out = _read(tickets, self.config, fields, self.max_rejected)
        with progress("judging") as report:
            return judge(model, beside, held_out, limits=self.limits, progress=report)


def _model(name: str, registry: str | None, config_path: Path | None) -> "Bundle":
    from firstline.models.bundle import Bundle
    from firstline.models.model_address import ModelAddress

    if Path(name).is_dir():
        return Bundle.load(Path(name))
    address = ModelAddress.parse(name)
    opened = open_registry(registry, config_path, name=address.name if ModelAddress.is_one(name) else None)
    return Bundle.load(opened.folder(opened.find(name)))


def _read(tickets: Path, config: "Config", fields: tuple[str, ...], max_rejected: float) -> "list[Ticket]":
    from firstline.datasets.rejected_row import check_rejected
    from firstline.datasets.ticket_reader import read_tickets

    closed = tuple(dict.fromkeys(fields))
    table = read_tickets([tickets], columns=config.columns, time_zone=config.desk.zone, closed=closed)
    check_rejected(table, max_share=max_rejected, written=None)
    return list(table.tickets)


def _limits(tolerance: float | None, language: float | None, latency: float | None) -> "PromotionLimits":
    from firstline.evaluation.promotion import PromotionLimits

    usual = PromotionLimits()
    return PromotionLimits(
        field=usual.field if tolerance is None else tolerance,
        language=usual.language if language is None else language,
        latency_ratio=usual.latency_ratio if latency is None else latency,
    )


def _remembered(champion: "RegisteredVersion | None") -> Path:
    """The file that the champion was promoted on, if it is the same still; raises InputError."""
    import json

    from firstline.datasets.errors import InputError

    found = json.loads(champion.tags[_HELD_OUT_TAG]) if champion and _HELD_OUT_TAG in champion.tags else None
    if found is None:
        raise InputError(
            "no champion was promoted on tickets before; name held-out ones: models promote VERSION TICKETS"
        )
    path = Path(found["path"])
    if _identity(path) != found:
        raise InputError(f"{path}, on which the champion was promoted, is gone or has changed; name TICKETS")
    return path


def _identity(path: Path) -> dict[str, str]:
    from firstline.models.encoder_manifest import file_sha256

    return {"path": str(path.absolute()), "sha256": file_sha256(path) if path.is_file() else ""}


def _show(verdict: "Verdict", title: str) -> None:
    from rich.console import Console

    from firstline.evaluation.gate_table import gate_table

    Console(width=None).print(gate_table(verdict, title))
