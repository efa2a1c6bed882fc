"""An address leads somewhere and does nothing else."""

import json

import pytest
from pydantic import BaseModel, ValidationError

from firstline.datasets.article import Article
from firstline.datasets.article_reader import read_articles
from firstline.datasets.ticket import Ticket
from firstline.datasets.ticket_reader import read_tickets

SAFE = (
    "https://desk.example/kb/1?a=b:c#d",
    "HTTP://desk.example",
    "mailto:help@desk.example",
    "/kb/1",
    "kb/1:2",
    "//desk.example/1",
    "#top",
)
DANGEROUS = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "  javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\r\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "\u00a0javascript\u00a0:alert(1)",
    "javascript\n:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
)


@pytest.mark.parametrize("model", [Article, Ticket])
@pytest.mark.parametrize("url", SAFE)
def test_links_and_mail_addresses_are_kept_as_they_came(model: type[BaseModel], url: str) -> None:
    assert model.model_validate({"body": "x", "url": url}).model_dump()["url"] == url


@pytest.mark.parametrize("model", [Article, Ticket])
@pytest.mark.parametrize("url", DANGEROUS)
def test_whatever_else_a_browser_would_do_is_refused(model: type[BaseModel], url: str) -> None:
    with pytest.raises(ValidationError, match="http, https or mailto"):
        model.model_validate({"body": "x", "url": url})


@pytest.mark.parametrize("model", [Article, Ticket])
def test_a_state_of_an_earlier_version_still_opens_and_loses_the_address(model: type[BaseModel]) -> None:
    kept = json.dumps({"id": "1", "body": "x", "url": "javascript:alert(1)"})
    assert model.model_validate_json(kept).model_dump()["url"] is None


def test_in_a_file_it_is_a_rejected_row_with_a_reason_and_a_prediction_goes_without_it(tmp_path):
    rows = [{"id": "1", "body": "x", "url": "java script:alert(1)"}, {"id": "2", "body": "y", "url": "https://d/2"}]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for table in (read_tickets(path), read_articles(path)):
        assert [bad.id for bad in table.rejected] == ["1"]
        assert table.rejected[0].reason.startswith("url: ")
        assert "script" not in table.rejected[0].reason
    assert [ticket.url for ticket in read_tickets(path, lenient=True).tickets] == [None, "https://d/2"]
