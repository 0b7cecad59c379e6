"""The errors a person can meet, each one sentence that names cause and remedy.

The promise of the family: whoever raises one has left nothing half done. A file that could not be
opened holds no handle, a write that failed left no file, an object that refused an argument can be
asked again.
"""


class AvolError(Exception):
    """Root of the family; `str(error)` is one sentence fit to be shown as it is."""


class InputError(AvolError):
    """An argument is outside what the callee accepts; nothing was started."""


class MediaError(AvolError):
    """A picture, sound or video cannot be read or written."""


class WeightsError(AvolError):
    """A checkpoint is missing, damaged, or does not fit its card."""


class EngineError(AvolError):
    """A way of running the network is not available on this machine."""


class DeviceError(AvolError):
    """A camera, microphone or output is missing, busy or refused."""


class TrainingError(AvolError):
    """A training cannot go on; its last kept state is whole."""


class LibraryError(AvolError):
    """A library cannot be read, written, or asked with these weights; what is in it stays."""
