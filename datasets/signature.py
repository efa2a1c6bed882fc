"""The signature: what a mail ends with that says who wrote it, or on which telephone."""

import re

from firstline.datasets.substance import is_substantial

_LONGEST_BLOCK = 8
_LONGEST_DASHED = 15
_LONGEST_LINE = 70
_DASHES = "--"

_DEVICE = re.compile(
    r"(?:sent (?:from|via) (?:my |the |outlook|mail|yahoo|samsung|proton|gmail|iphone|ipad)|get outlook for|"
    r"sent with proton|отправлено (?:с|из) |von mein\w+ .{1,40}gesendet|gesendet von |diese nachricht wurde von mein|"
    r"sendt fra (?:min |mitt |mit |outlook|e-post|mail)|skickat från (?:min|mitt|outlook)|hent outlook for|hämta "
    r"outlook|"
    r"envoyé (?:de|depuis) mon |télécharg\w+ outlook|enviado desde (?:mi|el) |enviado do meu |obtener outlook|"
    r"inviato da(?:l mio)? |verzonden vanaf |verstuurd vanaf |lähetetty |wysłan[eo] z |надіслано з |"
    r".{0,20}(?:iphone|ipad|android)から送信|スマートフォンから送信).{0,60}",
    re.IGNORECASE,
)
_SIGN_OFF = re.compile(
    r"(?:(?:with |many thanks (?:and|&) )?(?:kind(?:est)?|best|warm(?:est)?|kindly)(?: and warm)? (?:regards|wishes)|"
    r"regards|"
    r"rgds|br|cheers|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|(?:many )?thanks(?: (?:again|a lot|"
    r"in advance))?|"
    r"thank you(?: (?:very much|so much|in advance))?|thanks (?:and|&) (?:kind |best )?regards|all the best|best|"
    r"с (?:глубоким |большим )?уважением|заранее (?:спасибо|благодарю|благодарен|благодарна)|с наилучшими пожеланиями|"
    r"всего доброго|(?:большое )?спасибо|"
    r"mit (?:freundlich\w+|best\w+|lieb\w+) gr(?:ü|ue)(?:ß|ss)e?n?|(?:freundlich\w*|viele|beste|liebe|schöne) "
    r"grüße|mfg|"
    r"vielen dank(?: im voraus)?|danke|"
    r"(?:med )?(?:vennlig|vennlige|venlig|venlige|beste|bedste|bästa|vänliga|vänlig|hjertelig) (?:hilsen|hilsner|"
    r"hälsningar|"
    r"hälsning)|mvh|hilsen|hälsningar|på forhånd takk|tusen takk|takk|tack(?: på förhand)?|(?:mange )?tak|"
    r"(?:bien )?cordialement|bien à vous|salutations(?: distinguées)?|merci(?: d’avance| d'avance| beaucoup)?|"
    r"(?:un )?(?:cordial(?:es)?|atentos?) saludos?|saludos(?: cordiales)?|atentamente|(?:muchas )?gracias(?: de "
    r"antemano)?|"
    r"atenciosamente|cordiali saluti|distinti saluti|grazie(?: mille)?|met vriendelijke groet(?:en)?|z poważaniem|"
    r"pozdrawiam|ystävällisin terveisin|terveisin|以上|よろしくお願い(?:いた|致)?します|敬具)",
    re.IGNORECASE,
)
_FIRST_WORDS = (
    "with kind kindest best warm warmest many kindly regards rgds br cheers sincerely yours thanks thank all "
    "с заранее всего большое спасибо mit freundlich freundliche freundlichen viele beste liebe schöne mfg vielen danke "
    "med vennlig vennlige venlig venlige bedste bästa vänliga vänlig hjertelig mvh hilsen hälsningar på tusen "
    "takk tack mange "
    "tak bien cordialement salutations merci un cordial cordiales atento atentos saludos atentamente muchas gracias "
    "atenciosamente cordiali distinti grazie met z pozdrawiam ystävällisin terveisin"
)
_SIGN_OFF_WORDS = frozenset(_FIRST_WORDS.split())
_FIRST_WORD = re.compile(r"\w*")
_AFTER_SIGN_OFF = re.compile(r"[\s,.!;:–—。、！-]*")
_MOST_NAME_WORDS = 4


def without_signature(text: str) -> str:
    """`text` without the signature at its end, or as it is when what remains would say too little.

    A signature is what follows a line of two dashes, a line such as "Sent from my iPhone", or a sign-off such as "Best
    regards," with at most eight short lines under it. `text` has squeezed blanks.
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    while (end := _signature_start(lines)) is not None and is_substantial("\n".join(lines[:end])):
        del lines[end:]
        while lines and not lines[-1]:
            lines.pop()
    return "\n".join(lines)


def _signature_start(lines: list[str]) -> int | None:
    """The line with which a signature begins, if the text ends with one."""
    if _DEVICE.fullmatch(lines[-1]):
        return len(lines) - 1
    for place in range(len(lines) - 1, max(0, len(lines) - _LONGEST_DASHED), -1):
        line = lines[place]
        if line == _DASHES:
            return place
        below = len(lines) - 1 - place
        if below <= _LONGEST_BLOCK and _is_sign_off(line) and _is_name_block(lines[place + 1 :]):
            return place
    return None


def _is_sign_off(line: str) -> bool:
    """A sign-off alone on its line, or with the name after it."""
    if not line or len(line) > _LONGEST_LINE:
        return False
    word = _FIRST_WORD.match(line)
    # Asking a set first is ten times faster than the long pattern, and nearly every line stops here.
    if word and line[0] < "\u3000" and word[0].lower() not in _SIGN_OFF_WORDS:
        return False
    match = _SIGN_OFF.match(line)
    if not match:
        return False
    rest = line[match.end() :]
    mark = _AFTER_SIGN_OFF.match(rest)
    name = rest[mark.end() :] if mark else rest
    if not name:
        return True
    return bool(mark and mark[0].strip()) and len(name.split()) <= _MOST_NAME_WORDS and name[:1].isupper()


def _is_name_block(lines: list[str]) -> bool:
    return all(len(line) <= _LONGEST_LINE and not line.endswith("?") for line in lines)
