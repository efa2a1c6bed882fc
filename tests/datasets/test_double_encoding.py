"""UTF-8 that was read as another encoding is mended, and nothing else is touched."""

import pytest

from firstline.datasets.double_encoding import mended, mended_values


@pytest.mark.parametrize(
    "text", ["Störungen", "Привет, мир", "Señor Ñandú", "«GEÖFFNET»", "日本語", "Αθήνα", "№5 Сёмга"]
)
@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_what_was_read_wrongly_is_read_rightly(text, codec):
    try:
        broken = text.encode().decode(codec)
    except UnicodeDecodeError:
        pytest.skip("these bytes stand for nothing in this encoding")
    assert mended(broken) == text


def test_russian_that_was_read_as_cp1251_is_mended():
    assert mended("Оплата и доступ".encode().decode("cp1251", "replace")) == "Оплата и доступ"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lamp",
        "Störungen",
        "Её ёлка",
        "Её",
        "NÃO",
        "Ça va? «Été»",
        "BEAUTÉ»",
        "Â",
        "½ ¼",
        "Größe „Ö“",
        "Привет «мир»",
    ],
)
def test_what_people_write_stays(text):
    assert mended(text) == text


def test_a_row_says_which_of_its_values_were_mended():
    values = {"a": "StÃ¶rung", "b": "Störung", "c": [{"text": "fÃ¼r"}, 7], "d": None, "e": {"x": "y"}}
    found, names = mended_values(values)
    assert names == ("a", "c")
    assert found == {**values, "a": "Störung", "c": [{"text": "für"}, 7]}
