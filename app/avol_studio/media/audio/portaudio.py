"""Access to PortAudio: one list of devices and one lock for the whole process."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from avol.errors import DeviceError
from avol_studio.core.translation import tr

_log = logging.getLogger("avol.media.portaudio")

open_streams: set[Any] = set()
"""The open input and output streams of this process."""

CLOSE_TIMEOUT = 1.0  # seconds that a driver gets to close a stream

_lock = threading.RLock()


@contextmanager
def portaudio(consequence: str) -> Iterator[Any]:
    """Yield the sounddevice module, with an up-to-date device list unless a stream is open.

    Start streams inside the block with `start_stream`: PortAudio reads the device list once, and
    reading it again (sounddevice has no public function) ends all streams.
    Raises DeviceError with the `consequence` if the library is missing or fails.
    """
    with _lock:
        loaded = "sounddevice" in sys.modules
        try:
            import sounddevice
        except (ImportError, OSError) as error:
            raise DeviceError(
                tr(
                    "The PortAudio library is missing, so {consequence}; install it (Debian: "
                    "libportaudio2) and restart AVOL."
                ).format(consequence=consequence)
            ) from error
        try:
            if loaded and not open_streams:
                with suppress(sounddevice.PortAudioError):  # an earlier start may have failed
                    sounddevice._terminate()
                sounddevice._initialize()
            yield sounddevice
        except sounddevice.PortAudioError as error:
            raise DeviceError(
                tr(
                    "The audio system does not respond ({error}), so {consequence}; check "
                    "the audio devices, or restart the audio system."
                ).format(error=error, consequence=consequence)
            ) from error


def start_stream(stream: Any) -> None:
    """Start a stream that was just created; it is closed if that fails."""
    open_streams.add(stream)
    try:
        stream.start()
    except BaseException:
        close_stream(stream)
        raise


def close_stream(stream: Any) -> None:
    """Stop and close a stream, waiting at most CLOSE_TIMEOUT.

    A driver can hang for ever if its device or audio server is gone. Then the stream is abandoned,
    and the device list is not updated, but other devices can be opened.
    """

    def close() -> None:
        try:
            stream.close()
        except Exception:
            _log.info("the audio driver failed to close %s", stream, exc_info=True)
        finally:
            open_streams.discard(stream)

    thread = threading.Thread(target=close, name="avol-close-stream", daemon=True)
    thread.start()
    thread.join(CLOSE_TIMEOUT)
    if thread.is_alive():
        _log.info("the audio driver hangs while closing %s", stream)
