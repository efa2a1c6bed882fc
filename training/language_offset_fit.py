"""The fit of language offsets: from the desk's own tickets, and from a few texts of what people say at every desk."""

from collections.abc import Sequence

import numpy as np

from firstline.models.encoder import Vectors
from firstline.models.language_offsets import LanguageOffsets

_FEWEST = 3
_PRIOR_TICKETS = 20.0
_PRIOR_EXAMPLES = 5.0


def fit_language_offsets(
    vectors: Vectors, languages: Sequence[str], examples: Vectors, spoken: Sequence[str]
) -> LanguageOffsets:
    """How far the texts of each language lie from the centre of `vectors`.

    A language's tickets count fully once there are many more than `_PRIOR_TICKETS`; until then, and for languages
    nobody has written in yet, the examples say how it differs from the languages of the desk.

    Args:
        vectors: raw, of the desk's tickets (n, d), in `languages` (n).
        examples: raw, of texts with the same meanings (m, d), in the languages `spoken` (m).
    """
    centre = vectors.mean(axis=0)
    own, general = _means(vectors, languages), _means(examples, spoken)
    written = [(len(rows), general[name][1]) for name, (rows, _) in own.items() if name in general]
    base = (
        np.average([mean for _, mean in written], axis=0, weights=[count for count, _ in written])
        if written
        else examples.mean(axis=0)
    )
    offsets = {}
    for name in sorted(own.keys() | general.keys()):
        prior = np.zeros_like(centre)
        if name in general:
            rows, mean = general[name]
            prior = (mean - base) * np.float32(len(rows) / (len(rows) + _PRIOR_EXAMPLES))
        count, difference = (len(own[name][0]), own[name][1] - centre) if name in own else (0, prior)
        offsets[name] = ((count * difference + _PRIOR_TICKETS * prior) / (count + _PRIOR_TICKETS)).astype(np.float32)
    return LanguageOffsets(offsets)


def _means(vectors: Vectors, languages: Sequence[str]) -> dict[str, tuple[np.ndarray, Vectors]]:
    """The rows of each language that has enough of them, and their mean (d,)."""
    spoken = np.array(languages)
    found = {str(name): np.flatnonzero(spoken == name) for name in np.unique(spoken)}
    return {name: (rows, vectors[rows].mean(axis=0)) for name, rows in found.items() if len(rows) >= _FEWEST}
