"""A GStreamer RTSP server on the loopback interface that plays a video file.

It runs in the system's Python, which has GStreamer. Arguments: VIDEO, and PORT (0: any free port).
It prints its address on one line and ends with its standard input.
"""

import sys
import threading

import gi  # pyright: ignore[reportMissingImports]

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402 # pyright: ignore

LAUNCH = (
    'filesrc location="{}" ! qtdemux name=demux '
    "demux.video_0 ! queue ! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 "
    "demux.audio_0 ! queue ! aacparse ! rtpmp4gpay name=pay1 pt=97"
)


def serve(video: str, port: str) -> None:
    """Serve the video until standard input ends."""
    Gst.init(None)
    server = GstRtspServer.RTSPServer(address="127.0.0.1", service=port)
    factory = GstRtspServer.RTSPMediaFactory(launch=LAUNCH.format(video), shared=False)
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    sys.stdout.write(f"rtsp://127.0.0.1:{server.get_bound_port()}/live\n")
    sys.stdout.flush()
    loop.run()


if __name__ == "__main__":
    serve(*sys.argv[1:])
