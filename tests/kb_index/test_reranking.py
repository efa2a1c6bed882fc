"""Tests of the reranking."""

from pathlib import Path

from firstline.datasets.article import Article
from firstline.kb_index.state import State
from firstline.models.cross_encoder import OnnxCrossEncoder
from firstline.models.onnx_encoder import OnnxEncoder
from tests.tiny_cross_encoder import build_tiny_cross_encoder

ARTICLES = [
    Article(id="long", title="Printer", body="Printer, printer, printer: all about the printer and its tray."),
    Article(id="right", title="Stuck", body="Pull the jammed sheet out from below."),
]
ASKED = "printer: how do I pull a jammed sheet out"


def test_the_best_are_read_once_more_with_the_request(tmp_path: Path, encoder: OnnxEncoder) -> None:
    cross = build_tiny_cross_encoder(tmp_path / "cross", ["pull", "jammed", "sheet", "out"])
    (vector,) = encoder.encode([ASKED])
    with State.open(tmp_path / "state", encoder=encoder, judge=OnnxCrossEncoder(cross)) as state:
        state.articles.put([*ARTICLES, *(ARTICLES[0].model_copy(update={"id": f"l{n}"}) for n in range(30))])
        (hit,) = state.articles.search(ASKED, vector, top_k=1)
        assert (hit.article_id, hit.score) == ("right", 2.5)
        assert 0.9 < hit.confidence < 1
        assert len(state.articles.search(ASKED, vector, top_k=25)) == 25
        assert state.articles.search(ASKED, vector, top_k=5, kinds=["reply"]) == []
