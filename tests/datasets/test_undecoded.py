"""Bytes that no encoding explains become neither a class nor a silent hole."""

from firstline.datasets.ticket_reader import read_tickets
from firstline.datasets.undecoded import undecoded_column


def _export(folder, *lines: bytes):
    """A UTF-8 export with many accents, and `lines` of another encoding in it."""
    good = [f"{number},Größe für Öl prüfen,hardwäre,büro\n".encode() for number in range(1, 21)]
    path = folder / "export.csv"
    path.write_bytes(b"id,body,category,desk\n" + b"".join(good) + b"".join(lines))
    return path


def test_a_label_that_cannot_be_decoded_rejects_the_row(tmp_path):
    table = read_tickets(_export(tmp_path, "21,printer,Störung,x\n".encode("cp1252")))
    assert [(bad.row, bad.id) for bad in table.rejected] == [(21, "21")]
    assert table.rejected[0].reason.startswith("category: holds bytes that could not be decoded")
    assert {ticket.category for ticket in table.tickets} == {"hardwäre"}
    assert table.undecoded == 0


def test_an_id_that_cannot_be_decoded_rejects_the_row(tmp_path):
    table = read_tickets(_export(tmp_path, "Ö1,printer,hardware,x\n".encode("cp1252")))
    assert [bad.row for bad in table.rejected] == [21]
    assert table.rejected[0].reason.startswith("id: ")


def test_a_text_that_cannot_be_decoded_is_kept_and_counted(tmp_path):
    table = read_tickets(_export(tmp_path, "21,Störung,hardware,x\n".encode("cp1252")))
    assert not table.rejected
    assert table.undecoded == 1
    assert table.tickets[-1].body == "St\ufffdrung"


def test_a_column_of_the_desks_own_counts_where_it_is_named_a_closed_list(tmp_path):
    path = _export(tmp_path, "21,printer,hardware,Büro\n".encode("cp1252"))
    assert not read_tickets(path).rejected
    assert [bad.row for bad in read_tickets(path, closed=["desk"]).rejected] == [21]


def test_nothing_is_rejected_where_every_row_is_wanted(tmp_path):
    path = _export(tmp_path, "21,printer,Störung,x\n".encode("cp1252"))
    assert len(read_tickets(path, lenient=True)) == 21


def test_lists_and_maps_are_looked_into():
    assert undecoded_column({"article_ids": ["A", "\ufffd"]}) == "article_ids"
    assert undecoded_column({"set_by": {"\ufffd": "human"}}) == "set_by"
    assert undecoded_column({"body": "\ufffd", "messages": [{"text": "\ufffd"}], "csat": 3.0}) is None
