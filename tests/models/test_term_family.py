"""Tests of the term families."""

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from firstline.models.term_family import TERM_FAMILIES, VECTORIZER_OPTIONS

_TEXTS = st.one_of(st.text(), st.text("aBé ß.İ-_1\t\n\u00a0\u2003я\u0301漢🙂", max_size=60))


@pytest.mark.parametrize("family", list(TERM_FAMILIES))
@given(text=_TEXTS)
def test_the_terms_are_those_of_scikit_learn(family: str, text: str) -> None:
    theirs = TfidfVectorizer(**VECTORIZER_OPTIONS[family]).build_analyzer()
    assert Counter(TERM_FAMILIES[family](text)) == Counter(theirs(text))


def test_a_service_is_imported_without_what_only_learning_needs() -> None:
    learning = ("sklearn", "pandas", "scipy.stats", "torch", "mlflow")
    told = f"import sys, firstline.serving.app; print([name for name in {learning} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
