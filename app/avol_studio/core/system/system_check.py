"""Checks of the shared libraries and the display that Qt needs.

Without them Qt aborts the process; a check beforehand gives an error message instead.
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
"""Shared libraries that no Python package contains, and their Debian and Ubuntu packages."""

_DISPLAY_PLATFORMS = ("xcb", "wayland")


def missing_libraries() -> list[str]:
    """Return the libraries of `PACKAGES` that cannot be loaded; always empty outside Linux."""
    return [name for name in PACKAGES if _is_missing(name)] if sys.platform == "linux" else []


def install_command(libraries: list[str]) -> str:
    """Return the command that installs these libraries on Debian and Ubuntu."""
    packages = " ".join(sorted(PACKAGES.get(name, name) for name in libraries))
    return f"sudo apt-get install -y --no-install-recommends {packages}"


def check_display(environment: Mapping[str, str] = os.environ) -> None:
    """Raise DeviceError if Qt cannot open a window.

    Checks Linux only, and only the Qt platforms that need a display: with another QT_QPA_PLATFORM,
    such as `offscreen`, a window needs none.
    """
    if sys.platform != "linux":
        return
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    needed = [name for name in missing_libraries() if name != "libportaudio.so.2"]
    if needed:
        raise DeviceError(f"Missing libraries: {', '.join(needed)}; run: {install_command(needed)}")
    if platform and platform not in _DISPLAY_PLATFORMS:
        return
    if environment.get("WAYLAND_DISPLAY") and platform != "xcb":
        return
    if not environment.get("DISPLAY"):
        raise DeviceError(
            "No display is available; log in to a desktop session, "
            "or run the command with “xvfb-run -a” on a virtual display."
        )
    if not _display_responds():
        raise DeviceError(
            f"The display {environment['DISPLAY']} does not respond; "
            "set DISPLAY to a running display, or run the command with “xvfb-run -a”."
        )


def _is_missing(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def _display_responds() -> bool:
    """Return whether the X server of $DISPLAY accepts a connection."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt may use another library
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    broken = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not broken


if __name__ == "__main__":
    sys.stdout.write(" ".join(PACKAGES[name] for name in missing_libraries()))
