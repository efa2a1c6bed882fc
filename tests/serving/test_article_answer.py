"""The article answer: what may be put into a page as it is, and what must be escaped."""

from html import unescape
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from firstline.serving.article_answer import snippet
from tests.serving.desk_client import DeskClient

TEXT = "Freeze a stolen card in the app at once"
HOSTILE = TEXT + """, `<script>alert(1)</script>` & "friends" do so in quokka's page. Nothing else does."""


def _found(desk: DeskClient) -> list[dict[str, Any]]:
    """The same article as the three ways to it show it."""
    search = desk.http.post("/v1/articles/search", json={"text": TEXT}).json()["items"]
    triage = desk.triage(TEXT)["articles"]
    portal = desk.http.post("/v1/portal/suggest", json={"text": TEXT}).json()["articles"]
    return [answer[0] for answer in (search, triage, portal)]


def test_markup_in_an_article_is_dead_in_every_snippet(desk: DeskClient) -> None:
    desk.put_article("A9", "<b>Stolen card", f"# Stolen card\n\n{HOSTILE}")
    for article in _found(desk):
        assert "<script>" in article["passage"]
        bare = article["snippet"].replace("<mark>", "").replace("</mark>", "")
        assert "<" not in bare
        assert ">" not in bare
        assert '"' not in bare
        assert "'" not in bare
        assert unescape(bare) == article["passage"]


def test_a_snippet_marks_the_highlighted_sentence(desk: DeskClient) -> None:
    desk.put_article("A9", "Stolen card", HOSTILE)
    for article in _found(desk):
        start, end = article["highlight"]
        marked = article["snippet"].partition("<mark>")[2].partition("</mark>")[0]
        assert unescape(marked) == article["passage"][start:end]


def test_a_breadcrumb_leads_from_the_product_to_the_heading(desk: DeskClient) -> None:
    body = f"# Stolen card\n\n## Pages\n\n### Running\n\n{TEXT}."
    desk.put_article("A9", "Stolen card", body, product="zoo", brand="Perth")
    for article in _found(desk):
        assert article["breadcrumb"] == ["Perth", "zoo", "Stolen card", "Pages", "Running"]


def test_the_description_of_the_service_says_what_must_be_escaped(desk: DeskClient) -> None:
    shape = desk.get("/openapi.json")["components"]["schemas"]["ArticleAnswer"]
    assert "plain text" in shape["description"]
    assert "escape it" in shape["properties"]["title"]["description"]
    assert "escape it" in shape["properties"]["passage"]["description"]
    assert "safe" in shape["properties"]["snippet"]["description"]


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_no_passage_and_no_span_can_make_markup(text: str, start: int, end: int) -> None:
    html = snippet(text, (start, end))
    bare = html.replace("<mark>", "", 1).replace("</mark>", "", 1)
    assert "<" not in bare
    assert ">" not in bare
    assert unescape(snippet(text, None)) == unescape(bare)
