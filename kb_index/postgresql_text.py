"""PostgreSQL's text: every character but NUL. Imported only where psycopg is known to be installed."""

from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown

_INSTEAD = "\ufffd"


class TextDumper(StrDumperUnknown):
    """Hands over text with U+FFFD for NUL, which no id that is kept may hold: who asks for one finds nothing."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\x00", _INSTEAD) if "\x00" in obj else obj)
