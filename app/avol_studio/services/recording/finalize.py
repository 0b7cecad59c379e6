"""What a take becomes when it is over: an ordinary movie, its table, its maps, a film of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from avol.errors import AvolError, MediaError
from avol_studio.services.recording.map_log import LOG, maps_of, start_of
from avol_studio.services.recording.recording_files import MOVIE, discard
from avol_studio.services.recording.recording_lock import RecordingLockedError, claimed
from avol_studio.services.recording.segment_encoder import Mapped

if TYPE_CHECKING:
    from avol.io.localize import OverlayStyle
    from avol.localizer import Localization

_log = logging.getLogger("avol.recording")

FILM = "film.mp4"
TICKS = 90_000  # of the movie's pictures, as `avol.media` writes them
HOLD = 0.5  # seconds that a map stands over the pictures that follow its own


class RenderingCancelledError(AvolError):
    """The film was not wanted any more; the take is whole."""


def takes_folder() -> Path:
    """Where the studio puts its takes, each in a folder of its own."""
    return platformdirs.user_videos_path() / "AVOL"


def unfinished(place: Path) -> list[Path]:
    """The takes in a folder that nobody has finished and nobody is at work on; it may be one."""
    if (place / LOG).is_file():
        return [place]
    takes = []
    for log in sorted(place.glob(f"*/{LOG}")):
        with suppress(RecordingLockedError), claimed(log.parent):
            takes += [log.parent] if (log.parent / MOVIE).is_file() else []
    return takes


def finish(
    take: Path,
    drawing: OverlayStyle | None,
    progress: Callable[[float], None] = lambda share: None,
    given_up: Callable[[], bool] = lambda: False,
) -> bool:
    """Make the take in a folder whole; False where it was cut off before a second of it was.

    take.mp4 becomes an ordinary movie, take.csv and take.npz lie beside it on its axis, and
    film.mp4 has the maps burnt in as `drawing` says (None: no film). Each is whole or not there,
    however the recording, or an earlier `finish`, was cut off. A take that is finished stays as it
    is. `progress` is told 0..1.

    Raises ClaimedError where the take is being recorded, AvolError where something cannot be
    written: what plays stays, and it can be tried again. GivenUpError where `given_up` says so
    while the film is drawn.
    """
    with claimed(take):
        if not (take / LOG).is_file():
            return True
        begun = start_of(take) is not None
        if begun:
            _finish(take, drawing, progress, given_up)
        else:
            _set_aside(take)
    if not begun:
        with suppress(OSError):  # something may be left in it
            take.rmdir()
    return begun


def _finish(
    take: Path,
    drawing: OverlayStyle | None,
    progress: Callable[[float], None],
    given_up: Callable[[], bool],
) -> None:
    from avol.media.encoding.fragments import trim

    trim(take / MOVIE)
    _settle(take / MOVIE)
    shift = _record(take)
    try:
        if drawing is not None:
            _film(take, shift, drawing, progress, given_up)
    finally:
        (take / LOG).unlink()


def _set_aside(take: Path) -> None:
    """Remove a take that holds nothing; the first moment of one may play, and stays as it is."""
    if (take / MOVIE).stat().st_size:
        (take / LOG).unlink()
    else:
        discard(take)


def _settle(movie: Path) -> None:
    """Make the movie begin at 0 s where there is room for that; Unreadable where it plays not."""
    from avol.media import VideoFile
    from avol.media.encoding.fragments import settle

    VideoFile(movie).close()
    try:
        settle(movie, movie)
    except MediaError as error:
        _log.info("%s stays in fragments: %s", movie, error)


def _record(take: Path) -> int:
    """Write the table and the maps; how many ticks earlier than in its log the movie begins."""
    from avol.io.results import recording
    from avol.media import VideoFile

    with VideoFile(take / MOVIE) as video:
        size, begins = (video.facts.width, video.facts.height), video.index.time(0)
    shift = round((start_of(take) or 0.0) * TICKS) - round(begins * TICKS)
    count = sum(1 for _ in maps_of(take))
    with recording(take / "take", count, Fraction(1, TICKS)) as add:
        for mapped in maps_of(take):
            add(round(mapped.time * TICKS) - shift, mapped.found, size)
    return shift


def _film(
    take: Path,
    shift: int,
    drawing: OverlayStyle,
    progress: Callable[[float], None],
    given_up: Callable[[], bool],
) -> None:
    from avol.io.overlay_video import filming, listening
    from avol.media import VideoFile

    maps = _Newest(maps_of(take), shift)
    with VideoFile(take / MOVIE) as video, listening(video.facts) as heard:
        facts = video.facts
        with filming(take / FILM, facts, heard, threads=1) as film:
            for frame in video.frames():
                if given_up():
                    raise RenderingCancelledError(
                        f"The film of {take.name} was given up; draw it again."
                    )
                found = maps.at(frame.time)
                film(frame, frame.image if found is None else drawing.burn(frame.image, found))
                progress((frame.index + 1) / facts.frame_count)


class _Newest:
    """Walks along the maps: which one stands over the picture of a time."""

    def __init__(self, maps: Iterator[Mapped], shift: int) -> None:
        self._maps, self._shift = maps, shift
        self._now: tuple[float, Localization] | None = None
        self._next = self._take()

    def at(self, time: float) -> Localization | None:
        """The newest map at `time` seconds of the movie, not older than HOLD; times only rise."""
        while self._next is not None and self._next[0] <= time + 0.5 / TICKS:
            self._now, self._next = self._next, self._take()
        if self._now is None or time - self._now[0] > HOLD:
            return None
        return self._now[1]

    def _take(self) -> tuple[float, Localization] | None:
        mapped = next(self._maps, None)
        if mapped is None:
            return None
        return (round(mapped.time * TICKS) - self._shift) / TICKS, mapped.found
