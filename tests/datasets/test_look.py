"""The look that page, report and docs share."""

import re

import pytest

from firstline.datasets.look import look_css

LIGHT, DARK, PRINT = (dict(re.findall(r"--([\w-]+): (#\w{6})", part)) for part in look_css().split("@media"))


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK, PRINT], ids=["light", "dark", "print"])
def test_text_is_readable_on_every_ground(colours: dict[str, str]) -> None:
    for text in ("ink", "quiet", "accent", "alert"):
        for ground in ("paper", "raised"):
            assert _contrast(colours[text], colours[ground]) >= 4.5
    for text, ground in (("on-accent", "accent"), ("ink", "accent-soft"), ("ink", "alert-soft")):
        assert _contrast(colours[text], colours[ground]) >= 4.5
    assert _contrast(colours["edge"], colours["paper"]) >= 3


def test_paper_is_always_light() -> None:
    assert PRINT == LIGHT
    assert DARK.keys() == LIGHT.keys()
