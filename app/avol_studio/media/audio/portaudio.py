"""The PortAudio library, shared by all that plays and records: one list of devices a process."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from avol.errors import DeviceError

_log = logging.getLogger("avol.sources.portaudio")

running: set[Any] = set()
"""The streams of this process that are open, in and out."""

CLOSING = 1.0  # seconds that a driver gets to close a stream

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


def let_go(stream: Any) -> None:
    """Stop a stream at once and close it.

    A driver whose device or sound server is gone may hang in that for ever. It is left to itself
    then, and devices are not listed anew while it hangs, but others can be opened.
    """

    def close() -> None:
        stream.close()
        running.discard(stream)

    thread = threading.Thread(target=close, name="avol-closing", daemon=True)
    thread.start()
    thread.join(CLOSING)
    if thread.is_alive():
        _log.info("a sound driver hangs in closing %s", stream)
