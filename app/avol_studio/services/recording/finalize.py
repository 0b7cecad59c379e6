"""Finalization of a recording: video, table, map archive, and overlay video."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from avol.core.atomic import sync_to_disk
from avol.core.output_mark import Kind, is_own
from avol.errors import AvolError, InputError, MediaError
from avol_studio.core.translation import tr
from avol_studio.services.recording.map_log import MAP_LOG, load_maps, load_start
from avol_studio.services.recording.recording_files import TABLE, VIDEO, remove_empty_recording
from avol_studio.services.recording.recording_lock import RecordingLockedError, recording_locked
from avol_studio.services.recording.segment_encoder import TimedMap

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from avol.io.localize import OverlayStyle

_log = logging.getLogger("avol.recording")

OVERLAY_VIDEO, ARCHIVE = "film.mp4", "take.npz"
TICKS_PER_SECOND = 90_000  # of the video's timestamps, as `avol.media` writes them
MAP_HOLD = 0.5  # seconds a map stays visible over the frames that follow its own


class RenderingCancelledError(AvolError):
    """Rendering of the overlay video was cancelled; the recording is complete."""


def recordings_folder() -> Path:
    """Return the folder in which every recording of the studio gets a folder of its own."""
    return platformdirs.user_videos_path() / "AVOL"


def unfinished_recordings(path: Path) -> list[Path]:
    """Return the unfinished recordings that no process uses: `path` itself or its subfolders."""
    if _is_recording(path):
        return [path]
    folders = []
    for log in sorted(path.glob(f"*/{MAP_LOG}")):
        with suppress(RecordingLockedError), recording_locked(log.parent):
            folders += [log.parent] if _is_recording(log.parent) else []
    return folders


def _is_recording(folder: Path) -> bool:
    """Whether AVOL has recorded into a folder, and has not finished the files."""
    table = folder / TABLE
    is_ours = not table.exists() or is_own(table, "table")
    return is_ours and all((folder / name).is_file() for name in (MAP_LOG, VIDEO))


def finalize_recording(
    folder: Path,
    style: OverlayStyle | None,
    progress: Callable[[float], None] = lambda fraction: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Finalize the recording in a folder; returns False if it contains no complete second.

    take.mp4 becomes an ordinary MP4, take.csv and take.npz get its time axis, and film.mp4 shows
    the maps in `style` (None: no overlay video). Each file is complete or absent wherever the
    recording or an earlier finalization was interrupted. A finalized recording is left unchanged.
    `progress` receives 0..1.

    Raises RecordingLockedError if the recording is in use, RenderingCancelledError if `cancelled`
    returns True while rendering, and AvolError if a file cannot be written. After any error the
    video is kept, the recording counts as unfinished, and finalization can be repeated.
    """
    with recording_locked(folder):
        if not (folder / MAP_LOG).is_file():
            return True
        has_video = load_start(folder) is not None
        if has_video:
            _finalize_files(folder, style, progress, cancelled)
        else:
            _discard_empty(folder)
    if not has_video:
        with suppress(OSError):  # the folder may contain other files
            folder.rmdir()
    return has_video


def _finalize_files(
    folder: Path,
    style: OverlayStyle | None,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> None:
    from avol.media.encoding.fragments import truncate_damaged_end

    written: dict[str, Kind] = {OVERLAY_VIDEO: "video", ARCHIVE: "maps"}
    for name, kind in written.items():
        if (folder / name).exists() and not is_own(folder / name, kind):
            raise InputError(
                tr("“{folder}” was not written by AVOL; move it and try again.").format(
                    folder=folder / name
                )
            )
    truncate_damaged_end(folder / VIDEO)
    _defragment(folder / VIDEO)
    shift = _write_results(folder)
    if style is not None:
        _render_overlay(folder, shift, style, progress, cancelled)
    for name in (TABLE, ARCHIVE):
        sync_to_disk(folder / name)
    (folder / MAP_LOG).unlink()  # last: with it the recording counts as unfinished


def _discard_empty(folder: Path) -> None:
    """Remove an empty recording; a video without a complete fragment may play and is kept."""
    if (folder / VIDEO).stat().st_size:
        (folder / MAP_LOG).unlink()
    else:
        remove_empty_recording(folder)


def _defragment(video: Path) -> None:
    """Rewrite the video to start at 0 s if the disk has room; MediaError if it is unreadable."""
    from avol.media import VideoFile
    from avol.media.encoding.fragments import defragment

    VideoFile(video).close()
    try:
        defragment(video, video)
    except MediaError as error:
        _log.info("%s stays fragmented: %s", video, error)


def _write_results(folder: Path) -> int:
    """Write table and map archive; returns the ticks by which the video starts before its log."""
    from avol.io.results import map_writer
    from avol.media import VideoFile

    with VideoFile(folder / VIDEO) as video:
        size, first_time = (video.info.width, video.info.height), video.index.time(0)
    start = load_start(folder) or 0.0
    shift = round(start * TICKS_PER_SECOND) - round(first_time * TICKS_PER_SECOND)
    notes = [entry.note for entry in load_maps(folder)]
    origin = "; ".join(sorted({note for note in notes if note}))
    with map_writer(folder / "take", len(notes), Fraction(1, TICKS_PER_SECOND), origin) as add:
        for entry in load_maps(folder):
            add(round(entry.time * TICKS_PER_SECOND) - shift, entry.localization, size)
    return shift


def _render_overlay(
    folder: Path,
    shift: int,
    style: OverlayStyle,
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> None:
    from avol.io.overlay_video import open_audio, overlay_writer
    from avol.media import VideoFile

    maps = _MapCursor(load_maps(folder), shift)
    with VideoFile(folder / VIDEO) as video, open_audio(video.info) as audio:
        info = video.info
        with overlay_writer(folder / OVERLAY_VIDEO, info, audio, threads=1) as write:
            for frame in video.frames():
                if cancelled():
                    raise RenderingCancelledError(
                        tr("Rendering of {name} was cancelled; the recording is complete.").format(
                            name=folder.name
                        )
                    )
                write(frame, _drawn(frame.image, maps.at(frame.time), style))
                progress((frame.index + 1) / info.frame_count)


def _drawn(
    image: NDArray[np.uint8], found: TimedMap | None, style: OverlayStyle
) -> NDArray[np.uint8]:
    if found is None:
        return image
    return replace(style, note=found.note).draw(image, found.localization)


class _MapCursor:
    """Iterates over timed maps in step with the frames of the video."""

    def __init__(self, maps: Iterator[TimedMap], shift: int) -> None:
        self._maps, self._shift = maps, shift
        self._current: TimedMap | None = None
        self._next = self._advance()

    def at(self, time: float) -> TimedMap | None:
        """Return the newest map at `time` seconds, at most MAP_HOLD old; times must not fall."""
        while self._next is not None and self._next.time <= time + 0.5 / TICKS_PER_SECOND:
            self._current, self._next = self._next, self._advance()
        if self._current is None or time - self._current.time > MAP_HOLD:
            return None
        return self._current

    def _advance(self) -> TimedMap | None:
        """Return the next map with its time in the video."""
        entry = next(self._maps, None)
        if entry is None:
            return None
        ticks = round(entry.time * TICKS_PER_SECOND) - self._shift
        return replace(entry, time=ticks / TICKS_PER_SECOND)
