"""The server: one command that answers HTTP until it is told to stop."""

import http.client
import ipaddress
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from firstline.datasets.errors import FirstlineError, InputError
from firstline.serving.app import SETTINGS_VARIABLE, create_app
from firstline.serving.desk import Desk
from firstline.serving.metrics import Metrics
from firstline.serving.settings import DEFAULT_AUDIT_SHARE, DEFAULT_HOLD_OUT, Settings

_FINISH_SECONDS = 30
_IDLE_SECONDS = 75
_POLL_SECONDS = 0.05
_LAST_PORT = 65_535

Announced = Callable[[], AbstractContextManager[None]]


def serve(
    bundle: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 1,
    state: str | None = None,
    no_authentication: bool = False,
    audit_share: float = DEFAULT_AUDIT_SHARE,
    hold_out: float = DEFAULT_HOLD_OUT,
    alias: str | None = None,
) -> None:
    """Serve `bundle` until SIGTERM or SIGINT; requests accepted by then are finished first.

    Prints the address to standard output once the service is ready.

    Args:
        port: 0 takes a free one.
        state: folder or URL of the desk's state; None means beside the bundle.
        audit_share: the share of `auto` answers that people decide all the same; see `Settings`.
        hold_out: the share of portal interactions that see no articles; see `Settings`.
        alias: what a registry calls the bundle, for answers to name.
        no_authentication: allow an address that others can reach although nobody is asked who they are.

    Raises:
        InputError: the address may not or can not be listened on, or the bundle cannot be used.
        StateError: the state cannot be used.
        IndexMismatchError: the state was built by another encoder.
    """
    _check_host(host, no_authentication=no_authentication)
    if workers < 1:
        raise InputError(f"--workers is {workers}; at least 1 is wanted")
    settings = Settings(
        bundle=bundle, state=state, audit_share=audit_share, hold_out=hold_out, alias=alias, huge_pages=True
    )
    with _listen(host, port) as listener:
        announced = partial(_announced, host, listener.getsockname()[1])
        if workers == 1:
            _serve_alone(settings, listener, announced)
        else:
            _serve_together(settings, listener, announced, workers)


def _serve_alone(settings: Settings, listener: socket.socket, announced: Announced) -> None:
    # Put together before the server starts, so that a bad bundle or state is one readable error of the command.
    desk = Desk.open(settings, metrics=Metrics())
    earlier = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        # Uvicorn raises the signal again once it has finished; ignored then, for ending well is no failure.
        with announced():
            uvicorn.Server(_config(create_app(settings, desk=desk))).run(sockets=[listener])
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
        desk.close(with_state=True)


def _serve_together(settings: Settings, listener: socket.socket, announced: Announced, workers: int) -> None:
    Desk.open(settings, metrics=Metrics()).close(with_state=True)
    # Checked once here; the workers need not read every byte again.
    checked = settings.model_copy(update={"verify_bundle": False})
    os.environ[SETTINGS_VARIABLE] = checked.model_dump_json()
    config = _config("firstline.serving.app:create_app_from_environment", workers=workers)
    supervisor = Multiprocess(config, sockets=[listener])
    with announced():
        supervisor.run()
    if any(process.exitcode == STARTUP_FAILURE for process in supervisor.processes):
        raise FirstlineError("A worker could not start; its own message is above.")


def _config(app: FastAPI | str, *, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        lifespan="on",
        # Paths and messages may hold ids and words of tickets: the service writes its own lines.
        access_log=False,
        log_level="warning",
        server_header=False,
        ws="none",
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_FINISH_SECONDS,
    )


def _check_host(host: str, *, no_authentication: bool) -> None:
    """Whoever can reach the address can read and change everything, so others may only when that is meant."""
    if no_authentication or _is_loopback(host):
        return
    raise InputError(
        f"--host {host} can be reached from other machines, and nobody is asked who they are. Listen on 127.0.0.1 "
        f"behind a proxy that does, or say --no-authentication if everybody who reaches it may read every ticket."
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
