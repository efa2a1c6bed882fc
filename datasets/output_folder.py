"""The output folder: where a command will write, before anything is computed for it."""

import tempfile
from pathlib import Path

from firstline.datasets.errors import InputError


def check_folder(output: Path) -> None:
    """Raises InputError where a folder `output` cannot be written: a file stands in the way, at its place or above it,
    or nothing can be made there. What is made to find that out is gone again.
    """
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
