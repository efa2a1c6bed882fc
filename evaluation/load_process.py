"""The load process: callers of a service, in an environment of their own that has Locust and need not have Firstline.

    python -I load_process.py PLAN.json CALLS.json

PLAN: `{"url", "path", "bodies", "first", "clients", "rate", "seconds", "timeout"}`, `bodies` a file with a body a line,
of which the line `first` is sent first. Each of the `clients` keeps a connection open. With `rate` null each calls
again as soon as it is answered; otherwise together they call that often a second at random times (exponential pauses),
however long the answers take as long as enough clients are free. CALLS: for each call `[second it began, seconds it
took, status]`, status 0 where no answer came. It is run by path and imports nothing of ours.
"""

from __future__ import annotations

import importlib
import itertools
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_JSON = {"Content-Type": "application/json"}


def main(arguments: Sequence[str]) -> int:
    """Call for as long as the plan says and write down every call."""
    plan = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    bodies = Path(plan["bodies"]).read_text(encoding="utf-8").splitlines()
    calls: list[tuple[float, float, int]] = []
    # Looked up, so that no environment but its own has to have it. It makes sockets and sleeps those of gevent.
    locust: Any = importlib.import_module("locust")
    gevent: Any = importlib.import_module("gevent")
    environment = importlib.import_module("locust.env").Environment(
        user_classes=[_caller(locust, gevent, plan, bodies, calls)], host=plan["url"], stop_timeout=plan["timeout"]
    )
    runner = environment.create_local_runner()
    runner.start(plan["clients"], spawn_rate=plan["clients"])
    gevent.sleep(plan["seconds"])
    runner.quit()
    runner.greenlet.join()
    Path(arguments[1]).write_text(json.dumps(calls), encoding="utf-8")
    return 0


def _caller(
    locust: Any, gevent: Any, plan: dict[str, Any], bodies: Sequence[str], calls: list[tuple[float, float, int]]
) -> Any:
    random.seed(0)
    started = time.perf_counter()
    asked = itertools.islice(itertools.cycle(bodies), plan["first"] % len(bodies), None)
    pause = 0.0 if plan["rate"] is None else plan["clients"] / plan["rate"]

    class Caller(locust.FastHttpUser):  # type: ignore[misc]
        network_timeout = connection_timeout = plan["timeout"]

        def on_start(self) -> None:
            gevent.sleep(random.expovariate(1 / pause) if pause else 0)

        @locust.task  # type: ignore[untyped-decorator]
        def call(self) -> None:
            began = time.perf_counter()
            with self.client.post(plan["path"], data=next(asked), headers=_JSON, catch_response=True) as response:
                took = time.perf_counter() - began
                calls.append((began - started, took, response.status_code))
                response.success()
            # From the call's beginning on, so that slow answers do not thin out the calls.
            if pause:
                gevent.sleep(max(0.0, random.expovariate(1 / pause) - took))

    return Caller


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
