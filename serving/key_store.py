"""The key store: the API keys of one state, hashed."""

import hmac
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

from sqlalchemy import Connection, insert, select, update

from firstline.datasets.errors import InputError, NotFoundError
from firstline.kb_index.database import Database
from firstline.kb_index.revised_value import RevisedValue, next_revision
from firstline.serving.api_key import API_SCOPES, ApiKey, key_digest, key_id_of, new_key_text
from firstline.serving.clock import now, stamp
from firstline.serving.tables import api_keys

_NOBODY = key_digest("")

_Known = Mapping[str, tuple[str, ApiKey]]


class KeyStore:
    """Cheap to ask with every call: keys are read again only after one was added or revoked, by whichever process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: RevisedValue[_Known] = RevisedValue(database, api_keys, _read)

    def add(
        self,
        name: str,
        scopes: Collection[str],
        *,
        groups: Collection[str] | None = None,
        origins: Collection[str] = (),
    ) -> tuple[ApiKey, str]:
        """A new key, on disk when this returns, and its text, which nobody can ask for again.

        Raises:
            InputError: scopes that there are not or that do not go together, or an origin that is none.
        """
        _check(scopes, origins)
        key_id, text = new_key_text()
        content = {
            "name": name,
            "scopes": sorted(set(scopes)),
            "groups": None if groups is None else sorted(set(groups)),
            "origins": sorted({origin.rstrip("/").lower() for origin in origins}),
        }
        with self._database.write() as connection:
            revision = next_revision(connection, api_keys)
            row = {"id": key_id, "digest": key_digest(text), "content": content, "created_at": stamp(now())}
            connection.execute(insert(api_keys).values(revision=revision, **row))
        return self._known.now()[key_id][1], text

    def revoke(self, key_id: str) -> None:
        """From the next call on the key is nobody's; done already is done.

        Raises:
            NotFoundError: no key has the id.
        """
        with self._database.write() as connection:
            here = api_keys.c.id == key_id
            row = connection.execute(select(api_keys.c.revoked_at).where(here)).first()
            if row is None:
                raise NotFoundError(f"no key has the id {key_id!r}; `firstline keys list` shows them")
            if row.revoked_at is None:
                changed = {"revoked_at": stamp(now()), "revision": next_revision(connection, api_keys)}
                connection.execute(update(api_keys).where(here).values(changed))

    def all(self) -> Sequence[ApiKey]:
        """The oldest first, revoked ones too."""
        return sorted((key for _, key in self._known.now().values()), key=lambda key: (key.created_at, key.id))

    def active(self) -> Sequence[ApiKey]:
        """Those that open something."""
        return [key for key in self.all() if key.revoked_at is None]

    def find(self, text: str) -> ApiKey | None:
        """The key with that text unless it was revoked. What is compared takes as long for a wrong key as for a right
        one."""
        digest, key = self._known.now().get(key_id_of(text) or "", (_NOBODY, None))
        same = hmac.compare_digest(digest, key_digest(text))
        return key if same and key is not None and key.revoked_at is None else None


def _check(scopes: Collection[str], origins: Collection[str]) -> None:
    unknown = sorted(set(scopes) - set(API_SCOPES))
    if unknown or not scopes:
        raise InputError(f"the scopes are {', '.join(unknown) or 'none'}; wanted are some of {', '.join(API_SCOPES)}")
    if "portal" in scopes and len(set(scopes)) > 1:
        raise InputError("a portal key has no other scope: everybody can read it in the page that uses it")
    if origins and "portal" not in scopes:
        raise InputError("only a portal key has origins; browsers send no other")
    for origin in origins:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.rstrip("/") or parts.query:
            raise InputError(f"the origin is {origin!r}; wanted is one such as https://portal.example.com")


def _read(connection: Connection) -> _Known:
    known: dict[str, tuple[str, ApiKey]] = {}
    for row in connection.execute(select(api_keys)).mappings():
        content = row["content"]
        groups = content["groups"]
        known[row["id"]] = (
            row["digest"],
            ApiKey(
                id=row["id"],
                name=content["name"],
                scopes=frozenset(content["scopes"]),
                groups=None if groups is None else frozenset(groups),
                origins=frozenset(content["origins"]),
                created_at=row["created_at"],
                revoked_at=row["revoked_at"],
            ),
        )
    return known
