"""Containers with their usual codecs, also streamed, cut off, and with odd names."""

from fractions import Fraction

from tests.contract import edits
from tests.contract.kind import Audio, Kind, Video

NTSC = Fraction(30_000, 1001)
MPEG2 = Video("mpeg2video")
MPEG4 = Video("mpeg4")
MP2, MP3, AC3 = Audio("mp2"), Audio("libmp3lame"), Audio("ac3")
PCM, OPUS = Audio("pcm_s16le"), Audio("libopus")
VP8, VP9 = Video("libvpx"), Video("libvpx-vp9")
FRAGMENTS = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}

CONTAINERS = (
    Kind("plain.mp4"),
    Kind("index-first.mp4", options={"movflags": "faststart"}),
    Kind("fragments.mp4", options=FRAGMENTS, shifted="file"),
    Kind("fragments-streamed.mp4", options=FRAGMENTS, shifted="file", streamed=True),
    Kind(
        "fragments-cut.mp4",
        options=FRAGMENTS,
        shifted="file",
        edit=edits.cut_in_last(b"mdat"),
        keep=(36, 1.4),
    ),
    Kind("fragments-edit-list.mp4", options={"movflags": "frag_keyframe+delay_moov"}),
    Kind("plain.m4v"),
    Kind("plain.mov", (Video(), PCM)),
    Kind("plain.mkv"),
    Kind("streamed.mkv", streamed=True),
    Kind("crashed.mkv", streamed=True, edit=edits.cut(0.8), keep=(36, 1.4)),
    Kind("vp8.webm", (VP8, OPUS), click_ms=0.6),
    Kind("vp9.webm", (VP9, OPUS), click_ms=0.6),
    Kind("av1.webm", (Video("libsvtav1"), OPUS), click_ms=0.6),
    Kind("streamed.webm", (VP8, OPUS), click_ms=0.6, options={"live": "1"}, streamed=True),
    Kind("mpeg4.avi", (MPEG4, MP3), shifted="streams", lag_ms=40),
    Kind("no-b-frames.avi", (Video("mpeg4", b_frames=0), PCM), shifted="streams"),
    Kind("h264.avi", (Video(), MP3), shifted="streams", lag_ms=80),
    Kind("packed.divx", (Video("mpeg4", packed=True), PCM), lag_ms=40),
    Kind(
        "motion-jpeg.avi", (Video("mjpeg", pix_fmt="yuvj420p", b_frames=0), PCM), shifted="streams"
    ),
    Kind("streamed.avi", (Video("mpeg4", b_frames=0), MP3), streamed=True, shifted="streams"),
    Kind("ms-mpeg4.avi", (Video("msmpeg4", b_frames=0), Audio("adpcm_ms")), shifted="streams"),
    Kind("plain.ts", shifted="file"),
    Kind("mpeg2.ts", (MPEG2, AC3), shifted="file"),
    Kind("hevc.ts", (Video("libx265"), Audio("eac3")), shifted="file"),
    Kind("plain.m2ts", options={"mpegts_m2ts_mode": "1"}, shifted="file"),
    Kind("UPPER CASE.MTS", options={"mpegts_m2ts_mode": "1"}, shifted="file"),
    Kind("plain.mpg", (MPEG2, MP2), shifted="file", delay=0.5),
    Kind("mpeg1.mpg", (Video("mpeg1video"), MP2), shifted="file", delay=0.5),
    Kind("plain.vob", (MPEG2, AC3), shifted="file", delay=0.5),
    Kind("plain.flv", (Video(), Audio()), shifted="file"),
    Kind("sorenson.flv", (Video("flv", b_frames=0), Audio("libmp3lame", 44_100)), shifted="file"),
    Kind("streamed.flv", (Video(), Audio()), shifted="file", streamed=True),
    Kind(
        "plain.wmv",
        (Video("wmv2", b_frames=0), Audio("wmav2", bit_rate=128_000)),
        shifted="file",
        click_ms=1,
    ),
    Kind(
        "streamed.wmv",
        (Video("wmv1", b_frames=0), Audio("wmav1", bit_rate=128_000)),
        streamed=True,
        shifted="file",
        click_ms=1,
    ),
    Kind("vp8.ogv", (VP8, Audio("libopus"))),
    Kind(
        "phone.3gp",
        (
            Video("h263", size=(176, 144), b_frames=0),
            Audio("libopencore_amrnb", 8000, (1,), bit_rate=12_200),
        ),
        click_ms=2,
    ),
    Kind("camera.mxf", (MPEG2, PCM)),
    Kind("no-presentation-times.mxf", (Video(), PCM), shifted="streams", lag_ms=80),
    Kind("plain.nut", shifted="file"),
    Kind("recorder.wtv", (MPEG2, MP2), shifted="file"),
    Kind("animation.gif", (Video("gif", pix_fmt="rgb8", b_frames=0),)),
    Kind("animation.apng", (Video("apng", pix_fmt="rgb24", b_frames=0),)),
    Kind("raw.y4m", (Video("wrapped_avframe", b_frames=0),)),
    Kind("raw.mjpeg", (Video("mjpeg", pix_fmt="yuvj420p", b_frames=0),)),
    Kind("raw.h264", (Video(),)),
    Kind("raw.h261", (Video("h261", size=(176, 144), b_frames=0, rate=NTSC),), colors=20),
    Kind("raw.ivf", (VP9,)),
    Kind("Ünïcode 片 🎻.mp4"),
    Kind("50% #1?&'\"<b>.mp4"),
    Kind("-dash.mkv"),
    Kind("%03d.mp4"),
)
