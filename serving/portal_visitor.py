"""The portal visitor: who a customer without a token is, for one day, without anybody being able to say who that was.

A visitor is a keyed hash of the network address. The key is random, belongs to one day (UTC) and takes the place of
the day's before: after that nobody can tell which address a hash was, nor whether it came again.
"""

import secrets
from datetime import datetime
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, insert, select

from firstline.kb_index.database import Database
from firstline.serving.clock import stamp
from firstline.serving.tables import portal_keys

_KEY_BYTES = 32
_HASH_BYTES = 16
_OF_ONE_HOME = 64
"""An IPv6 line has a whole network of this length: its addresses are one visitor's."""


class PortalVisitors:
    """Visitors of one state; all its processes see the same."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._key: tuple[str, bytes] | None = None

    def name(self, address: str | None, *, at: datetime) -> str:
        """The visitor at an address; who comes from an unknown one is one visitor with all others who do."""
        day = stamp(at)[:10]
        if self._key is None or self._key[0] != day:
            self._key = (day, self._key_of(day))
        return blake2b(network_line(address).encode(), key=self._key[1], digest_size=_HASH_BYTES).hexdigest()

    def _key_of(self, day: str) -> bytes:
        wanted = select(portal_keys.c.key).where(portal_keys.c.day == day)
        with self._database.write() as connection:
            found = connection.execute(wanted).scalar_one_or_none()
            if found is not None:
                return bytes(found)
            key = secrets.token_bytes(_KEY_BYTES)
            connection.execute(delete(portal_keys).where(portal_keys.c.day < day))
            connection.execute(insert(portal_keys).values(day=day, key=key))
            return key


def network_line(address: str | None) -> str:
    """The line an address belongs to: itself, or the network of a home under IPv6."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, _OF_ONE_HOME), strict=False))
    return str(found)
