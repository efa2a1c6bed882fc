"""A real PostgreSQL for tests: Debian's package, in a folder of its own, on a socket and a port of this machine."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "not-in-any-log"
_STRANGERS = ("postgres", "nobody")


@dataclass
class PostgresqlServer:
    """Roles: `desk`, which is let in, and `guarded`, which is asked for `PASSWORD`."""

    programs: Path
    folder: Path
    port: int
    user: str | None
    _numbers: Any = field(default_factory=count)

    def url(self, *, schema: str | None = None, user: str = "desk", host: str | None = None) -> str:
        """Each schema is a desk of its own: made in a millisecond, where a database takes a hundred."""
        place = "" if host else f"host={self.folder}&"
        path = f"options=-csearch_path%3D{schema}" if schema else ""
        return f"postgresql+psycopg://{user}@{host or ''}:{self.port}/desk?{place}{path}".rstrip("&?")

    def fresh_url(self) -> str:
        """An empty place for one state."""
        name = f"desk{next(self._numbers)}"
        self.execute(f"CREATE SCHEMA {name} AUTHORIZATION desk; GRANT ALL ON SCHEMA {name} TO guarded")
        return self.url(schema=name)

    def execute(self, statement: str, *, database: str = "desk") -> list[Any]:
        import psycopg

        with psycopg.connect(host=str(self.folder), port=self.port, user="chief", dbname=database) as connection:
            connection.autocommit = True
            done = connection.execute(statement)
            return done.fetchall() if done.description else []

    def files_of(self, url: str) -> list[Path]:
        """What one desk's tables are kept in, as it is on disk now."""
        self.execute("CHECKPOINT")
        schema = url.rpartition("%3D")[2]
        held = f"SELECT oid, reltoastrelid FROM pg_class WHERE relnamespace = '{schema}'::regnamespace"
        paths = f"SELECT pg_relation_filepath(one.oid), pg_relation_filepath(reltoastrelid) FROM ({held}) one"
        return [self._data / path for row in self.execute(paths) for path in row if path]

    def start(self) -> None:
        options = (
            f"-c port={self.port} -c unix_socket_directories={self.folder} -c listen_addresses=127.0.0.1 "
            "-c fsync=off -c max_connections=60"
        )
        self._run("pg_ctl", "-D", self._data, "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-D", self._data, "-w", "-m", mode, "stop")

    def make(self) -> None:
        self._run("initdb", "-D", self._data, "-U", "chief", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        rules = self._data / "pg_hba.conf"
        rules.write_text(f"host all guarded all scram-sha-256\nlocal all guarded scram-sha-256\n{rules.read_text()}")
        self.start()
        self.execute("CREATE ROLE desk LOGIN", database="postgres")
        self.execute(f"CREATE ROLE guarded LOGIN PASSWORD '{PASSWORD}'", database="postgres")
        self.execute("CREATE DATABASE desk OWNER desk", database="postgres")

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self.programs / program), *map(str, arguments)]
        # A server that goes on holds what it was given: a pipe would never end.
        with (self.folder / "commands").open("ab") as said:
            done = subprocess.run(command, user=self.user, cwd="/", stdout=said, stderr=said, check=False)
        assert done.returncode == 0, (self.folder / "commands").read_text()


def newest_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def running_postgresql() -> Iterator[PostgresqlServer]:
    """Skips where there is none to run, and says why."""
    pytest.importorskip("psycopg", reason="needs firstline[postgres]")
    programs = newest_programs()
    if programs is None:
        pytest.skip("needs PostgreSQL, such as from apt-get install postgresql")
    # It does not run as root, nor where only root may look.
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = next((name for name in _STRANGERS if name in names), None) if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="firstline-pg-", dir="/tmp"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if user:
        shutil.chown(folder, user)
    server = PostgresqlServer(programs, folder, port, user)
    try:
        server.make()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
