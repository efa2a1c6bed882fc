"""HTTP as a help desk calls it."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient


class DeskClient:
    """HTTP as a help desk calls it."""

    def __init__(self, client: TestClient, folder: Path) -> None:
        self.http = client
        self.folder = folder

    @property
    def state(self) -> str:
        """Where the desk's state lies."""
        app: Any = self.http.app
        return str(app.state.settings.state)

    def triage(self, ticket: dict[str, Any] | str, **options: Any) -> dict[str, Any]:
        document = {"body": ticket} if isinstance(ticket, str) else ticket
        response = self.http.post("/v1/triage", json={"ticket": document, "options": options})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def put_ticket(self, ticket_id: str, body: str, **more: Any) -> dict[str, Any]:
        response = self.http.put(f"/v1/tickets/{ticket_id}", json={"body": body, **more})
        assert response.status_code in (200, 201), response.text
        answer: dict[str, Any] = response.json()
        return answer

    def put_article(self, article_id: str, title: str, body: str, **more: Any) -> dict[str, Any]:
        response = self.http.put(f"/v1/articles/{article_id}", json={"title": title, "body": body, **more})
        assert response.status_code in (200, 201), response.text
        answer: dict[str, Any] = response.json()
        return answer

    def get(self, path: str, **parameters: Any) -> dict[str, Any]:
        response = self.http.get(path, params=parameters)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer


def problem(response: Any, status: int, name: str | None = None) -> dict[str, Any]:
    """Assert that a response is a well-formed problem of that status and return it."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail", "request_id"} <= set(document)
    assert document["status"] == status
    assert document["request_id"] == response.headers["x-request-id"]
    if name is not None:
        assert document["type"] == f"urn:firstline:problem:{name}"
    return document
