"""Labels that are noise."""

from dataclasses import replace

from firstline.datasets.config import Config
from firstline.datasets.ticket import Ticket
from firstline.evaluation.classification import ClassificationScores, ClassScore, Confusion
from firstline.evaluation.estimate import UNDEFINED, wilson
from firstline.evaluation.label_quality import label_quality


def test_equal_texts_with_different_values_are_counted_and_shown_by_id() -> None:
    labels = ["mail", "mail", "dns", "mail"]
    tickets = [Ticket(id=f"T{n}", body="no mail", category=label) for n, label in enumerate(labels)]
    found = label_quality("category", tickets, [t.body for t in tickets], config=Config())
    assert (found.pairs, round(found.disagree.value, 3)) == (3, 0.667)
    assert found.examples == (("T1", "T2"), ("T2", "T3"))


def test_values_too_rare_for_auto_and_twins_are_named() -> None:
    tickets = [Ticket(body=str(n), category="Mail" if n else "mail ") for n in range(60)]
    found = label_quality("category", tickets, [t.body for t in tickets], config=Config())
    assert found.needed == 59
    assert found.small == {"mail ": 1}
    assert found.twins


def test_values_that_a_model_takes_for_one_another_are_a_pair() -> None:
    def score(value: str, support: int) -> ClassScore:
        return ClassScore(value, UNDEFINED, UNDEFINED, UNDEFINED, support, support)

    scores = ClassificationScores(
        n=60, accuracy=wilson(45, 60), macro_f1=UNDEFINED, top3=UNDEFINED, majority=0.5,
        classes=(score("a", 20), score("b", 20), score("c", 20)),
        confusions=(Confusion("a", "b", 12), Confusion("b", "a", 10), Confusion("c", "a", 19)),
    )  # fmt: skip
    found = label_quality("category", [Ticket(category="a")], ["x"], config=Config(), scores=scores)
    assert [(pair.first, pair.second, pair.n) for pair in found.confused] == [("a", "b", 40)]
    blind = replace(scores, accuracy=wilson(32, 60))
    assert not label_quality("category", [Ticket(category="a")], ["x"], config=Config(), scores=blind).confused
