"""The server checkup: whether the PostgreSQL under a state keeps what it acknowledged, and what to do where not."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from firstline.serving.finding import Finding

# What the server says of itself; each is open to every user.
_ASKED = text(
    "SELECT current_setting('server_version'), pg_database_size(current_database()), current_setting('fsync'), "
    "current_setting('full_page_writes'), current_setting('max_connections')::int, "
    "(SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'), "
    "(SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()), "
    "(SELECT max(extract(epoch FROM now() - xact_start)) FROM pg_stat_activity WHERE datname = current_database())"
)
_LONG_SECONDS = 3600
_CROWDED = 0.8


def check_server(connection: Connection) -> Iterator[Finding]:
    """Look at what a server says of itself; nothing is changed."""
    version, size, fsync, whole, most, busy, broken, oldest = connection.execute(_ASKED).one()
    yield Finding("database", "ok", f"PostgreSQL {version}, {size / 1e6:,.0f} MB; back it up with pg_dump")
    if "off" in (fsync, whole):
        lost = f"fsync is {fsync}, full_page_writes {whole}: a power cut may take all of it"
        yield Finding("durability", "look", lost, "turn both on in postgresql.conf, unless it is only a trial")
    if broken:
        torn = f"{broken:,} pages read with a wrong checksum"
        yield Finding("pages", "fails", torn, "stop the service, then restore the last dump on another disk")
    if busy > _CROWDED * most:
        full = f"{busy:,} of {most:,} connections are in use"
        yield Finding("connections", "look", full, "raise max_connections: a worker takes up to 26")
    if oldest and oldest > _LONG_SECONDS:
        held = f"a transaction has been open for {oldest / 3600:,.0f} h"
        yield Finding("transactions", "look", held, "it keeps deleted rows on disk: look for a client that hangs")
