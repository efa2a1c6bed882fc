"""The quoted reply: the earlier messages that a mail program puts under or between the lines of a new one."""

import re
from collections.abc import Sequence

from firstline.datasets.substance import is_substantial

_LONGEST_LINE = 300
_COLONS = (":", "：")

# "On Mon, 5 Jan 2026 at 10:12, Kari <kari@example.com> wrote:" and its sisters. Each also needs a digit or an @.
_ATTRIBUTION = re.compile(
    r"""(?:
      on\b.+\bwrote
    | am\b.+\bschrieb\b.*
    | .*\bskrev\b.*
    | le\b.+\ba\ [ée]crit\ ?
    | el\b.+\bescribi[óo]
    | em\b.+\bescreveu
    | il\b.+\bha\ scritto
    | op\b.+\bschreef\b.*
    | .+\bkirjoitti
    | .+\bnapisał(?:a|\(a\))?
    | .+\b(?:на)?писала?(?:\(а\))?
    | .+\bпишет
    | (?:пн|вт|ср|чт|пт|сб|вс)\b.?,?\ \d{1,2}\ .+
    | .*\d{4}.*\ от\ .+
    | \d{4}年\d{1,2}月\d{1,2}日.*
    | .*(?:のメール|さんは書きました|書きました)
    | \d{4}[-/.]\d\d?[-/.]\d\d?\b.+@.+
    )\s?[:：]""",
    re.IGNORECASE | re.VERBOSE,
)
_WRAPPED_START = re.compile(r"(?:on|am|le|el|em|il|op|den|på|пн|вт|ср|чт|пт|сб|вс)\b", re.IGNORECASE)
_DATED = re.compile(r"[\d@]")

_SEPARATOR = re.compile(
    r"[-_]{2,}\s*(?:original message|original appointment|исходное сообщение|ursprüngliche nachricht|opprinnelig "
    r"melding|"
    r"original meddelelse|oprindelig meddelelse|ursprungligt meddelande|originalmeddelande|message d[’']origine|"
    r"mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|alkuperäinen viesti|"
    r"元のメッセージ|original-nachricht)\s*[-_]{2,}",
    re.IGNORECASE,
)
_SENDER = re.compile(r"\*?(?:from|von|fra|från|de|da|van|lähettäjä|от|от кого|差出人|发件人)\s?[:：]", re.IGNORECASE)
_HEADER = re.compile(
    r"\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|sendt|dato|til|emne|kopi|skickat|till|ämne|envoyé|à|"
    r"objet|"
    r"enviado|enviada|fecha|data|para|asunto|assunto|inviato|a|oggetto|verzonden|aan|onderwerp|lähetetty|"
    r"vastaanottaja|aihe|"
    r"отправлено|дата|кому|копия|тема|送信日時|日付|宛先|件名|发送时间|收件人|主题)\s?[:：]",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-_=*]{3,}")


def without_quotes(text: str) -> str:
    """`text` without what it quotes, or as it is when what remains would say too little.

    Lines that start with `>` go, with the line that announces them, and unannounced ones around the rest. Everything
    goes from the first announcement, "Original Message" line or block of From/Sent/To headers on that has a message
    before it; English, Russian, German, Norwegian, Danish, Swedish, French, Spanish, Japanese and some more. `text` has
    squeezed blanks.
    """
    if ">" not in text and ":" not in text and "：" not in text and "--" not in text and "__" not in text:
        return text
    lines = text.split("\n")
    if any(line.startswith(">") for line in lines):
        own = _own_lines(lines)
        if is_substantial("\n".join(own)):
            lines = own
    return "\n".join(_before_history(lines)).strip()


def _own_lines(lines: Sequence[str]) -> list[str]:
    """All lines that are not quoted, where an announcement shows that `>` means that; otherwise the middle of the text.

    Without one, `>` between a customer's own lines is a shell's prompt or an error message that they copied.
    """
    own: list[str] = []
    announced = False
    for line in lines:
        if not line.startswith(">"):
            own.append(line)
            continue
        while own and not own[-1]:
            own.pop()
        if own and (length := _attribution_length(own, len(own) - 1, backwards=True)):
            announced = True
            del own[-length:]
    return own if announced else _middle(lines)


def _middle(lines: Sequence[str]) -> list[str]:
    own = [place for place, line in enumerate(lines) if line and not line.startswith(">")]
    return list(lines[own[0] : own[-1] + 1]) if own else []


def _before_history(lines: list[str]) -> list[str]:
    for place in range(1, len(lines)):
        if _starts_history(lines, place) and is_substantial("\n".join(lines[:place])):
            kept = lines[:place]
            while kept and (not kept[-1] or _RULE.fullmatch(kept[-1])):
                kept.pop()
            return kept
    return lines


def _starts_history(lines: Sequence[str], place: int) -> bool:
    line = lines[place]
    if not line or len(line) > _LONGEST_LINE:
        return False
    if line[0] in "-_":
        return _SEPARATOR.fullmatch(line) is not None
    if (":" in line or "：" in line) and _SENDER.match(line):
        following = [later for later in lines[place + 1 : place + 9] if later][:4]
        return sum(bool(_HEADER.match(later)) for later in following) >= 2
    wrapped = place + 1 < len(lines) and lines[place + 1].endswith(_COLONS)
    return (wrapped or line.endswith(_COLONS)) and bool(_attribution_length(lines, place))


def _attribution_length(lines: Sequence[str], place: int, *, backwards: bool = False) -> int:
    """How many lines from `place` on (or up to it) are an announcement: one, two where it is wrapped, or none."""
    first, last = (place - 1, place) if backwards else (place, place + 1)
    if _is_attribution(lines[place]):
        return 1
    if first < 0 or last >= len(lines) or not _WRAPPED_START.match(lines[first]):
        return 0
    return 2 if _is_attribution(f"{lines[first]} {lines[last]}") else 0


def _is_attribution(line: str) -> bool:
    if not line.endswith(_COLONS) or len(line) > _LONGEST_LINE or not _DATED.search(line):
        return False
    return _ATTRIBUTION.fullmatch(line) is not None
