"""Cleaning: from a text as it was sent to the words in it that are the customer's own."""

from firstline.datasets.characters import cut_text, squeeze_blanks, visible_characters
from firstline.datasets.entry_stamp import first_entry
from firstline.datasets.html_text import disarmed, html_to_text, looks_like_html, without_bulk
from firstline.datasets.quoted_reply import without_quotes
from firstline.datasets.signature import without_signature

CLEAN_LIMIT = 20_000
"""Characters of a cleaned text, before quotations and signatures are taken off."""

_RAW_FACTOR = 5
RAW_LIMIT = CLEAN_LIMIT * _RAW_FACTOR
"""Characters of a raw text that are read. HTML is freed of styles and embedded pictures first."""

_BULK_LIMIT = 16_000_000
_MOST_ROUNDS = 5


def clean_text(raw: str) -> str:
    """The customer's own words as plain text: no markup, control characters, stamps, quoted replies or signature.

    HTML becomes text when it really is HTML. Quotations and signatures only go when something substantial remains.
    Lines stay lines, Unicode is NFC. At most `RAW_LIMIT` characters are read and `CLEAN_LIMIT` returned. Cleaning
    twice changes nothing; nothing is ever raised.
    """
    text = visible_text(raw)
    for _ in range(_MOST_ROUNDS):
        shorter = squeeze_blanks(without_signature(without_quotes(first_entry(text))))
        if shorter == text:
            break
        text = shorter
    return text


def visible_text(raw: str, *, limit: int = CLEAN_LIMIT) -> str:
    """All that a reader of `raw` sees, quotations and signature included, as at most `limit` characters of plain text.

    Five times as many raw characters are read, `RAW_LIMIT` by default; HTML is freed of styles and pictures first.
    """
    if len(raw) > limit * _RAW_FACTOR:
        raw = _start_of(raw, limit * _RAW_FACTOR)
    text = visible_characters(raw)
    if looks_like_html(text):
        text = visible_characters(html_to_text(text))
    text = cut_text(squeeze_blanks(text), limit)
    return disarmed(text) if "<" in text else text


def clean_line(raw: str) -> str:
    """A subject or title as one line of visible characters, within 500."""
    return cut_text(" ".join(visible_text(raw[:2_000]).split()), 500)


def _start_of(raw: str, length: int) -> str:
    if looks_like_html(raw[:length]):
        raw = without_bulk(raw[:_BULK_LIMIT])
    return raw[:length]
