"""The column profile: what the cells of a column look like, whatever it is called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Any

from firstline.datasets.html_text import looks_like_html
from firstline.datasets.record_columns import records_in
from firstline.datasets.record_text import label_text, plain_text
from firstline.datasets.timestamp import parse_timestamp

_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[a-z]{2,}", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_CODE = re.compile(r"[A-Za-z]{0,12}[-#_/ ]?\d[\d -]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_LANGUAGE_CODES = (
    "en ru de nb nn no sv da fi fr es it pt nl pl cs sk hu ro bg uk el tr ar he fa hi zh ja ko th vi id ms et lv lt "
    "sl hr sr ca eu gl ga is mk sq ka hy az kk be"
)
_LANGUAGES = frozenset(_LANGUAGE_CODES.split())
_DATE_LIKE = re.compile(r"\d{1,4}\D\d{1,2}\D\d{2,4}|\d{1,2}[ ./-]\w{3,}[ ./-]\d{2,4}|\w{3,9} \d{1,2},? \d{4}")
_UNKNOWN = timezone(timedelta(0), "unknown")
_LOOKED_AT = 40
_SHOWN = 3
_SHOWN_LENGTH = 24
_LONG = 80
_MOST_VALUES = 200
MANY_ENTRIES = frozenset({"records", "long text"})
"""The kinds of column in which a cell may hold a log or a conversation."""


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """Figures of a column's cells in a sample: shares run from 0 to 1 over the filled cells."""

    name: str
    rows: int
    filled: int
    distinct: int
    mean_length: float
    dates: float
    without_offset: float
    numbers: float
    codes: float
    mails: float
    addresses: float
    languages: float
    html: float
    records: float
    values: tuple[str, ...]

    @classmethod
    def of(cls, name: str, cells: Sequence[Any], *, rows: int) -> "ColumnProfile":
        """Look at a column's cells; `rows` is the size of the sample, cells may be fewer."""
        there = [cell for cell in cells if cell not in (None, "", [], {})]
        texts = [text for cell in there if (text := _text(cell).strip())]
        counted = dict.fromkeys(text.casefold() for text in texts)
        some = texts[:: max(1, len(texts) // _LOOKED_AT)][:_LOOKED_AT]
        dates = [_date(text) for text in some]
        return cls(
            name=name,
            rows=rows,
            filled=len(texts) or sum(map(bool, map(records_in, there))),
            distinct=len(counted),
            mean_length=sum(map(len, texts)) / max(1, len(texts)),
            dates=_share([date is not None for date in dates]),
            without_offset=_share([bool(date) for date in dates]),
            numbers=_share([bool(_NUMBER.fullmatch(text)) for text in some]),
            codes=_share([bool(_CODE.fullmatch(text)) for text in some]),
            mails=_share([bool(_MAIL.fullmatch(text)) for text in some]),
            addresses=_share([bool(_ADDRESS.fullmatch(text)) for text in some]),
            languages=_share([bool(_LANGUAGE.fullmatch(text)) and text[:2] in _LANGUAGES for text in some]),
            html=_share([looks_like_html(text) for text in some]),
            records=_share([bool(records_in(cell)) for cell in there[:_LOOKED_AT]]),
            values=tuple(dict.fromkeys(texts))[:_MOST_VALUES],
        )

    @property
    def kind(self) -> str:
        """What the cells are: records, date, mail, address, number, code, long text, closed list, text or empty."""
        if not self.filled:
            return "empty"
        tests = (
            ("records", self.records > 0.5),
            ("date", self.dates > 0.9),
            ("mail", self.mails > 0.8),
            ("address", self.addresses > 0.8),
            ("long text", self.mean_length > _LONG or self.html > 0.3),
            ("closed list", self.is_closed),
            ("number", self.numbers > 0.9),
            ("code", self.codes > 0.9),
        )
        return next((kind for kind, holds in tests if holds), "text")

    @property
    def is_text(self) -> bool:
        """Whether values are texts, long or short, and nothing else."""
        return self.kind in ("long text", "text")

    @property
    def is_closed(self) -> bool:
        """Whether few values come again and again."""
        few = self.distinct <= max(12, min(_MOST_VALUES, self.filled // 5))
        return few and self.mean_length <= 60 and self.distinct < self.filled

    @property
    def is_unique(self) -> bool:
        """Whether every row has another value."""
        return self.filled == self.distinct == self.rows

    def examples(self, *, labels: bool = False, texts: bool = False) -> str:
        """A few values for people; of texts only how long they are, of addresses of mail only where they lead.

        Args:
            labels: the column is known to be a closed list, though a short export does not show it.
            texts: the column is known to be what people wrote, though it is short.
        """
        kind = "closed list" if labels and self.kind in ("text", "code") else self.kind
        if kind in ("empty", "records"):
            return {"empty": "empty", "records": "a list of records"}[kind]
        if texts or kind == "long text" or (kind == "text" and self.mean_length > _SHOWN_LENGTH):
            return f"{'HTML' if self.html > 0.3 else 'text'}, about {self.mean_length:,.0f} characters"
        if kind == "mail":
            shown: Sequence[str] = ["…" + value[value.index("@") :] for value in self.values if "@" in value]
        elif kind == "text":
            shown = [value[: max(1, len(value) // 2)] + "…" for value in self.values]
        else:
            shown = self.values
        shown = shown[:1] if kind == "date" else shown
        short = [value if len(value) <= _SHOWN_LENGTH else value[: _SHOWN_LENGTH - 1] + "…" for value in shown[:_SHOWN]]
        return ", ".join(dict.fromkeys(short))


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _text(cell: Any) -> str:
    if isinstance(cell, list | tuple) and cell and not isinstance(cell[0], dict):
        return label_text(cell[:5]) or ""
    if isinstance(cell, list | dict):
        return plain_text(cell)
    return str(cell)


def _date(text: str) -> bool | None:
    """Whether a time lacks its offset; None where the text is no time."""
    if len(text) > 40 or not _DATE_LIKE.search(text):
        return None
    try:
        moment = parse_timestamp(text, time_zone=_UNKNOWN)
    except ValueError:
        return None
    return moment.tzinfo is _UNKNOWN
