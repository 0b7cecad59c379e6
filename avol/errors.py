"""Exceptions that a user can act on.

Each message is one sentence that names the cause and the remedy and can be shown as it is. Code
that raises one has released its resources: no file handle stays open, a failed write leaves no
file, and the object can be used again.
"""

import logging
from pathlib import Path

_log = logging.getLogger(__name__)


class AvolError(Exception):
    """Base class of all errors that a user can act on."""


class InputError(AvolError):
    """An argument is outside the accepted range."""


class MediaError(AvolError):
    """An image, audio or video file cannot be read or written."""


class UnreadableFileError(MediaError):
    """The file is missing, empty, damaged or of an unknown format."""


class NoVideoError(MediaError):
    """The file has no video stream."""


class NoAudioError(MediaError):
    """The file has no audio stream."""


class WeightsError(AvolError):
    """A checkpoint is missing, damaged, or does not match its model card."""


class EngineError(AvolError):
    """An inference engine is not available on this machine."""


class InexactGraphError(EngineError):
    """The 8-bit sums of a compiled graph saturate on this processor."""


class MissingPackageError(AvolError):
    """A feature needs a package that is not installed (`avol.core.optional_packages`)."""


class DeviceError(AvolError):
    """A camera, microphone or audio output is missing, busy or denied."""


class TrainingError(AvolError):
    """A training run cannot continue; its last saved state is complete."""


class LibraryError(AvolError):
    """A search library cannot be read, written, or queried with these weights."""


def describe_error(path: Path, error: Exception) -> str:
    """One sentence about an error in one file of many, also where AVOL is at fault.

    The traceback of such a fault goes to the log.
    """
    if isinstance(error, AvolError):
        return str(error)
    _log.info("%s", path, exc_info=error)
    if isinstance(error, MemoryError):
        return f"“{path.name}” needs more memory than there is; free memory and try again."
    cause = f"{type(error).__name__}: {error}".splitlines()[0]
    return f"“{path.name}” cannot be processed ({cause}); please report it."
