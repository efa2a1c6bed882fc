"""The server: one command that answers HTTP until it is told to stop."""

import http.client
import ipaddress
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial

import uvicorn
from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from firstline.datasets.errors import FirstlineError, InputError
from firstline.serving.app import SETTINGS_VARIABLE, create_app
from firstline.serving.desk import Desk
from firstline.serving.http_protocol import BoundedProtocol
from firstline.serving.loading import loading, use_few_arenas
from firstline.serving.metrics import Metrics
from firstline.serving.settings import Settings

_FINISH_SECONDS = 30
_IDLE_SECONDS = 75
_WORKER_SECONDS = 60
"""How long a worker may take to load a large state before it is given up, or to say that it still lives."""
_POLL_SECONDS = 0.05
_LAST_PORT = 65_535

Announced = Callable[[], AbstractContextManager[None]]
Configure = Callable[..., uvicorn.Config]

DEFAULT_TRUSTED_PROXIES = ("127.0.0.1", "::1")


def serve(
    settings: Settings,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 1,
    no_authentication: bool = False,
    trusted_proxies: Sequence[str] = DEFAULT_TRUSTED_PROXIES,
) -> None:
    """Serve a bundle until SIGTERM or SIGINT; requests accepted by then are finished first.

    Prints the address to standard output once the service is ready.

    Args:
        port: 0 takes a free one.
        no_authentication: ask for no key on an address that others can reach.
        trusted_proxies: addresses or networks whose X-Forwarded-For and X-Forwarded-Proto are believed.

    Raises:
        InputError: the address may not or can not be listened on, nobody has a key where one is wanted, or the bundle
            cannot be used.
        StateError: the state cannot be used.
        IndexMismatchError: the state was built by another encoder.
    """
    if workers < 1:
        raise InputError(f"--workers is {workers}; at least 1 is wanted")
    if not (no_authentication or _is_loopback(host)):
        settings = settings.model_copy(update={"keys_required": True})
    with _listen(host, port) as listener:
        announced = partial(_announced, host, listener.getsockname()[1])
        config = partial(_config, trusted_proxies=trusted_proxies)
        if workers == 1:
            _serve_alone(settings, listener, announced, config)
        else:
            _serve_together(settings, listener, announced, config, workers)


def _serve_alone(settings: Settings, listener: socket.socket, announced: Announced, config: Configure) -> None:
    # Put together before the server starts, so that a bad bundle or state is one readable error of the command.
    if settings.own_process:
        use_few_arenas()
    with loading():
        desk = Desk.open(settings, metrics=Metrics())
    earlier = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        _check_keys(desk, settings)
        # Uvicorn raises the signal again once it has finished; ignored then, for ending well is no failure.
        with announced():
            uvicorn.Server(config(create_app(settings, desk=desk))).run(sockets=[listener])
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
        desk.close(with_state=True)


def _serve_together(
    settings: Settings, listener: socket.socket, announced: Announced, config: Configure, workers: int
) -> None:
    desk = Desk.open(settings, metrics=Metrics())
    try:
        _check_keys(desk, settings)
    finally:
        desk.close(with_state=True)
    os.environ[SETTINGS_VARIABLE] = settings.model_dump_json()
    supervisor = Multiprocess(
        config("firstline.serving.app:create_app_from_environment", workers=workers), sockets=[listener]
    )
    with announced():
        supervisor.run()
    if any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes):
        raise FirstlineError("A worker could not start; its own message is above.")


def _check_keys(desk: Desk, settings: Settings) -> None:
    """A service that wants keys and has none would answer nobody."""
    if not settings.keys_required or desk.keys.active():
        return
    raise InputError(
        "a key is wanted of every caller, and this state has none: `firstline keys add NAME --scope predict` makes "
        "one; or say --no-authentication if everybody who reaches the address may read every ticket"
    )


def _config(app: FastAPI | str, *, trusted_proxies: Sequence[str], workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        lifespan="on",
        # Paths and messages may hold ids and words of tickets: the service writes its own lines.
        access_log=False,
        log_level="warning",
        server_header=False,
        http=BoundedProtocol,
        ws="none",
        forwarded_allow_ips=list(trusted_proxies),
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_worker_healthcheck=_WORKER_SECONDS,
        timeout_graceful_shutdown=_FINISH_SECONDS,
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    name = host.strip("[]")
    if not 0 <= port <= _LAST_PORT:
        raise InputError(f"--port is {port}; wanted 1 to {_LAST_PORT}, or 0 for a free one")
    try:
        family = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((name, port), family=family, backlog=2048)
    except OSError as error:
        reason = error.strerror
        raise InputError(
            f"Cannot listen on {host} port {port}: {reason}. Name another with --host or --port."
        ) from None
    listener.set_inheritable(True)
    return listener


def _address(host: str, port: int) -> str:
    name = host.strip("[]")
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


@contextmanager
def _announced(host: str, port: int) -> Iterator[None]:
    """While the block runs, wait for the service to be ready, and then print its address."""
    stopped = threading.Event()
    thread = threading.Thread(target=_announce, args=(host, port, stopped), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()


def _announce(host: str, port: int, stopped: threading.Event) -> None:
    """Ask the service itself, whichever process answers, until it says that it is ready."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host.strip("[]"), host.strip("[]"))  # noqa: S104  # not bound, asked
    while not stopped.wait(_POLL_SECONDS):
        connection = http.client.HTTPConnection(name, port, timeout=600)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                sys.stdout.write(f"Firstline is ready at {_address(host, port)}\n")
                sys.stdout.flush()
                return
        except OSError:
            continue
        finally:
            connection.close()
