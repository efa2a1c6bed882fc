"""The misleading name: words beside a known one that make it mean something else, such as `Resolution due`."""

import re

from firstline.datasets.column_names import plain_name

_AIMED = re.compile(
    r"due|target|planned|expected|estimated|deadline|goal|requested|breach\w*|sla|планов\w+|планируем\w+|ожидаем\w+|"
    r"срок|крайний|регламентн\w+|нормативн\w+|контрольн\w+|предельн\w+|soll\w*|fällig\w*|frist|\w+frist|geplant\w*|erwartet\w*|frist\w*|planlagt|forventet|prévue?|échéance|"
    r"previst[oa]|prevista|gepland\w*|streef\w*|planerad\w*|planowan\w+|termin\w*"
)
"""What is aimed at has not happened."""
_MACHINE = re.compile(
    r"predicted|prediction|suggested|suggestion|recommended|proposed|ai|ml|auto|confidence|probability|score|"
    r"предсказан\w+|предложен\w+|рекомендован\w+|vorgeschlagen\w*|vorhergesagt\w*|foreslått|suggérée?"
)
"""What a machine says is no label, and how sure it is neither."""
_OTHER_RECORD = frozenset(
    {"problem", "order", "change", "parent", "related", "linked", "master", "external", "contract", "asset", "invoice"}
    | {"project", "origin", "original", "previous", "родительская", "связанная", "проблема", "заказ", "договор"}
)
"""First words of ids of something else than the ticket."""
_LEVEL = re.compile(
    r"impact|urgen\w+|severity|влияние|срочность|критичность|auswirkung|dringlichkeit|schweregrad|påvirkning|hastegrad|"
    r"impatto|impacto"
)
"""What says how bad something is, and not what it is."""
_LABELS = frozenset({"category", "skill_group", "priority", "product", "request_kind"})


def is_level(name: str) -> bool:
    """Whether a name speaks of how bad a request is: `Impact`, `Срочность`."""
    return any(map(_LEVEL.fullmatch, plain_name(name).split()))


def means_another(name: str, ours: str) -> bool:
    """Whether words of a name take away that it means `ours`: times that are aimed at, labels that a machine suggests,
    and ids of other records.
    """
    words = plain_name(name).split()
    if ours.endswith("_at"):
        return any(map(_AIMED.fullmatch, words))
    if ours in _LABELS:
        return any(map(_MACHINE.fullmatch, words))
    return ours == "id" and len(words) > 1 and words[0] in _OTHER_RECORD
