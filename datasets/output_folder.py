"""The output folder: where a command will write, before anything is computed for it."""

from pathlib import Path

from firstline.datasets.errors import InputError


def check_folder(output: Path) -> None:
    """Raises InputError where a file stands in the way of a folder `output`, at its place or above it."""
    blocking = next((path for path in (output, *output.parents) if path.exists() and not path.is_dir()), None)
    if blocking is not None:
        raise InputError(f"{blocking} is a file, so {output} cannot be a folder; name another output")
