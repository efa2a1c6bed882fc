"""A service that a benchmark starts."""

import math
import sys

import pytest

from firstline.datasets.errors import FirstlineError
from firstline.evaluation.running_service import RunningService
from firstline.evaluation.served_desk import free_port
from firstline.evaluation.workbench import Workbench

_SERVICE = """
import subprocess, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""


def test_its_start_is_timed_and_the_memory_of_its_children_counts(bench: Workbench) -> None:
    port = free_port()
    command = (sys.executable, "-c", _SERVICE, str(port))
    with RunningService.of(bench, command, port=port, ready="/ready") as service:
        assert 0 < service.ready_seconds < 60
        assert service.url == f"http://127.0.0.1:{port}"
        held = service.resident_mebibytes()
        assert math.isnan(held) or held > 5


def test_one_that_ends_at_once_is_an_error_with_its_last_words(bench: Workbench) -> None:
    command = (sys.executable, "-c", "import sys; sys.exit('no such bundle')")
    with (
        pytest.raises(FirstlineError, match="no such bundle"),
        RunningService.of(bench, command, port=free_port(), ready="/"),
    ):
        pass
