"""The desk lists: all fields' closed lists as they are at one moment."""

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from firstline.models.bundle import SHOWN_ALTERNATIVES, Bundle
from firstline.serving.desk_list import DeskList
from firstline.serving.field_list_store import FieldListStore, ListChange


@dataclass(frozen=True)
class DeskLists:
    """The lists of every field of a bundle, by name; one request is answered with one of these."""

    fields: Mapping[str, DeskList]

    @classmethod
    def of(cls, bundle: Bundle, changes: Mapping[str, ListChange]) -> "DeskLists":
        return cls(
            {
                name: DeskList(name, learned=bundle.values(name), trained=bundle.listed(name), change=changes.get(name))
                for name in bundle.fields
            }
        )

    @cached_property
    def masked(self) -> Mapping[str, Collection[str]]:
        """By field, what the bundle must not say any more."""
        return {name: listed.masked for name, listed in self.fields.items() if listed.masked}

    @cached_property
    def shown(self) -> int:
        """How many alternatives to ask a bundle for: all where some may fall together or away afterwards."""
        changed = [len(listed.predicted) for listed in self.fields.values() if listed.change is not None]
        return max((SHOWN_ALTERNATIVES, *changed))

    def current_name(self, field: str, value: str) -> str:
        """What a value of any field is called now."""
        return self.fields[field].current_name(value) if field in self.fields else value


class CurrentLists:
    """The lists at any moment, read again when some process has changed one. Thread-safe."""

    def __init__(self, bundle: Bundle, store: FieldListStore) -> None:
        self._bundle = bundle
        self._store = store
        self._lock = threading.Lock()
        self._read: tuple[int, DeskLists] | None = None

    @property
    def request_kinds(self) -> tuple[str, ...]:
        """The kinds that the bundle learned; their list is built in and not changed here."""
        return self._bundle.request_kinds

    def now(self) -> DeskLists:
        """Costs some microseconds where nothing was changed."""
        revision = self._store.revision()
        with self._lock:
            if self._read is None or self._read[0] != revision:
                # What is read may be newer than `revision`; then it is read once more, never too late.
                self._read = (revision, DeskLists.of(self._bundle, self._store.read()))
            return self._read[1]
