"""The service peers: other services with the weights that Firstline's bundle has, under the same load."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from firstline.datasets.errors import FirstlineError
from firstline.evaluation.load import LoadPlan
from firstline.evaluation.peer_benchmark import minilm_weights
from firstline.evaluation.running_service import RunningService
from firstline.evaluation.served_desk import free_port
from firstline.evaluation.serving_row import ServicePeer
from firstline.evaluation.workbench import Row, Workbench

_PROCESS = Path(__file__).with_name("peer_service.py")
_TRAIN = "peer-train.jsonl"
_REGISTRY = "registry"
_REGISTRY_URI = f"sqlite:///{_REGISTRY}/mlflow.db"
_TRAINED_ROWS = 2_000
_CLIENTS = 32


@dataclass(frozen=True, slots=True)
class _Peer:
    """`command` gets the peer's interpreter, the port and the weights; `asks` the body of one ticket's call."""

    name: str
    does: str
    command: Callable[[Path, int, Path], Sequence[str]]
    asks: Callable[[str, str], object]
    path: str
    ready: str
    folder: str | None = None
    module: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def python(self, environments: Path) -> Path:
        return Path(sys.executable) if self.folder is None else environments / self.folder / "bin" / "python"


def _service(kind: str) -> Callable[[Path, int, Path], Sequence[str]]:
    return lambda python, port, weights: (str(python), "-I", str(_PROCESS), kind, str(weights), _TRAIN, str(port))


def _asks_text(subject: str, body: str) -> object:
    return {"text": f"{subject}\n{body}"}


_PEERS = (
    _Peer(
        "sentence-transformers + FastAPI",
        "one field",
        _service("sentence_transformers"),
        _asks_text,
        path="/predict",
        ready="/ready",
        module="sentence_transformers",
    ),
    _Peer(
        "SetFit 1.2 + FastAPI",
        "one field",
        _service("setfit"),
        _asks_text,
        path="/predict",
        ready="/ready",
        module="setfit",
    ),
    _Peer(
        "mlflow models serve",
        "three fields, by Firstline's own bundle",
        lambda python, port, _: (
            str(python.with_name("mlflow")),
            *("models", "serve", "--model-uri", "models:/firstline/1", "--env-manager", "local", "--port", str(port)),
        ),
        lambda subject, body: {"dataframe_records": [{"subject": subject, "body": body}]},
        path="/invocations",
        ready="/ping",
        module="mlflow",
        environment={"MLFLOW_TRACKING_URI": _REGISTRY_URI, "MLFLOW_DISABLE_TELEMETRY": "true"},
    ),
    _Peer(
        "infinity-emb 0.0.78",
        "the encode alone",
        lambda python, port, weights: (
            str(python.with_name("infinity_emb")),
            *("v2", "--model-id", str(weights), "--served-model-name", "minilm", "--engine", "torch"),
            *("--device", "cpu", "--host", "127.0.0.1", "--port", str(port)),
        ),
        lambda subject, body: {"model": "minilm", "input": [f"{subject}\n{body}"]},
        path="/embeddings",
        ready="/health",
        folder=".venv-infinity",
        environment={"INFINITY_ANONYMOUS_USAGE_STATS": "0"},
    ),
)


def service_peers(
    bench: Workbench, rows: Sequence[Row], trained: Sequence[Row], *, environments: Path, seconds: float
) -> Iterator[ServicePeer]:
    """Firstline with MiniLM first (its bundle lies at `bench`), then every peer; one that fails says why.

    Args:
        rows: the tickets that are asked about.
        trained: rows with `category`, from which the peers' heads are fitted.
        environments: where the virtual environments of the load process and of infinity-emb lie.
        seconds: how long each is under load.
    """
    own = _Peer(
        "Firstline",
        "three fields, duplicates, articles, replies, stored",
        lambda _, port, __: bench.command("serve", "bundle", "--port", str(port), "--drain", "0"),
        lambda subject, body: {
            "ticket": {"subject": subject, "body": body},
            "options": {"include": ["duplicates", "articles", "replies"], "top_k": 5},
        },
        path="/v1/triage",
        ready="/readyz",
    )
    labelled = [{"text": f"{r['subject']}\n{r['body']}", "label": r["category"]} for r in trained[:_TRAINED_ROWS]]
    bench.write(_TRAIN, labelled)
    for peer in (own, *_PEERS):
        try:
            yield _measured(peer, bench, rows, environments=environments, seconds=seconds)
        except FirstlineError as error:
            yield ServicePeer(peer.name, peer.does, note=f"failed: {error}")


def _measured(peer: _Peer, bench: Workbench, rows: Sequence[Row], *, environments: Path, seconds: float) -> ServicePeer:
    python, weights = peer.python(environments), minilm_weights()
    if weights is None or not python.is_file() or (peer.module and importlib.util.find_spec(peer.module) is None):
        return ServicePeer(peer.name, peer.does, note="not installed; `make bench-serve` builds it")
    if peer.module == "mlflow":
        bench.run("models", "register", "bundle", "--registry", _REGISTRY)
    bodies = [json.dumps(peer.asks(str(row["subject"]), str(row["body"]))) for row in rows]
    (bench.work / "peer-bodies.jsonl").write_text("\n".join(bodies), encoding="utf-8")
    port = free_port()
    command = peer.command(python, port, weights)
    # What a peer starts by name, as MLflow does uvicorn, is that of its own environment.
    environment = {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", **peer.environment}
    with RunningService.of(bench, command, port=port, ready=peer.ready, environment=environment) as service:
        plan = LoadPlan(
            service.url, peer.path, "peer-bodies.jsonl", clients=_CLIENTS, seconds=seconds, warm=seconds / 5
        )
        load = plan.run(bench, environments / ".venv-load" / "bin" / "python")
        return ServicePeer(
            peer.name,
            peer.does,
            rate=load.rate,
            median=load.milliseconds(0.5),
            resident=service.resident_mebibytes(),
            ready_seconds=service.ready_seconds,
            note=f"{load.errors} errors" if load.errors else "",
        )
