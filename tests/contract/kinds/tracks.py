"""Several tracks, and streams that are neither video nor audio."""

import cv2

from tests.contract.images import numbered_image
from tests.contract.kind import Audio, Kind, Other, Video

OTHER_AUDIO = Audio(clicks=(1.0,))
OTHER_VIDEO = Video(first=100, size=(120, 90))
JPEG = cv2.imencode(".jpg", numbered_image(99))[1].tobytes()
COVER = Other("mjpeg", ((0.0, 0.0, JPEG),), cover=True, size=(160, 120))

TRACKS = (
    Kind(
        "second-audio-default.mkv",
        (Video(default=True), OTHER_AUDIO, Audio(default=True)),
        chosen=(0, 2),
    ),
    Kind(
        "second-audio-default.mp4",
        (Video(default=True), OTHER_AUDIO, Audio(default=True)),
        chosen=(0, 2),
    ),
    Kind(
        "second-video-default.mkv",
        (OTHER_VIDEO, Video(default=True), Audio(default=True)),
        chosen=(1, 2),
    ),
    Kind("no-default.ts", (Video(), Audio(), OTHER_AUDIO), shifted="file"),
    Kind("audio-first.mp4", (Audio(), Video())),
    Kind("three-audio.mov", (Video(), Audio(), OTHER_AUDIO, OTHER_AUDIO)),
    Kind("cover.mp4", (COVER, Video(), Audio())),
    Kind("cover.m4a", (Audio(), COVER), format="mp4"),
    Kind("cover.mp3", (Audio("libmp3lame", 44_100), COVER), shifted="file"),
    Kind("subtitles.mp4", (Video(), Audio(), Other("mov_text", ((0.0, 2.0, b"\x00\x05Hello"),)))),
    Kind(
        "subtitles.mkv",
        (Other("subrip", ((0.2, 1.0, b"Hello"), (1.4, 0.8, b"again"))), Video(), Audio()),
    ),
    Kind(
        "data.ts",
        (Video(), Audio(), Other("klv", ((0.5, 0.1, b"\x06\x0e+4" * 8),))),
        shifted="file",
    ),
)
