"""The page of a training run."""

import re
from html import unescape
from pathlib import Path

from firstline.models.bundle import Bundle
from firstline.training.run_page import run_page


def test_every_field_is_there_with_its_figures_and_learning_curve(small_bundle: Path) -> None:
    bundle = Bundle.load(small_bundle)
    page = run_page(bundle.manifest, bundle.policies)
    for field in bundle.fields:
        assert f'<th scope="row" role="rowheader">{field}</th>' in page
    assert "100.0 % (98.7–100.0)" in unescape(re.sub("<[^>]+>", "", page)).replace("\u00a0", " ")
    assert page.count("<svg") == len(bundle.fields)
    assert bundle.manifest.data.held_out in page


def test_names_are_escaped(small_bundle: Path) -> None:
    bundle = Bundle.load(small_bundle)
    manifest = bundle.manifest.model_copy(update={"metrics": {"<b>": {"held_out": 0}}})
    page = run_page(manifest, {"<b>": bundle.policies["category"]})
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
