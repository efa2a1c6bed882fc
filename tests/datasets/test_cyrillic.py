"""Cyrillic text in old encodings is told by its letters."""

import pytest

from firstline.datasets.cyrillic import cyrillic_codec

TEXTS = (
    "Здравствуйте! Не работает принтер на третьем этаже, помогите, пожалуйста. С уважением, Ольга Щёлокова",
    "не открывается общая папка, раньше всё работало",
    "СРОЧНО: НЕТ ДОСТУПА К ПОЧТЕ",
)


@pytest.mark.parametrize("codec", ["cp1251", "koi8_r", "cp866", "mac_cyrillic"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_is_enough(text, codec):
    sample = text.encode(codec)
    assert sample.decode(cyrillic_codec(sample)) == text


@pytest.mark.parametrize(("text", "codec"), [("Größe für Öl, Füße, Maß", "cp1252"), ("日本語の文章です", "shift_jis")])
def test_other_scripts_are_none_of_them(text, codec):
    assert cyrillic_codec(text.encode(codec)) is None
