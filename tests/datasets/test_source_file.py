"""Files are opened, packed or not, and what is wrong with one is said in a line."""

import gzip

import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.source_file import open_bytes, open_text


def test_gzipped_text_is_unpacked_and_its_byte_order_mark_dropped(tmp_path):
    path = tmp_path / "t"
    path.write_bytes(gzip.compress("\ufeffhei på deg".encode()))
    with open_text(path) as stream:
        assert stream.read() == "hei på deg"


def test_an_error_names_the_file(tmp_path):
    with pytest.raises(TicketFileError, match=r"x\.csv: there is no such file"), open_bytes(tmp_path / "x.csv"):
        pass
    (tmp_path / "b.csv").write_bytes(b"%PDF-1.7")
    with pytest.raises(TicketFileError, match=r"b\.csv: .*PDF"), open_text(tmp_path / "b.csv"):
        pass
