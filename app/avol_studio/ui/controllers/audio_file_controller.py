"""Audio files at one window: the sound of the map, or a search; audio for a silent video."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from avol.media.file_types import AUDIO_SUFFIXES, IMAGE_SUFFIXES, VIDEO_SUFFIXES
from avol_studio.core.state.live_state import LiveMedia
from avol_studio.core.state.player_state import Message, Offer, OpenedMedia
from avol_studio.core.translation import tr
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.text.file_filters import file_filter

if TYPE_CHECKING:
    from avol_studio.ui.controllers.search_controller import SearchController


class AudioFileController(FeatureController):
    """Offers what can be done with a file without video, and with a video without audio."""

    def __init__(self, context: FeatureContext, search: SearchController) -> None:
        super().__init__(context)
        player = context.player
        self._sounds, self._search = context.sounds, search
        self._has_offered = False
        player.audio_opened.connect(self._on_audio)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._withdraw)

    def _on_audio(self, path: Path) -> None:
        """Offer to use a sound with what is open, or to choose an image for it."""
        text = tr("“{}” contains only audio.").format(path.name)
        if self._player.state.loaded:
            search_with = self._search.search_with
            offers = (
                Offer(tr("Use for the map"), lambda: self._sounds.load_and_use(path)),
                Offer(tr("Search with it"), lambda: self._sounds.load(path, search_with)),
            )
        else:
            offers = (Offer(tr("Choose an image…"), lambda: self._choose_image(path)),)
        self._offer(text, *offers)

    def _withdraw(self) -> None:
        """Withdraw an offer that concerns what was open before."""
        if self._has_offered:
            self._has_offered = False
            self.message.emit(Message(""))

    def _offer(self, text: str, *offers: Offer) -> None:
        self._has_offered = True
        self.message.emit(Message(text, offers=offers))

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        """Offer to add audio to a video without a track, unless another sound is in use."""
        self._withdraw()
        replaced = self._sounds.value.replacement is not None
        if isinstance(media, LiveMedia) or media.info.has_audio or replaced:
            return
        text = tr("“{}” has no audio track.").format(media.name)
        self._offer(text, Offer(tr("Add audio…"), self._add_audio))

    def _add_audio(self) -> None:
        kinds = file_filter(tr("Audio and video"), AUDIO_SUFFIXES | VIDEO_SUFFIXES)
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Add audio"), "", kinds)
        if name:
            self._sounds.load_and_use(Path(name))

    def _choose_image(self, sound: Path) -> None:
        kinds = file_filter(tr("Images and videos"), IMAGE_SUFFIXES | VIDEO_SUFFIXES)
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Choose an image for the sound"), str(sound.parent), kinds
        )
        if name:
            self._window.open_image_with_sound(Path(name), sound)
