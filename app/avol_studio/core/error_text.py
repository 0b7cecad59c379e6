"""The sentence about an error that the window shows."""

import logging

from avol.core.optional_packages import missing_package
from avol.errors import AvolError
from avol_studio.core.library_messages import translated
from avol_studio.core.translation import tr

_log = logging.getLogger("avol.error")


def error_text(error: Exception, fallback: str) -> str:
    """Return the translated text of an AvolError, and `fallback` for any other error.

    Only an AvolError is written for the user. Another error is a defect of AVOL: its traceback
    goes to the log. A missing optional package is neither.
    """
    error = missing_package(error, tr("This feature")) or error
    if isinstance(error, AvolError):
        return translated(str(error))
    _log.error("%s", fallback, exc_info=error)
    return fallback
