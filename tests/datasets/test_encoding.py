"""The encoding of an export that does not name it."""

import io

import pytest

from firstline.datasets.encoding import detect_encoding
from firstline.datasets.errors import TicketFileError


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("тема,текст\nПароль,забыл пароль\n", "cp1251"),
        ("тема,текст\nПароль,забыл пароль\n", "koi8_r"),
        ("тема,текст\nПароль,забыл пароль\n", "cp866"),
        ("Тема;Текст\nЯ не могу войти;Помогите, у меня не работает почта\n", "mac_cyrillic"),
        ("ТЕМА;ТЕКСТ\nПРИНТЕР НЕ ПЕЧАТАЕТ\n", "cp1251"),
        ("ТЕМА;ТЕКСТ\nПРИНТЕР НЕ ПЕЧАТАЕТ\n", "cp866"),
        ("тема;текст\nпринтер не печатает\n", "koi8_r"),
        ("Тема;Опис\nНе працює пошта, її не видно з понеділка\n", "cp1251"),
        ("id,body\n1,Får ikke logget på – passordet virker ikke\n", "cp1252"),
        ("id,body\n1,café\n", "cp1252"),
        ("id,body\n1,it’s broken\n", "cp1252"),
        ("id,body\n1,Größe\n", "cp1252"),
    ],
)
def test_old_encodings_are_told_apart_in_short_samples(text, encoding):
    assert detect_encoding(io.BytesIO(text.encode(encoding))) == encoding


def test_utf_8_with_a_broken_character_stays_utf_8():
    data = "Größe für Öl, ".encode() * 20 + b"cut \xf0\x9f"
    assert detect_encoding(io.BytesIO(data)) == "utf-8-sig"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("line", "legacy"),
    [
        ("{};Щё, не работает почта\n", "cp1251"),
        ("{};Щё, не работает почта\n", "koi8_r"),
        ("{};Щё, не работает почта\n", "cp866"),
        ("{};Größe – “naïve” café\n", "cp1252"),
    ],
)
def test_two_exports_in_one_file_are_both_read(line, legacy, mark):
    lines = ["id;body\n", *(line.format(number) for number in range(60))]
    data = mark + b"".join(text.encode(legacy if number > 30 else "utf-8") for number, text in enumerate(lines))
    encoding = detect_encoding(io.BytesIO(data))
    assert data.decode(encoding) == "".join(lines)
    with io.TextIOWrapper(io.BytesIO(data), encoding=encoding, errors="replace", newline="") as stream:
        assert "".join(iter(lambda: stream.read(7), "")) == "".join(lines)


def test_one_line_in_another_encoding_is_a_slip():
    lines = "".join(f"{number};Größe\n" for number in range(200)).encode()
    assert detect_encoding(io.BytesIO(lines + "1;Größe\n".encode("cp1252"))) == "utf-8-sig"
    legacy = "".join(f"{number};Größe\n" for number in range(200)).encode("cp1252")
    assert detect_encoding(io.BytesIO(legacy + "1;Größe\n".encode())) == "cp1252"


def test_a_line_whose_characters_were_lost_stays_utf_8_beside_another_encoding():
    lines = ["Größe\n".encode()] * 9 + ["Größe\n".encode("cp1252")] * 9 + [b"\xc3\xb6 \xc3\xb6 \xc3 Gr\n"]
    data = b"".join(lines)
    read = data.decode(detect_encoding(io.BytesIO(data)), "replace")
    assert read == "Größe\n" * 18 + "ö ö \ufffd Gr\n"


def test_an_accent_far_into_the_file_is_found():
    assert detect_encoding(io.BytesIO(b"id,body\n" * 400_000 + "1,Büro\n".encode("cp1252"))) == "cp1252"


def test_utf_16_is_found_with_and_without_its_mark():
    assert detect_encoding(io.BytesIO("id,body\n".encode("utf-16"))) == "utf-16"
    assert detect_encoding(io.BytesIO("id,body\n1,printer\n".encode("utf-16-be"))) == "utf-16-be"


def test_a_single_nul_byte_is_still_text():
    assert detect_encoding(io.BytesIO(b"id,body\n1,a\x00b\n")) == "utf-8-sig"


def test_binary_data_is_refused():
    with pytest.raises(TicketFileError):
        detect_encoding(io.BytesIO(bytes(range(256)) * 10))


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + "тема,текст\nПароль,забыл пароль\n".encode("cp1251"),
        b"\xff\xfe" + b"id,body\n1,printer\n" * 3,
    ],
)
def test_a_mark_that_declares_another_encoding_is_noticed(data):
    with pytest.raises(TicketFileError, match="its bytes are in another encoding"):
        detect_encoding(io.BytesIO(data))
