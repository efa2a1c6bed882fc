"""Files that are imported as one table have one form, or it is said where they have not."""

from pathlib import Path

import pytest

from firstline.datasets.errors import TicketFileError
from firstline.datasets.export_forms import different_forms
from firstline.datasets.raw_row import RawRow


def file(name, *records):
    return Path(name), [RawRow(n, dict.fromkeys(record.split(), "x")) for n, record in enumerate(records, 1)]


def test_files_of_one_form_are_not_spoken_of():
    assert different_forms([file("a.csv", "id body", "id body"), file("b.csv", "body id")]) == ()
    assert different_forms([file("a.csv", "id body")]) == ()


def test_columns_that_only_one_file_has_are_named():
    (said,) = different_forms([file("a.csv", "id body team"), file("b.csv", "id body topic")])
    assert said == "b.csv has other columns than a.csv: only it has topic; it has no team"


def test_keys_that_some_records_lack_are_no_difference():
    assert (
        different_forms([file("a.jsonl", "id body", "id body team"), file("b.jsonl", "id body topic", "id body")]) == ()
    )


def test_a_file_of_another_form_altogether_stops_the_import():
    with pytest.raises(TicketFileError, match=r"b.csv: none of its columns \(Nummer, Text\) .* import each on its own"):
        different_forms([file("a.csv", "id body"), file("b.csv", "Nummer Text")])
