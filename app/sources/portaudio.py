"""The PortAudio library, shared by all that plays and records: one list of devices a process."""

from __future__ import annotations

import sys
import threading
from typing import Any

from avol.errors import DeviceError

running: set[Any] = set()
"""The streams of this process that are open, in and out."""

_lock = threading.Lock()


def library(without: str) -> Any:
    """The sounddevice module; DeviceError, saying what goes on `without` it, where it is not."""
    known = "sounddevice" in sys.modules
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        raise DeviceError(
            f"The PortAudio library is missing, so {without}; "
            "install it (Debian: libportaudio2) and start again."
        ) from error
    if known:
        _look_again(sounddevice)
    return sounddevice


def _look_again(sounddevice: Any) -> None:
    """Have PortAudio list the devices anew: it froze its list when it was first used.

    sounddevice offers no public way. It is done only between streams, as it would end them.
    """
    with _lock:
        if not running:
            sounddevice._terminate()
            sounddevice._initialize()
