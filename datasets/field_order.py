"""The order of a field's values, from low to high, where it can be read off them."""

import re
from collections.abc import Iterable

_RANKS = {
    0: "trivial lowest minor planning info none минимальный тривиальный информационный trivial laveste lägst",
    1: "low lo niedrig gering lav låg lavt låg basse faible baja baixa bassa низкий низкая несрочно laag niski "
    "matala 低",
    2: "normal medium moderate average standard default mid mittel middels medel moyen moyenne media médio "
    "обычный обычная "
    "нормальный нормальная средний средняя normalen gemiddeld średni 中",
    3: "high major important hoch wichtig høy høj hög haute élevée alta высокий высокая важный важная hoog wysoki "
    "korkea 高",
    4: "urgent dringend haster hastende brådskande akutt urgente срочный срочная срочно spoed pilny kiireellinen "
    "緊急 至急",
    5: "highest critical very-high kritisch kritisk critique crítica критический критичный критическая критичная",
    6: "blocker emergency blockierend notfall blokkerende nødssituasjon блокирующий аварийный авария showstopper "
    "immediate asap immediately немедленный немедленная немедленно неотложный неотложная экстренный экстренная "
    "sofort umgehend umiddelbar øyeblikkelig straks omedelbar",
}
_RANK_OF = {word: rank for rank, words in _RANKS.items() for word in words.split()}
_SEVERITY_CODE = re.compile(
    r"(?:p|prio|priority|s|sev|severity|priorität|prioritet|приоритет)\s?[-_ ]?\s?([0-9])", re.IGNORECASE
)
_LEADING_NUMBER = re.compile(r"([0-9])(?:\s*[-–—.:)]\s*|\s+)(\D.*)")
_VERY_HIGH = re.compile(r"(?:very|sehr|svært|veldig|mycket|meget|очень) (?:high|hoch|høy|høj|hög|высок\w+)")
_VERY_LOW = re.compile(r"(?:very|sehr|svært|veldig|mycket|meget|очень) (?:low|niedrig|lav|låg|низк\w+)")
_PARTS = re.compile(r"[\s/_()]+")


def recognised_order(values: Iterable[str]) -> tuple[str, ...]:
    """Order the values of a priority from low to high; empty when not every one of them says where it stands.

    Words in English, Russian, German, the Scandinavian and some more languages are known, and so are P4 < P3 < P2 < P1
    and "1 - Critical" or "5 very high", whose number runs the way its words say, or else with 1 as the highest. Words
    of one rank, such as High and Major, are neighbours in the order that they came in.
    """
    known = list(dict.fromkeys(values))
    if len(known) < 2:
        return ()
    for key in (_word_rank, _code_rank, _number_rank):
        ranks = [key(value) for value in known]
        fewest = 2 if key is _word_rank else len(known)
        if None not in ranks and len(set(ranks)) >= fewest:
            return tuple(known[place] for place in sorted(range(len(known)), key=lambda place: ranks[place] or 0))
    return ()


def _word_rank(value: str) -> int | None:
    words = _VERY_LOW.sub("lowest", _VERY_HIGH.sub("very-high", value.casefold()))
    numbered = _LEADING_NUMBER.fullmatch(words)
    ranks = {_RANK_OF[word] for word in _PARTS.split(numbered[2] if numbered else words) if word in _RANK_OF}
    return ranks.pop() if len(ranks) == 1 else None


def _code_rank(value: str) -> int | None:
    match = _SEVERITY_CODE.fullmatch(value.strip()) or re.match(r"p([0-9])\b", value.strip(), re.IGNORECASE)
    return -int(match[1]) if match else None


def _number_rank(value: str) -> int | None:
    match = _LEADING_NUMBER.fullmatch(value.strip())
    return -int(match[1]) if match else None
