"""The source file: an export on disk, gzipped or not, as a stream."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO, cast

from firstline.datasets.encoding import detect_encoding
from firstline.datasets.errors import TicketFileError

_GZIP_MAGIC = b"\x1f\x8b"


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading, unpacked when it is gzipped, whatever it is called.

    Raises:
        TicketFileError: there is no such file, it is a folder, it may not be read, or its gzip is damaged.
    """
    if path.is_dir():
        raise TicketFileError(f"{path}: this is a folder; name a file in it")
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == _GZIP_MAGIC
            raw.seek(0)
            if not packed and path.suffix == ".gz" and path.stat().st_size:
                raise TicketFileError(f"{path}: it is called .gz but is not gzipped")
            yield cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw
    except FileNotFoundError:
        raise TicketFileError(f"{path}: there is no such file") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise TicketFileError(f"{path}: the gzip file is damaged or cut short; fetch it again") from None
    except OSError as error:
        raise TicketFileError(f"{path}: cannot be read: {error.strerror or error}") from None


@contextmanager
def open_text(path: Path) -> Iterator[TextIO]:
    """Open a file as text in the encoding that its bytes show; line ends stay, broken characters become U+FFFD.

    Raises:
        TicketFileError: as `open_bytes`, or the file is no text.
    """
    with open_bytes(path) as stream:
        try:
            encoding = detect_encoding(stream)
        except TicketFileError as error:
            raise TicketFileError(f"{path}: {error}") from None
    with open_bytes(path) as stream, io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as text:
        yield text
