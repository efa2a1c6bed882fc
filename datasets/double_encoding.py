"""The double encoding: UTF-8 that was read as cp1252 or cp1251, `StÃ¶rungen` for `Störungen`."""

import re
from collections.abc import Mapping
from typing import Any

_CODECS = ("cp1252", "latin-1", "cp1251")
_SUSPICIOUS = re.compile(r"[\u00c2-\u00f4\u0420\u0421\u0432][^\x00-\x7f]")
_LATIN = re.compile(
    r"[\u00a0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2000-\u2bff\u3000-\uffef\U0001f000-\U0001faff]+"
)
_CYRILLIC = re.compile(r"[\u00a0-\u00bf\u0400-\u045f\u0490\u0491\u2010-\u2122]+")
_ASCII = re.compile(r"[\x00-\x7f]+")
_FEWEST_CYRILLIC = 2


def mended(text: str) -> str:
    """What a text says whose bytes in cp1252 or cp1251 are strictly UTF-8 beyond ASCII; any other text as it is.

    Words of the language itself hardly ever are: a letter with an accent and a sign that belongs to no word would have
    to follow each other, everywhere in the text.
    """
    if text.isascii() or not _SUSPICIOUS.search(text):
        return text
    for codec in _CODECS:
        try:
            read = text.encode(codec).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        beyond = _ASCII.sub("", read)
        plausible = _CYRILLIC if codec == "cp1251" else _LATIN
        if plausible.fullmatch(beyond) and (codec != "cp1251" or len(beyond) >= _FEWEST_CYRILLIC):
            return read
    return text


def mended_values(values: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The values of a row, and the names of those that were mended."""
    found = {name: _mended(value) for name, value in values.items()}
    return found, tuple(name for name, value in found.items() if value is not values[name])


def _mended(value: Any) -> Any:
    """The value itself where nothing in it is to be mended."""
    if isinstance(value, str):
        read = mended(value)
        return value if read == value else read
    if isinstance(value, list):
        parts = [_mended(part) for part in value]
        return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
    if isinstance(value, dict):
        inner = {key: _mended(part) for key, part in value.items()}
        return value if all(inner[key] is value[key] for key in value) else inner
    return value
