"""The file that is open and the one being opened: sources, sessions, and the seek under way."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.core.threads.shutdown_group import ShutdownGroup
from avol_studio.core.threads.worker_thread import Notify
from avol_studio.media.source import Seek, SeekCompleted, SourceError, SourceOpened
from avol_studio.media.sources.file_source import FileSource
from avol_studio.playback.dependencies import PlayerDependencies

if TYPE_CHECKING:
    from avol.media import Frame


class FileSession:
    """Owner of the sources, for the GUI thread; each opening, seek and close has a session id."""

    def __init__(self, parts: PlayerDependencies, notify: Notify) -> None:
        self.media: OpenedMedia | None = None
        self.session = 0
        self.pending: Seek | None = None  # not answered yet
        self._parts, self._notify = parts, notify
        self._ids = itertools.count(1)
        self._source: FileSource | None = None  # of `media`
        self._opening: FileSource | None = None
        self._leaving = ShutdownGroup()

    def open(self, path: Path) -> None:
        """Begin to open a file in place of one still being opened; what is open stays."""
        self.cancel_opening()
        self._opening = FileSource(path, next(self._ids), self._notify, self._parts.open_video)

    def is_opening(self, event: SourceOpened | SourceError) -> bool:
        """Whether this is news of the file being opened."""
        return self._opening is not None and event.source is self._opening

    def is_open(self, event: SeekCompleted | SourceError) -> bool:
        """Whether this is news of the file that is open."""
        return self._source is not None and event.source is self._source

    def cancel_opening(self) -> None:
        """Forget the file being opened."""
        source, self._opening = self._opening, None
        self._leaving.dismiss(source)

    def adopt(self, event: SourceOpened) -> OpenedMedia:
        """Take the file that was being opened in place of the one that was open."""
        source = self._opening
        assert source is not None
        assert source is event.source
        self.leave()
        self._opening, self._source = None, source
        self.session, self.pending = source.session, Seek(0, source.session)
        self.media = OpenedMedia(source.path, event.info, event.index, source.session)
        return self.media

    def leave(self) -> None:
        """Let go of the file that is open."""
        source, self._source = self._source, None
        self.media = self.pending = None
        self.session = next(self._ids)
        self._leaving.dismiss(source)

    def go(self, index: int, exact: bool = True) -> None:
        """Seek frame `index` in a new session."""
        assert self._source is not None
        self.pending = Seek(index, next(self._ids), exact)
        self.session = self.pending.session
        self._source.seek(self.pending)

    def answers(self, event: SeekCompleted | SourceError) -> bool:
        """Whether this answers the newest wish, rather than one before it."""
        return self.pending is not None and event.session == self.session

    def due(self, now: float) -> Frame | None:
        """The newest frame whose time has come at `now` and that was not given yet."""
        return None if self._source is None else self._source.due(now)

    def next_time(self) -> float | None:
        """The time of the next frame that lies ready; None when none does."""
        return None if self._source is None else self._source.next_time()

    def close(self) -> None:
        """Ask all threads to end."""
        self.cancel_opening()
        self.leave()

    def join(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for all threads to end; whether they did."""
        return self._leaving.join(timeout)
