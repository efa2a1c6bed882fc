"""Names of languages."""

from firstline.evaluation.language_name import language_name


def test_a_language_has_its_english_name_or_its_code() -> None:
    assert (language_name("no"), language_name("und"), language_name("xx")) == (
        "Norwegian",
        "an unknown language",
        "xx",
    )
