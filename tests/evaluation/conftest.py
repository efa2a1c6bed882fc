"""A real tiny bundle for the tests of evaluation."""

from pathlib import Path

import pytest

from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.report import EvaluationReport
from firstline.models.bundle import Bundle
from tests.evaluation.tiny_desk import tickets, tiny_bundle


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return tiny_bundle(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def report(bundle: Bundle) -> EvaluationReport:
    return evaluate(bundle, tickets(language="en", channel="mail"), bootstrap=Bootstrap(resamples=50))
