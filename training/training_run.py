"""The training run: a table of tickets to a bundle on disk."""

import functools
import importlib.util
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from firstline.datasets.closed_list import ClosedList
from firstline.datasets.config import Config
from firstline.datasets.errors import EncoderError, InputError
from firstline.datasets.language import detect_language
from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.ticket import Ticket
from firstline.datasets.value_descriptions import Descriptions
from firstline.evaluation.auto_evidence import auto_lines
from firstline.models.bundle_writer import BundleParts, check_output, write_bundle
from firstline.models.category_tree import BranchRules
from firstline.models.centre import centre_vectors
from firstline.models.encoder import Progress
from firstline.models.field_evidence import FieldEvidence
from firstline.models.lexical_view import LexicalView
from firstline.models.out_of_scope import OutOfScopeDetector
from firstline.models.policy import FieldPolicy
from firstline.models.second_request import SecondRequestCalibration
from firstline.training.encoded_desk import DeskReader, DeskVectors, Say
from firstline.training.encoder_source import resolve_encoder
from firstline.training.evidence import FittedHead
from firstline.training.finetune_aim import FieldAim
from firstline.training.finetune_options import FinetuneOptions
from firstline.training.finetune_recipe import recipe_for
from firstline.training.head_fit import Views, fit_head
from firstline.training.held_out import Fold
from firstline.training.learning_curve import curve_line
from firstline.training.out_of_scope_fit import fit_detector, refit_detector
from firstline.training.second_request_fit import fit_second_request, second_request_field
from firstline.training.threshold_fit import fit_policy
from firstline.training.training_table import NO_TEXT, TrainingTable
from firstline.training.tree_fit import branch_rules, fit_tree, served_probabilities

_ENOUGH_TEXTS = 500
_RARE_TERMS_FROM = 20_000
_MAX_WEIGHTS = 40_000_000


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What a run made: the bundle's version, the encoder's name and each field's held-out metrics."""

    version: str
    encoder: str
    metrics: Mapping[str, Mapping[str, Any]]


def train_bundle(
    tickets: Sequence[Ticket],
    output: Path,
    *,
    config: Config,
    fields: Sequence[str] = (),
    encoder: str | None = None,
    finetune: FinetuneOptions | None = None,
    descriptions: Descriptions | None = None,
    say: Say = lambda _: None,
    progress: Progress | None = None,
) -> TrainingResult:
    """Train every field's head on the tickets and write the bundle; with `finetune` the encoder's weights first.

    `fields` default to the configuration's, or to those of category, priority and skill_group that are there;
    `encoder` (auto, e5, minilm, hf:ID, path:DIR) to the configuration's. `descriptions` say what values mean, where
    examples are few or none.

    Raises InputError when nothing can be learned, EncoderError when the encoder cannot be had.
    """
    check_output(output)
    seed = config.training.seed
    table = TrainingTable.of(tickets, config, fields, descriptions=descriptions or {}, one_fold=finetune is not None)
    reader = DeskReader(resolve_encoder, say=say, progress=progress, strangers=table.strangers)
    name, desk = _read_desk(encoder or config.training.encoder, reader, table, finetune=finetune, seed=seed)
    parts = _bundle_parts(table, desk, config=config, say=say)
    result = TrainingResult(version=write_bundle(parts, output), encoder=name, metrics=parts.metrics)
    desk.drop()
    return result


def _bundle_parts(table: TrainingTable, desk: DeskVectors, *, config: Config, say: Say) -> BundleParts:
    words = table.texts if len(table.texts) >= _ENOUGH_TEXTS else table.learned_texts
    lexical = _lexical_view(words, table.learned_labels)
    if not lexical.blocks["words"].columns:
        raise InputError(NO_TEXT)
    seed, rules = config.training.seed, branch_rules(table.labels, config)
    fitted, policies, evidence = _fit_fields(table, config, desk, rules=rules, lexical=lexical, say=say)
    return BundleParts(
        encoder_folder=desk.final.folder,
        centre=desk.final.centre,
        offsets=desk.final.offsets,
        lexical=lexical,
        heads={field: result.head for field, result in fitted.items()},
        policies=policies,
        detector=_detector(fitted, desk, table, lexical),
        data=table.summary(),
        metrics={field: result.metrics for field, result in fitted.items()},
        seed=seed,
        tree=rules,
        lists={field: config.field(field) for field in fitted},
        second_request=_second_request(fitted, table, lexical, seed=seed, say=say),
        evidence=evidence,
        finetuning=desk.measured,
        desk=config.desk.name.strip(),
    )


def _fit_fields(
    table: TrainingTable,
    config: Config,
    desk: DeskVectors,
    *,
    rules: Mapping[str, BranchRules],
    lexical: LexicalView,
    say: Say,
) -> tuple[dict[str, FittedHead], dict[str, FieldPolicy], dict[str, FieldEvidence]]:
    """Each field's head, policy and evidence."""
    labels = table.learned_labels
    alone = _fit_heads(table, config, desk, lexical=lexical, say=say)
    served = served_probabilities(alone, fit_tree(rules, alone))
    fitted, policies, evidence = {}, {}, {}
    language = functools.cache(lambda row: detect_language(table.texts[row]))
    for field, head in alone.items():
        fitted[field] = head.served(served[field])
        spoken = [language(row) for row in head.judged.tolist()]
        shown = evidence[field] = FieldEvidence.of(served[field], head.targets, spoken)
        never = config.field(field).never_auto
        policy = policies[field] = fit_policy(
            head.head.values, served[field], head.targets, languages=spoken, never_auto=never
        )
        if field in rules:
            say(f"{field}: only what its {rules[field].parent} leaves; {_summary(field, fitted[field])}")
        if len(head.targets):
            for line in auto_lines(head.head.values, shown, policy, column=labels[field]):
                say(f"{field}: {line}")
        if curve := curve_line(head.metrics.get("learning_curve", ())):
            say(f"{field}: {curve}")
    return fitted, policies, evidence


def _fit_heads(
    table: TrainingTable, config: Config, desk: DeskVectors, *, lexical: LexicalView, say: Say
) -> dict[str, FittedHead]:
    """Each field's head, alone. `say` hears of a field before and after: a large one takes minutes."""
    labels, words = table.learned_labels, lexical.transform(table.learned_texts)
    views, final = (Views(centre_vectors(read.vectors, read.centre), words) for read in (desk.judging, desk.final))
    alone = {}
    for number, (field, column) in enumerate(labels.items(), 1):
        rows = sum(label is not None for label in table.labels[field])
        say(f"{field}: fitting on {rows:,} tickets (field {number} of {len(labels)})")
        began = time.monotonic()
        listed = ClosedList(field, config.field(field))
        values = sorted({label for label in column if label is not None})
        order = [value for value in listed.order(values) if value in values]
        alone[field] = fit_head(
            column,
            views,
            table.plan,
            values=values,
            order=order,
            seed=config.training.seed,
            tickets=len(table.texts),
            final=final,
            tuned=desk.scorers.get(field),
        )
        say(f"{_summary(field, alone[field])}; {time.monotonic() - began:.1f} s")
    return alone


def _read_desk(
    wanted: str,
    reader: DeskReader,
    table: TrainingTable,
    *,
    finetune: FinetuneOptions | None,
    seed: int,
) -> tuple[str, DeskVectors]:
    """The encoder's name, chosen where `auto` is wanted, and the desk by it; fine-tuned where that is asked for."""
    name, texts, labels, plan = wanted, table.learned_texts, table.learned_labels, table.plan
    if wanted == "auto":
        name = reader.choose(texts, labels, plan, seed=seed)
    frozen = reader.read(reader.resolve(name), name, texts, own=table.own)
    reader.say(f"encoder: {name}; held out: {plan.description}")
    if finetune is None:
        return name, DeskVectors.frozen(frozen)
    if missing := [module for module in ("torch", "transformers") if importlib.util.find_spec(module) is None]:
        raise EncoderError(f"--finetune needs {' and '.join(missing)}: pip install 'firstline[finetune]'")
    aims = [FieldAim.of(field, column) for field, column in labels.items()]
    if not plan.folds or all(aim.count == 1 for aim in aims):
        reader.say("fine-tuning: nothing to learn or to judge it by; the frozen encoder is kept")
        return name, DeskVectors.frozen(frozen)
    from firstline.training.finetune_pairs import linked_pairs
    from firstline.training.finetuning import Finetuning

    fold = plan.folds[-1]
    recipe = recipe_for(len(fold.learn))
    tuning = Finetuning(name, texts, aims, fold, recipe=recipe, seed=seed, seconds=finetune.seconds, say=reader.say)
    return name, tuning.run(frozen, reader, linked_pairs(table.tickets))


def _lexical_view(texts: Sequence[str], labels: Mapping[str, Sequence[str | None]]) -> LexicalView:
    """As many terms as keep a head's weights under 80 MB on disk."""
    most_values = max(len(set(column)) for column in labels.values())
    max_terms = max(5_000, min(150_000, _MAX_WEIGHTS // (2 * most_values)))
    return LexicalView.fit(texts, max_terms=max_terms, min_documents=2 if len(texts) >= _RARE_TERMS_FROM else 1)


def _detector(
    fitted: Mapping[str, FittedHead], desk: DeskVectors, table: TrainingTable, lexical: LexicalView
) -> OutOfScopeDetector | None:
    """On the field with the most values: what fits none of many is the clearest stranger.

    Not on the request kind: a stranger may ask how to, too. And by the desk's own tickets alone where it has any: what
    describes its values was not sent to it.
    """
    own = table.own
    plan = replace(table.plan, folds=tuple(Fold(fold.learn[fold.learn < own], fold.judge) for fold in table.plan.folds))
    fields = [name for name in fitted if name != REQUEST_KIND] or list(fitted)
    field = max(fields, key=lambda name: len(fitted[name].head.values))
    head, judging, final = fitted[field].head, desk.judging, desk.final
    said = head.lexical_logits(lexical.transform(final.background.texts))
    foreign = head.logits(centre_vectors(final.background.vectors, final.centre), said)
    background = judging.background.of_first(own)
    found = fit_detector(field, fitted[field], judging.vectors[:own], plan, background, foreign=foreign)
    if found is None or final is judging:
        return found
    return refit_detector(found, final.vectors[:own], plan, final.background.of_first(own))


def _second_request(
    fitted: Mapping[str, FittedHead], table: TrainingTable, lexical: LexicalView, *, seed: int, say: Say
) -> SecondRequestCalibration | None:
    field = second_request_field({name: fit for name, fit in fitted.items() if name != REQUEST_KIND})
    found = field and fit_second_request(
        field, fitted[field], table.labels[field], tickets=table.tickets, texts=table.texts, view=lexical, seed=seed
    )
    if not found:
        say("two requests in one mail: too little to learn it from, so it is never flagged")
        return None
    say(
        f"two requests in one mail: flagged on {found.found / found.pairs:.0%} of {found.pairs:,} held-out pairs "
        f"joined into one, and on {found.flagged:,} of {found.singles:,} held-out tickets"
    )
    return found


def _summary(field: str, result: FittedHead) -> str:
    metrics, count = result.metrics, len(result.head.values)
    if not metrics["held_out"]:
        return f"{field}: {count} value{'s' if count > 1 else ''}, nothing to judge it by: never auto"
    return (
        f"{field}: {count} values; on {metrics['held_out']:,} held-out tickets {metrics['accuracy']:.1%} right, "
        f"{metrics['top3']:.1%} among the first three (words alone {metrics['accuracy_lexical']:.1%}, "
        f"vectors alone {metrics['accuracy_vector']:.1%})"
    )
