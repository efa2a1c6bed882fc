"""The Parquet file: rows of a columnar export."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firstline.datasets.errors import TicketFileError
from firstline.datasets.raw_row import RawRow
from firstline.datasets.source_file import open_bytes

_BATCH = 2_000


def parquet_rows(path: Path) -> Iterator[RawRow]:
    """Stream the rows of a Parquet file; a gzipped one is unpacked in memory, since Parquet is read from its end.

    Raises:
        TicketFileError: the file cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    with open_bytes(path) as stream:
        try:
            table = pq.ParquetFile(pa.BufferReader(stream.read()) if path.suffix == ".gz" else path)
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH):
                for values in _microseconds(batch).to_pylist():
                    number += 1
                    yield RawRow(number, values)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError, OSError):
            raise TicketFileError(f"{path}: the Parquet file is damaged or cut short; export it again") from None


def _microseconds(batch: Any) -> Any:
    """Python's times hold no nanoseconds, and Arrow refuses to drop them unasked."""
    import pyarrow as pa

    for place, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            column = batch.column(place).cast(pa.timestamp("us", tz=field.type.tz), safe=False)
            batch = batch.set_column(place, field.name, column)
    return batch
