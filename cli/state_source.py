"""The state source: the desk's state that a command line names, by itself or by its bundle."""

from pathlib import Path


def state_source(source: Path | None, state: str | None) -> str | Path:
    """`source` itself where it is a state; otherwise `--state` where it was given, or the state of the bundle `source`.

    Raises InputError where neither is named.
    """
    from firstline.datasets.errors import InputError
    from firstline.kb_index.database import FILE_NAME
    from firstline.kb_index.state import default_location

    if source is not None and (source / FILE_NAME).is_file():
        return source
    if state is not None:
        return state
    if source is None:
        raise InputError("no state is named; give the BUNDLE whose state it is, the state's folder, or --state")
    return default_location(source)
