"""The assessment: what an export tells of a desk, and what Firstline would do for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from firstline.evaluation.article_coverage import ArticleCoverage
from firstline.evaluation.auto_outlook import AutoOutlook
from firstline.evaluation.growth import Growth
from firstline.evaluation.hops import HopScores
from firstline.evaluation.label_quality import LabelQuality
from firstline.evaluation.lost_text import LostText
from firstline.evaluation.read_column import ReadColumn
from firstline.evaluation.repeats import RepeatShares
from firstline.evaluation.report import EvaluationReport
from firstline.evaluation.savings import Savings
from firstline.evaluation.second_message import SecondMessageScores
from firstline.evaluation.text_leak import TextLeak
from firstline.evaluation.theme import Theme
from firstline.evaluation.told_before import ToldBefore
from firstline.evaluation.urgent import UrgentScores
from firstline.evaluation.value_shift import ValueShift


@dataclass(frozen=True, slots=True)
class AssessedTickets:
    """What was read: `events` rows where each told of something that happened to a ticket, else 0. `undated` and
    `without_text` count tickets; `files` are names without their folders, `rows` all that were read of them,
    `order_note` is what has to be known of a log whose rows nothing orders, and `notes` are sentences on what a file
    holds beside rows, or seems to lack."""

    tickets: int
    rejected: int
    events: int
    undated: int
    without_text: int
    first: datetime | None
    last: datetime | None
    files: tuple[str, ...] = ()
    rows: int = 0
    order_note: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Which tickets taught and which examined: the `older` ones, of which `trained` were used, and the `later` ones, of
    which `judged` were; by time from `cut_at` on, or at random. `encoder` is the name of what turned texts into
    vectors, as far as it is known."""

    older: int
    trained: int
    later: int
    judged: int
    kind: Literal["time", "random"]
    cut_at: datetime | None
    encoder: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Parts that the export does not allow are None or empty; `no_model` says why nothing could be learned. `columns`
    are what each field was read from, `left_out` those that were not read, `doubts` questions about columns that
    may matter, `told_before` is how the main field does on what repeats nothing, `lost` on what can be read,
    `shift` how its values moved, and `made_at` is when.

    It holds values of fields, counts, ids, and words that several requests share; no text of a ticket.
    """

    desk: str
    source: AssessedTickets
    hops: HopScores | None
    repeats: RepeatShares
    leaks: tuple[TextLeak, ...]
    labels: tuple[LabelQuality, ...]
    articles_given: int = 0
    no_model: str | None = None
    judged: Judged | None = None
    evaluation: EvaluationReport | None = None
    urgent: UrgentScores | None = None
    coverage: ArticleCoverage | None = None
    themes: tuple[Theme, ...] = ()
    second_message: tuple[SecondMessageScores, ...] = ()
    with_messages: int = 0
    authors_told: bool = False
    growth: tuple[Growth, ...] = ()
    automation: tuple[AutoOutlook, ...] = ()
    savings: Savings | None = None
    columns: tuple[ReadColumn, ...] = ()
    left_out: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    told_before: ToldBefore | None = None
    lost: LostText | None = None
    shift: ValueShift | None = None
    made_at: datetime | None = None

    @property
    def has_text(self) -> bool:
        return self.source.without_text < self.source.tickets
