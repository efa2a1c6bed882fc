"""The second-request fit: from which evidence on a text is taken for two requests in one."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from firstline.datasets.language import detect_language
from firstline.datasets.ticket import Ticket
from firstline.models.lexical_view import LexicalView
from firstline.models.opening import Opening
from firstline.models.scorer import Scorer
from firstline.models.second_request import Place, SecondRequestCalibration, places
from firstline.models.text_part import text_parts
from firstline.training.evidence import FittedHead
from firstline.training.held_out import HeldOutPlan, held_out_plan
from firstline.training.scorer_fit import fit_lexical

_PREFERRED = "category"
_FLAGGED = 0.01
_ANNOUNCED: Mapping[Opening, float] = {"item": 0.15, "phrase": 0.15}
"""How many of those who ask for two things number them, or say so. Of 18 such tickets of the demo desk 14 did."""
_FEWEST_SINGLES = 100
_FEWEST_WITH_A_PLACE = 50
_FEWEST_FOUND = 0.05
_MOST_SINGLES = 2_000
_SMALLEST_SCALE = 1e-3
_COLUMN = "second_request"
_NOT_MARKED = frozenset({"", "false", "no", "0", "none", "null"})


@dataclass(frozen=True, slots=True)
class _Held:
    """A held-out ticket of one request, and the scorer that has not read it."""

    row: int
    target: int
    language: str
    scorer: Scorer


def second_request_field(fitted: Mapping[str, FittedHead]) -> str | None:
    """The field whose values the two requests are to differ in: the category, or the unordered one with most values."""
    able = [name for name, fit in fitted.items() if fit.head.lexical is not None and not fit.head.order]
    if _PREFERRED in able:
        return _PREFERRED
    return max(able, key=lambda name: len(fitted[name].head.values), default=None)


def fit_second_request(
    field: str,
    fit: FittedHead,
    labels: Sequence[str | None],
    *,
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    view: LexicalView,
    seed: int,
) -> SecondRequestCalibration | None:
    """The calibration on at most 2,000 held-out tickets; None where the evidence is too thin.

    Each is judged by a scorer that has not read it, of random folds also where there are dates: one of half the
    tickets, as a rolling origin has, says less of every word than the one that will be served. Two of them, of
    different values and of one language, joined like one mail, are what is to be found: of fewer than one in twenty
    nothing is claimed. The gain's weight tells single tickets from such pairs; what an opening is worth is how many
    more of those who ask for two things begin the second so than this desk's single tickets begin a part so. The
    threshold lets 1 % of held-out tickets through that are not marked in the column `second_request`: later ones may
    be longer, and at most 3 % of them are to be flagged.
    """
    plan = held_out_plan(texts, [None] * len(texts), seed=seed)
    held = list(_held(fit, labels, plan, tickets=tickets, texts=texts, view=view, seed=seed))
    singles = [places(texts[one.row], view, one.scorer) for one in held]
    pairs = [places(text, view, scorer) for text, scorer in _joined(held, texts, seed=seed)]
    if len(held) < _FEWEST_SINGLES or sum(map(bool, singles)) < _FEWEST_WITH_A_PLACE or not any(pairs):
        return None
    rough = SecondRequestCalibration(
        field=field,
        threshold=0.0,
        scale=1.0,
        weight=_weight(singles, pairs),
        openings=_openings(singles),
        singles=len(held),
        flagged=0,
        pairs=len(pairs),
        found=0,
    )
    own, joined = _evidence(rough, singles), _evidence(rough, pairs)
    threshold = float(np.sort(own)[::-1][int(_FLAGGED * len(own))])
    found = joined > threshold
    if found.mean() < _FEWEST_FOUND:
        return None
    usual = float(np.median(own[np.isfinite(own)]))
    scale = max((threshold - usual) / 3, _SMALLEST_SCALE)
    counts = {"flagged": int((own > threshold).sum()), "found": int(found.sum())}
    return rough.model_copy(update={"threshold": threshold, "scale": scale, **counts})


def _weight(singles: Sequence[Sequence[Place]], pairs: Sequence[Sequence[Place]]) -> float:
    """By how much a gain of 1 raises the log odds of two requests."""
    gains = [[max(place.gain for place in found) for found in texts if found] for texts in (singles, pairs)]
    targets = np.repeat([0, 1], [len(column) for column in gains])
    fitted = LogisticRegression(C=10.0).fit(np.concatenate(gains).reshape(-1, 1), targets)
    return max(float(fitted.coef_[0, 0]), _SMALLEST_SCALE)


def _openings(singles: Sequence[Sequence[Place]]) -> dict[Opening, float]:
    """What each opening adds to the log odds, for this desk's held-out single tickets."""
    worth: dict[Opening, float] = {"plain": float(np.log(1 - sum(_ANNOUNCED.values())))}
    for name, share in _ANNOUNCED.items():
        begun = sum(any(place.opening == name for place in found) for found in singles)
        worth[name] = float(np.log(share * (len(singles) + 2) / (begun + 1)))
    return worth


def _evidence(calibration: SecondRequestCalibration, texts: Sequence[Sequence[Place]]) -> NDArray[np.float64]:
    """Of each text's best place; minus infinity where there is none."""
    return np.array([max(map(calibration.evidence, found), default=-np.inf) for found in texts])


def is_marked(ticket: Ticket) -> bool:
    """Whether the column `second_request` says that the ticket holds two."""
    mark = (ticket.model_extra or {}).get(_COLUMN)
    return bool(mark) and str(mark).strip().casefold() not in _NOT_MARKED


def _held(
    fit: FittedHead,
    labels: Sequence[str | None],
    plan: HeldOutPlan,
    *,
    tickets: Sequence[Ticket],
    texts: Sequence[str],
    view: LexicalView,
    seed: int,
) -> Iterator[_Held]:
    """The single requests of every fold, fewer of each where there are very many."""
    values = fit.head.values
    targets = np.array([-1 if label is None else values.index(label) for label in labels])
    weights = view.transform(texts)
    share = _MOST_SINGLES / max(sum(len(fold.judge) for fold in plan.folds), 1)
    generator = random.Random(seed)  # noqa: S311  # not a secret
    for fold in plan.limited_to(targets >= 0):
        scorer = fit_lexical(weights[fold.learn], targets[fold.learn], len(values), balanced=fit.balanced)
        for row in map(int, fold.judge):
            if not is_marked(tickets[row]) and generator.random() < share:
                language = tickets[row].language or detect_language(texts[row])
                yield _Held(row, int(targets[row]), language, scorer)


def _joined(held: Sequence[_Held], texts: Sequence[str], *, seed: int) -> Iterator[tuple[str, Scorer]]:
    """Every ticket before another of its fold and language and of another value, with the scorer of both."""
    alike: dict[tuple[int, str], list[_Held]] = defaultdict(list)
    for one in held:
        alike[id(one.scorer), one.language].append(one)
    generator = random.Random(seed)  # noqa: S311  # not a secret
    for one in held:
        others = [other for other in alike[id(one.scorer), one.language] if other.target != one.target]
        if others:
            yield joined_text(texts[one.row], texts[generator.choice(others).row]), one.scorer


def joined_text(first: str, second: str) -> str:
    """Two requests as one mail: the beginning of the first, and of the second what stands after its opening line.

    At most five parts of one and four of the other, so that the whole is about as long as a mail with one request.
    """
    opening, _, body = second.partition("\n")
    return "".join(text_parts(first)[:5]).rstrip() + "\n" + "".join(text_parts(body or opening)[:4])
