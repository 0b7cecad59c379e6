"""File name extensions of images, audio and video, in lower case."""

from collections.abc import Sequence
from pathlib import Path

IMAGE_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".webp", ".tif", ".tiff", ".avif"}
)
AUDIO_SUFFIXES = frozenset(
    {".wav", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wma", ".mka", ".weba"}
    | {".aiff", ".aif", ".aifc", ".ac3", ".eac3", ".dts", ".caf", ".amr", ".au", ".snd", ".w64"}
    | {".rf64", ".ape", ".wv", ".tta", ".mp2", ".mpa", ".m4b", ".m4r", ".spx", ".ra", ".3ga"}
)
VIDEO_SUFFIXES = frozenset(
    {".mp4", ".mkv", ".mov", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".ts", ".ogv", ".wmv"}
    | {".flv", ".f4v", ".3gp", ".3g2", ".3gpp", ".mts", ".m2ts", ".m2t", ".vob", ".mod", ".tod"}
    | {".mxf", ".divx", ".xvid", ".gif", ".apng", ".asf", ".dv", ".m1v", ".m2v", ".mpe", ".mpv"}
    | {".qt", ".rm", ".rmvb", ".ogm", ".ogx", ".nut", ".wtv", ".mk3d", ".mjpg", ".mjpeg", ".y4m"}
    | {".h264", ".264", ".h265", ".hevc", ".ivf", ".trp", ".tp", ".amv", ".ismv"}
)


def image_and_sound(paths: Sequence[Path]) -> tuple[Path, Path] | None:
    """The image and the sound, if these two files are one of each in any order; else None.

    A video beside an image counts as a sound.
    """
    images = [path for path in paths if path.suffix.lower() in IMAGE_SUFFIXES]
    sounds = [path for path in paths if path.suffix.lower() in AUDIO_SUFFIXES | VIDEO_SUFFIXES]
    if len(paths) == 2 and len(images) == len(sounds) == 1:
        return images[0], sounds[0]
    return None
