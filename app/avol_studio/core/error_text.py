"""The sentence about an error that the window shows."""

import logging

from avol.errors import AvolError

_log = logging.getLogger("avol.error")


def error_text(error: Exception, fallback: str) -> str:
    """Return the text of an AvolError, and `fallback` for any other error.

    Only an AvolError is written for the user. Another error is a defect of AVOL: its traceback
    goes to the log.
    """
    if isinstance(error, AvolError):
        return str(error)
    _log.error("%s", fallback, exc_info=error)
    return fallback
