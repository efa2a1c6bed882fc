"""Articles over HTTP: the knowledge base stays in step with the desk's."""

import json
from typing import Any

import pytest

from tests.serving.desk_client import DeskClient, problem

CLOSING = "An account can be closed in the settings under quokka."


def _search(desk: DeskClient, text: str, **more: Any) -> list[str]:
    response = desk.http.post("/v1/articles/search", json={"text": text, **more})
    assert response.status_code == 200, response.text
    return [item["article_id"] for item in response.json()["items"]]


def test_an_article_is_found_at_once_and_gone_at_once(desk: DeskClient) -> None:
    desk.put_article("A9", "closing an account", CLOSING)
    assert _search(desk, "quokka") == ["A9"]
    assert desk.http.delete("/v1/articles/A9").status_code == 204
    assert _search(desk, "quokka") == []
    assert desk.http.delete("/v1/articles/A9").status_code == 204
    problem(desk.http.get("/v1/articles/A9"), 404)


def test_a_hit_shows_a_passage_and_the_sentence_that_fits(desk: DeskClient) -> None:
    desk.put_article("A9", "closing an account", CLOSING, updated_at="2026-01-02T10:00:00+01:00", language="en")
    (item,) = desk.http.post("/v1/articles/search", json={"text": "my account under quokka"}).json()["items"]
    start, end = item["highlight"]
    assert "quokka" in item["passage"][start:end]
    assert item["updated_at"] == "2026-01-02T09:00:00Z"


def test_an_older_article_is_not_applied(desk: DeskClient) -> None:
    assert desk.put_article("A9", "t", CLOSING, updated_at="2026-01-02T10:00:00Z")["created"] is True
    assert desk.put_article("A9", "t", "old", updated_at="2026-01-01T10:00:00Z")["applied"] is False
    assert desk.get("/v1/articles/A9")["body"] == CLOSING


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"title": "t", "body": "b", "visiblity": "internal"}, "#/visiblity"),
        ({"title": "t", "body": "b", "visibility": "secret"}, "#/visibility"),
        ({"title": " ", "body": ""}, "#/body"),
        ({"id": "other", "title": "t"}, "#/id"),
        ({"title": ["t"]}, "#/title"),
        ({"title": "t", "url": " JavaScript:alert(1)"}, "#/url"),
        ({"title": "t", "url": "data:text/html,x"}, "#/url"),
    ],
)
def test_an_article_that_cannot_be_kept_is_refused(desk: DeskClient, body: Any, pointer: str) -> None:
    document = problem(desk.http.put("/v1/articles/A1", json=body), 422, "invalid-request")
    assert document["errors"][0]["pointer"] == pointer


def test_many_articles_are_put_at_once(desk: DeskClient) -> None:
    lines = [{"id": "A1", "title": "card", "body": "card"}, {"id": "A2", "titel": "x"}, {"id": "A3", "text": CLOSING}]
    content = "\n".join(json.dumps(line) for line in lines)
    headers = {"Content-Type": "application/x-ndjson"}
    results = desk.http.post("/v1/articles/batch", content=content, headers=headers).json()["results"]
    assert [(result["id"], result["status"]) for result in results] == [("A1", 201), ("A2", 422), ("A3", 201)]
    assert [article["id"] for article in desk.get("/v1/articles")["items"]] == ["A1", "A3"]


def test_a_search_needs_text_and_knows_its_keys(desk: DeskClient) -> None:
    problem(desk.http.post("/v1/articles/search", json={"text": " "}), 422)
    problem(desk.http.post("/v1/articles/search", json={"text": "x", "visibility": "internal"}), 422)
    problem(desk.http.post("/v1/articles/search", json={"text": "x", "language": "!"}), 422)


def test_products_limit_and_languages_prefer(desk: DeskClient) -> None:
    desk.put_article("EN", "closing", CLOSING, language="en")
    desk.put_article("DE", "closing", CLOSING, language="de")
    desk.put_article("PRO", "closing", CLOSING, product="pro")
    assert _search(desk, "quokka settings", language="de")[0] == "DE"
    assert "PRO" not in _search(desk, "quokka settings", product="basic")
    assert len(_search(desk, "quokka settings", product="pro")) == 3


@pytest.mark.parametrize("text", ["\U0001f937", "\U0010ffff", "?!", "<br><p>\U0001f937</p>", "12"])
def test_a_text_without_a_word_or_code_finds_nothing(desk: DeskClient, text: str) -> None:
    desk.put_article("A9", "closing an account", CLOSING)
    desk.put_ticket("K1", CLOSING)
    assert _search(desk, text) == []
    assert desk.http.post("/v1/duplicates", json={"ticket": {"body": text}}).json() == {"items": []}
    assert _search(desk, f"{text} quokka") == ["A9"]


@pytest.mark.parametrize("kind", ["articles", "tickets"])
def test_an_id_that_is_no_utf_8_is_refused_for_others_would_become_the_same(desk: DeskClient, kind: str) -> None:
    for written in ("%ff", "%fe", "a%C3", "%EF%BF%BD"):
        document = problem(desk.http.put(f"/v1/{kind}/{written}", json={"title": "t", "body": "b"}), 422)
        assert document["errors"][0]["pointer"] == "#/id"
        assert "UTF-8" in document["detail"]
    lines = json.dumps({"id": "\ufffd", "body": "b"}) + "\n"
    answer = desk.http.post(f"/v1/{kind}/batch", content=lines, headers={"Content-Type": "application/x-ndjson"})
    assert [result["status"] for result in answer.json()["results"]] == [422]
    assert desk.get(f"/v1/{kind}")["items"] == []
    assert desk.http.put(f"/v1/{kind}/%C3%BC", json={"title": "t", "body": "b"}).status_code == 201


@pytest.mark.parametrize("reserved", ["search", "batch"])
def test_an_id_that_is_an_address_of_its_own_is_refused(desk: DeskClient, reserved: str) -> None:
    body = {"title": "closing an account", "body": CLOSING}
    (error,) = problem(desk.http.put(f"/v1/articles/{reserved}", json=body), 422, "invalid-request")["errors"]
    assert error["pointer"] == "#/id"
    assert f"POST /v1/articles/{reserved}" in error["detail"]
    line = json.dumps({"id": reserved, **body})
    headers = {"content-type": "application/x-ndjson"}
    (result,) = desk.http.post("/v1/articles/batch", content=line, headers=headers).json()["results"]
    assert result["status"] == 422
    problem(desk.http.get(f"/v1/articles/{reserved}"), 404)


@pytest.mark.parametrize("text", ["ECONNREFUSED", "econnrefused", "0x80070005", "10.0.0.1"])
def test_a_code_alone_finds_the_article_that_writes_it(desk: DeskClient, text: str) -> None:
    desk.put_article("A9", "closing an account", CLOSING)
    desk.put_article("A8", "codes", "ECONNREFUSED means that 10.0.0.1 is down, 0x80070005 that you may not.")
    assert _search(desk, text)[0] == "A8"


def test_an_article_is_no_translation_of_itself(desk: DeskClient) -> None:
    body = {"title": "A", "body": "A text.", "translation_of": "A1"}
    found = problem(desk.http.put("/v1/articles/A1", json=body), 422, "invalid-request")
    assert found["errors"][0]["pointer"] == "#/translation_of"
