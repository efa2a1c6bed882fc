"""Characters: what of Unicode a model should see."""

import re
import unicodedata

# Half surrogates, noncharacters and everything that is invisible or turns the writing direction: controls, soft hyphen,
# fillers, marks, overrides, interlinear notes, tags and the variation selectors that carry hidden text.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff"
)
_LINE_BREAKS = "\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
_BLANKS = "\t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
_UNUSUAL = re.compile(f"[{_INVISIBLE}{_BLANKS}\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029\u200c\u200d\ufe0e\ufe0f]")
_IS_INVISIBLE = re.compile(f"[{_INVISIBLE}]+")
_IS_BREAK = re.compile(_LINE_BREAKS)
_IS_BLANK = re.compile(f"[{_BLANKS}]+")
# Joiners mean something between letters of Arabic, Indic and Mongolian scripts and between parts of an emoji.
_JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af\u2190-\u2bff\ufe0f\ufb50-\ufdff\ufe70-\ufefc"
    "\U0001f000-\U0001faff"
)
_STRAY_JOINER = re.compile(
    f"(?<![{_JOINING}])[\u200c\u200d]+|[\u200c\u200d]+(?![{_JOINING}\u200c\u200d])|[\u200c\u200d]{{2,}}"
)
_STRAY_SELECTOR = re.compile("(?<!\\S)[\ufe0e\ufe0f]+|(?<=[\ufe0e\ufe0f])[\ufe0e\ufe0f]+")
_ROUNDS = 3  # a joiner can hold a selector in its place and the other way round
_SPACES = re.compile(" {2,}")
_EMPTY_LINES = re.compile("\n{3,}")
_LOOSE_ENDS = " \n\u200c\u200d"


def visible_characters(text: str) -> str:
    """Drop what nobody sees, keep what joins letters and emoji; blanks become spaces, line ends newlines; NFC."""
    if _UNUSUAL.search(text):
        text = _IS_BREAK.sub("\n", text)
        text = without_invisible(_IS_BLANK.sub(" ", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def without_invisible(text: str) -> str:
    """Drop what nobody sees and nothing else: blanks, line ends and the composition of accents stay."""
    text = _IS_INVISIBLE.sub("", text)
    for _ in range(_ROUNDS):
        text = _STRAY_SELECTOR.sub("", _STRAY_JOINER.sub("", text))
    return text


def squeeze_blanks(text: str) -> str:
    """One space at most in a row, none at the ends of lines, one empty line at most, nothing around the whole."""
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = text.replace(" \n", "\n").replace("\n ", "\n")
    if "\n\n\n" in text:
        text = _EMPTY_LINES.sub("\n\n", text)
    return text.strip(_LOOSE_ENDS)


def cut_text(text: str, limit: int) -> str:
    """The first `limit` characters, ending at a blank where there is one near."""
    if len(text) <= limit:
        return text
    edge = max(text.rfind(" ", limit - 200, limit), text.rfind("\n", limit - 200, limit))
    return text[: edge if edge > 0 else limit].rstrip(_LOOSE_ENDS)
