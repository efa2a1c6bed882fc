"""The excerpt: what of a request a customer in a hurry would have written."""

import re

_END = re.compile(r"(?<=[.!?。])\s+|\n+")
_READ = 4
_SHORTEST, _LONGEST = 25, 300


def excerpt(text: str) -> str:
    """The longest of a request's first sentences, its opening (subject, greeting) left aside where more follows."""
    sentences = [part.strip() for part in _END.split(text) if part.strip()]
    following = [sentence for sentence in sentences[1:] if len(sentence) >= _SHORTEST] or sentences or [""]
    return max(following[:_READ], key=len)[:_LONGEST]
