"""The menu of the audio tracks of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from avol_studio.core.state.player_state import OpenedMedia
from avol_studio.core.translation import tr

if TYPE_CHECKING:
    from avol_studio.playback.player import Player


class AudioTrackMenu(QObject):
    """Lists the tracks of the open file; choosing one opens the file again with it."""

    def __init__(self, parent: QWidget, player: Player) -> None:
        super().__init__(parent)
        self._player = player
        self.menu = QMenu(tr("Audio track"), parent)
        player.opened.connect(self._fill)
        player.closed.connect(self._fill)
        self._fill()

    def _fill(self, _media: object = None) -> None:
        self.menu.clear()
        media = self._player.media
        info = media.info if isinstance(media, OpenedMedia) else None
        self.menu.setEnabled(info is not None and len(info.audio_tracks) > 1)
        group = QActionGroup(self.menu)
        for track in info.audio_tracks if info is not None else ():
            action = group.addAction(track.label)
            action.setCheckable(True)
            action.setChecked(info is not None and track.number == info.audio_track)
            action.triggered.connect(
                lambda _=False, number=track.number: self._player.select_audio_track(number)
            )
        self.menu.addActions(group.actions())
