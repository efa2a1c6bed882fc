"""Tests of the triage card."""

import io
from typing import Any

import pytest
from rich.console import Console

from firstline.cli.triage_card import triage_card
from firstline.datasets.ticket import Ticket

MARKUP = "[bold red]look[/bold red] [/] [link=https://evil.example]here[/link]"


def _answer(**changes: Any) -> dict[str, Any]:
    field = {
        "value": "email",
        "confidence": 0.91,
        "tier": "best",
        "threshold": None,
        "alternatives": [{"value": v, "confidence": 0.03} for v in ("dns", "ssl", "server")],
    }
    return {
        "language": "en",
        "fields": {"category": field},
        "out_of_scope": {"score": 0.1, "flag": False},
        "duplicates": [
            {"ticket_id": f"T-{n}", "status": "open", "relation": "same_incident", "subject": "mail down"}
            for n in range(4)
        ],
        "articles": [{"article_id": "KB-1", "title": "Mail", "passage": "Set the server.\nThen log in."}],
    } | changes


def _shown(request: Ticket, answer: dict[str, Any]) -> str:
    stream = io.StringIO()
    Console(file=stream, width=160, highlight=False, color_system=None).print(triage_card(request, answer))
    return stream.getvalue()


def test_a_card_says_what_who_and_what_else() -> None:
    shown = _shown(Ticket(id="L-1", subject="no mail", body="it bounces"), _answer())
    for part in ("L-1 (en)", "no mail", "it bounces", "email  91%, best: the best guess", "else dns 3%, ssl 3%",
                 "T-0 (open, same incident): mail down", "KB-1 Mail: Set the server. Then log in."):  # fmt: skip
        assert part in shown
    assert "T-2" not in shown
    assert "scope" not in shown


def test_a_stranger_is_named_as_one() -> None:
    shown = _shown(Ticket(id="L-3", body="pizza"), _answer(out_of_scope={"score": 0.98, "flag": True}))
    assert "looks like none of this desk's requests (score 0.98)" in shown
    assert "KB-1" not in shown


def test_no_percentage_stands_beside_the_abstention_on_a_stranger() -> None:
    field = _answer()["fields"]["category"] | {"tier": "abstain", "confidence": 0.95}
    shown = _shown(Ticket(body="pizza"), _answer(fields={"category": field}, out_of_scope={"score": 0.9, "flag": True}))
    assert "abstain: a strange request, a person decides   (if it had to be: email 95%)" in shown
    short = [{"code": "text_too_short", "detail": "hardly a word"}]
    assert "abstain: too few words" in _shown(Ticket(body="hm"), _answer(fields={"category": field}, warnings=short))


def test_a_field_without_a_value_says_so() -> None:
    nothing = {"value": None, "confidence": 0.0, "tier": "abstain", "alternatives": []}
    shown = _shown(Ticket(body="thanks"), _answer(fields={"priority": nothing}))
    assert "none" in shown
    assert "None" not in shown
    assert "0%" not in shown


def test_the_kind_and_a_warning_are_shown_where_there_are_some() -> None:
    kind = {"value": "how_to", "confidence": 0.8}
    shown = _shown(Ticket(body="x"), _answer(request_kind=kind, warnings=[{"code": "c", "detail": f"short {MARKUP}"}]))
    assert "how_to  80%" in shown
    assert f"short {MARKUP}" in shown
    assert "kind" not in _shown(Ticket(body="x"), _answer(request_kind=None))


@pytest.mark.parametrize("tier", ["auto", "best", "suggest", "abstain"])
def test_every_tier_has_words(tier: str) -> None:
    field = _answer()["fields"]["category"] | {"tier": tier, "alternatives": []}
    assert f"91%, {tier}: " in _shown(Ticket(body="x"), _answer(fields={"category": field}))


def test_a_request_is_shown_as_it_was_written() -> None:
    shown = _shown(Ticket(id="L-1", subject=MARKUP, body=MARKUP), _answer())
    assert shown.count(MARKUP) == 2


def test_what_was_found_is_shown_as_it_was_written() -> None:
    duplicate = {"ticket_id": "[/]", "status": "[b]", "relation": "chaser", "subject": MARKUP}
    article = {"article_id": "[/]", "title": MARKUP, "passage": MARKUP}
    shown = _shown(Ticket(body="x"), _answer(duplicates=[duplicate], articles=[article]))
    assert shown.count(MARKUP) >= 2
    assert "[/] ([b], chaser)" in shown


def test_values_are_shown_as_the_desk_writes_them() -> None:
    field = _answer()["fields"]["category"] | {"value": MARKUP, "alternatives": [{"value": "[/]", "confidence": 0.1}]}
    assert MARKUP in _shown(Ticket(body="x"), _answer(fields={"category": field}))


@pytest.mark.parametrize("identifier", ["[/]", "[red]7", "#[b]1[/b]"])
def test_an_id_is_shown_as_the_desk_writes_it(identifier: str) -> None:
    assert f"{identifier} (en)" in _shown(Ticket(id=identifier, body="x"), _answer())


def test_a_field_is_shown_as_the_desk_names_it() -> None:
    assert "[b]room[/b]" in _shown(Ticket(body="x"), _answer(fields={"[b]room[/b]": _answer()["fields"]["category"]}))


def test_a_long_passage_is_cut_between_words() -> None:
    article = {"article_id": "KB-1", "title": "Mail", "passage": "word " * 100}
    shown = _shown(Ticket(body="x"), _answer(articles=[article]))
    assert "word …" in " ".join(shown.replace("│", " ").split())
