"""The pages: self-contained, and inert to what customers write."""

import base64
import re
from hashlib import sha256
from pathlib import Path

import pytest

from firstline import serving
from firstline.datasets.look import look_css
from firstline.kb_index.stop_words import FUNCTION_WORDS
from tests.serving.desk_client import DeskClient, problem

SCRIPTS = sorted(path.name for path in (Path(serving.__file__).parent / "pages").glob("*.js"))


def digests(text: str, tag: str) -> list[str]:
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    return [f"'sha256-{base64.b64encode(sha256(inline.encode()).digest()).decode()}'" for inline in found]


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_loads_nothing_from_elsewhere_and_runs_only_itself(desk: DeskClient, path: str) -> None:
    response = desk.http.get(path)
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", response.text)
    policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
    own = ["'self'"] if "<script type" in response.text else []
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].split() == own + digests(response.text, "script")
    assert policy["style-src"].split() == digests(response.text, "style")
    assert "unsafe" not in str(policy)
    assert "innerHTML" not in response.text
    assert not re.search(r"\son\w+=", response.text), "inline handlers would need unsafe-inline"


def test_the_page_has_the_shared_look_and_its_own_style(desk: DeskClient) -> None:
    text = desk.http.get("/").text
    assert look_css() in text
    assert ".field-head" in text
    assert "css */\n</style>" not in text


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_of_the_page_sets_text_and_never_markup(desk: DeskClient, name: str) -> None:
    response = desk.http.get(f"/pages/{name}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/javascript")
    for markup in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc"):
        assert markup not in response.text
    assert "https://" not in response.text
    assert len(response.text.splitlines()) < 600


@pytest.mark.parametrize("name", ["none.js", "index.html", "page.css", "..%2Fapp.py", "%2Fetc%2Fpasswd"])
def test_nothing_but_the_scripts_of_the_page_is_given_out(desk: DeskClient, name: str) -> None:
    problem(desk.http.get(f"/pages/{name}"), 404)


def test_the_page_says_everything_in_both_languages() -> None:
    text = (Path(serving.__file__).parent / "pages" / "words.js").read_text(encoding="utf-8")
    english, russian = text.split("\n  ru: {")
    keys = [
        re.findall(r'^    (?:"([\w.]+)"|(\w+)):', part.split("\n};")[0], re.MULTILINE) for part in (english, russian)
    ]
    assert keys[0] == keys[1]


def test_the_page_skips_every_function_word_that_a_highlight_skips() -> None:
    """The page cannot ask the index's list, so it has its own; this keeps them from drifting apart."""
    text = (Path(serving.__file__).parent / "pages" / "function_words.js").read_text(encoding="utf-8")
    listed = set(" ".join(re.findall(r"`([^`]*)`", text)).split())
    assert FUNCTION_WORDS - listed == set()


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
