"""The gate and the verdict."""

from firstline.evaluation.gate import Gate, Verdict, refused

GOOD = Gate("latency", passed=True, found="3.0 ms", wanted="4.0 ms")
BAD = Gate("field category", passed=False, found="80 % → 60 %", wanted="no loss over 1 point")


def test_one_gate_that_refuses_is_enough() -> None:
    assert Verdict((GOOD,), tickets=9).passed
    verdict = Verdict((GOOD, BAD), tickets=9)
    assert not verdict.passed
    assert verdict.refusals == (BAD,)


def test_the_reasons_are_one_line_with_the_numbers() -> None:
    reasons = Verdict((GOOD, BAD), tickets=9).reasons()
    assert reasons == "field category: 80 % → 60 %, wanted no loss over 1 point"


def test_a_verdict_may_be_one_gate_that_could_not_be_passed() -> None:
    assert refused("integrity", "policy.json is damaged", "the files").as_json() == {
        "passed": False,
        "tickets": 0,
        "gates": [
            {"name": "integrity", "passed": False, "found": "policy.json is damaged", "wanted": "the files"},
        ],
    }
