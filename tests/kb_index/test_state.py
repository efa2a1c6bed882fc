import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from firstline.datasets.errors import IndexMismatchError, StateError
from firstline.datasets.ticket import Ticket
from firstline.kb_index.state import State, default_location
from firstline.models.onnx_encoder import OnnxEncoder
from tests.kb_index.linked_desk import SAID, articles, links
from tests.tiny_encoder import build_tiny_encoder

WRITER = """
import sys
from firstline.datasets.ticket import Ticket
from firstline.kb_index.state import State
from firstline.models.onnx_encoder import OnnxEncoder
from pathlib import Path
with State.open(sys.argv[1], encoder=OnnxEncoder(Path(sys.argv[2]), threads=1)) as state:
    for number in range(int(sys.argv[3])):
        state.tickets.put([Ticket(id=f"{sys.argv[4]}{number}", subject=f"Printer {number}")])
        print(f"{sys.argv[4]}{number}", flush=True)
"""


def writer(folder, encoder, count, prefix):
    command = [sys.executable, "-c", WRITER, str(folder), str(encoder), str(count), prefix]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def tickets(count, prefix=""):
    return [Ticket(id=f"{prefix}{n}", subject=f"Request number {n}", body="The printer jams.") for n in range(count)]


@pytest.fixture(scope="session")
def other_encoder(tmp_path_factory):
    return OnnxEncoder(build_tiny_encoder(tmp_path_factory.mktemp("other") / "encoder", seed=1))


def test_the_state_lies_beside_its_bundle():
    assert default_location(Path("/desks/acme")) == Path("/desks/acme.state")


@pytest.mark.both_engines
def test_everything_is_there_when_the_state_is_opened_again(place, encoder):
    with State.open(place, encoder=encoder) as state:
        state.tickets.put(tickets(20))
        state.tickets.delete("3")
    with State.open(place, encoder=encoder) as state:
        assert state.tickets.count == 19
        hits = state.tickets.search("Request number 7", encoder.encode(["Request number 7"])[0], top_k=30)
        assert len(hits) == 19
        assert hits[0].ticket_id == "7"


def test_the_folder_is_for_its_owner_only(tmp_path, encoder):
    State.open(tmp_path / "s", encoder=encoder).close()
    assert (tmp_path / "s").stat().st_mode & 0o077 == 0


@pytest.mark.both_engines
def test_what_was_acknowledged_survives_a_kill(place, tiny_encoder, encoder):
    with writer(place, tiny_encoder, 100_000, "t") as process:
        acknowledged = [process.stdout.readline().strip() for _ in range(25)]
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += [line.strip() for line in process.stdout if line.endswith("\n")]
    with State.open(place, encoder=encoder) as state:
        assert all(state.tickets.get(id_) for id_ in acknowledged)
        assert state.tickets.count >= len(acknowledged)


@pytest.mark.both_engines
def test_a_search_sees_what_another_process_wrote(place, tiny_encoder, encoder):
    with State.open(place, encoder=encoder) as state, writer(place, tiny_encoder, 30, "x") as process:
        vector = encoder.encode(["Printer 5"])[0]
        seen = 0
        for line in process.stdout:
            hits = state.tickets.search("Printer 5", vector, top_k=50)
            assert line.strip() in {hit.ticket_id for hit in hits}
            seen += 1
    assert seen == 30


@pytest.mark.both_engines
def test_two_processes_write_at_once_and_nothing_is_lost(place, tiny_encoder, encoder):
    with State.open(place, encoder=encoder) as state:
        both = [writer(place, tiny_encoder, 40, prefix) for prefix in "ab"]
        for number in range(20):
            state.tickets.put([Ticket(id=f"c{number}", subject="mine")])
        for process in both:
            process.communicate()
        assert [process.returncode for process in both] == [0, 0]
        assert state.tickets.count == 100


def search_until(stop, state, vector, failures):
    while not stop.is_set():
        hits = state.tickets.search("Request number 7", vector, top_k=5)
        if hits[0].ticket_id != "7":
            failures.append(hits)


def put_and_delete(state, name, failures):
    try:
        for number in range(15):
            state.tickets.put([Ticket(id=f"{name}{number}", subject=f"Another {name} {number}")])
            if number % 3 == 0:
                state.tickets.delete(f"{name}{number}")
        state.optimise()
    except Exception as error:
        failures.append(error)


@pytest.mark.both_engines
def test_threads_search_and_write_at_once(state, encoder):
    state.tickets.put(tickets(50))
    vector = encoder.encode(["Request number 7"])[0]
    failures, stop = [], threading.Event()
    searching = [threading.Thread(target=search_until, args=(stop, state, vector, failures)) for _ in range(3)]
    writing = [threading.Thread(target=put_and_delete, args=(state, name, failures)) for name in ("p", "q", "r")]
    for thread in (*searching, *writing):
        thread.start()
    for thread in writing:
        thread.join()
    stop.set()
    for thread in searching:
        thread.join()
    assert failures == []
    assert state.tickets.count == 50 + 3 * 10


def test_a_state_of_another_encoder_is_refused_and_says_what_to_do(place, encoder, other_encoder):
    with State.open(place, encoder=encoder) as state:
        state.tickets.put(tickets(1))
    with pytest.raises(IndexMismatchError, match="firstline index articles"):
        State.open(place, encoder=other_encoder)


@pytest.mark.both_engines
def test_indexing_with_a_new_bundle_encodes_everything_anew(place, encoder, other_encoder):
    with State.open(place, encoder=encoder) as state:
        state.tickets.put(tickets(10))
        state.optimise()
    with State.open(place, encoder=other_encoder, reencode=True) as state:
        vector = other_encoder.encode(["Request number 7"])[0]
        assert state.tickets.search("Request number 7", vector, top_k=1)[0].ticket_id == "7"
    with pytest.raises(IndexMismatchError):
        State.open(place, encoder=encoder)


@pytest.mark.both_engines
def test_a_process_with_the_old_encoder_still_searches_and_no_longer_writes(place, encoder, other_encoder):
    vector = encoder.encode(["Request number 7"])[0]
    with State.open(place, encoder=encoder) as old:
        old.tickets.put(tickets(10))
        with State.open(place, encoder=other_encoder, reencode=True) as new:
            new.tickets.put([Ticket(id="late", subject="Request number 7")])
        assert [hit.ticket_id for hit in old.tickets.search("Request number 7", vector, top_k=1)] == ["7"]
        with pytest.raises(IndexMismatchError):
            old.tickets.put(tickets(1, "x"))


@pytest.mark.both_engines
def test_looking_for_changes_costs_next_to_nothing(state, encoder):
    state.tickets.put(tickets(1))
    started = time.perf_counter()
    for _ in range(200):
        state.tickets.count  # noqa: B018
    assert (time.perf_counter() - started) / 200 < 0.002


def test_a_file_that_is_no_database_is_named(tmp_path, encoder):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "firstline.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StateError, match=r"firstline\.db"):
        State.open(tmp_path / "s", encoder=encoder)


def test_a_folder_that_cannot_be_made_is_named(tmp_path, encoder):
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match="state folder"):
        State.open(tmp_path / "file" / "s", encoder=encoder)


def asks(state, encoder, text):
    return [hit.article_id for hit in state.articles.search(text, encoder.encode([text])[0], top_k=3)]


@pytest.mark.both_engines
def test_another_process_follows_the_order_that_was_learned(place, encoder):
    asked = SAID["telephony"]
    with State.open(place, encoder=encoder) as writer, State.open(place, encoder=encoder) as reader:
        writer.articles.put(articles())
        writer.tickets.put(links())
        assert asks(reader, encoder, asked)[0] != "telephony"
        assert writer.learn_order().ranker is not None
        assert asks(reader, encoder, asked)[0] == "telephony"
        learned = asks(reader, encoder, asked)
    with State.open(place, encoder=encoder) as later:
        assert asks(later, encoder, asked) == learned


def test_another_encoder_learns_the_order_anew(place, encoder, other_encoder):
    with State.open(place, encoder=encoder) as state:
        state.articles.put(articles())
        state.tickets.put(links())
        state.learn_order()
    with State.open(place, encoder=other_encoder, reencode=True) as state:
        assert asks(state, other_encoder, SAID["telephony"])[0] != "telephony"
        assert state.learn_order().ranker is not None
        assert asks(state, other_encoder, SAID["telephony"])[0] == "telephony"


def test_deleted_tickets_teach_nothing(state):
    state.articles.put(articles())
    state.tickets.put(links(60))
    for number in range(20):
        state.tickets.delete(f"L{number:04}")
    assert state.learn_order().links == 40


def test_a_desk_without_articles_or_tickets_learns_nothing(state):
    assert state.learn_order().links == 0
    state.tickets.put(links(60))
    assert state.learn_order().links == 0
