"""Frames of real videos with their sound: pairs that truly correspond."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from avol.audio.log_spectrogram import Floats, level_dbfs
from avol.core.constants import AUDIO_WINDOW, SILENCE_LEVEL
from avol.data.catalogue.manifest import CatalogueItem, load_catalogue
from avol.media import AudioTrack, VideoFile
from avol.media.file_types import VIDEO_SUFFIXES
from avol.training.supervised.clip_pairs.frozen_encoders import FrozenEncoders


@dataclass(frozen=True)
class ClipPairs:
    """Frames of videos and the audio windows around them, as features of frozen encoders."""

    cells: Tensor
    """(N, 196, channels) half precision: the grids of the frames."""
    audio: Tensor
    """(N, channels): the pooled features of the audio windows."""
    files: tuple[str, ...]
    """(N,) file of each pair, relative to the data folder."""
    videos: tuple[str, ...]
    """(N,) original video of each pair; several files may be excerpts of one."""

    def __len__(self) -> int:
        return len(self.files)

    def of_videos(self, videos: Iterable[str]) -> NDArray[np.int64]:
        """Rows of the pairs of some videos."""
        chosen = set(videos)
        return np.array([row for row, video in enumerate(self.videos) if video in chosen], np.int64)


def find_clips(data: Path, folder: str, include_flagged: bool) -> list[CatalogueItem]:
    """The videos of the catalogue in a folder, in the order of their paths.

    Args:
        data: folder of the catalogue.
        folder: folder of the videos, relative to `data`.
        include_flagged: whether to use videos of unclear or non-commercial licence.

    Raises:
        InputError: `data` holds no catalogue.
    """
    return sorted(
        (
            item
            for item in load_catalogue(data)
            if item.path.is_relative_to(data / folder)
            and item.path.suffix.lower() in VIDEO_SUFFIXES
            and (include_flagged or not item.flagged)
        ),
        key=lambda item: item.path,
    )


def encode_clips(
    encoders: FrozenEncoders,
    clips: list[CatalogueItem],
    data: Path,
    report: Callable[[int], None],
) -> ClipPairs:
    """Encode one frame of each second of every video, with the audio window around it.

    Silent windows are left out. No label and no box is read. `report` receives the number of videos
    so far.

    Raises:
        MediaError: a video cannot be read.
        NoAudioError: a video has no audio.
    """
    cells, audio, files, videos = list[Tensor](), list[Tensor](), list[str](), list[str]()
    for number, clip in enumerate(clips):
        for image, wave in _moments(clip.path, encoders.spec.samples):
            cells.append(encoders.image(image))
            audio.append(encoders.audio(wave))
            files.append(clip.path.relative_to(data).as_posix())
            videos.append(clip.origin)
        report(number + 1)
    return ClipPairs(torch.stack(cells), torch.stack(audio), tuple(files), tuple(videos))


def _moments(path: Path, samples: int) -> list[tuple[NDArray[np.uint8], Floats]]:
    with VideoFile(path) as video, AudioTrack(path) as track:
        count = max(1, round(video.info.duration))
        times = video.info.start + (np.arange(count) + 0.5) * video.info.duration / count
        moments = []
        for time in times.tolist():
            wave = track.window_at(time, samples)
            if level_dbfs(wave[-AUDIO_WINDOW:]) >= SILENCE_LEVEL:
                moments.append((video.frame(video.index.at(time)).image, wave))
        return moments
