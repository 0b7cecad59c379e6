"""Frame rates, time stamps, durations and joined files."""

from fractions import Fraction

import numpy as np

from tests.contract import edits
from tests.contract.kind import Audio, Kind, Video

UNEVEN = tuple(
    float(t) for t in np.cumsum([0.0, *((0.01, 0.033, 0.09, 0.05)[k % 4] for k in range(50))])
)
PAUSE = tuple(k / 25 + (0.8 if k >= 20 else 0) for k in range(40))
OPEN = {"x264-params": "open-gop=1:keyint=12:min-keyint=12:scenecut=0:b-adapt=0"}
OPEN_HEVC = {"x265-params": "log-level=none:open-gop=1:keyint=12:min-keyint=12:bframes=4"}
PYRAMID = {"preset": "veryfast", "x264-params": "b-adapt=0:b-pyramid=2"}
REFRESH = {"preset": "veryfast", "x264-params": "intra-refresh=1:keyint=20"}
WRAP = 2**33 / 90_000
UNSHIFTED = {"avoid_negative_ts": "disabled"}
PCM = Audio("pcm_s16le")
NEXT = (Video(first=60), Audio(clicks=(0.48, 1.2)))
LAST = (Video(first=120), Audio(clicks=(0.8,)))
MPEG = (Video("mpeg2video"), Audio("mp2"))
NEXT_MPEG = (Video("mpeg2video", first=60), Audio("mp2", clicks=(0.48, 1.2)))
AVI = (Video("mpeg4", b_frames=0), PCM)

TIMING = (
    Kind("uneven.mp4", (Video(times=UNEVEN), Audio())),
    Kind("uneven.mkv", (Video(times=UNEVEN), Audio())),
    Kind("pause.mp4", (Video(times=PAUSE), Audio())),
    Kind("ntsc.mp4", (Video(rate=Fraction(30_000, 1001)), Audio())),
    Kind("1-fps.mp4", (Video(rate=1, count=3), Audio(seconds=3.0))),
    Kind("240-fps.mp4", (Video(rate=240, count=120), Audio())),
    Kind("one-frame.mp4", (Video(count=1), Audio())),
    Kind("b-pyramid.mp4", (Video(options=PYRAMID, b_frames=5, gop=24), Audio())),
    Kind("no-b-frames.mp4", (Video(b_frames=0), Audio())),
    Kind("open-gop.mp4", (Video(options=OPEN, b_frames=3), Audio())),
    Kind("open-gop.ts", (Video(options=OPEN, b_frames=3), Audio()), shifted="file"),
    Kind("open-gop-hevc.mkv", (Video("libx265", options=OPEN_HEVC), Audio())),
    Kind("refresh.ts", (Video(options=REFRESH, b_frames=0), Audio()), shifted="file"),
    Kind("one-keyframe.mp4", (Video(gop=1000), Audio())),
    Kind("all-keyframes.mp4", (Video("mpeg4"), Audio()), edit=edits.mp4_all_keyframes),
    Kind("late-start.mp4", (Video(start=3.0), Audio(start=3.0)), click_ms=1),
    Kind("late-start.mkv", (Video(start=5000.0), Audio(start=5000.0))),
    Kind("late-start.ts", (Video(start=5000.0), Audio(start=5000.0)), shifted="file"),
    Kind("wrap.ts", (Video(start=WRAP - 1), Audio(start=WRAP - 1)), axis=-WRAP),
    Kind("negative.mp4", (Video(start=-0.6), Audio(start=-0.6)), options=UNSHIFTED, from_zero=True),
    Kind("restart.ts", then=(Kind("b.ts", NEXT, shifted="file"),), shifted="file"),
    Kind(
        "restart.mpg",
        MPEG,
        delay=0.5,
        shifted="file",
        then=(Kind("b.mpg", NEXT_MPEG, delay=0.5, shifted="file"),),
    ),
    Kind("jump.ts", then=(Kind("b.ts", NEXT, delay=1000.0),), shifted="file"),
    Kind("jump-back.ts", delay=1000.0, then=(Kind("b.ts", NEXT, delay=500.0),), shifted="file"),
    Kind(
        "three-parts.ts",
        shifted="file",
        then=(Kind("b.ts", NEXT, shifted="file"), Kind("c.ts", LAST, delay=77.0)),
    ),
    Kind("long-duration.mp4", edit=edits.mp4_duration(100)),
    Kind("short-duration.mp4", edit=edits.mp4_duration(0.1)),
    Kind("long-duration.mkv", edit=edits.mkv_duration(100)),
    Kind("short-duration.mkv", edit=edits.mkv_duration(0.1)),
    Kind("long-duration.avi", AVI, edit=edits.avi_length(100), shifted="streams"),
    Kind("short-duration.avi", AVI, edit=edits.avi_length(0.2), shifted="streams"),
    Kind("no-duration.avi", AVI, edit=edits.avi_length(0), shifted="streams"),
    Kind("cut.ts", edit=edits.cut(0.7), keep=(30, 1.2), shifted="file"),
    Kind("cut.avi", AVI, edit=edits.cut(0.8), keep=(40, 1.6), shifted="streams"),
    Kind("cut.mpg", MPEG, edit=edits.cut(0.8), keep=(36, 1.4), shifted="file", delay=0.5),
    Kind("cut.flv", edit=edits.cut(0.8), keep=(36, 1.4), shifted="file"),
    Kind("late-audio.mp4", (Video(), Audio(start=0.5)), click_ms=1),
    Kind("late-audio.mkv", (Video(), Audio(start=0.5))),
    Kind("late-audio.ts", (Video(), Audio(start=0.5)), shifted="file"),
    Kind("late-video.mp4", (Video(start=0.5), Audio())),
    Kind("late-video.mkv", (Video(start=0.5), Audio())),
    Kind("late-video.ts", (Video(start=0.5), Audio()), shifted="file"),
    Kind("long-audio.mp4", (Video(count=30), Audio())),
    Kind("short-audio.mkv", (Video(), Audio(clicks=(0.24,), seconds=1.0))),
    Kind("gap.mp4", (Video(), Audio(gap=(0.8, 1.4)))),
    Kind("gap.mkv", (Video(), Audio("libopus", gap=(0.8, 1.4))), click_ms=0.6),
    Kind("gap.ts", (Video(), Audio(gap=(0.8, 1.4))), shifted="file"),
    Kind("no-audio.mp4", (Video(),)),
)
