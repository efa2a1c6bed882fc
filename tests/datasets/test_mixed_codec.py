"""Lines in UTF-8 beside lines in an old encoding."""

from firstline.datasets.mixed_codec import is_hardly_utf_8, mixed_codec


def test_each_line_is_read_as_what_it_is():
    data = "почта\n".encode() + "почта\n".encode("cp866") + "почта".encode("cp866")
    assert data.decode(mixed_codec("cp866")) == "почта\nпочта\nпочта"


def test_marks_within_the_file_are_no_text():
    data = ("\ufeffпочта\n" * 2).encode() + "почта\n".encode("cp1251")
    assert data.decode(mixed_codec("cp1251")) == "почта\n" * 3


def test_lost_bytes_are_told_from_another_encoding():
    assert is_hardly_utf_8("не работает".encode("cp1251"))
    assert is_hardly_utf_8("Größe".encode("cp1252"))
    assert not is_hardly_utf_8("не работает".encode()[:-1])
