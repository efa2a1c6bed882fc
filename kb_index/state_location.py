"""The state's location: the folder, or the database by its URL, that `--state` names."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, make_url

from firstline.datasets.errors import InputError
from firstline.models.cache_folder import default_cache_folder

FILE_NAME = "firstline.db"
WANTED = "a folder, or postgresql+psycopg://USER:PASSWORD@HOST:PORT/DATABASE"

_IS_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
# Stricter than what SQLAlchemy reads: with a bare @ or / in it, a part of the password would pass for the host's name.
_POSTGRESQL = re.compile(
    r"postgres(?:ql)?(?:\+psycopg)?://(?:[^@:/?#\s]*(?::[^@:/?#\s]*)?@)?"
    r"(?:[^@:/?#\s\[\]]*|\[[0-9a-f:.]+\])(?::[0-9]*)?(?:/[^@:/?#\s]*)?(?:\?[^@?#\s]*)?",
    re.IGNORECASE,
)
_MANGLED = re.compile(r"postgres(?:ql)?(?:\+\w+)?:/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StateLocation:
    """Where a desk's state lies. As text it has no password.

    Attributes:
        url: of the database.
        folder: of what lies beside it: snapshots, which can always be made again. With SQLite that is the state's own
            folder; for a database elsewhere a folder of this machine's cache, named after the address.
    """

    url: URL = field(repr=False)
    folder: Path

    @classmethod
    def of(cls, named: "str | Path | StateLocation") -> "StateLocation":
        """The location that somebody named.

        Raises:
            InputError: a URL that is not understood, or of a database that a state cannot lie in.
        """
        if isinstance(named, StateLocation):
            return named
        text = str(named)
        if _IS_URL.match(text):
            return cls._of_url(text)
        if _MANGLED.match(text):
            raise InputError("a URL came where a folder or a bundle is wanted; name the URL with --state")
        folder = Path(named)
        return cls(URL.create("sqlite", database=str(folder / FILE_NAME)), folder)

    @classmethod
    def _of_url(cls, text: str) -> "StateLocation":
        scheme = text.partition("://")[0]
        if not scheme.casefold().startswith("postgres"):
            raise InputError(f"--state is an address that begins with {scheme}://; wanted is {WANTED}")
        if not _POSTGRESQL.fullmatch(text):
            raise InputError(
                f"the URL of the state is not understood; wanted is {WANTED}, with %40 for an @ and %2F for a / within "
                "the password, and the like"
            )
        url = make_url(text).set(drivername="postgresql+psycopg")
        if "password" in url.query:
            raise InputError("the URL of the state has the password behind the ?; put it before the host's name")
        return cls(url, default_cache_folder() / "state" / _folder_name(url))

    @property
    def is_folder(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def database_file(self) -> Path:
        """The file of a state in a folder."""
        return self.folder / FILE_NAME

    def __str__(self) -> str:
        if self.is_folder:
            return str(self.folder)
        # What stands behind the ? may be anything, and nothing of it tells one desk from another.
        shown = URL.create(
            "postgresql+psycopg", self.url.username, None, self.url.host, self.url.port, self.url.database
        )
        return shown.render_as_string()


def _folder_name(url: URL) -> str:
    """The same on every start; another for another user, host, database or schema. The password is no part of it."""
    named = url.set(password=None).render_as_string()
    digest = hashlib.sha256(named.encode()).hexdigest()[:12]
    return f"{re.sub(r'[^A-Za-z0-9_-]', '_', url.database or 'postgresql')}-{digest}"
