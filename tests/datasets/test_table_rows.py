"""The format of an export is found by its name, or else by its content."""

import pyarrow as pa
import pyarrow.parquet as pq

from firstline.datasets.table_rows import table_rows


def test_content_decides_where_the_name_says_nothing(tmp_path):
    pq.write_table(pa.table({"body": ["a"]}), tmp_path / "parquet.dump")
    (tmp_path / "jsonl.txt").write_text(' \n{"body": "a"}\n', encoding="utf-8")
    (tmp_path / "csv.export").write_text("body\na\n", encoding="utf-8")
    for name in ("parquet.dump", "jsonl.txt", "csv.export"):
        assert [row.values["body"] for row in table_rows(tmp_path / name)] == ["a"]
