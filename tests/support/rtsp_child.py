"""A real RTSP server on the loopback, GStreamer's, which plays a film to whoever calls.

Run by the system's own Python, where GStreamer lives: FILM, then PORT or 0 for any that is free.
Says on a line of its own where it listens; ends when its standard input does.
"""

import sys
import threading

import gi  # pyright: ignore[reportMissingImports]

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402 # pyright: ignore

LAUNCH = (
    'filesrc location="{}" ! qtdemux name=film '
    "film.video_0 ! queue ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 "
    "film.audio_0 ! queue ! aacparse ! rtpmp4gpay name=pay1 pt=97"
)


def serve(film: str, port: str) -> None:
    """Until standard input ends."""
    Gst.init(None)
    server = GstRtspServer.RTSPServer(address="127.0.0.1", service=port)
    factory = GstRtspServer.RTSPMediaFactory(launch=LAUNCH.format(film), shared=False)
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    sys.stdout.write(f"rtsp://127.0.0.1:{server.get_bound_port()}/live\n")
    sys.stdout.flush()
    loop.run()


if __name__ == "__main__":
    serve(*sys.argv[1:])
