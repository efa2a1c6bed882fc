"""The loading: what a process does otherwise with its memory while it reads a bundle and a state."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
_ARENAS = 1


@contextmanager
def loading() -> Iterator[None]:
    """While the block runs, and of what it made ever after, nothing is looked for that only refers to itself.

    A million objects are made, all to stay: looking through them again and again is a sixth of the time, and would
    later be a pause of a third of a second now and then. `gc.unfreeze` takes that back.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if looked:
            gc.enable()


def use_few_arenas() -> bool:
    """Let the threads of this process share one pool of memory; whether its C library has such a thing.

    With glibc's eight pools for each core, what a thread frees another cannot use: 32 callers made 120 MiB of that.
    For the beginning, before there are threads.
    """
    mallopt = _of_glibc("mallopt")
    return mallopt is not None and bool(mallopt(_ARENA_MAX, _ARENAS))


def return_free_memory() -> bool:
    """Give back to the system what loading needed for a moment; whether there was anything and a way to."""
    trim = _of_glibc("malloc_trim")
    return trim is not None and bool(trim(0))


def _of_glibc(name: str) -> "ctypes._NamedFuncPointer | None":
    if sys.platform != "linux":
        return None
    return getattr(ctypes.CDLL(None), name, None)  # musl has neither
