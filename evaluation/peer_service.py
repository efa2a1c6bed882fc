"""The peer service: one peer behind FastAPI, as its users would write it; its environment need not have Firstline.

    python -I peer_service.py KIND WEIGHTS TRAIN.jsonl PORT

KIND is `sentence_transformers` or `setfit`; WEIGHTS a sentence-transformers folder; rows are `{"text", "label"}`. POST
`/predict` takes `{"text"}`. It is run by path and imports nothing of ours.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Answer = Callable[[str], dict[str, Any]]


def main(arguments: Sequence[str]) -> int:
    """Fit a head on the frozen vectors and serve it."""
    kind, weights, train, port = arguments
    rows = [json.loads(line) for line in Path(train).read_text(encoding="utf-8").splitlines()]
    texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]
    answer = _KINDS[kind](weights, texts, labels)

    fastapi: Any = importlib.import_module("fastapi")
    uvicorn: Any = importlib.import_module("uvicorn")
    app = fastapi.FastAPI()

    @app.get("/ready")  # type: ignore[untyped-decorator]  # fastapi is looked up
    def ready() -> dict[str, bool]:
        return {"ready": True}

    @app.post("/predict")  # type: ignore[untyped-decorator]
    def predict(body: dict[str, str]) -> dict[str, Any]:
        return answer(body["text"])

    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning")
    return 0


def _sentence_transformers(weights: str, texts: Sequence[str], labels: Sequence[str]) -> Answer:
    from sentence_transformers import SentenceTransformer
    from sklearn.linear_model import LogisticRegression

    encoder = SentenceTransformer(weights, device="cpu")
    encode: Any = encoder.encode
    model = LogisticRegression(max_iter=1_000).fit(encode(texts, normalize_embeddings=True), labels)

    def answer(text: str) -> dict[str, Any]:
        chances = model.predict_proba(encode([text], normalize_embeddings=True))[0]
        best = int(chances.argmax())
        return {"value": str(model.classes_[best]), "confidence": float(chances[best])}

    return answer


def _setfit(weights: str, texts: Sequence[str], labels: Sequence[str]) -> Answer:
    setfit: Any = importlib.import_module("setfit")
    model = setfit.SetFitModel.from_pretrained(weights, labels=sorted(set(labels)))
    model.fit(texts, labels, num_epochs=1)

    def answer(text: str) -> dict[str, Any]:
        chances = model.predict_proba([text], show_progress_bar=False)[0]
        best = int(chances.argmax())
        return {"value": str(model.labels[best]), "confidence": float(chances[best])}

    return answer


_KINDS: dict[str, Callable[[str, Sequence[str], Sequence[str]], Answer]] = {
    "sentence_transformers": _sentence_transformers,
    "setfit": _setfit,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
