"""The learning curve of a bundle."""

from firstline.evaluation.learning_curve import learning_points


def test_points_are_read_from_the_bundles_metrics_with_their_intervals() -> None:
    (few, many) = learning_points(
        {
            "accuracy": 0.9,
            "learning_curve": [
                {"tickets": 20, "held_out": 100, "right": 50},
                {"tickets": 200, "held_out": 100, "right": 90},
            ],
        }
    )
    assert (few.tickets, few.accuracy.value) == (20, 0.5)
    assert many.accuracy.low < 0.9 < many.accuracy.high


def test_a_bundle_without_a_curve_has_no_points() -> None:
    assert learning_points({"accuracy": 0.9}) == ()
