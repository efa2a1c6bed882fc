"""Whether a candidate may become champion: real bundles of the small desk."""

from dataclasses import replace
from pathlib import Path

import pytest

from firstline.datasets.errors import InputError
from firstline.datasets.ticket import Ticket
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.gate import Gate, Verdict
from firstline.evaluation.promotion import PromotionLimits, judge
from firstline.models.bundle import Bundle
from tests.registered_desk import held_out
from tests.training.small_desk import small_desk, train_small_bundle

QUICK = Bootstrap(resamples=200)
LIMITS = PromotionLimits(latency_ratio=20)  # the machine that runs tests is busy with others


@pytest.fixture(scope="module")
def good(good_bundle: Path) -> Bundle:
    return Bundle.load(good_bundle)


@pytest.fixture(scope="module")
def worse(worse_bundle: Path) -> Bundle:
    return Bundle.load(worse_bundle)


def judged(candidate: Bundle, champion: Bundle | None, tickets: list[Ticket] | None = None) -> Verdict:
    return judge(candidate, champion, held_out() if tickets is None else tickets, limits=LIMITS, bootstrap=QUICK)


def gate(verdict: Verdict, name: str) -> Gate:
    (found,) = [one for one in verdict.gates if one.name == name]
    return found


def test_an_equal_model_may_be_promoted(good: Bundle) -> None:
    verdict = judged(good, good)
    assert verdict.passed, verdict.reasons()
    assert {"better or equal", "field category", "language en", "parity", "latency"} <= {g.name for g in verdict.gates}


def test_a_better_model_may_be_promoted(good: Bundle, worse: Bundle) -> None:
    verdict = judged(good, worse)
    assert verdict.passed, verdict.reasons()


def test_a_worse_model_is_refused_with_the_fields_and_their_numbers(good: Bundle, worse: Bundle) -> None:
    verdict = judged(worse, good)
    assert not verdict.passed
    names = {refusal.name for refusal in verdict.refusals}
    assert {"better or equal", "field category", "language en"} <= names
    assert "field priority" not in names
    assert "points" in gate(verdict, "field category").found
    assert "field category" in verdict.reasons()


def test_one_language_that_got_worse_is_enough(good: Bundle, worse: Bundle) -> None:
    """The champion's answers hold in every language but one, which is 40 of 138 tickets."""
    tickets = held_out(language="en")
    for row in range(40):
        tickets[row] = tickets[row].model_copy(update={"language": "nb"})
    for row in range(40, len(tickets)):
        tickets[row] = tickets[row].model_copy(update={"category": None, "skill_group": None})
    verdict = judged(worse, good, tickets)
    assert not gate(verdict, "language nb").passed
    assert gate(verdict, "language en").passed


def test_a_small_language_is_not_judged(good: Bundle) -> None:
    tickets = held_out(language="en")
    tickets[:29] = [ticket.model_copy(update={"language": "fi"}) for ticket in tickets[:29]]
    names = {one.name for one in judged(good, good, tickets).gates}
    assert "language en" in names
    assert "language fi" not in names


def test_a_field_that_is_gone_is_refused(good: Bundle) -> None:
    class Forgetful:
        """The bundle without one field."""

        fields = ("category", "skill_group")

        def __getattr__(self, name: str) -> object:
            return getattr(good, name)

    found = gate(judge(Forgetful(), good, held_out(), limits=LIMITS, bootstrap=QUICK), "field priority")  # type: ignore[arg-type]
    assert (found.passed, found.found) == (False, "the candidate does not predict it")


def test_a_slower_model_is_refused(good: Bundle) -> None:
    class Slow:
        """The bundle, a hundredth of a second late."""

        def __getattr__(self, name: str) -> object:
            return getattr(good, name)

        def predict(self, *arguments: object, **options: object) -> object:
            import time

            time.sleep(0.01)
            return good.predict(*arguments, **options)  # type: ignore[arg-type]

    limits = replace(LIMITS, latency_ratio=1.25)
    found = gate(judge(Slow(), good, held_out(), limits=limits, bootstrap=QUICK), "latency")  # type: ignore[arg-type]
    assert not found.passed
    assert "ms beside" in found.found


def test_tickets_that_a_model_was_trained_on_do_not_count(small_bundle: Path, good: Bundle) -> None:
    verdict = judged(Bundle.load(small_bundle), good, small_desk())
    assert not gate(verdict, "held out from the candidate").passed
    assert gate(verdict, "held out from the champion").passed
    assert any("trained on these very tickets" in note for note in verdict.notes)


def test_a_part_of_what_a_model_was_trained_on_does_not_count_either(tiny_encoder: Path, tmp_path: Path) -> None:
    tickets = small_desk(dated=True)
    bundle = Bundle.load(train_small_bundle(tmp_path / "bundle", tiny_encoder, tickets))
    found = gate(judged(bundle, None, tickets[200:]), "held out from the candidate")
    assert not found.passed
    assert "may be among those" in found.found


def test_a_handful_of_tickets_is_no_evidence(good: Bundle) -> None:
    found = gate(judged(good, good, held_out()[:20]), "evidence")
    assert (found.passed, found.found) == (False, "20 labelled tickets")


def test_the_first_champion_is_not_compared(good: Bundle) -> None:
    verdict = judged(good, None)
    assert verdict.passed, verdict.reasons()
    assert not any(one.name.startswith(("field", "language", "latency", "better")) for one in verdict.gates)


def test_auto_that_breaks_its_promise_is_refused(good: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    bold = {
        name: policy.model_copy(update={"auto": dict.fromkeys(good.values(name), 0.0), "target_precision": 0.999})
        for name, policy in good.policies.items()
    }
    monkeypatch.setattr(good, "policies", bold)
    monkeypatch.setattr(good, "_detector", None)
    tickets = held_out()
    tickets[:60] = [ticket.model_copy(update={"category": "printer"}) for ticket in tickets[:60]]
    found = gate(judged(good, None, tickets), "auto category")
    assert not found.passed
    assert "99.9 %" in found.wanted


def test_tickets_without_answers_are_bad_input(good: Bundle) -> None:
    bare = held_out(category=None, priority=None, skill_group=None)
    with pytest.raises(InputError, match="give held-out tickets with known answers"):
        judged(good, good, bare)


def test_no_text_of_a_ticket_is_in_a_verdict(good: Bundle, worse: Bundle) -> None:
    tickets = held_out()
    tickets[0] = tickets[0].model_copy(update={"body": "xyzzy plugh"})
    assert "xyzzy" not in str(judged(worse, good, tickets).as_json())
