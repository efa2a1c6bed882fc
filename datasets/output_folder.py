"""The output folder: where a command will write, before anything is computed for it."""

import tempfile
from pathlib import Path

from firstline.datasets.errors import InputError

_KEPT = {"a desk's state": ("firstline.db",), "a bundle": ("manifest.json", "heads.json")}
"""What must not be written over, by the files that it is known by."""


def check_not_kept(output: Path) -> None:
    """Raises InputError where `output` lies in a bundle or in a desk's state, or is one: a slip of the path would take
    away what a desk cannot do without."""
    for folder in (output.resolve(), *output.resolve().parents):
        for what, names in _KEPT.items():
            if all((folder / name).is_file() for name in names):
                raise InputError(f"{output} would be written into {folder}, which is {what}; name another output")


def check_folder(output: Path) -> None:
    """Raises InputError where a folder `output` cannot be written: a file stands in the way, at its place or above it,
    nothing can be made there, or it is in a bundle or a state. What is made to find that out is gone again.
    """
    check_place(output)
    check_not_kept(output)


def check_place(output: Path) -> None:
    """The same for what may stand in a bundle's place."""
    try:
        places = [path for path in (output, *output.parents) if path.exists()]
    except OSError as error:
        raise _unwritable(output, error) from None
    blocking = next((path for path in places if not path.is_dir()), None)
    if blocking is not None:
        raise InputError(f"{blocking} is a file, so {output} cannot be a folder; name another output")
    check_neighbour(output, places[0] if places else Path())


def check_neighbour(output: Path, folder: Path) -> None:
    """Raises InputError when no folder with the name of `output` and a few letters more can be made in `folder`."""
    try:
        Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=folder)).rmdir()
    except OSError as error:
        raise _unwritable(output, error) from None


def _unwritable(output: Path, error: OSError) -> InputError:
    return InputError(f"{output} cannot be written ({error.strerror or error}); name another output")
