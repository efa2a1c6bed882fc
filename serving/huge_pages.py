"""Huge pages: the memory of a process that was loaded, in pages of 2 MiB, where Linux gives them on request.

An encode reads all its weights, some thousand pages of 4 KiB, and waits for the address of each: in huge pages it takes
a fifth to a quarter less processor time (multilingual-e5-small in int8, 58 tokens, on a busy Xeon).
"""

import ctypes
import mmap
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_SMAPS = Path("/proc/self/smaps")
_PAGE = 2 * 1024 * 1024
_COLLAPSE = 25  # MADV_COLLAPSE, Linux 6.1; Python 3.11 has no name for it
_MAPPING = re.compile(
    r"^(?P<start>[0-9a-f]+)-(?P<end>[0-9a-f]+) rw-p \S+ \S+ 0 *(?:\[heap\])?\nSize: +(?P<size>\d+) kB\n"
    r"(?:(?![0-9a-f]+-)[^\n]*\n)*?Rss: +(?P<held>\d+) kB\n",
    re.MULTILINE,
)


def use_huge_pages() -> int:
    """Ask that the large blocks of this process's own memory lie in huge pages; how many bytes were asked for.

    A hint: it changes nothing but time, and is 0 on other systems and where the kernel refuses. Two seconds or more
    for a gigabyte, in which other threads go on; for the end of loading.
    """
    if sys.platform != "linux":
        return 0
    madvise = ctypes.CDLL(None, use_errno=True).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    return sum(
        size
        for start, size in _large_blocks()
        if madvise(start, size, mmap.MADV_HUGEPAGE) == 0 and madvise(start, size, _COLLAPSE) == 0
    )


def _large_blocks() -> Iterator[tuple[int, int]]:
    """Whole huge pages of each anonymous mapping that is in use; a thread's stack, which hardly is, stays as it is."""
    try:
        mappings = _SMAPS.read_text(encoding="ascii", errors="replace")
    except OSError:
        return
    for found in _MAPPING.finditer(mappings):
        start = -(-int(found["start"], 16) // _PAGE) * _PAGE
        size = (int(found["end"], 16) - start) // _PAGE * _PAGE
        if size > 0 and 10 * int(found["held"]) >= 9 * int(found["size"]):
            yield start, size
