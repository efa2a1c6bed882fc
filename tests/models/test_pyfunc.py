"""The bundle as an MLflow model, without MLflow."""

import shutil
from pathlib import Path

import pytest

from firstline.datasets.errors import BundleError
from firstline.datasets.request_text import request_text
from firstline.datasets.ticket import Ticket
from firstline.models.bundle import Bundle
from firstline.models.pyfunc import PyfuncBundle, _load_pyfunc, output_columns

pandas = pytest.importorskip("pandas", reason="needs firstline[mlflow]")


@pytest.fixture(scope="module")
def model(small_bundle: Path) -> PyfuncBundle:
    return _load_pyfunc(str(small_bundle))


def test_a_frame_of_tickets_becomes_a_frame_of_fields_in_order(model: PyfuncBundle) -> None:
    frame = pandas.DataFrame({"subject": ["Printer", None], "body": ["a paper jam", "please reset my password"]})
    answer = model.predict(frame)
    assert list(answer["category"]) == ["printer", "password"]
    assert list(answer.columns) == list(output_columns(model.bundle))
    assert set(answer["category_tier"]) <= {"auto", "best", "suggest", "abstain"}
    assert answer["category_confidence"].between(0, 1).all()
    assert answer["out_of_scope"].dtype == bool


def test_it_says_what_the_bundle_says(model: PyfuncBundle, small_bundle: Path) -> None:
    text = request_text(Ticket(subject="Bill", body="we paid it twice"))
    bundle = Bundle.load(small_bundle)
    (wanted,) = bundle.predict([text], bundle.encoder.encode([text]))
    (row,) = model.predict([{"subject": "Bill", "body": "we paid it twice"}]).to_dict(orient="records")
    for name, field in wanted.fields.items():
        assert (row[name], row[f"{name}_tier"]) == (field.value, field.tier)
        assert row[f"{name}_confidence"] == pytest.approx(field.confidence, abs=1e-6)


@pytest.mark.parametrize("missing", [None, float("nan"), ""])
def test_a_missing_text_is_an_abstention(model: PyfuncBundle, missing: object) -> None:
    answer = model.predict(pandas.DataFrame({"body": [missing, "the printer is offline"]}))
    assert answer["category_tier"].iloc[0] == "abstain"
    assert len(answer) == 2


def test_no_tickets_are_no_rows(model: PyfuncBundle) -> None:
    assert len(model.predict(pandas.DataFrame({"subject": ["the printer is offline"]}))) == 1
    with pytest.raises(ValueError, match="no column subject or body came"):
        model.predict(pandas.DataFrame({"text": ["the printer is offline"]}))
    assert list(model.predict(pandas.DataFrame({"body": []})).columns) == list(output_columns(model.bundle))


def test_a_damaged_bundle_is_not_loaded(small_bundle: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(small_bundle, tmp_path / "copy"))
    (copy / "policy.json").write_text("{}")
    with pytest.raises(BundleError, match="damaged"):
        _load_pyfunc(str(copy))
