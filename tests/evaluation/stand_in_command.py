"""Stands in for the `firstline` command: same arguments and files, overlap of words for a model."""

import json
import sys
from collections import Counter
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


def rows(path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def text(row: dict[str, object]) -> str:
    return f"{row.get('subject') or row.get('title') or ''} {row.get('body') or ''}".lower()


def overlap(first: str, second: str) -> int:
    return len(set(first.split()) & set(second.split()))


def option(name: str) -> str:
    return sys.argv[sys.argv.index(name) + 1]


def train() -> None:
    known, field, output = rows(sys.argv[2]), option("--field"), Path(option("--output"))
    output.mkdir()
    (output / "known.json").write_text(json.dumps([[text(row), row[field]] for row in known]), encoding="utf-8")
    (output / "field").write_text(field, encoding="utf-8")


def predict() -> None:
    bundle = Path(sys.argv[2])
    known, field = json.loads((bundle / "known.json").read_text(encoding="utf-8")), (bundle / "field").read_text()
    with Path(option("--output")).open("w", encoding="utf-8") as file:
        for row in rows(sys.argv[3]):
            assert field not in row, "a test ticket carries its answer"
            votes = Counter({value: 0 for _, value in known})
            for seen, value in known:
                votes[value] = max(votes[value], overlap(seen, text(row)))
            (best, count), *others = votes.most_common(4)
            answer = {
                "value": best,
                "confidence": min(0.99, (1 + count) / 6),
                "tier": "auto" if count > 2 else "abstain",
                "threshold": None,
                "alternatives": [{"value": value, "confidence": 0.01} for value, _ in others],
            }
            scope = {"score": 1 / (1 + count), "flag": count == 0}
            file.write(json.dumps({"id": row["id"], "fields": {field: answer}, "out_of_scope": scope}) + "\n")


def index() -> None:
    state = Path(option("--bundle") + ".state")
    state.mkdir(exist_ok=True)
    (state / sys.argv[2]).write_text(Path(sys.argv[3]).read_text(encoding="utf-8"), encoding="utf-8")


def search() -> None:
    table = "articles" if sys.argv[2] == "articles" else "tickets"
    documents = rows(f"{sys.argv[3]}.state/{table}")
    with Path(option("--output")).open("w", encoding="utf-8") as file:
        for query in rows(sys.argv[4]):
            scores = {d["id"]: overlap(text(d), text(query)) for d in documents if d["id"] != query["id"]}
            ranked = sorted(scores, key=lambda id_: -scores[id_])[: int(option("--top-k"))]
            hits = [{"id": id_, "score": scores[id_]} for id_ in ranked]
            file.write(json.dumps({"id": query["id"], "hits": hits}) + "\n")


class Answer(BaseHTTPRequestHandler):
    """Ready at once; every triage is answered, unless its text is `refuse`."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer(200 if self.path == "/readyz" else 404)

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(422 if asked["ticket"]["body"] == "refuse" else 200)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")


def serve() -> None:
    HTTPServer(("127.0.0.1", int(option("--port"))), Answer).serve_forever()


COMMANDS = {"train": train, "predict": predict, "index": index, "search": search, "serve": serve}

if __name__ == "__main__":
    if sys.argv[1] not in COMMANDS:
        sys.exit("Error: no such command")
    COMMANDS[sys.argv[1]]()
