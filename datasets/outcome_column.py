"""The outcome column: a closed list of how tickets ended, which is known only afterwards and is no topic."""

import re

from firstline.datasets.column_names import named_column, plain_name
from firstline.datasets.first_group import names_group

_OUTCOME = re.compile(
    r"\b(?:outcome|disposition|resolution|closure|close (?:code|reason|type)|closing (?:code|reason)|"
    r"closed as|result|результат\w*|итог\w*|решени[ея]|исход\w*|причина (?:закрытия|отказа)|код (?:закрытия|решения)|"
    r"lösung\w*|ergebnis\w*|abschluss\w*|schlie(?:ß|ss)\w+|løsning\w*|resultat\w*|avslutning\w*|lukke\w+|résolution|"
    r"résultat|resolución|resultado|risoluzione|esito|resolução|oplossing|resultaat|rozwiązanie|wynik)\b"
)


def is_outcome(name: str) -> bool:
    """Whether a name speaks of how a ticket ended: `Resolution`, `Close code`, `Решение`, `Ergebnis`.

    Not where its words mean another column of ours, as those of `Resolution group` do.
    """
    named = named_column(name)
    if names_group(name):
        return False
    return (named is None or named[0] == "resolution") and bool(_OUTCOME.search(plain_name(name)))
