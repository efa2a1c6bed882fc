"""The metrics of one process, in a registry of its own. Labels come from closed lists, never from a request's words."""

from collections.abc import Callable, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
_STAGE_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})


class Metrics:
    """What a desk's operators watch. With several workers each process counts its own requests."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._requests = Counter(
            "firstline_http_requests", "Requests by route", ["method", "route", "status"], registry=registry
        )
        self._request_seconds = Histogram(
            "firstline_http_request_seconds",
            "Time to answer, by route",
            ["method", "route"],
            buckets=_REQUEST_SECONDS,
            registry=registry,
        )
        self._stage_seconds = Histogram(
            "firstline_triage_stage_seconds",
            "Time of a triage's stages",
            ["stage"],
            buckets=_STAGE_SECONDS,
            registry=registry,
        )
        self._predictions = Counter(
            "firstline_predictions", "Predictions by tier", ["field", "tier"], registry=registry
        )
        self._abstentions = Counter("firstline_abstentions", "Predictions that abstained", ["field"], registry=registry)
        self._out_of_scope = Counter("firstline_out_of_scope", "Requests flagged out of scope", registry=registry)
        self._feedback = Counter("firstline_feedback", "Feedback", ["target", "action", "source"], registry=registry)
        self._portal = Counter("firstline_portal", "Suggestions by status and events", ["event"], registry=registry)
        self._reloads = Counter(
            "firstline_reloads", "Other bundles that went live or were refused", ["outcome"], registry=registry
        )
        self._bundle = Gauge("firstline_bundle_info", "The bundle in use", ["name", "version"], registry=registry)
        self._watched: dict[str, Gauge] = {}

    def watch(self, name: str, meaning: str, read: Callable[[], float]) -> None:
        """A gauge that is read when it is asked for; watched again, it reads the new value."""
        if name not in self._watched:
            self._watched[name] = Gauge(name, meaning, registry=self.registry)
        self._watched[name].set_function(read)

    def name_bundle(self, *, name: str, version: str) -> None:
        self._bundle.clear()
        self._bundle.labels(name, version).set(1)

    def reloaded(self, outcome: str) -> None:
        """Count a bundle that went "live" or was "refused"."""
        self._reloads.labels(outcome).inc()

    def answered(self, *, method: str, route: str, status: int, seconds: float) -> None:
        method = method if method in _METHODS else "OTHER"
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(method, route).observe(seconds)

    def triaged(
        self, fields: Mapping[str, Mapping[str, Any]], *, out_of_scope: bool, stages: Mapping[str, float]
    ) -> None:
        """Count one decision; `stages` are milliseconds."""
        for field, said in fields.items():
            tier = str(said["tier"])
            self._predictions.labels(field, tier).inc()
            if tier == "abstain":
                self._abstentions.labels(field).inc()
        if out_of_scope:
            self._out_of_scope.inc()
        for stage, milliseconds in stages.items():
            self._stage_seconds.labels(stage).observe(milliseconds / 1000)

    def fed_back(self, *, target: str, action: str, source: str) -> None:
        self._feedback.labels(target, action, source).inc()

    def portal(self, event: str) -> None:
        self._portal.labels(event).inc()

    def render(self) -> bytes:
        """The text that Prometheus reads."""
        return generate_latest(self.registry)
