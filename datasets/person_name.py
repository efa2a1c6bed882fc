"""The person's name: whether a value looks like the name of a human being."""

import re

_PARTICLE = r"(?:da|das|de|dei|del|della|den|der|di|do|dos|du|el|la|le|op|ten|ter|thoe|van|vom|von|zu|zum|zur|'t)"
_WORD = r"[^\W\d_a-zа-яё][\w'’.\-]*"
_NAME = re.compile(rf"(?:{_PARTICLE} )*{_WORD}(?:,? (?:{_PARTICLE} )*{_WORD}){{1,3}}(?:,? {_PARTICLE}){{0,3}}")


def is_person_name(value: str) -> bool:
    """Whether a value is two to four capitalised words, as names are: `Beth Anglin`, `Иванова О.`, `Groot, J. de`."""
    return bool(_NAME.fullmatch(value))
