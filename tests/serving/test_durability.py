"""A state that is shared, locked, full or gone: what was acknowledged stays, and the service comes back by itself."""

import json
import subprocess
import threading
import time
import urllib.error
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from firstline.kb_index.database import Database
from firstline.serving.app import create_app
from firstline.serving.settings import Settings
from tests.postgresql_server import PostgresqlServer
from tests.serving.desk_client import DeskClient, problem
from tests.serving.served import Served, served


def test_two_machines_share_a_desk_through_the_database_alone(
    trained_bundle: Path, postgresql: PostgresqlServer
) -> None:
    url = postgresql.fresh_url()
    with served(trained_bundle, url) as one, served(trained_bundle, url) as other:
        for number in range(6):
            at, elsewhere = (one, other) if number % 2 else (other, one)
            at.call("PUT", f"/v1/articles/A{number}", {"title": f"quokka {number}", "body": "under quokka"})
            found = elsewhere.call("POST", "/v1/articles/search", {"text": "quokka", "top_k": 20})
            assert len(found["items"]) == number + 1
        decision = one.call("POST", "/v1/triage", {"ticket": {"id": "T1", "body": "my card"}})["decision_id"]
        other.call("POST", "/v1/feedback", {"decision_id": decision, "field": "category", "action": "accepted"})
        assert one.call("GET", f"/v1/decisions/{decision}")["feedback"]
        one.call("PUT", "/v1/tickets/K1", {"body": "the okapi terminal shows error E4711"})
        one.process.kill()
        one.process.wait(timeout=20)
        found = other.call("POST", "/v1/duplicates", {"ticket": {"body": "the okapi terminal shows error E4711"}})
        assert [item["ticket_id"] for item in found["items"]] == ["K1"]
        assert other.call("GET", "/readyz")["status"] == "ready"


class _Caller:
    """Asks for triage of one ticket after another until it is told to stop."""

    def __init__(self, service: Served, name: str) -> None:
        self._service = service
        self._name = name
        self.made: dict[str, str] = {}
        self.refused: list[tuple[int, str | None, dict[str, Any]]] = []
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        number = 0
        while not self.stop.is_set():
            ticket = f"{self._name}{number}"
            try:
                answer = self._service.call("POST", "/v1/triage", {"ticket": {"id": ticket, "body": "my card is gone"}})
                self.made[ticket] = answer["decision_id"]
            except urllib.error.HTTPError as error:
                self.refused.append((error.code, error.headers["Retry-After"], json.load(error)))
                time.sleep(0.05)
            number += 1


def test_a_restart_of_the_server_under_load_loses_and_doubles_nothing(
    trained_bundle: Path, postgresql: PostgresqlServer
) -> None:
    with served(trained_bundle, postgresql.fresh_url()) as service:
        callers = [_Caller(service, name) for name in "abc"]
        try:
            time.sleep(1)
            postgresql.stop()
            time.sleep(1)
            postgresql.start()
            back = {caller: len(caller.made) for caller in callers}
            deadline = time.monotonic() + 20
            while any(len(caller.made) < back[caller] + 5 for caller in callers) and time.monotonic() < deadline:
                time.sleep(0.05)
        finally:
            for caller in callers:
                caller.stop.set()
            for caller in callers:
                caller.thread.join()
        assert all(len(caller.made) >= back[caller] + 5 for caller in callers), "it did not come back by itself"
        refused = [one for caller in callers for one in caller.refused]
        assert refused
        for status, wait, document in refused:
            assert (status, wait, document["type"]) == (503, "1", "urn:firstline:problem:not-ready")
        kept: Counter[str] = Counter()
        told = {ticket: decision for caller in callers for ticket, decision in caller.made.items()}
        found, cursor = {}, None
        while True:
            page = service.call("GET", f"/v1/decisions?limit=100{f'&cursor={cursor}' if cursor else ''}")
            for item in page["items"]:
                kept[item["ticket_id"]] += 1
                found[item["ticket_id"]] = item["decision_id"]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert max(kept.values()) == 1, "a decision was stored twice"
        assert {ticket: found.get(ticket) for ticket in told} == told, "a decision that was told is not kept"


def test_while_the_server_is_gone_the_service_lives_and_says_come_again(
    settings: Settings, bundle: Any, tmp_path: Path, postgresql: PostgresqlServer
) -> None:
    settings = settings.model_copy(update={"state": postgresql.fresh_url()})
    with TestClient(create_app(settings, bundle=bundle)) as client:
        desk = DeskClient(client, tmp_path)
        desk.put_ticket("K1", "my card was stolen")
        postgresql.stop()
        try:
            for _ in range(2):
                for answer in (
                    client.get("/readyz"),
                    client.get("/v1/tickets/K1"),
                    client.post("/v1/triage", json={"ticket": {"body": "my card"}}),
                    client.post("/v1/triage", json={"ticket": {"body": "my card"}}, headers={"Idempotency-Key": "k"}),
                    client.put("/v1/tickets/K2", json={"body": "my card"}),
                    client.get("/v1/model", headers={"Authorization": "Bearer fl_0_0"}),
                ):
                    problem(answer, 503, "not-ready")
                    assert answer.headers["retry-after"]
            assert client.get("/healthz").status_code == 200
        finally:
            postgresql.start()
        # What was remembered of the server's absence is forgotten within a second.
        time.sleep(1)
        assert client.get("/readyz").status_code == 200
        assert desk.get("/v1/tickets/K1")["body"] == "my card was stolen"
        assert [hit["ticket_id"] for hit in desk.triage("my card was stolen", include=["duplicates"])["duplicates"]]


@pytest.mark.both_engines
def test_a_writer_that_holds_the_state_is_a_problem_and_passes(
    settings: Settings, bundle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firstline.kb_index.sqlite_backend.BUSY_MILLISECONDS", 200)
    monkeypatch.setattr("firstline.kb_index.postgresql_backend.WAIT_MILLISECONDS", 200)
    with TestClient(create_app(settings, bundle=bundle)) as client:
        desk = DeskClient(client, tmp_path)
        other = Database.open(str(settings.state))
        with other.write():
            problem(client.put("/v1/tickets/K1", json={"body": "my card"}), 503, "not-ready")
            problem(client.get("/readyz"), 503, "not-ready")
            with pytest.raises(OperationalError), desk.http.app.state.desks.desk.prompt.write():  # type: ignore[attr-defined]
                pass
        other.close()
        desk.put_ticket("K1", "my card")
        assert client.get("/readyz").status_code == 200


class _Disk:
    """The disk under a desk in a folder; `fill` leaves its tables no page more until `make_room`."""

    def __init__(self, client: TestClient) -> None:
        app: Any = client.app
        desk = app.state.desks.desk
        self._pages: int | None = None
        for database in (desk.state.database, desk.prompt):
            event.listen(database.engine, "checkout", self._limit)

    def _limit(self, connection: Any, _record: object, _proxy: object) -> None:
        # SQLite never sets the limit below the pages that there are.
        connection.execute(f"PRAGMA max_page_count = {self._pages or 2**30}")

    def fill(self) -> None:
        self._pages = 1

    def make_room(self) -> None:
        self._pages = None


def test_a_full_disk_is_a_problem_of_its_own_and_passes_without_a_restart(
    settings: Settings, bundle: Any, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"state": str(tmp_path / "state")})
    with TestClient(create_app(settings, bundle=bundle)) as client:
        desk, disk = DeskClient(client, tmp_path), _Disk(client)
        desk.put_ticket("K1", "my card was stolen")
        disk.fill()
        told, asked = [], {"ticket": {"body": "my card was stolen"}, "options": {"include": ["duplicates"]}}
        for number in range(400):
            answer = client.post("/v1/triage", json=asked, headers={"Idempotency-Key": f"k{number}"})
            if answer.status_code != 200:
                break
            told.append(answer.json()["decision_id"])
        assert problem(answer, 507, "insufficient-storage")["detail"].startswith("nothing was stored")
        assert answer.headers["retry-after"]
        large = {"body": "a card " * 20_000}
        problem(client.put("/v1/tickets/K2", json=large), 507, "insufficient-storage")
        problem(client.put("/v1/articles/A1", json={"title": "card", **large}), 507, "insufficient-storage")
        # What is only read goes on.
        assert client.get("/v1/tickets/K1").status_code == 200
        assert client.post("/v1/duplicates", json={"ticket": {"body": "my card was stolen"}}).json()["items"]
        assert client.get("/v1/tickets/K2").status_code == 404
        disk.make_room()
        desk.put_ticket("K2", large["body"])
        again = client.post("/v1/triage", json=asked, headers={"Idempotency-Key": f"k{number}"})
        assert again.status_code == 200
        kept = {item["decision_id"] for item in desk.get("/v1/decisions", limit=1000)["items"]}
        assert {*told, again.json()["decision_id"]} == kept


def test_a_disk_that_was_made_read_only_is_a_problem_and_passes(
    settings: Settings, bundle: Any, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"state": str(tmp_path / "state")})
    with TestClient(create_app(settings, bundle=bundle)) as client:
        desk = DeskClient(client, tmp_path)
        desk.put_ticket("K1", "my card was stolen")
        app: Any = client.app
        read_only = 1
        for database in (app.state.desks.desk.state.database, app.state.desks.desk.prompt):
            event.listen(
                database.engine, "checkout", lambda driver, *_: driver.execute(f"PRAGMA query_only = {read_only}")
            )
        problem(client.put("/v1/tickets/K2", json={"body": "my card"}), 507, "insufficient-storage")
        problem(client.post("/v1/triage", json={"ticket": {"body": "my card"}}), 507, "insufficient-storage")
        assert client.get("/v1/tickets/K1").status_code == 200
        read_only = 0
        desk.put_ticket("K2", "my card")
        assert desk.triage("my card")["decision_id"]


@pytest.mark.slow
def test_a_real_full_disk_loses_nothing_that_was_acknowledged(trained_bundle: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        with served(trained_bundle, disk / "state") as service:
            kept, refused = [], []
            for number in range(400):
                try:
                    service.call("PUT", f"/v1/tickets/K{number}", {"body": f"card {number} " * 4_000})
                    kept.append(number)
                except urllib.error.HTTPError as error:
                    with error:
                        refused.append((error.code, json.load(error)["type"]))
                if len(refused) > 5:
                    break
            assert kept
            assert set(refused) == {(507, "urn:firstline:problem:insufficient-storage")}
            assert service.call("GET", "/healthz")["status"] == "ok"
            assert service.call("GET", f"/v1/tickets/K{kept[-1]}")["id"] == f"K{kept[-1]}"
            subprocess.run(["mount", "-o", "remount,size=60m", str(disk)], check=True)
            assert service.call("PUT", "/v1/tickets/after", {"body": "card " * 4_000})["applied"]
            for number in kept:
                assert service.call("GET", f"/v1/tickets/K{number}")["id"] == f"K{number}"
    finally:
        subprocess.run(["umount", str(disk)], check=True)
