"""Rows of Parquet files."""

from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.parquet_rows import parquet_rows


def test_nanoseconds_are_cut(tmp_path):
    column = pa.array([1_769_934_600_123_456_789], pa.timestamp("ns", tz="UTC"))
    pq.write_table(pa.table({"created_at": column}), tmp_path / "t.parquet")
    (row,) = parquet_rows(tmp_path / "t.parquet")
    assert row.values["created_at"] == datetime(2026, 2, 1, 8, 30, 0, 123456, tzinfo=UTC)


def test_a_damaged_file_is_an_error(tmp_path):
    pq.write_table(pa.table({"body": ["a"] * 100}), tmp_path / "t.parquet")
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "t.parquet").read_bytes()[:-9])
    with pytest.raises(TicketFileError, match="damaged"):
        list(parquet_rows(tmp_path / "cut.parquet"))
