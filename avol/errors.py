"""Exceptions that a user can act on.

Each message is one sentence that names the cause and the remedy and can be shown as it is. Code
that raises one has released its resources: no file handle stays open, a failed write leaves no
file, and the object can be used again.
"""


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


class DeviceError(AvolError):
    """A camera, microphone or audio output is missing, busy or denied."""


class TrainingError(AvolError):
    """A training run cannot continue; its last saved state is complete."""


class LibraryError(AvolError):
    """A search library cannot be read, written, or queried with these weights."""
