"""Another bundle goes live in a service that goes on answering."""

import json
import shutil
import signal
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from firstline.models.bundle import Bundle
from firstline.models.bundle_writer import write_policies
from tests.serving.served import Served, served


@pytest.fixture
def live(trained_bundle: Path, tmp_path: Path) -> Path:
    """A bundle that may be replaced."""
    shutil.copytree(trained_bundle, tmp_path / "live")
    return tmp_path / "live"


def changed(bundle: Path, precision: float) -> str:
    """Replace a bundle by one with another policy, in one step; returns the new version."""
    policies = Bundle.load(bundle).policies
    return write_policies(
        bundle, {n: p.model_copy(update={"target_precision": precision}) for n, p in policies.items()}, bundle
    )


def version(service: Served) -> str:
    return str(service.call("GET", "/v1/model")["version"])


def wait_for(service: Served, wanted: str) -> None:
    deadline = time.monotonic() + 30
    while version(service) != wanted:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def refusals(service: Served) -> float:
    with urllib.request.urlopen(service.address + "/metrics", timeout=30) as answer:
        lines = answer.read().decode().splitlines()
    counted = 'firstline_reloads_total{outcome="refused"}'
    return sum(float(line.split()[-1]) for line in lines if line.startswith(counted))


def test_a_hangup_lets_the_new_bundle_go_live_and_back_without_a_dropped_or_mixed_answer(
    live: Path, tmp_path: Path
) -> None:
    first = Bundle.load(live).version
    kept, answers, failures, done = tmp_path / "kept", [], [], threading.Event()
    shutil.copytree(live, kept)

    def ask(service: Served, number: int) -> None:
        while not done.is_set():
            try:
                batch = {"tickets": [{"id": str(n), "body": f"my card was stolen {number} {n}"} for n in range(5)]}
                results = service.call("POST", "/v1/triage/batch", batch)["results"]
                answers.append({one["result"]["model"]["version"] for one in results})
            except OSError as error:
                failures.append(error)

    with served(live, tmp_path / "state") as service:
        threads = [threading.Thread(target=ask, args=(service, number)) for number in range(4)]
        for thread in threads:
            thread.start()
        try:
            second = changed(live, 0.77)
            service.process.send_signal(signal.SIGHUP)
            wait_for(service, second)
            shutil.rmtree(live)
            shutil.copytree(kept, live)
            service.process.send_signal(signal.SIGHUP)
            wait_for(service, first)
        finally:
            done.set()
            for thread in threads:
                thread.join(timeout=30)
        assert not failures
        assert all(len(versions) == 1 for versions in answers)
        assert {versions.pop() for versions in answers} == {first, second}
        stored = service.call("GET", "/v1/decisions?limit=1000")["items"]
        assert len(stored) == min(1000, 5 * len(answers))
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(timeout=30) == 0


def test_a_damaged_bundle_never_goes_live_and_is_told_once(live: Path, tmp_path: Path) -> None:
    first = Bundle.load(live).version
    with served(live, tmp_path / "state", follow_seconds=0.1) as service:
        manifest = json.loads((live / "manifest.json").read_text(encoding="utf-8"))
        (live / "manifest.json").write_text(json.dumps(manifest | {"created": "later"}), encoding="utf-8")
        weights = live / "heads.safetensors"
        whole = weights.read_bytes()
        weights.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        deadline = time.monotonic() + 30
        while not refusals(service):
            assert time.monotonic() < deadline
            time.sleep(0.05)
        time.sleep(0.5)
        assert refusals(service) == 1
        assert version(service) == first
        assert (
            service.call("POST", "/v1/triage", {"ticket": {"body": "my card was stolen"}})["model"]["version"] == first
        )
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(timeout=30) == 0
        assert service.process.stderr is not None
        assert "does not go live" in service.process.stderr.read()


def test_a_service_that_follows_its_source_needs_no_signal(live: Path, tmp_path: Path) -> None:
    with served(live, tmp_path / "state", follow_seconds=0.1) as service:
        service.call("PUT", "/v1/articles/A1", {"title": "quokka", "body": "Close the account under quokka."})
        wait_for(service, changed(live, 0.66))
        found = service.call("POST", "/v1/articles/search", {"text": "quokka account"})
        assert [item["article_id"] for item in found["items"]] == ["A1"]


def test_a_hangup_of_several_workers_changes_them_all(live: Path, tmp_path: Path) -> None:
    with served(live, tmp_path / "state", workers=2) as service:
        second = changed(live, 0.55)
        service.process.send_signal(signal.SIGHUP)
        deadline, seen = time.monotonic() + 150, 0
        while seen < 20:
            assert time.monotonic() < deadline
            seen = seen + 1 if version(service) == second else 0
            time.sleep(0.02)
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(timeout=30) == 0
