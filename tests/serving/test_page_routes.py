"""The pages: self-contained, and inert to what customers write."""

import base64
import re
from hashlib import sha256

import pytest

from tests.serving.desk_client import DeskClient


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_loads_nothing_from_elsewhere_and_runs_only_itself(desk: DeskClient, path: str) -> None:
    response = desk.http.get(path)
    assert response.headers["content-type"].startswith("text/html")
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", response.text)
    policy = response.headers["content-security-policy"]
    (script,) = re.findall(r"<script>(.*?)</script>", response.text, re.DOTALL)
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "innerHTML" not in response.text
    assert not re.search(r"\son\w+=", response.text), "inline handlers would need unsafe-inline"


def test_the_reference_has_every_route_and_every_problem(desk: DeskClient) -> None:
    document = desk.http.get("/openapi.json").json()
    assert {
        "/v1/triage", "/v1/triage/batch", "/v1/articles/search", "/v1/duplicates", "/v1/portal/suggest",
        "/v1/portal/events", "/v1/feedback", "/v1/model", "/v1/fields", "/v1/decisions", "/v1/storms",
        "/v1/tickets/batch", "/v1/articles/batch", "/healthz", "/readyz", "/metrics",
    } <= set(document["paths"])  # fmt: skip
    assert "urn:firstline:problem:too-large" in document["info"]["description"]
    triage = document["paths"]["/v1/triage"]["post"]
    assert "application/problem+json" in triage["responses"]["4XX"]["content"]
    assert "TriageAnswer" in str(triage["responses"]["200"])
    assert "422" not in triage["responses"]
