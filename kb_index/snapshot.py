"""The snapshot: a corpus on disk, so that a process starts quickly.

Two files: arrays and large JSON documents in safetensors, and a small JSON that names them with their sha256 and is
replaced atomically. A snapshot saves time and nothing else: one that is missing, damaged, of another format or of
another encoder is ignored, and the corpus is built from the database.

The arrays of one that is read lie where the file is mapped: what no search touches takes no memory, and processes that
serve the same state share the rest.
"""

import hashlib
import json
import logging
import mmap
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

FORMAT = 8
"""2: the words of tickets are indexed with their pairs. 3: tickets tell whether they hold an answer to use again,
articles what they translate. 4: the header says what was made of the vectors; passages hold the headings above them
and the rows of their tables. 6: passages are near what their headings say. 7: what is long lies beside the arrays.
8: records lie one by one, with the values by which they are limited; vectors are in half precision.
"""
_DOCUMENT = "json."
_DTYPES = {"F16": "<f2", "F32": "<f4", "I32": "<i4", "I64": "<i8", "U8": "u1", "U16": "<u2"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was written: `header` is plain JSON, `arrays` are numpy's, `documents` are JSON not yet read."""

    header: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]
    documents: Mapping[str, bytes]
    mapping: mmap.mmap | None = field(default=None, repr=False)
    """Where the arrays of one that was read lie."""

    def release(self) -> None:
        """Hold no memory for what was read so far: whoever reads it again gets it from the file."""
        if self.mapping is not None:
            _release(self.mapping)

    def write(self, folder: Path, name: str) -> None:
        """Put this snapshot in the place of the one of the same name."""
        documents = {f"{_DOCUMENT}{key}": np.frombuffer(text, np.uint8) for key, text in self.documents.items()}
        content = save({key: np.ascontiguousarray(array) for key, array in {**self.arrays, **documents}.items()})
        digest = hashlib.sha256(content).hexdigest()
        file = f"{name}-{digest[:12]}.safetensors"
        _write_whole(folder / file, content)
        header = {"format": FORMAT, "file": file, "sha256": digest, **self.header}
        _write_whole(folder / f"{name}.json", json.dumps(header).encode())
        for other in folder.glob(f"{name}-*.safetensors"):
            if other.name != file:
                other.unlink(missing_ok=True)

    @classmethod
    def read(cls, folder: Path, name: str, *, encoder: str) -> "Snapshot | None":
        """The snapshot of that name, or None where there is none that can be used.

        Args:
            encoder: fingerprint that its header must hold.
        """
        try:
            header = json.loads((folder / f"{name}.json").read_bytes())
            if header["encoder"] != encoder:
                return None
            if header["format"] != FORMAT:
                raise ValueError(
                    f"it has format {header['format']} and this version of Firstline writes {FORMAT}; "
                    "`firstline index` writes it anew"
                )
            mapping = _mapped(folder / Path(header["file"]).name, sha256=header["sha256"])
            arrays = _arrays(mapping)
            names = [name for name in arrays if name.startswith(_DOCUMENT)]
            documents = {name.removeprefix(_DOCUMENT): arrays.pop(name).tobytes() for name in names}
            return cls(header, arrays, documents, mapping)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            logger.warning("snapshot %s is ignored, the index is built from the database: %s", name, error)
            return None


def _mapped(path: Path, *, sha256: str) -> mmap.mmap:
    """A file, read-only. Raises ValueError when it is not the one with that sha256."""
    with path.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("the arrays are not those that were written")
    _release(content)
    return content


def _release(content: mmap.mmap) -> None:
    """Hold no memory for what was read of a file, to check or copy it."""
    if hasattr(content, "madvise"):
        content.madvise(mmap.MADV_DONTNEED)


def _arrays(content: mmap.mmap) -> dict[str, NDArray[Any]]:
    """The arrays of a safetensors file, where they lie.

    What it looks like: https://huggingface.co/docs/safetensors/index#format. The library itself copies the arrays.
    """
    first = 8 + int.from_bytes(content[:8], "little")
    arrays = {}
    for name, about in json.loads(content[8:first]).items():
        if name != "__metadata__":
            start, end = about["data_offsets"]
            dtype = np.dtype(_DTYPES[about["dtype"]])
            flat = np.frombuffer(content, dtype, count=(end - start) // dtype.itemsize, offset=first + start)
            arrays[name] = flat.reshape(about["shape"])
    return arrays


def _write_whole(path: Path, content: bytes) -> None:
    """A file that is there is whole, also after a crash."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
