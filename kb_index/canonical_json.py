"""The canonical JSON of a document, as it is stored."""

import json

from pydantic_core import PydanticSerializationError

from firstline.datasets.article import Article
from firstline.datasets.ticket import Ticket


def canonical_json(document: Article | Ticket) -> str:
    """What differs from the defaults. Half a surrogate pair, as a cut export may hold, is no Unicode: it becomes a
    question mark."""
    try:
        return document.model_dump_json(exclude_defaults=True)
    except PydanticSerializationError:
        held = json.dumps(document.model_dump(exclude_defaults=True), default=str, ensure_ascii=False)
        return held.encode("utf-8", "replace").decode()
