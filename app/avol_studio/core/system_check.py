"""What the studio needs of the operating system, and what to do where it is not there.

Qt ends the process when a library or the display is missing; asked beforehand, it is one sentence.
"""

import ctypes
import os
import sys
from collections.abc import Mapping

from avol.errors import DeviceError

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libportaudio.so.2": "libportaudio2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Shared libraries that no Python package brings, and the Debian and Ubuntu packages that do."""

_DRAWN = ("xcb", "wayland")


def missing_libraries() -> list[str]:
    """Those of `PACKAGES` that cannot be loaded here; always none outside Linux."""
    return [name for name in PACKAGES if _lacks(name)] if sys.platform == "linux" else []


def install(libraries: list[str]) -> str:
    """The command that brings these libraries on Debian and Ubuntu."""
    packages = " ".join(sorted(PACKAGES.get(name, name) for name in libraries))
    return f"sudo apt-get install -y --no-install-recommends {packages}"


def check_display(environment: Mapping[str, str] = os.environ) -> None:
    """Raise DeviceError where Qt could not open a window, which would end the process.

    Only Linux is looked at, and only the platforms that draw on a screen: with another
    QT_QPA_PLATFORM, such as `offscreen`, a window needs no display.
    """
    if sys.platform != "linux":
        return
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    needed = [name for name in missing_libraries() if name != "libportaudio.so.2"]
    if needed:
        raise DeviceError(f"The window needs {', '.join(needed)}; run: {install(needed)}")
    if platform and platform not in _DRAWN:
        return
    if environment.get("WAYLAND_DISPLAY") and platform != "xcb":
        return
    if not environment.get("DISPLAY"):
        raise DeviceError(
            "There is no display to open the window on; log in to a desktop, "
            "or put “xvfb-run -a” before the command to run it unseen."
        )
    if not _answers():
        raise DeviceError(
            f"The display {environment['DISPLAY']} does not answer; "
            "set DISPLAY to one that runs, or put “xvfb-run -a” before the command."
        )


def _lacks(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def _answers() -> bool:
    """Whether the X server of $DISPLAY lets us in."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt may know another way
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    broken = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not broken


if __name__ == "__main__":
    sys.stdout.write(" ".join(PACKAGES[name] for name in missing_libraries()))
