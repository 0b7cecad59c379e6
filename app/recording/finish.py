"""What a take becomes when it is over: an ordinary movie, its table, its maps, a film of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from app.recording.encoding import Mapped
from app.recording.take import MOVIE, Take
from avol.errors import AvolError, MediaError

if TYPE_CHECKING:
    from avol.localize import Drawing
    from avol.localizer import Localization

_log = logging.getLogger("avol.recording")

FILM = "film.mp4"
TICKS = 90_000  # of the movie's pictures, as `avol.media` writes them
HOLD = 0.5  # seconds that a map stands over the pictures that follow its own


class GivenUpError(AvolError):
    """The film was not wanted any more; the take is whole."""


def finish(
    take: Take,
    drawing: Drawing,
    progress: Callable[[float], None] = lambda share: None,
    given_up: Callable[[], bool] = lambda: False,
) -> Path:
    """Make take.mp4 an ordinary movie, write take.csv and take.npz beside it, and film.mp4.

    The table and the maps are on the axis of take.mp4, as found; the film has them burnt in, as
    `drawing` says. Each is whole or not there. `progress` is told 0..1. The folder is returned.

    Raises AvolError where something cannot be written, GivenUpError where `given_up` says so in
    between; take.mp4 plays in any case.
    """
    movie = take.folder / MOVIE
    shift = _settled(movie, round((take.start or 0.0) * TICKS))
    try:
        _record(take, shift)
        _film(take, shift, drawing, progress, given_up)
    finally:
        take.drop_log()
    return take.folder


def _settled(movie: Path, shift: int) -> int:
    """Make the movie begin at 0 s where there is room for that; how many ticks it moved."""
    from avol.media.fragments import settle

    try:
        settle(movie, movie)
    except MediaError as error:
        _log.info("%s stays in fragments: %s", movie, error)
        return 0
    return shift


def _record(take: Take, shift: int) -> None:
    from avol.media import VideoFile
    from avol.records import recording

    with VideoFile(take.folder / MOVIE) as video:
        size = (video.facts.width, video.facts.height)
    count = sum(1 for _ in take.maps())
    with recording(take.folder / "take", count, Fraction(1, TICKS)) as add:
        for mapped in take.maps():
            add(round(mapped.time * TICKS) - shift, mapped.found, size)


def _film(
    take: Take,
    shift: int,
    drawing: Drawing,
    progress: Callable[[float], None],
    given_up: Callable[[], bool],
) -> None:
    from avol.film import filming, listening
    from avol.media import VideoFile

    maps = _Newest(take.maps(), shift)
    with VideoFile(take.folder / MOVIE) as video, listening(video.facts) as heard:
        facts = video.facts
        with filming(take.folder / FILM, facts, heard, threads=1) as film:
            for frame in video.frames():
                if given_up():
                    raise GivenUpError(
                        f"The film of {take.folder.name} was given up; draw it again."
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
