"""The row states: id, revision and digest of every stored row, by which a snapshot tells what it was made of.

Of a hundred thousand rows they are written and compared some thousands at a time: all at once took 80 MiB.
"""

from collections.abc import Iterator

from pydantic import TypeAdapter
from pydantic_core import to_json

from firstline.kb_index.document_store import DocumentStore

_STATES = TypeAdapter(list[tuple[str, int, str]])


def written_states(store: DocumentStore, *, up_to: int) -> Iterator[bytes]:
    """The parts of the JSON array of `DocumentStore.states`."""
    separator = b"["
    for rows in store.states(up_to=up_to):
        yield separator + to_json(rows)[1:-1]
        separator = b","
    yield b"]" if separator == b"," else b"[]"


def grew_from(store: DocumentStore, written: bytes, *, revision: int) -> bool:
    """Whether the table grew from what `written_states` told at a revision: mostly it still tells the very same.

    Raises ValueError where `written` is nothing of the kind.
    """
    end = 0
    for part in written_states(store, up_to=revision):
        if not written.startswith(part, end):
            return store.follows_from(_STATES.validate_json(written), revision=revision)
        end += len(part)
    return end == len(written) or store.follows_from(_STATES.validate_json(written), revision=revision)
