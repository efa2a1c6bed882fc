"""Judgements of an article."""

from firstline.evaluation.knowledge_quality import Judgement, Reason, without_widespread

OLD = Reason("old", "is old")


def test_what_most_articles_share_is_said_once_and_held_against_none() -> None:
    given = [
        Judgement(f"A{n}", "current", is_known=True, reasons=(OLD, *([Reason("odd", "is odd")] if not n else [])))
        for n in range(12)
    ]
    kept, shared = without_widespread(given)
    assert [(one.quality, one.code, one.articles) for one in shared] == [("current", "old", 12)]
    assert [one.standing for one in kept] == ["mend", *["good"] * 11]


def test_of_few_articles_nothing_is_widespread() -> None:
    kept, shared = without_widespread([Judgement("A", "current", is_known=True, reasons=(OLD,))])
    assert (kept[0].standing, shared) == ("mend", ())


def test_what_is_not_known_is_neither_good_nor_bad() -> None:
    assert Judgement("A", "useful", is_known=False).standing == "unknown"
