"""The export thread: where in an export the conversation lies, and what its messages say of themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

from firstline.datasets.column_names import plain_name
from firstline.datasets.column_profile import ColumnProfile
from firstline.datasets.learned_thread import learned_thread
from firstline.datasets.preset import Preset, Thread
from firstline.datasets.preset_table import ANY_THREAD

_PAGES = frozenset({"values", "records", "data", "items", "nodes", "results", "entries"})
_BOTH = frozenset({"customer", "agent"})
_LOGS = frozenset({"actions", "activities", "updates"})
"""Lists of all that happened, which are a conversation only where they tell customers from agents."""


def export_thread(
    vendor: Preset | None,
    profiles: Mapping[str, ColumnProfile],
    records: Sequence[Mapping[str, Any]],
    *,
    given: str | None = None,
) -> tuple[str, Thread] | None:
    """The path to the messages and what they are made of; None where there is no conversation.

    What no preset says of messages, they say themselves. Of several lists the one whose messages tell customers from
    agents counts, for comments beside messages are often notes; where none does, the one that is named best.

    Args:
        given: the column that is known to be the conversation.
    """
    if given is not None:
        found = [given] if profiles[given].records > 0.5 else []
    else:
        for thread in vendor.threads if vendor else ():
            for path in thread.paths:
                profile = profiles.get(path)
                if profile and profile.filled and (profile.records > 0.5 or thread.parted):
                    return path, thread
        found = [
            path for path, profile in profiles.items() if _last(path) in ANY_THREAD.paths and profile.records > 0.5
        ]
        found.sort(key=lambda path: ANY_THREAD.paths.index(_last(path)))
    threads = [(path, learned_thread(ANY_THREAD, path, records)) for path in found]
    telling = (pair for pair in threads if any(set(meanings.values()) >= _BOTH for _, meanings in pair[1].told))
    named = (pair for pair in threads if _last(pair[0]) not in _LOGS)
    return next(telling, next(named, None))


def _last(path: str) -> str:
    """The name of a list; `comments` of `comments.values` and of `CaseComments.records`, which are pages of lists."""
    steps = path.split(".")
    name = steps[-2] if len(steps) > 1 and steps[-1].casefold() in _PAGES else steps[-1]
    words = plain_name(name).split()
    return words[-1] if words and words[-1] in ANY_THREAD.paths else name.casefold()
