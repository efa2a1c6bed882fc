"""The report in words."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from firstline.datasets.article import Article
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.estimate import Estimate, shares, wilson
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_words import fewer, lead, report_words
from firstline.evaluation.second_request_scores import SecondRequestScores
from firstline.evaluation.tier_scores import TierEdge, TierScore
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import desk_of
from tests.evaluation.tiny_desk import tickets


def _said(report: EvaluationReport) -> dict[str, str]:
    return {paragraph.title: " ".join(paragraph.sentences) for paragraph in report_words(report)}


def _with_auto(report: EvaluationReport, right: int, given: int) -> EvaluationReport:
    """The report, had `given` of its tickets been `auto` for category."""
    category, *others = report.fields
    auto = TierScore("auto", given, wilson(given, 2 * given), wilson(right, given))
    return replace(report, fields=(replace(category, tiers=(auto, *category.tiers[1:])), *others))


def _evaluated(bundle: Bundle, some: Sequence[Ticket], **more: object) -> EvaluationReport:
    """In another order: in its own it would be the very tickets that the bundle was trained on."""
    return evaluate(bundle, some[::-1], bootstrap=Bootstrap(resamples=5), **more)  # type: ignore[arg-type]


def test_a_share_is_said_with_its_interval() -> None:
    assert shares(Estimate(0.812, 0.74, 0.868)) == "81 % (74–87)"


def test_the_lead_says_on_how_many_tickets_and_that_they_are_few(report: EvaluationReport) -> None:
    text = lead(report)
    assert text.startswith("On 15 tickets, the first suggestion was right for: category 100 %, priority 100 %.")
    assert "few tickets" in text
    assert len(text) < 400


@pytest.mark.parametrize(
    ("right", "verdict", "leads"),
    [
        (400, "met with certainty", "What could be automated as trained: category"),
        (200, "missed: do not automate it", "not proven on these tickets: category"),
    ],
)
def test_the_target_is_called_met_or_missed_only_where_the_interval_says_so(
    report: EvaluationReport, right: int, verdict: str, leads: str
) -> None:
    strict = _with_auto(report, right, 400)
    category, *others = strict.fields
    strict = replace(
        strict, fields=(replace(category, thresholds=replace(category.thresholds, target_precision=0.9)), *others)
    )
    assert verdict in _said(strict)["What could be automated"]
    assert leads in lead(strict)


def test_a_few_right_ones_prove_nothing(report: EvaluationReport) -> None:
    found = _with_auto(report, 6, 6)
    assert "too few to tell" in _said(found)["What could be automated"]
    assert "Nothing is proven" in lead(found)


def test_urgent_requests_that_would_wait_are_counted(bundle: Bundle) -> None:
    found = _evaluated(bundle, [ticket.model_copy(update={"priority": "high"}) for ticket in tickets()])
    assert "Of 15 tickets of the highest priority, 10 were called lower" in _said(found)["What it gets wrong"]


def test_the_costliest_risk_is_in_the_opening_paragraph(bundle: Bundle, report: EvaluationReport) -> None:
    found = _evaluated(bundle, [ticket.model_copy(update={"priority": "high"}) for ticket in tickets()])
    assert "The greatest risk: of 15 tickets of the highest priority, 10 were called lower" in lead(found)
    assert "greatest risk" not in lead(report)


def test_best_is_judged_over_all_and_where_it_begins(report: EvaluationReport) -> None:
    category, *others = report.fields
    best = TierScore("best", 80, wilson(80, 100), wilson(64, 80))
    tiers = tuple(best if tier.tier == "best" else tier for tier in category.tiers)
    for right, doubt in ((3, "more often wrong than right"), (10, "perhaps as often wrong as right")):
        edge = TierEdge(20, 0.55, 0.6, wilson(right, 20))
        said = _said(replace(report, fields=(replace(category, tiers=tiers, best_edge=edge), *others)))
        assert "Category: right for 80 % (70–87) of 80 tickets; of the 20 nearest" in said["What “best” is worth"]
        assert doubt in said["What “best” is worth"]


def test_a_hope_that_is_the_same_for_all_fields_is_said_once(report: EvaluationReport) -> None:
    fields = tuple(
        replace(field, tiers=(TierScore("auto", 0, wilson(0, 9), wilson(0, 0)), *field.tiers[1:]),
                thresholds=replace(field.thresholds, auto={}))
        for field in report.fields
    )  # fmt: skip
    text = _said(replace(report, fields=fields))["What could be automated"]
    assert "Category and priority: nothing." in text
    assert text.count("a hope, not a promise") == 1


def _mistaken(bundle: Bundle, wrong: dict[str, str]) -> str:
    """Sentences on the category, had the tickets of these ids another one."""
    some = [t.model_copy(update={"category": wrong.get(t.id, t.category)}) for t in tickets()]
    return _said(_evaluated(bundle, some))["What it gets wrong"]


def test_the_mistake_that_stands_out_is_named(bundle: Bundle) -> None:
    found = _mistaken(bundle, {"T0": "billing", "T1": "billing", "T6": "hardware"})
    assert "the most frequent mistake is “billing” taken for “hardware”, 2 times" in found


def test_where_no_pair_stands_out_the_value_that_is_mistaken_most_over_all_of_them_is(bundle: Bundle) -> None:
    found = _mistaken(bundle, {"T0": "billing", "T6": "billing", "T7": "hardware"})
    assert "“billing” (2 of 5 tickets) is mistaken most, for different others" in found
    assert "most frequent mistake" not in found


def test_where_nothing_stands_out_that_is_said(bundle: Bundle) -> None:
    found = _mistaken(bundle, {"T0": "billing", "T6": "hardware"})
    assert "no mistake stands out; mistaken most are “billing” (1 of 4 tickets), “hardware” (1 of 6 tickets)" in found


def test_hops_that_nothing_would_change_are_not_said_in_noughts() -> None:
    assert fewer(Estimate(0.0, 0.0, 0.0)) == "nothing would change"
    assert fewer(Estimate(0.26, 0.14, 0.39)) == "it would be 0.26 (0.14 to 0.39) times fewer"
    assert fewer(Estimate(0.02, -0.08, 0.11)) == "it would be anything from 0.08 times more to 0.11 times fewer"


def test_two_requests_in_one_text_are_said_as_training_and_these_tickets_show_them(report: EvaluationReport) -> None:
    scores = SecondRequestScores(
        pairs=100, found=wilson(22, 100), singles=100, flagged=wilson(1, 100),
        marked=5, noticed=wilson(2, 5), unmarked=10, false_alarms=wilson(0, 10),
    )  # fmt: skip
    said = _said(replace(report, second_requests=scores))["What it gets wrong"]
    assert "noticed for 40 % (12–77) of 5 tickets here that a person marked so" in said
    assert "the desk's own mail and what to expect, of so few" in said
    assert "In training it was 22 % (15–31) of 100 mails" in said
    unmarked = _said(replace(report, second_requests=replace(scores, marked=0)))["What it gets wrong"]
    assert "with this desk's own mails is not known" in unmarked


def test_what_cannot_be_said_is_said(report: EvaluationReport) -> None:
    text = _said(report)["What this cannot say"]
    for missing in ("confidences keep their word", "tickets in en", "out_of_scope", "--articles", "--history"):
        assert missing in text


def test_a_model_that_is_worse_than_the_most_frequent_value_is_called_so(bundle: Bundle) -> None:
    found = _evaluated(bundle, [ticket.model_copy(update={"category": "garden"}) for ticket in tickets()])
    assert "worse than no model" in _said(found)["What it gets right"]


def test_a_search_of_few_requests_is_not_compared(bundle: Bundle) -> None:
    asked = [ticket.model_copy(update={"article_ids": ("A1",)}) for ticket in tickets()]
    found = _evaluated(bundle, asked, articles=[Article(id="A1", title="my printer"), Article(id="A2", title="login")])
    text = _said(found)
    assert "Of 15 requests, an article that answers it" in text["What it finds"]
    assert "too few to compare" in text["What it finds"]
    assert "--articles" not in text["What this cannot say"]


def test_people_stand_beside_firstline_in_words(routing_bundle: Bundle) -> None:
    said = _said(_evaluated(routing_bundle, desk_of(40)))["Beside people"]
    assert "for 50 % (35–65); Firstline's suggestion would have been for 100 %" in said
    assert "Firstline is better by more than chance, for " in said
    assert "it would be 0.50" in said


def test_an_inbox_is_named_and_read_the_other_way_too(routing_bundle: Bundle) -> None:
    some = [t.model_copy(update={"group_history": ("inbox", str(t.category))}) for t in desk_of(40)]
    said = _said(_evaluated(routing_bundle, some))["Beside people"]
    assert "“inbox” is where 100 % begin" in said
    assert "first real choice was right for 100 %" in said


def test_without_a_history_the_report_says_what_it_cannot_compare(report: EvaluationReport) -> None:
    assert "which group got it first" in _said(report)["What this cannot say"]
    assert "Beside people" not in _said(report)
