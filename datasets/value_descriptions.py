"""The value descriptions: what the values of a field mean, in words, where examples are few."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from firstline.datasets.errors import ConfigError

Descriptions = Mapping[str, Mapping[str, str]]
"""Field → value → what it means."""

_BOUNDARY = re.compile(r"(?<=[a-zà-ÿа-яё])(?=[A-ZÀ-ÞА-ЯЁ])|[\W_]+")
_FEWEST_LETTERS = 3


def read_descriptions(path: Path) -> Descriptions:
    """A TOML file with a table for each field: `[category]`, then `"value" = "what it means"`.

    Raises ConfigError when it cannot be read or holds anything else.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read ({error.strerror}); name a TOML file with descriptions") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not TOML in UTF-8: {error}") from error
    if not content:
        raise ConfigError(f'{path} is empty; wanted tables such as [category] with lines such as "mail" = "..."')
    for field, values in content.items():
        if not isinstance(values, dict):
            raise ConfigError(f'{path}: {field} is no table; wanted [{field}] with lines such as "mail" = "..."')
        for value, text in values.items():
            if not isinstance(text, str) or not text.strip():
                raise ConfigError(f"{path}: the description of {field} {value!r} is no text")
    return content


def spoken_name(value: str) -> str:
    """A value's name as words: `card_payment_fee` is card payment fee; empty where it has none, as in `G-17`."""
    words = [word for word in _BOUNDARY.split(value) if word]
    letters = sum(character.isalpha() for word in words for character in word if len(word) >= _FEWEST_LETTERS)
    return " ".join(words).lower() if letters >= _FEWEST_LETTERS else ""
