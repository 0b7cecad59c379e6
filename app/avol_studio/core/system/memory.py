"""Keeps freed memory in the process."""

import contextlib
import ctypes
import sys

LARGEST = 32 * 2**20
"""Bytes of the largest block that is taken from the kept memory; glibc allows no more."""
KEPT = 128 * 2**20
"""Bytes of freed memory that are kept at most, in one piece."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt(3)


def keep_freed_memory() -> None:
    """Let the C library of Linux keep the memory of images that are freed.

    Every frame takes and frees a few blocks of megabytes. By default they go back to the system,
    which then clears and maps some 1,700 pages for each frame: 4 ms of processor time.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):  # another C library than glibc
            library = ctypes.CDLL(None)
            library.mallopt(_MMAP_THRESHOLD, LARGEST)
            library.mallopt(_TRIM_THRESHOLD, KEPT)
