"""Tests of the reason."""

from dataclasses import replace

import numpy as np
import pytest

from firstline.models.field_head import FieldHead
from firstline.models.lexical_view import LexicalView
from firstline.models.reason import Reason, contributions, reasons
from firstline.training.scorer_fit import fit_lexical

WORDS = {"hardware": "printer", "access": "password", "billing": "invoice"}
TEXTS = [
    f"{opening} {word} {end}" for word in WORDS.values() for opening in ("my", "the") for end in ("today", "again")
]
VALUES = tuple(WORDS)


@pytest.fixture(scope="module")
def view() -> LexicalView:
    return LexicalView.fit(TEXTS)


@pytest.fixture(scope="module")
def head(view: LexicalView) -> FieldHead:
    targets = np.repeat(np.arange(3), 4)
    lexical = fit_lexical(view.transform(TEXTS), targets, 3)
    return FieldHead(VALUES, np.full(3, 1 / 3), None, lexical, 0.0, 1.0)


def _reasons(view: LexicalView, head: FieldHead, text: str, value: str, limit: int = 8) -> list[Reason]:
    return reasons(view, head, text, value, limit=limit)


@pytest.mark.parametrize(("value", "word"), WORDS.items())
def test_the_planted_word_comes_first(view: LexicalView, head: FieldHead, value: str, word: str) -> None:
    text = f"good morning, the {word} of my colleague has trouble today"
    first = _reasons(view, head, text, value)[0]
    assert text[first.start : first.end] == word
    assert first.weight == 1.0


@pytest.mark.parametrize("before", ["", "🙂👩‍👩‍👧 ", "Ünïcödé e\u0301 ", "İİ ", "日本語 \U0001f1f3\U0001f1f4\n"])
def test_offsets_count_code_points_of_the_text_as_given(view: LexicalView, head: FieldHead, before: str) -> None:
    text = f"{before}My PRINTER, again"
    first = _reasons(view, head, text, "hardware")[0]
    assert text[first.start : first.end] == "PRINTER"


def test_the_strongest_comes_first_and_at_most_two_that_speak_against_come_last(
    view: LexicalView, head: FieldHead
) -> None:
    text = "printer printers print password invoice invoices the"
    found = _reasons(view, head, text, "hardware")
    speaking, against = [r for r in found if r.contribution > 0], [r for r in found if r.contribution < 0]
    assert found == [*speaking, *against]
    assert [r.contribution for r in speaking] == sorted((r.contribution for r in speaking), reverse=True)
    assert 1 <= len(against) <= 2
    assert all(0 < r.weight <= 1 for r in speaking)
    assert all(-1 <= r.weight < 0 for r in against)


@pytest.mark.parametrize(
    "text",
    [
        "my printer today, the printer again",
        "the invoice (password?) printer-password x 7 !",
        "İnvoice ΟΔΟΣ printer 日本語 e-mail a b",
        "printer",
    ],
)
@pytest.mark.parametrize("value", VALUES)
def test_the_contributions_of_all_words_add_up_to_the_lexical_logit(
    view: LexicalView, head: FieldHead, text: str, value: str
) -> None:
    weighted = replace(head, lexical_weight=1.7)
    said, rest = contributions(view, weighted, text, value)
    logits = weighted.lexical_logits(view.transform([text]))[0]
    assert head.lexical is not None
    bias = 1.7 * head.lexical.layers[-1][1]
    position = VALUES.index(value)
    wanted = logits[position] - logits.mean() - (bias[position] - bias.mean())
    assert said.sum() + rest == pytest.approx(wanted, abs=1e-5)


def test_a_repeated_word_is_named_once(view: LexicalView, head: FieldHead) -> None:
    text = "printer Printer PRINTER"
    assert [(reason.start, reason.end) for reason in _reasons(view, head, text, "hardware")] == [(0, 7)]


def test_no_more_reasons_than_asked_for(view: LexicalView, head: FieldHead) -> None:
    assert len(_reasons(view, head, "printer printers printing printed", "hardware", limit=2)) == 2


@pytest.mark.parametrize("text", ["", "   ", "?!", "🙂", "zzzz qqqq"])
def test_a_text_without_a_known_word_has_no_reason(view: LexicalView, head: FieldHead, text: str) -> None:
    assert _reasons(view, head, text, "hardware") == []


def test_an_unknown_value_has_no_reason(view: LexicalView, head: FieldHead) -> None:
    assert _reasons(view, head, "printer", "no such value") == []


def test_a_head_that_reads_no_words_has_no_reason(view: LexicalView) -> None:
    head = FieldHead(VALUES, np.full(3, 1 / 3), None, None, 1.0, 0.0)
    assert _reasons(view, head, "printer", "hardware") == []


def test_a_word_that_the_model_did_not_read_is_no_reason(view: LexicalView, head: FieldHead) -> None:
    text = "z" * 5_000 + " printer"
    assert view.transform([text])[:, : len(view.blocks["words"].columns)].nnz == 0
    assert _reasons(view, head, text, "hardware") == []


def test_what_the_encoder_makes_of_a_word_is_added_to_its_lexical_part(view: LexicalView, head: FieldHead) -> None:
    text = "my printer jams today"
    alone = {text[r.start : r.end]: r for r in reasons(view, head, text, "hardware", limit=8)}
    found = {text[r.start : r.end]: r for r in reasons(view, head, text, "hardware", limit=8, encoder={"jams": 9.0})}
    assert next(iter(found)) == "jams"
    assert (found["jams"].encoder, found["printer"].encoder) == (9.0, None)
    assert found["jams"].contribution == pytest.approx(9.0 + found["jams"].lexical)
    assert found["printer"].contribution == found["printer"].lexical == alone["printer"].contribution
