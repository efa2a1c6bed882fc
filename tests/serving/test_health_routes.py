"""What those who run the service look at."""

from typing import Any

from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from tests.serving.desk_client import DeskClient, problem


def _samples(desk: DeskClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(desk.http.get("/metrics").text)
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in families for s in family.samples}


def test_alive_and_ready(desk: DeskClient) -> None:
    assert desk.http.get("/healthz").json() == {"status": "ok"}
    assert desk.http.get("/readyz").json()["status"] == "ready"


def test_a_state_that_cannot_be_written_is_not_ready_but_alive(desk: DeskClient) -> None:
    def locked() -> Any:
        raise OperationalError("insert canary", {}, Exception("locked"))

    desk.http.app.state.desks.desk.state.database.write = locked  # type: ignore[attr-defined]
    response = desk.http.get("/readyz")
    problem(response, 503, "not-ready")
    assert response.headers["retry-after"]
    assert "canary" not in response.text
    assert desk.http.get("/healthz").status_code == 200


def test_metrics_count_by_route_template_field_and_tier(desk: DeskClient) -> None:
    decision = desk.triage("my card")["decision_id"]
    desk.triage("hello")
    desk.http.post("/v1/feedback", json={"decision_id": decision, "field": "category", "action": "accepted"})
    desk.http.get("/v1/tickets/K1")
    desk.http.get("/no/such/path")
    samples = _samples(desk)
    assert samples["firstline_predictions_total", (("field", "category"), ("tier", "auto"))] == 1
    assert samples["firstline_abstentions_total", (("field", "category"),)] == 1
    assert samples["firstline_feedback_total", (("action", "accepted"), ("source", "api"), ("target", "field"))] == 1
    routes = {dict(labels)["route"] for name, labels in samples if name == "firstline_http_requests_total"}
    assert {"/v1/triage", "/v1/tickets/{ticket_id:path}", "unmatched"} <= routes
    assert ("firstline_work_pieces", ()) in samples


def test_two_services_in_a_process_count_for_themselves(desk: DeskClient, settings: Any, bundle: Any) -> None:
    from starlette.testclient import TestClient

    from firstline.serving.app import create_app

    desk.triage("my card")
    with TestClient(create_app(settings, bundle=bundle)) as other:
        assert "firstline_predictions_total{" not in other.get("/metrics").text


def test_the_model_and_its_closed_lists_are_told(desk: DeskClient) -> None:
    model = desk.get("/v1/model")
    assert model["alias"] is None
    assert model["fields"] == ["category", "priority", "skill_group"]
    assert model["manifest"]["format_version"] == 3
    assert desk.triage("my card")["model"] == {key: model[key] for key in ("name", "version", "alias")}
    fields = {item["name"]: item["values"] for item in desk.get("/v1/fields")["items"]}
    assert fields["priority"] == ["low", "normal", "high"]
