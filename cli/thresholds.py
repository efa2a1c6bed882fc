"""`firstline thresholds`: another automation contract for a bundle, without training it again."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from firstline.cli.options import FILE

if TYPE_CHECKING:
    from firstline.models.auto_rule import AutoLimit
    from firstline.models.bundle import Bundle
    from firstline.models.policy import FieldPolicy

_NO_EVIDENCE = (
    "{bundle} holds no held-out evidence (format version {version}), so its thresholds can only be changed by training "
    "it again: firstline train"
)


@click.command("thresholds")
@click.argument("bundle", type=FILE)
@click.option("--target", type=click.FloatRange(0, 1, min_open=True, max_open=True), metavar="SHARE",
              help="The precision that must be certain before a value is set without asking.")  # fmt: skip
@click.option("--minimum-evidence", type=click.IntRange(min=1), metavar="N",
              help="On at least how many held-out tickets, in each language.")  # fmt: skip
@click.option("--cap", type=click.FloatRange(0, 1, min_open=True), metavar="SHARE",
              help="Automate at most this share of the tickets given a value, the surest first.")  # fmt: skip
@click.option("--field", "fields", multiple=True, metavar="NAME",
              help="Change only this field; may be given several times.  [default: all of them]")  # fmt: skip
@click.option("--value", "values", multiple=True, metavar="VALUE",
              help="Change only this value of the one --field; may be given several times.")  # fmt: skip
@click.option("--output", type=FILE, metavar="NEW", help="The bundle folder to write.")
@click.option("--in-place", is_flag=True, help="Replace BUNDLE itself, in one step.")
def command(
    bundle: Path,
    target: float | None,
    minimum_evidence: int | None,
    cap: float | None,
    fields: tuple[str, ...],
    values: tuple[str, ...],
    output: Path | None,
    in_place: bool,
) -> None:
    """Show what BUNDLE may set without asking, value by value, and change what is asked for it.

    For each value: what share would be automated at 90, 95 and 99 % precision and at what is asked for, and which
    values cannot be and why. It rests on the tickets that were held out when the bundle was trained. With --output the
    bundle is written with the limits that are given; without, nothing is written and they are only tried.
    """
    from firstline.datasets.errors import InputError
    from firstline.models.bundle import Bundle
    from firstline.models.bundle_writer import write_policies

    if output and in_place:
        raise InputError("--output and --in-place came together; name one place for the new bundle")
    model = Bundle.load(bundle)
    if not model.evidence:
        raise InputError(_NO_EVIDENCE.format(bundle=bundle, version=model.manifest.format_version))
    wanted = {"target_precision": target, "minimum_evidence": minimum_evidence, "cap": cap}
    limits = {name: limit for name, limit in wanted.items() if limit is not None}
    chosen = _chosen(model, fields, values)
    policies = {
        name: _changed(model, name, limits, values) if limits and name in chosen else policy
        for name, policy in model.policies.items()
    }
    _show(model, {name: policies[name] for name in chosen})
    place = bundle if in_place else output
    if place is None and limits:
        click.echo("nothing was written; --output NEW or --in-place keeps these thresholds", err=True)
    elif place is None:
        click.echo("these are the bundle's own thresholds; try others with --target, such as --target 0.9", err=True)
    elif not limits:
        raise InputError("nothing to change; give --target, --minimum-evidence or --cap")
    else:
        click.echo(f"{place}: version {write_policies(bundle, policies, place)[:12]}")


def _chosen(bundle: "Bundle", fields: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, ...]:
    """The fields to look at; raises InputError for what the bundle does not know."""
    from firstline.datasets.errors import InputError

    for name in fields:
        if name not in bundle.policies:
            raise InputError(f"no field {name!r} in the bundle; it has {', '.join(bundle.policies)}")
    if values and len(fields) != 1:
        raise InputError("--value belongs to one field; name it with --field")
    for value in values:
        if value not in bundle.values(fields[0]):
            raise InputError(f"no value {value!r} of {fields[0]}; it has {', '.join(bundle.values(fields[0]))}")
    return fields or tuple(bundle.policies)


def _changed(bundle: "Bundle", name: str, limits: Mapping[str, Any], values: tuple[str, ...]) -> "FieldPolicy":
    """The field's policy with the new limits, of all values (then none has limits of its own) or of some."""
    from firstline.models.policy import ValueLimit
    from firstline.training.threshold_fit import with_auto

    policy = bundle.policies[name]
    if values:
        own = {value: policy.limits.get(value, ValueLimit()).model_copy(update=dict(limits)) for value in values}
        changed = policy.model_copy(update={"limits": {**policy.limits, **own}})
    else:
        changed = policy.model_copy(update={**limits, "limits": {}})
    evidence = bundle.evidence.get(name)
    return changed if evidence is None else with_auto(changed, bundle.values(name), evidence)


def _show(bundle: "Bundle", policies: "Mapping[str, FieldPolicy]") -> None:
    from rich.console import Console

    from firstline.evaluation.automation import PRECISIONS, automation
    from firstline.evaluation.automation_rows import automation_table, evidence_words
    from firstline.evaluation.terminal_table import terminal_table

    console = Console()
    for name, policy in policies.items():
        evidence = bundle.evidence.get(name)
        precisions = sorted({*PRECISIONS, policy.target_precision, *_own_targets(policy)})
        found = automation(bundle.values(name), evidence, policy, precisions=precisions) if evidence else None
        if found is None:
            click.echo(f"{name}: nothing was held out for it, so it is never auto")
            continue
        console.print(terminal_table(automation_table(found).without("why not"), prefix=f"{name}: "))
        for one in found.values:
            if one.reason:
                click.echo(f"{name}: {one.value} is never auto: {one.reason}")
        click.echo(f"{name}: asked for is {' and '.join(_asked(policy))}")
        click.echo(f"{name}: {evidence_words(_whole(policy))}\n")


def _whole(policy: "FieldPolicy") -> "AutoLimit":
    """What is asked of values that have no limit of their own."""
    from firstline.models.auto_rule import AutoLimit

    return AutoLimit(policy.target_precision, policy.minimum_evidence, policy.cap)


def _own_targets(policy: "FieldPolicy") -> set[float]:
    return {limit.target_precision for limit in policy.limits.values() if limit.target_precision is not None}


def _asked(policy: "FieldPolicy") -> Iterator[str]:
    yield f"a precision of {100 * policy.target_precision:g} %"
    yield f"at least {policy.minimum_evidence} held-out tickets of a language, from fewer of which nothing is concluded"
    if policy.cap < 1:
        yield f"at most {100 * policy.cap:g} % of a value's tickets"
    if policy.limits:
        yield f"limits of their own for {', '.join(policy.limits)}"
