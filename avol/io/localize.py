"""Where the sound is made, for whole files: a video with the map burnt in, a table, an archive."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from avol.core.atomic import atomic_write, make_folder
from avol.core.constants import SAMPLE_RATE
from avol.errors import InputError
from avol.io.overlay_video import Film, SecondAt, Sound, Wave, filming, listening
from avol.io.results import recording
from avol.localizer import AudioEmbedding, ImageEmbedding, Localization
from avol.media import AudioTrack, Frame, MediaInfo, VideoFile, load_image
from avol.media.file_types import IMAGE_SUFFIXES
from avol.visualization.overlay_style import DEFAULT_STYLE, OverlayStyle

BATCH = 16
"""Pictures seen at once: fills a graphics card; a processor neither gains nor loses by it."""

Picture = NDArray[np.uint8]
Progress = Callable[[int, int], None]
"""Told how many pictures of how many are done."""
Span = tuple[float, float]
"""From one time to another, in seconds on the video's own axis."""
Origin = Callable[[float], str]
"""Says how maps came about, told how many seconds the video lasts."""


class Model(Protocol):
    """What is asked of `avol.Localizer` here."""

    def encode_audio(self, wave: Wave) -> AudioEmbedding:
        """From (48000,) samples of -1..1."""
        ...

    def encode_images(self, images: list[Picture]) -> list[ImageEmbedding]:
        """From pictures (H, W, 3) RGB, of whatever size."""
        ...

    def localize(self, image: ImageEmbedding, audio: AudioEmbedding) -> Localization:
        """Where in the picture the sound is made."""
        ...


@dataclass(frozen=True)
class Cut:
    """How much of a video is taken, and whether a film is made of it."""

    span: Span | None
    film: bool

    def of(self, video: VideoFile) -> tuple[range, MediaInfo]:
        """The pictures, and the facts of a file that had no others."""
        facts, index = video.info, video.index
        if self.span is None:
            return range(len(index)), facts
        first, last = (index.at(time) for time in sorted(self.span))
        start = index.time(first)
        end = facts.start + facts.duration
        stop = index.time(last + 1) if last + 1 < len(index) else end
        count = last + 1 - first
        part = replace(facts, start=start, duration=stop - start, frame_count=count)
        return range(first, last + 1), part

    def filming(
        self, path: Path, facts: MediaInfo, heard: Sound
    ) -> AbstractContextManager[Film | None]:
        """What adds pictures to the film; None where none is made."""
        return filming(path, facts, heard) if self.film else nullcontext()


@dataclass(frozen=True)
class Found:
    """What was found in one input."""

    files: tuple[Path, ...]
    """The video or picture with the map in it (if asked for), the table, the archive."""
    verdicts: dict[str, int]
    """How many pictures got which verdict."""
    media_s: float
    """Seconds that the video lasts; 0 for a picture."""

    @property
    def maps(self) -> int:
        """How many pictures were located."""
        return sum(self.verdicts.values())


def localize(
    source: Path,
    out: Path,
    model: Model,
    *,
    sound: Path | None = None,
    drawing: OverlayStyle = DEFAULT_STYLE,
    span: Span | None = None,
    film: bool = True,
    progress: Progress = lambda done, total: None,
    origin: Origin = lambda media_s: "",
) -> Found:
    """Locate the sound in a video or a still picture, and write what was found into a folder.

    A video gives NAME.mp4 with the map burnt in and its sound kept, a picture NAME.png; both give
    NAME.csv and NAME.npz (see `avol.io.results`). Each of them appears whole or not at all.

    Args:
        source: the video or picture.
        out: the folder, made unless it is there; files of these names in it are replaced.
        model: the Localizer.
        sound: another sound. Beside a video it begins when the video does and takes the place of
            the video's own; beside a picture the second in its middle is heard.
        drawing: how the map is drawn.
        span: of a video, only what is on screen between these times; the table and the archive
            have the rows of the whole for them, the film begins at 0 s.
        film: whether a video gives an MP4 too.
        progress: told after every picture; what it raises ends it all, and nothing is left.
        origin: what the archive is to say of how it came about, told how long the video lasts.

    Raises:
        MediaError: an input cannot be read or a file not written.
        InputError: a picture without a sound, or an output that would replace its input.
    """
    files = names(source, make_folder(out))
    picture, base = files[0], out / source.stem
    if picture.resolve() in (given.resolve() for given in (source, sound) if given):
        raise InputError(f"“{picture.name}” would replace what was given; choose another folder.")
    if picture.suffix == ".png":
        verdicts, media_s = _picture(source, base, model, sound, drawing, origin), 0.0
    else:
        cut = Cut(span, film)
        verdicts, media_s = _video(source, base, model, sound, drawing, cut, progress, origin)
    made = files if film else files[1:]
    return Found(made, dict(verdicts), media_s)


def names(source: Path, out: Path) -> tuple[Path, Path, Path]:
    """The film or picture, the table and the archive that `localize` makes of a source."""
    still = source.suffix.lower() in IMAGE_SUFFIXES
    picture, table, archive = (
        out / (source.stem + end) for end in (".png" if still else ".mp4", ".csv", ".npz")
    )
    return picture, table, archive


def located(
    video: VideoFile, window_at: SecondAt, model: Model, frames: range
) -> Iterator[tuple[Frame, Localization]]:
    """These pictures of a video with their maps; each hears the second of sound centred on it."""
    frames_ahead = video.frames(frames.start, frames.stop)
    while batch := list(islice(frames_ahead, BATCH)):
        seen = model.encode_images([frame.image for frame in batch])
        for frame, sight in zip(batch, seen, strict=True):
            yield frame, model.localize(sight, model.encode_audio(window_at(frame.time)))


def _picture(
    source: Path,
    base: Path,
    model: Model,
    sound: Path | None,
    drawing: OverlayStyle,
    origin: Origin,
) -> Counter[str]:
    if sound is None:
        raise InputError(f"“{source.name}” is silent; name the sound that goes with it (--sound).")
    image = load_image(source)
    with AudioTrack(sound) as track:
        heard = model.encode_audio(track.window_at((track.start + track.stop) / 2 / SAMPLE_RATE))
    found = model.localize(model.encode_images([image])[0], heard)
    with (
        atomic_write(base.with_name(base.name + ".png")) as part,
        recording(base, 1, Fraction(1), origin(0.0)) as record,
    ):
        _write_png(part, drawing.draw(image, found))
        record(0, found, (image.shape[1], image.shape[0]))
    return Counter([found.verdict.value])


def _video(
    source: Path,
    base: Path,
    model: Model,
    sound: Path | None,
    drawing: OverlayStyle,
    cut: Cut,
    progress: Progress,
    origin: Origin,
) -> tuple[Counter[str], float]:
    verdicts: Counter[str] = Counter()
    # Frame threads decode fastest what is played from end to end.
    with VideoFile(source, threads="auto") as video, listening(video.info, sound) as heard:
        frames, facts = cut.of(video)
        with (
            recording(base, len(frames), facts.time_base, origin(facts.duration)) as record,
            cut.filming(base.with_name(base.name + ".mp4"), facts, heard) as film,
        ):
            for frame, found in located(video, heard.window_at, model, frames):
                if film is not None:
                    film(frame, drawing.draw(frame.image, found))
                record(frame.pts, found, (facts.width, facts.height))
                verdicts[found.verdict.value] += 1
                progress(frame.index - frames.start + 1, len(frames))
    return verdicts, facts.duration


def _write_png(path: Path, image: Picture) -> None:
    """Write a picture (H, W, 3) uint8 RGB as PNG, whatever the ending of the name."""
    import cv2

    _, data = cv2.imencode(".png", image[..., ::-1])
    path.write_bytes(data.tobytes())
