"""The state source: the desk's state that a command line names, by itself or by its bundle."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from firstline.kb_index.state_location import StateLocation


def state_source(source: Path | None, state: str | None) -> "StateLocation":
    """`source` itself where it is a state; otherwise `--state` where it was given, or the state of the bundle `source`.

    Raises InputError where neither is named, or what is named is no location.
    """
    from firstline.datasets.errors import InputError
    from firstline.kb_index.state import default_location
    from firstline.kb_index.state_location import FILE_NAME, StateLocation

    if source is not None and (source / FILE_NAME).is_file():
        return StateLocation.of(source)
    if state is not None:
        return StateLocation.of(state)
    if source is None:
        raise InputError("no state is named; give the BUNDLE whose state it is, the state's folder, or --state")
    return StateLocation.of(default_location(source))
