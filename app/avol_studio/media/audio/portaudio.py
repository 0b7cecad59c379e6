"""Access to PortAudio: one list of devices and one lock for the whole process."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from avol.errors import DeviceError

_log = logging.getLogger("avol.media.portaudio")

open_streams: set[Any] = set()
"""The open input and output streams of this process."""

CLOSE_TIMEOUT = 1.0  # seconds that a driver gets to close a stream

_lock = threading.RLock()


@contextmanager
def portaudio(consequence: str) -> Iterator[Any]:
    """Yield the sounddevice module, with an up-to-date device list unless a stream is open.

    Open streams, and add them to `open_streams`, inside the block: PortAudio reads the device list
    once, and reading it again (sounddevice has no public function) ends all streams.
    Raises DeviceError with the `consequence` if the library is missing.
    """
    with _lock:
        loaded = "sounddevice" in sys.modules
        try:
            import sounddevice
        except (ImportError, OSError) as error:
            raise DeviceError(
                f"The PortAudio library is missing, so {consequence}; "
                "install it (Debian: libportaudio2) and restart AVOL."
            ) from error
        if loaded and not open_streams:
            sounddevice._terminate()
            sounddevice._initialize()
        yield sounddevice


def close_stream(stream: Any) -> None:
    """Stop and close a stream, waiting at most CLOSE_TIMEOUT.

    A driver can hang for ever if its device or audio server is gone. Then the stream is abandoned,
    and the device list is not updated, but other devices can be opened.
    """

    def close() -> None:
        stream.close()
        open_streams.discard(stream)

    thread = threading.Thread(target=close, name="avol-close-stream", daemon=True)
    thread.start()
    thread.join(CLOSE_TIMEOUT)
    if thread.is_alive():
        _log.info("the audio driver hangs while closing %s", stream)
