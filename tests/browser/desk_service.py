"""A real service on a tiny trained bundle, as a process of its own, for a browser to look at."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstline.datasets.config import Config
from firstline.datasets.ticket import Ticket
from firstline.training.training_run import train_bundle

HOSTILE = '<img src=x onerror="window.stolen=1"><script>window.stolen=1</script>'
HOSTILE_CLASS = "<svg onload=window.stolen=1>"
_SAID = {
    "card": "my card was stolen and I need a new card",
    "transfer": "please cancel my transfer to the other bank",
    "rate": "what is the exchange rate for the euro today",
    "карта": "у меня украли карту, заблокируйте её, пожалуйста",
    HOSTILE_CLASS: "the vault alarm rings all night",
}
_KINDS = {"rate": "how_to"}
_READY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class DeskService:
    """The service at `address`."""

    address: str

    def call(self, method: str, path: str, content: object | None = None) -> Any:
        body = None if content is None else json.dumps(content).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, data=body, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.loads(response.read() or b"null")

    def decisions(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.call("GET", "/v1/decisions?limit=1000")["items"]
        return items

    def feedback(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.call("GET", "/v1/feedback?limit=1000")["items"]
        return items


def train_tiny_bundle(folder: Path, encoder: Path) -> Path:
    """Five classes, one of them named to do harm, in two languages."""
    tickets = [
        Ticket.model_validate(
            {
                "id": f"{place}-{number}",
                "body": f"{text} case {number}",
                "category": category,
                "priority": "high" if category == "card" else "normal",
                "skill_group": "cards" if category in ("card", "карта") else "payments_team",
                "request_kind": _KINDS.get(category, "incident"),
            }
        )
        for number in range(20)
        for place, (category, text) in enumerate(_SAID.items())
    ]
    train_bundle(tickets, folder / "bundle", config=Config(), encoder=f"path:{encoder}")
    return folder / "bundle"


@contextmanager
def desk_service(bundle: Path) -> Iterator[DeskService]:
    """Start the service, fill it, stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "firstline.cli.main", "serve", str(bundle), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            service = DeskService(f"http://127.0.0.1:{port}")
            _wait(service, process)
            _fill(service)
            yield service
        finally:
            process.terminate()
            process.wait(20)


def _wait(service: DeskService, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            service.call("GET", "/readyz")
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the service did not become ready")


def _fill(service: DeskService) -> None:
    articles: dict[str, dict[str, Any]] = {
        "KB-1": {"title": "A stolen card", "body": "Block the stolen card in the app. A new card comes in five days.",
                 "questions": ["My card was stolen, what now?"],
                 "url": "https://kb.example.com/1"},
        "KB-2": {"title": "Staff only: stolen card checklist", "body": "A stolen card: ask three questions first.",
                 "visibility": "internal"},
        "KB-3": {"title": f"Vault alarm {HOSTILE}", "body": f"The vault alarm rings all night {HOSTILE} the vault. "
                 "Alarm of the vault, alarm at night."},
        "KB-4": {"title": "Украденная карта", "body": "Если карту украли, заблокируйте карту в приложении.",
                 "language": "ru"},
        **{f"KB-{n}": {"title": f"Branch {n}", "body": f"Branch number {n} opens at nine and closes at five."}
           for n in range(5, 15)},
    }  # fmt: skip
    for name, article in articles.items():
        service.call("PUT", f"/v1/articles/{name}", {"visibility": "public", "language": "en", **article})
    tickets: dict[str, dict[str, Any]] = {
        "T-1": {"subject": "Card stolen", "body": "my card was stolen on the bus", "status": "closed",
                "category": "card", "resolved_at": "2026-10-02T10:00:00Z", "created_at": "2026-10-01T10:00:00Z"},
        "T-2": {"subject": "Transfer to be cancelled", "body": "please cancel my transfer to the other bank, it was a "
                "mistake", "status": "open", "requester_id": "R-2", "created_at": "2026-11-02T10:00:00Z"},
        "T-3": {"subject": f"Alarm {HOSTILE}", "body": f"the vault alarm rings all night, all night the vault "
                f"alarm rings {HOSTILE}", "status": "open",
                "requester_id": HOSTILE, "created_at": "2026-11-03T10:00:00Z"},
    }  # fmt: skip
    for name, ticket in tickets.items():
        service.call("PUT", f"/v1/tickets/{name}", ticket)
