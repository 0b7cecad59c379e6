"""Numbers of the map of one frame of the lesson's video."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from avol.errors import InputError
from avol.reference_sounds import load_reference_sound
from avol.score_scale import MATCH_SCORE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from avol.embedder import AudioEmbedding, ImageEmbedding
    from avol.lessons.numbers.request import NumberRequest
    from avol.localization import Localization


def score(request: NumberRequest, *, time: float, sound: str = "") -> float:
    """Score of the frame at a time, with its own audio or with a reference sound."""
    return localize_frame(request, time, sound).score


def cells_above_threshold(request: NumberRequest, *, time: float, sound: str = "") -> float:
    """Number of cells of the map with a score of a match or more."""
    return float((localize_frame(request, time, sound).map >= MATCH_SCORE).sum())


def localize_frame(request: NumberRequest, time: float, sound: str = "") -> Localization:
    """The map of the frame at a time; raises InputError without a video."""
    image, audio = embed_frame(request, time, sound)
    return request.model.localize(image, audio)


def embed_frame(
    request: NumberRequest, time: float, sound: str = ""
) -> tuple[ImageEmbedding, AudioEmbedding]:
    """The embeddings of the frame at a time and of its audio, or of a reference sound."""
    image, wave = load_frame(request, time, sound)
    return request.model.encode_image(image), request.model.encode_audio(wave)


def load_frame(
    request: NumberRequest, time: float, sound: str = ""
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """The frame at a time, and its audio window or that of a reference sound."""
    from avol.media import AudioTrack, VideoFile

    if request.media is None:
        raise InputError("This number needs a video, and the lesson has none; name its media.")
    samples = request.model.audio_window
    with VideoFile(request.media) as video:
        frame = video.frame(video.index.at(time))
    if sound:
        return frame.image, np.resize(load_reference_sound(sound).wave, samples)  # as on screen
    with AudioTrack(request.media) as track:
        return frame.image, track.window_at(frame.time, samples)
