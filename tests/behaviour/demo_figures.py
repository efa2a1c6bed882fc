"""`python -m tests.behaviour.demo_figures`: the figures of the demo desk's card, on its newest fifth."""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from firstline.cli.demo_desk import DemoDesk
from firstline.datasets.request_kind import REQUEST_KIND
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.comparison import compare_answers
from firstline.evaluation.estimate import wilson
from firstline.evaluation.floor import ClassificationFloor
from firstline.models.bundle import Bundle
from firstline.models.prediction import Prediction
from firstline.training.encoder_cache import default_cache_folder
from firstline.training.second_request_fit import is_marked, joined_text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=default_cache_folder() / "demo", help="as of firstline demo")
    desk = DemoDesk(parser.parse_args().folder, say=print)
    bundle = desk.judged_bundle
    texts = [request_text(ticket) for ticket in desk.newest]
    said = bundle.predict(texts, bundle.encoder.encode(texts))
    print("| field | Firstline | floor | difference | tickets |\n|---|---|---|---|---|")
    for field in (*bundle.fields, REQUEST_KIND):
        print(_field_row(field, desk, said))
    _two_requests(bundle, desk.newest)


def _field_row(field: str, desk: DemoDesk, said: Sequence[Prediction]) -> str:
    taught = [ticket for ticket in desk.older if ticket.label(field)]
    rows = [row for row, ticket in enumerate(desk.newest) if ticket.label(field)]
    wanted = np.array([desk.newest[row].label(field) for row in rows])
    floor = ClassificationFloor(list(map(request_text, taught)), [str(ticket.label(field)) for ticket in taught])
    scores = floor.scores([request_text(desk.newest[row]) for row in rows])
    below = np.array(floor.values)[scores.argmax(axis=1)] == wanted
    named = [said[row].request_kind if field == REQUEST_KIND else said[row].fields[field] for row in rows]
    ours = np.array([one.value if one else "" for one in named]) == wanted
    gap = compare_answers(ours, below, bootstrap=Bootstrap())
    right = wilson(int(ours.sum()), len(rows))
    return f"| {field} | {right} | {below.mean():.3f} | {gap.difference}, p {gap.p_value:.2g} | {len(rows)} |"


def _two_requests(bundle: Bundle, newest: Sequence[Ticket]) -> None:
    single = [ticket for ticket in newest if not is_marked(ticket)]
    marked = [ticket for ticket in newest if is_marked(ticket)]
    print("\nTwo requests in one mail, flagged by the words alone:")
    for name, texts in (
        ("tickets marked as two", [request_text(ticket) for ticket in marked]),
        ("pairs joined into one", _pairs(single)),
        ("single tickets", [request_text(ticket) for ticket in single]),
    ):
        flags = [bool(found and found.flag) for found in bundle.read_words(texts).second_requests]
        print(f"  {sum(flags)} of {len(flags)} {name}")


def _pairs(single: Sequence[Ticket]) -> list[str]:
    generator = random.Random(0)
    joined = []
    for one in single:
        others = [two for two in single if two.language == one.language and two.category not in (None, one.category)]
        if one.category and others:
            joined.append(joined_text(request_text(one), request_text(generator.choice(others))))
    return joined


if __name__ == "__main__":
    main()
