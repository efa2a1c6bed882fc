"""How often two requests in one text are noticed."""

from firstline.datasets.ticket import Ticket
from firstline.evaluation.second_request_scores import second_request_scores
from firstline.models.prediction import OutOfScope, Prediction, SecondRequest
from firstline.models.second_request import SecondRequestCalibration

CALIBRATION = SecondRequestCalibration(
    field="category", threshold=1.0, scale=1.0, singles=200, flagged=2, pairs=100, found=22
)


def _said(flag: bool) -> Prediction:
    return Prediction({}, OutOfScope(0.0, flag=False), None, SecondRequest(0.5, flag=flag))


def test_training_and_the_tickets_here_are_counted_apart() -> None:
    marks: list[object] = [{"category": "ssl"}, "yes", "no", None, ""]
    some = [Ticket.model_validate({"body": "x", **({} if m is None else {"second_request": m})}) for m in marks]
    found = second_request_scores(CALIBRATION, some, [_said(flag) for flag in (True, False, True, False, False)])
    assert found is not None
    assert (found.pairs, found.found.value, found.singles, found.flagged.value) == (100, 0.22, 200, 0.01)
    assert (found.marked, found.noticed.value) == (2, 0.5)
    assert (found.unmarked, found.false_alarms.value) == (3, 1 / 3)


def test_a_bundle_that_never_flags_has_no_scores() -> None:
    assert second_request_scores(None, [Ticket(body="x")], [_said(False)]) is None
