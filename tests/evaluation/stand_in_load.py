"""A stand-in for the load process: ten calls one after the other, as if they had come through the whole time."""

import http.client
import json
import sys
import time
from pathlib import Path


def main() -> None:
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    bodies = Path(plan["bodies"]).read_text(encoding="utf-8").splitlines()
    line = http.client.HTTPConnection(plan["url"].removeprefix("http://"), timeout=10)
    calls = []
    for number in range(10):
        body = bodies[(plan["first"] + number) % len(bodies)]
        started = time.perf_counter()
        line.request("POST", plan["path"], body, {"Content-Type": "application/json"})
        answer = line.getresponse()
        answer.read()
        calls.append((number * plan["seconds"] / 10, time.perf_counter() - started, answer.status))
    Path(sys.argv[2]).write_text(json.dumps(calls), encoding="utf-8")


if __name__ == "__main__":
    main()
