"""Codecs, pixel formats, sizes and orientations of the images."""

from fractions import Fraction

from tests.contract import edits
from tests.contract.kind import Audio, Kind, Video

PCM = Audio("pcm_s16le")
BIG = (Video(first=60, size=(240, 180)), Audio(clicks=(0.48, 1.2)))
DEEP = (Video(first=60, pix_fmt="yuv422p10le"), Audio(clicks=(0.48, 1.2)))

FORMATS = (
    Kind("10-bit.mp4", (Video(pix_fmt="yuv420p10le"), Audio())),
    Kind("hevc-10-bit.mkv", (Video("libx265", "yuv420p10le"), Audio())),
    Kind("hevc.mp4", (Video("libx265"), Audio())),
    Kind("4-4-4.mp4", (Video(pix_fmt="yuv444p"), Audio())),
    Kind("4-2-2.mov", (Video(pix_fmt="yuv422p"), Audio())),
    Kind("rgb.mkv", (Video("libx264rgb", "rgb24"), Audio())),
    Kind("gray.mkv", (Video("ffv1", "gray", b_frames=0), Audio()), gray=True),
    Kind("gray-16-bit.mkv", (Video("ffv1", "gray16le", b_frames=0), PCM), gray=True),
    Kind("lossless-rgb.mkv", (Video("ffv1", "bgr0", b_frames=0), PCM), colors=3),
    Kind("alpha.webm", (Video("libvpx-vp9", "yuva420p"), Audio("libopus")), click_ms=0.6),
    Kind("prores-alpha.mov", (Video("prores_ks", "yuva444p10le", b_frames=0), PCM)),
    Kind("animation.mov", (Video("qtrle", "argb", b_frames=0), Audio("pcm_s16be")), colors=3),
    Kind("png.mov", (Video("png", "rgba", b_frames=0), PCM), colors=3),
    Kind(
        "raw.avi",
        (Video("rawvideo", "bgr24", b_frames=0, size=(80, 60)), PCM),
        colors=3,
        shifted="streams",
    ),
    Kind("raw.mov", (Video("rawvideo", "uyvy422", b_frames=0, size=(80, 60)), PCM)),
    Kind("palette.mov", (Video("rawvideo", "gray", b_frames=0, size=(80, 60)), PCM), gray=True),
    Kind("huffyuv.avi", (Video("huffyuv", "rgb24", b_frames=0), PCM), colors=3, shifted="streams"),
    Kind("utvideo.avi", (Video("utvideo", "yuv422p", b_frames=0), PCM), shifted="streams"),
    Kind("screen.avi", (Video("zmbv", "bgr0", b_frames=0), PCM), colors=3, shifted="streams"),
    Kind("cinepak.mov", (Video("cinepak", "rgb24", b_frames=0, count=15), PCM), colors=40),
    Kind(
        "dnxhr.mov",
        (Video("dnxhd", "yuv422p", {"profile": "dnxhr_sq"}, size=(256, 128), b_frames=0), PCM),
        colors=25,
    ),
    Kind("jpeg-2000.mxf", (Video("jpeg2000", "yuv420p", b_frames=0), PCM)),
    Kind("bt709.mp4", (Video(matrix="ITU709"), Audio())),
    Kind("full-range.mp4", (Video(matrix="ITU709", full_range=True), Audio())),
    Kind("interlaced.mp4", (Video(options={"x264-params": "tff=1"}, interlaced=True), Audio())),
    Kind(
        "interlaced.mpg",
        (Video("mpeg2video", interlaced=True), Audio("mp2")),
        shifted="file",
        delay=0.5,
    ),
)
"""They differ in codec, pixel format or colours only."""

SHAPES = (
    Kind("odd-size.mkv", (Video("ffv1", "yuv420p", size=(159, 119), b_frames=0), Audio())),
    Kind("odd-size.webm", (Video("libvpx-vp9", size=(161, 121)), Audio("libopus")), click_ms=0.6),
    Kind("portrait.mp4", (Video(size=(90, 160)), Audio())),
    Kind("turned-90.mp4", (Video(turn=1), Audio())),
    Kind("turned-180.mov", (Video(turn=2), Audio())),
    Kind("turned-270.mkv", (Video(turn=3), Audio())),
    Kind("wide-pixels.mp4", (Video(size=(80, 120), aspect=Fraction(2)), Audio())),
    Kind("tall-pixels.mkv", (Video(size=(160, 60), aspect=Fraction(1, 2)), Audio())),
    Kind(
        "pal.mpg",
        (Video("mpeg2video", size=(144, 116), aspect=Fraction(64, 45)), Audio("mp2")),
        shifted="file",
        delay=0.5,
    ),
    Kind("mirrored.mp4", (Video(mirrored=True), Audio()), edit=edits.mp4_mirror(160)),
    Kind("size-change.ts", then=(Kind("b.ts", BIG, shifted="file", delay=2.4),), shifted="file"),
    Kind(
        "size-change.webm",
        (Video("libvpx", resized=(30, (240, 180))), Audio("libopus")),
        click_ms=0.6,
    ),
    Kind(
        "shape-change.webm",
        (Video("libvpx", resized=(30, (120, 160))), Audio("libopus")),
        click_ms=0.6,
    ),
    Kind("format-change.ts", then=(Kind("b.ts", DEEP, shifted="file", delay=2.4),), shifted="file"),
    Kind("turned-wide-pixels.mp4", (Video(size=(120, 80), turn=1, aspect=Fraction(2)), Audio())),
)

IMAGES = (*FORMATS, *SHAPES)
