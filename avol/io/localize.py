"""Localizes the sound in whole files and writes an overlay video, a table and a map archive."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import atomic_write, make_folder
from avol.core.constants import SAMPLE_RATE
from avol.core.output_mark import mark_png
from avol.core.outputs import OutputFile, check_outputs
from avol.embedder import AudioEmbedding, ImageEmbedding
from avol.errors import InputError
from avol.io.model_input import OWN_INPUT, InputSizes, ModelInput
from avol.io.overlay_video import VideoAudio, WriteFrame, open_audio, overlay_writer
from avol.io.results import map_writer
from avol.localization import Localization
from avol.media import AudioTrack, Frame, MediaInfo, VideoFile, load_image
from avol.media.file_types import IMAGE_SUFFIXES
from avol.visualization.overlay_style import DEFAULT_STYLE, OverlayStyle

BATCH_SIZE = 16
"""Images encoded at once: enough to use a GPU fully; it makes no difference on a CPU."""
BATCH_BYTES = 128 * 2**20
"""Size of these images at most; large images are encoded one by one."""

Image = NDArray[np.uint8]
Progress = Callable[[int, int], None]
"""Receives the number of finished images and their total."""
Span = tuple[float, float]
"""Start and end in seconds on the time axis of the video."""
Origin = Callable[[float], str]
"""Returns the text about the origin of the maps, given the duration of the video in seconds."""


class Model(InputSizes, Protocol):
    """The methods of `avol.Localizer` that localizing a file uses."""

    def encode_audio(self, wave: NDArray[np.float32] | None) -> AudioEmbedding:
        """Encode an audio window, samples in -1..1; None if there is no audio."""
        ...

    def encode_images(self, images: list[Image]) -> list[ImageEmbedding]:
        """Encode images (H, W, 3) RGB of any size."""
        ...

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        """Compute the map of an image for an audio window."""
        ...


@dataclass(frozen=True)
class Excerpt:
    """The part of a video to localize, and whether to write an overlay video of it."""

    span: Span | None
    with_video: bool

    def select(self, video: VideoFile) -> tuple[range, MediaInfo]:
        """Return the frame numbers, and the media info of a file with only these frames."""
        info, index = video.info, video.index
        if self.span is None:
            return range(len(index)), info
        first, last = (index.at(time) for time in sorted(self.span))
        start = index.time(first)
        end = info.start + info.duration
        stop = index.time(last + 1) if last + 1 < len(index) else end
        count = last + 1 - first
        part = replace(info, start=start, duration=stop - start, frame_count=count)
        return range(first, last + 1), part

    def overlay_writer(
        self, path: Path, info: MediaInfo, audio: VideoAudio
    ) -> AbstractContextManager[WriteFrame | None]:
        """Open the writer of the overlay video, or None if none is wanted."""
        return overlay_writer(path, info, audio) if self.with_video else nullcontext()


@dataclass(frozen=True)
class FileResult:
    """The result of one input."""

    files: tuple[Path, ...]
    """The overlay video or image (if wanted), the table, the archive."""
    verdicts: dict[str, int]
    """Number of images for each verdict."""
    media_s: float
    """Duration of the video in seconds; 0 for an image."""
    has_audio: bool = True
    """Whether there was audio; a video without it counts as silent."""
    start_s: float | None = field(default=None, compare=False)
    """Time at which the video starts on its own axis, 0 in the overlay video; None if unknown."""

    @property
    def maps(self) -> int:
        """Number of localized images."""
        return sum(self.verdicts.values())


def localize(
    source: Path,
    out: Path,
    model: Model,
    *,
    audio: Path | None = None,
    audio_track: int | None = None,
    style: OverlayStyle = DEFAULT_STYLE,
    span: Span | None = None,
    with_video: bool = True,
    progress: Progress = lambda done, total: None,
    origin: Origin = lambda media_s: "",
    overwrite: bool = False,
    model_input: ModelInput = OWN_INPUT,
) -> FileResult:
    """Localize the sound in a video or an image and write the results into a folder.

    A video gives NAME.mp4 with overlay and audio, an image gives NAME.png; both give NAME.csv and
    NAME.npz (see `avol.io.results`). Each file is written atomically.

    Args:
        source: the video or image.
        out: the output folder, created if missing.
        model: the Localizer.
        audio: audio file to use. For a video it replaces the video's audio and starts with the
            video; for an image its middle second is used.
        audio_track: number of the audio track that is used, from 1; None for the default one.
        style: how the map is drawn.
        span: restricts a video to the frames between these times. Table and archive contain the
            same rows as for the whole video; the overlay video starts at 0 s.
        with_video: whether to write an overlay video.
        progress: called after every frame; if it raises, all files are removed.
        origin: returns the text that the archive stores about its origin.
        overwrite: whether files may be replaced that AVOL has not written.
        model_input: for a video, what the model gets in place of the audio and the images; the
            overlay video keeps its own.

    Raises:
        MediaError: an input cannot be read or a file cannot be written.
        InputError: an image without audio, an audio track that does not exist, or an output that
            would replace an input or a file that AVOL has not written.
    """
    inputs = [path for path in (source, audio) if path]
    check_outputs(planned_outputs(source, out), inputs, overwrite=overwrite)
    files = output_files(source, make_folder(out))
    overlay, base = files[0], out / source.stem
    if overlay.suffix == ".png":
        verdicts = _localize_image(source, base, model, audio, audio_track, style, origin)
        return FileResult(files, dict(verdicts), 0.0, start_s=0.0)
    excerpt = Excerpt(span, with_video)
    # Frame threads are the fastest for sequential decoding.
    with (
        VideoFile(source, "auto", None if audio else audio_track) as video,
        open_audio(video.info, audio, audio_track) as video_audio,
    ):
        verdicts, info = _localize_video(
            video, video_audio, base, model, style, excerpt, progress, origin, model_input
        )
    written = files if with_video else files[1:]
    has_audio = info.has_audio or audio is not None
    return FileResult(written, dict(verdicts), info.duration, has_audio, info.start)


def output_files(source: Path, out: Path) -> tuple[Path, Path, Path]:
    """Return the overlay video or image, the table and the archive of a source."""
    is_image = source.suffix.lower() in IMAGE_SUFFIXES
    overlay, table, archive = (
        out / (source.stem + suffix) for suffix in (".png" if is_image else ".mp4", ".csv", ".npz")
    )
    return overlay, table, archive


def planned_outputs(source: Path, out: Path) -> tuple[OutputFile, ...]:
    """Return the output files of a source, for `check_outputs`."""
    overlay, table, archive = output_files(source, out)
    kind = "image" if overlay.suffix == ".png" else "video"
    return (
        OutputFile.of(overlay, kind, source),
        OutputFile.of(table, "table", source),
        OutputFile.of(archive, "maps", source),
    )


def localize_frames(
    video: VideoFile, audio: VideoAudio, model: Model, frames: range, given: ModelInput = OWN_INPUT
) -> Iterator[tuple[Frame, Localization]]:
    """Yield frames of a video with the maps of the audio windows centred on them."""
    decoded = video.frames(frames.start, frames.stop)
    image_bytes = 3 * video.info.width * video.info.height
    size = max(1, min(BATCH_SIZE, BATCH_BYTES // image_bytes))
    while batch := list(islice(decoded, size)):
        for embedding in model.encode_images([given.image(model, frame.image) for frame in batch]):
            frame = batch.pop(0)  # so that it is freed before the next one is decoded
            sound = model.encode_audio(given.wave(model, audio.window_at, frame.time))
            yield frame, given.on_frame(model.localize(embedding, sound))
            del frame


def _localize_image(
    source: Path,
    base: Path,
    model: Model,
    audio: Path | None,
    audio_track: int | None,
    style: OverlayStyle,
    origin: Origin,
) -> Counter[str]:
    if audio is None:
        raise InputError(f"“{source.name}” has no audio; add an audio file (--sound).")
    image = load_image(source)
    with AudioTrack(audio, audio_track) as track:
        window = track.excerpt_at((track.start + track.stop) / 2 / SAMPLE_RATE, model.audio_window)
    localization = model.localize(model.encode_images([image])[0], model.encode_audio(window))
    with (
        atomic_write(base.with_name(base.name + ".png")) as part,
        map_writer(base, 1, Fraction(1), origin(0.0)) as write_map,
    ):
        _write_png(part, style.draw(image, localization))
        write_map(0, localization, (image.shape[1], image.shape[0]))
    return Counter([localization.verdict.value])


def _localize_video(
    video: VideoFile,
    audio: VideoAudio,
    base: Path,
    model: Model,
    style: OverlayStyle,
    excerpt: Excerpt,
    progress: Progress,
    origin: Origin,
    given: ModelInput,
) -> tuple[Counter[str], MediaInfo]:
    verdicts: Counter[str] = Counter()
    frames, info = excerpt.select(video)
    overlay = base.with_name(base.name + ".mp4")
    with (
        map_writer(base, len(frames), info.time_base, origin(info.duration)) as write_map,
        excerpt.overlay_writer(overlay, info, audio) as write_frame,
    ):
        for frame, localization in localize_frames(video, audio, model, frames, given):
            if write_frame is not None:
                write_frame(frame, style.draw(frame.image, localization))
            write_map(frame.pts, localization, (info.width, info.height))
            verdicts[localization.verdict.value] += 1
            progress(frame.index - frames.start + 1, len(frames))
            del frame  # it is freed before the next one is decoded
    return verdicts, info


def _write_png(path: Path, image: Image) -> None:
    """Write an image (H, W, 3) uint8 RGB as PNG, whatever the suffix of the path."""
    from avol.core.opencv import cv2

    _, data = cv2.imencode(".png", image[..., ::-1])
    path.write_bytes(mark_png(data.tobytes()))
