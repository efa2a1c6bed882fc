"""The demo's process: `firstline` as a child that does not outlive whoever started it, however that one ended."""

import os
import signal
import sys
import threading
import time

from firstline.cli.main import main

_SECONDS_BETWEEN = 3.0
_MOST_SIGNALS = 15


def _watch(pipe: int) -> None:
    """Wait until the other end of `pipe` is closed, as it is by any death of its holder, and end this process.

    The signal is repeated: a service that is just starting may not hear the first one.
    """
    while os.read(pipe, 1024):
        pass
    for _ in range(_MOST_SIGNALS):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_SECONDS_BETWEEN)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_watch, args=(sys.stdin.fileno(),), daemon=True).start()
    main()
