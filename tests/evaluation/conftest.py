"""A real tiny bundle for the tests of evaluation."""

import sys
from pathlib import Path

import pytest

from firstline.evaluation import workbench
from firstline.evaluation.assessment import Assessment
from firstline.evaluation.bootstrap import Bootstrap
from firstline.evaluation.evaluate import evaluate
from firstline.evaluation.knowledge_report import KnowledgeReport
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.workbench import Workbench
from firstline.models.bundle import Bundle
from tests.evaluation.assessed_desk import assessed, desk_of
from tests.evaluation.knowledge_desk import knowledge_of
from tests.evaluation.made_up_data import make_data
from tests.evaluation.tiny_desk import tickets, tiny_bundle


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return tiny_bundle(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def routing_bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """One that knows skill groups."""
    return tiny_bundle(tmp_path_factory.mktemp("routing"), groups=True)


@pytest.fixture(scope="session")
def assessment(routing_bundle: Bundle) -> Assessment:
    return assessed(routing_bundle, desk_of(300))


@pytest.fixture(scope="session")
def report(bundle: Bundle) -> EvaluationReport:
    return evaluate(bundle, tickets(language="en", channel="mail")[::-1], bootstrap=Bootstrap(resamples=50))


@pytest.fixture(scope="session")
def knowledge(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeReport:
    return knowledge_of(bundle, tmp_path_factory.mktemp("knowledge"))


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up data sets in the form of the public ones."""
    return make_data(tmp_path_factory.mktemp("data"))


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The benchmark runs the stand-in for the `firstline` command."""
    script = Path(__file__).with_name("stand_in_command.py")
    monkeypatch.setattr(workbench, "FIRSTLINE", (sys.executable, "-I", str(script)))


@pytest.fixture
def bench(stand_in: None, data: Path, tmp_path: Path) -> Workbench:
    made = Workbench.fresh(data, tmp_path / "work")
    made.bootstrap = Bootstrap(resamples=50)
    return made
