"""The reused answer: whether what an agent wrote to one customer can be sent to another.

Rules, not a model: they read forms that hold in every language (addresses, numbers, times) and a list of words in
English, Russian, German, Norwegian and Japanese. What they do not read is said in docs/search.md.
"""

import re
from collections.abc import Collection
from threading import Lock

from sqlalchemy import select

from firstline.datasets.article import Article
from firstline.kb_index.database import Database
from firstline.kb_index.document_store import ARTICLES
from firstline.kb_index.revised_value import latest_revision

_MONTHS = (
    "jan(?:uary|uar)?|feb(?:ruary|ruar)?|march|märz|mars|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|"
    "sep(?:t|tember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[csz](?:ember)?|янв\\w*|февр\\w*|марта?|апр\\w*|мая|июн\\w|июл\\w|"
    "авг\\w*|сент\\w*|окт\\w*|нояб\\w*|дек\\w*"
)
_DETAILS = (
    re.compile(r"(?<![\w@.-])(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w-])"),  # domains and hosts
    re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"),  # IPv4
    re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){2,}[0-9a-f:]*[0-9a-f](?![\w:])", re.IGNORECASE),  # IPv6
    re.compile(r"(?<![\w-])[^\W\d_]{2,5}-?\d{4,}(?!\w)"),  # FH-0042533, vps-7002
    re.compile(r"(?<![\w-])[^\W\d_]{2,8}-?\d{2,3}(?!\w)"),  # web03
    re.compile(r"(?:#|№|\b(?:order|invoice|Bestellung|Rechnung|ordre|faktura|заказ\w*|счёт\w*|注文番号)\s?)\d{3,}"),
    re.compile(r"(?<![\d:])[012]?\d:[0-5]\d(?![\d:])"),  # clock times
    re.compile(r"\d+時(?:\d+分)?|\d+月\d+日"),
    re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)"),
    re.compile(r"(?<![\d.])[0-3]?\d\.[01]?\d\.(?:\d{2,4})?(?![\d.])"),
    re.compile(rf"\b[0-3]?\d\.?(?:st|nd|rd|th)? (?:{_MONTHS})\b\.?", re.IGNORECASE),
    re.compile(rf"\b(?:{_MONTHS}) [0-3]?\d\b(?!:)", re.IGNORECASE),
)
_DONE = re.compile(
    r"\b(?:(?:we|i)(?:'ve| have|'d| had)? (?:just |now |already )?(?:sent|re-?sent|restarted|rebooted|refunded|"
    r"cancel+ed|issued|reset|restored|added|removed|changed|moved|renewed|unlocked|deleted|blocked|booked|set|made|"
    r"switched|raised|corrected|credited|transferred|put|allowed|opened|closed)|"
    r"(?:was|were|has been|have been|is now|are now)(?: already| just)? (?:sent|restarted|rebooted|refunded|cancel+ed|"
    r"issued|reset|restored|added|removed|changed|moved|renewed|unlocked|deleted|blocked|corrected|credited|transferred|done|"
    r"successful|put|raised|switched|reissued)|done[.!:,]"
    r"|(?:wir haben|ich habe|wurden?|ist|sind)\b(?:\{\{[^}]*\}\}|[^.!?\n]){0,80}?\b"
    r"(?:\w*ge(?:sendet|schickt|startet|löscht|ändert|setzt|"
    r"legt|sperrt|bucht|tragen|macht)|erstattet|storniert|gekündigt|wiederhergestellt|eingerichtet|verlängert|korrigiert|"
    r"zurückgesetzt|entfernt|freigeschaltet|umgezogen)"
    r"|(?:vi har|jeg har|er|ble|har blitt)\b(?:\{\{[^}]*\}\}|[^.!?\n]){0,60}?\b"
    r"(?:sendt|startet|refundert|kansellert|avbestilt|"
    r"gjenopprettet|tilbakestilt|lagt til|fjernet|endret|flyttet|fornyet|slettet|rettet|satt opp|åpnet)"
    r"|готово|(?:отправи|высла|перезапусти|перезагрузи|верну|отмени|восстанови|добави|удали|измени|перенес|продли|"
    r"сброси|исправи|включи|выстави|начисли|разблокирова|подключи|настрои)л[аио]?\b"
    r"|\w*(?:отправлен|выслан|перезапущен|перезагружен|возвращен|возвращён|отмен[её]н|восстановлен|добавлен|удал[её]н|"
    r"измен[её]н|перенес[её]н|продл[её]н|сброшен|исправлен|выставлен|разблокирован)[аоы]?\b)"
    r"|(?:送信|送付|再起動|返金|解約|キャンセル|復元|追加|削除|変更|移転|更新|設定|再発行|お送り|修正)(?:を)?"
    r"(?:いた|致)?(?:しました|済み|完了)",
    re.IGNORECASE,
)


def details(text: str) -> frozenset[str]:
    """Domains, hosts, addresses, numbers of orders and servers, clock times and dates in `text`, in small letters."""
    return frozenset(match[0].casefold().strip(" .") for form in _DETAILS for match in form.finditer(text))


def is_of_one_case(text: str, *, request: str, known: Collection[str]) -> bool:
    """Whether an answer has details that neither the present `request` nor what the desk publishes (`known`, as
    `details` gives them) has: those are of the customer whom it was written to."""
    said = request.casefold()
    return any(detail not in known and detail not in said for detail in details(text))


def says_done(text: str) -> bool:
    """Whether it claims that somebody did something, which has to be done again before it is true."""
    return _DONE.search(text) is not None


class PublishedDetails:
    """The `details` of all articles and saved replies that are open to all agents, followed as they change."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._revision = 0
        self._by_article: dict[str, frozenset[str]] = {}
        self._all: frozenset[str] = frozenset()

    def now(self) -> frozenset[str]:
        """As of the last change; only what changed is read."""
        with self._lock:
            if latest_revision(self._database, ARTICLES) != self._revision:
                self._read()
            return self._all

    def _read(self) -> None:
        table = ARTICLES
        wanted = select(table.c.id, table.c.content, table.c.deleted, table.c.revision)
        with self._database.read() as connection:
            for row in connection.execute(wanted.where(table.c.revision > self._revision)).all():
                self._revision = max(self._revision, row.revision)
                article = None if row.deleted else Article.model_validate_json(row.content)
                open_to_all = article is not None and not article.restricted_to
                text = f"{article.title}\n{article.body}" if article is not None and open_to_all else ""
                self._by_article[row.id] = details(text)
        self._all = frozenset().union(*self._by_article.values())
