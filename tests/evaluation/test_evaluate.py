"""The evaluation of a bundle."""

import json
from pathlib import Path

import pytest

from firstline.datasets.article import Article
from firstline.datasets.config import Config, FieldConfig
from firstline.datasets.errors import InputError
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.report_html import report_html
from firstline.evaluation.report_json import report_json
from firstline.models.bundle import Bundle
from firstline.training.training_run import train_bundle
from tests.evaluation.assessed_desk import desk_of
from tests.evaluation.tiny_desk import tickets, tiny_bundle

QUICK = Bootstrap(resamples=20)


def test_every_field_with_known_answers_is_scored(report: EvaluationReport) -> None:
    assert [field.field for field in report.fields] == ["category", "priority"]
    assert report["category"].scores.accuracy.value == 1.0
    assert report["category"].scores.n == report.tickets == 15
    assert [part.name for part in report["category"].languages] == ["en"]
    assert [part.name for part in report["category"].channels] == ["mail"]


def test_tiers_are_those_the_policy_gave(report: EvaluationReport) -> None:
    auto = report["category"].tiers[0]
    assert auto.tier == "auto"
    assert 0 < auto.n <= 6
    assert report["priority"].tiers[0].n == 0


def test_a_field_with_an_order_gets_ordinal_scores_and_others_do_not(bundle: Bundle) -> None:
    urgent = [ticket.model_copy(update={"priority": "high"}) for ticket in tickets()]
    found = evaluate(bundle, urgent, bootstrap=QUICK)
    assert found["category"].ordinal is None
    ordinal = found["priority"].ordinal
    assert ordinal is not None
    assert ordinal.under_called_top.value == pytest.approx(10 / 15)
    assert ordinal.over_called.value == 0.0


def test_fields_that_no_ticket_has_are_named_and_left_out(bundle: Bundle) -> None:
    found = evaluate(bundle, [t.model_copy(update={"priority": None}) for t in tickets()], bootstrap=QUICK)
    assert [field.field for field in found.fields] == ["category"]
    assert any("priority" in note and "not evaluated" in note for note in found.notes)


def test_labels_count_as_the_bundle_learned_them(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    first = bundle.values("category")[0]
    lists = {"category": FieldConfig(rename={"as it was called": first}, multiple=True)}
    monkeypatch.setattr(bundle, "_lists", lists)
    written = [
        ticket.model_copy(
            update={"category": "as it was called;other" if ticket.category == first else ticket.category}
        )
        for ticket in tickets()
    ]
    assert evaluate(bundle, written, bootstrap=QUICK)["category"].scores.accuracy.value == 1.0


def test_tickets_without_a_value_do_not_count(bundle: Bundle) -> None:
    some = [t.model_copy(update={"category": None}) if n % 2 else t for n, t in enumerate(tickets())]
    found = evaluate(bundle, some, bootstrap=QUICK)["category"]
    assert (found.scores.n, found.without_label) == (8, 7)


def test_values_the_bundle_does_not_know_are_wrong_and_said(bundle: Bundle) -> None:
    some = [t.model_copy(update={"category": "furniture"}) if t.id == "T0" else t for t in tickets()]
    found = evaluate(bundle, some, bootstrap=QUICK)
    assert found["category"].unseen == {"furniture": 1}
    assert found["category"].scores.accuracy.value == pytest.approx(14 / 15)
    assert any("furniture" in warning for warning in found.warnings)


def test_tickets_without_any_answer_are_an_error_that_says_what_to_do(bundle: Bundle) -> None:
    with pytest.raises(InputError, match=r"category, priority.*--map"):
        evaluate(bundle, [Ticket(body="hello")])


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_tickets_are_enough(bundle: Bundle, count: int) -> None:
    found = evaluate(bundle, tickets()[:count], bootstrap=QUICK)
    assert found["category"].scores.n == count
    assert any("intervals are wide" in note for note in found.notes)


def test_tickets_the_bundle_was_trained_on_are_warned_about(bundle: Bundle) -> None:
    assert "trained on these very tickets" in evaluate(bundle, tickets(), bootstrap=QUICK).warnings[0]
    others = tickets()[1:]
    assert evaluate(bundle, others, bootstrap=QUICK).warnings == ()


def test_tickets_older_than_the_last_training_ticket_are_warned_about(tmp_path: Path) -> None:
    trained = tiny_bundle(tmp_path, last_created_at="2025-06-30T00:00:00Z")
    mixed = tickets(created_at="2025-06-01T08:00:00Z")[:5] + tickets(created_at="2025-07-01T08:00:00Z")[6:]
    found = evaluate(trained, mixed, bootstrap=QUICK)
    assert found.warnings[0].startswith("5 of 14 tickets are from before 2025-06-30")
    later = evaluate(trained, tickets(created_at="2025-07-01T08:00:00Z")[1:], bootstrap=QUICK)
    assert not any("training tickets end" in warning for warning in later.warnings)


def test_a_column_that_says_what_is_out_of_scope_is_scored(bundle: Bundle) -> None:
    strangers = [Ticket.model_validate({"body": "zebra violin", "out_of_scope": "yes"}) for _ in range(5)]
    found = evaluate(bundle, [*tickets(out_of_scope="no"), *strangers], bootstrap=QUICK).out_of_scope
    assert found is not None
    assert (found.n, found.out_of_scope) == (20, 5)
    assert found.auroc.value > 0.9


def test_a_desk_that_marks_only_strangers_takes_the_others_for_its_own(bundle: Bundle) -> None:
    strangers = [Ticket.model_validate({"body": "zebra violin", "out_of_scope": "yes"}) for _ in range(5)]
    found = evaluate(bundle, [*tickets(), *strangers], bootstrap=QUICK)
    assert found.out_of_scope is not None
    assert (found.out_of_scope.n, found.out_of_scope.out_of_scope) == (20, 5)
    assert sum(found.scope.unmarked) == 0


def test_without_that_column_nothing_is_said_of_it(report: EvaluationReport) -> None:
    assert report.out_of_scope is None


def test_progress_is_told(bundle: Bundle) -> None:
    seen: list[tuple[int, int]] = []
    evaluate(bundle, tickets(), bootstrap=QUICK, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (15, 15)


def test_urgent_requests_that_were_called_lower_are_shown(bundle: Bundle) -> None:
    urgent = [ticket.model_copy(update={"priority": "high", "subject": "All is down"}) for ticket in tickets()]
    found = evaluate(bundle, urgent, bootstrap=QUICK)
    assert sum(mistake.count for mistake in found["priority"].under_called) == 10
    assert {mistake.truth for mistake in found["priority"].under_called} == {"high"}
    assert found["category"].under_called == ()


def test_the_thresholds_are_the_bundles(report: EvaluationReport) -> None:
    assert report["category"].thresholds.auto == {"access": 0.5}
    assert report["priority"].thresholds.best is None


def test_search_is_scored_where_tickets_say_what_was_to_be_found(bundle: Bundle) -> None:
    history = [Ticket(id="H1", body="my printer stopped the whole floor")]
    asked = [t.model_copy(update={"article_ids": ("A1",), "duplicate_of": "H1"}) for t in tickets()[:1]]
    articles = [Article(id="A1", title="my printer"), Article(id="A2", title="login")]
    found = evaluate(bundle, [*asked, *tickets()[1:]], articles=articles, history=history, bootstrap=QUICK)
    assert [scores.kind for scores in found.search] == ["articles", "duplicates"]
    assert [scores.ours.n for scores in found.search] == [1, 1]
    assert evaluate(bundle, tickets(), bootstrap=QUICK).search == ()


def test_people_and_firstline_are_compared_where_the_tickets_tell_who_had_them_first(routing_bundle: Bundle) -> None:
    found = evaluate(routing_bundle, desk_of(20), bootstrap=QUICK).routing
    assert found is not None
    assert (found.n, found.people.value, found.firstline.value) == (20, 0.5, 1.0)
    assert found.comparison.p_value is not None
    assert found.comparison.p_value < 0.05


def test_without_groups_or_their_history_nobody_is_compared(bundle: Bundle, routing_bundle: Bundle) -> None:
    assert evaluate(bundle, desk_of(20), bootstrap=QUICK).routing is None
    assert evaluate(routing_bundle, desk_of(20, group_history=()), bootstrap=QUICK).routing is None


def test_brands_are_parts_where_there_are_several(bundle: Bundle) -> None:
    some = [t.model_copy(update={"brand": "north" if n % 3 else "south"}) for n, t in enumerate(tickets())]
    found = evaluate(bundle, some, bootstrap=QUICK)["category"]
    assert [(part.name, part.n) for part in found.brands] == [("north", 10), ("south", 5)]
    assert evaluate(bundle, tickets(), bootstrap=QUICK)["category"].brands == ()


def test_vectors_that_are_known_are_not_encoded_again(bundle: Bundle) -> None:
    vectors = bundle.encoder.encode([ticket.body for ticket in tickets()])
    seen: list[tuple[int, int]] = []
    evaluate(bundle, tickets(), bootstrap=QUICK, vectors=vectors, progress=lambda done, of: seen.append((done, of)))
    assert seen == []


def test_the_request_kind_is_judged_beside_the_fields_where_no_header_decides_it(
    tiny_encoder: Path, tmp_path: Path
) -> None:
    said = {"my printer stopped": "incident", "how do I print": "how_to"}
    known = [
        Ticket.model_validate(
            {"id": f"{n}-{kind}", "body": f"{text} case {n}", "category": "printer", "request_kind": kind}
        )
        for n in range(20)
        for text, kind in said.items()
    ]
    train_bundle(known, tmp_path / "kinds", config=Config(), encoder=f"path:{tiny_encoder}")
    automatic = Ticket.model_validate(
        {
            "body": "away",
            "category": "printer",
            "request_kind": "automatic",
            "mail_headers": {"Auto-Submitted": "auto-replied"},
        }
    )
    asked = [t.model_copy(update={"id": f"new-{t.id}", "body": f"{t.body} again"}) for t in known]
    found = evaluate(Bundle.load(tmp_path / "kinds"), [*asked, automatic], bootstrap=QUICK)
    assert [field.field for field in found.fields] == ["category"]
    assert found.request_kind is not None
    assert found.request_kind.scores.n == len(asked), "what a header decides is no merit of the model"
    assert {one.value for one in found.request_kind.scores.classes} == set(said.values())
    assert found.judged[-1] is found["request_kind"]
    assert json.loads(report_json(found))["request_kind"]["scores"]["n"] == len(asked)
    assert '<h2 id="field-request_kind">' in report_html(found)


def test_without_a_kind_there_is_no_report_of_it(report: EvaluationReport) -> None:
    assert report.request_kind is None
    assert report.judged == report.fields
