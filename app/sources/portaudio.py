"""The PortAudio library, shared by all that plays and records: one list of devices a process."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from avol.errors import DeviceError

running: set[Any] = set()
"""The streams of this process that are open, in and out."""

_one_at_a_time = threading.RLock()


@contextmanager
def fresh(without: str) -> Iterator[Any]:
    """The sounddevice module, its devices listed anew unless a stream is running.

    Streams are opened, and added to `running`, inside the block: PortAudio froze its list when it
    was first used, and having it look again (sounddevice offers no public way) ends all streams.
    Raises DeviceError, saying what goes on `without` the library, where it is missing.
    """
    with _one_at_a_time:
        known = "sounddevice" in sys.modules
        try:
            import sounddevice
        except (ImportError, OSError) as error:
            raise DeviceError(
                f"The PortAudio library is missing, so {without}; "
                "install it (Debian: libportaudio2) and start again."
            ) from error
        if known and not running:
            sounddevice._terminate()
            sounddevice._initialize()
        yield sounddevice
