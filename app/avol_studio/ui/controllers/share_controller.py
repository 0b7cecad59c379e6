"""State links at one window: copy what it shows as a text, and open such a text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit

from avol.errors import AvolError
from avol.reference_sounds import NOISE, SILENCE, bundled_sounds
from avol_studio.core.library_messages import translated
from avol_studio.core.state.player_state import Message, OpenedMedia
from avol_studio.core.translation import tr
from avol_studio.services.project.project_file import MapView
from avol_studio.services.share.state_link import DEMO, StateLink, is_link, make_link, parse_link
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.controllers.base import FeatureContext, FeatureController

if TYPE_CHECKING:
    from avol_studio.core.state.live_state import LiveMedia
    from avol_studio.services.analysis.annotation_folder import AnnotationFolder
    from avol_studio.ui.controllers.analysis_controller import AnalysisController

ORIGINAL = "original"


class ShareController(FeatureController):
    """Connects state links to one player and one window.

    A link whose video is not found stays pending until that video is opened from any folder.
    """

    def __init__(self, context: FeatureContext, analysis: AnalysisController) -> None:
        super().__init__(context)
        player, self._demo = context.player, context.demo
        self._sounds, self._recent = context.sounds, context.recent
        self._fingerprint = ""  # of the open video
        self._pending: StateLink | None = None
        analysis.service.identified.connect(self._on_identified)
        player.opened.connect(self._on_opened)
        player.closed.connect(self._forget)

    def commands(self) -> Sequence[Command]:
        """Copying and opening links."""
        return in_menu(
            "Edit", 150,
            Command(
                "share.copy", tr("Copy link"), ("Ctrl+Alt+C",), self._copy,
                tr("Copy what the window shows as a link: video, time, sound, view, lesson"),
            ),
            Command(
                "share.open", tr("Open link…"), ("Ctrl+Alt+V",), self._ask_for_link,
                tr("Open a link that was copied in this or another AVOL"),
            ),
        )  # fmt: skip

    # -- copying -----------------------------------------------------------------------------

    def link(self) -> str:
        """What the window shows, as a link."""
        return make_link(self._state())

    def _copy(self) -> str:
        QGuiApplication.clipboard().setText(self.link())
        replacement = self._sounds.value.replacement
        if replacement is not None and replacement.source not in _bundled_names():
            text = tr("The link leaves out the sound “{name}”, because it is not one of AVOL's.")
            self.message.emit(Message(text.format(name=replacement.name), "warning"))
        return tr("Link copied")

    def _state(self) -> StateLink:
        media, stage, bundled = self._player.media, self._window.stage, _bundled_names()
        is_file = isinstance(media, OpenedMedia)
        is_demo = is_file and media.path == self._demo
        replacement = self._sounds.value.replacement
        sound = ORIGINAL if replacement is None else replacement.source
        weights = self._models.weights
        others: dict[str, str] = {}
        for controller in self._window.controllers:
            others |= controller.link_state()
        return StateLink(
            video=(DEMO if is_demo else media.name) if is_file else "",
            id=self._fingerprint if is_file and not is_demo else "",
            t=round(self._player.state.time, 3) if is_file else None,
            sound=sound if is_file and (sound in bundled or replacement is None) else "",
            pins=tuple(s.source for _, s in self._sounds.pinned if s.source in bundled),
            weights=weights if weights and not Path(weights).suffix else "",
            panels=tuple(name for name, panel in stage.panels.items() if panel.expanded),
            others=others,
            **MapView.of(self._settings.value).model_dump(),
        )

    # -- opening -----------------------------------------------------------------------------

    def open_link(self, text: str) -> None:
        """Open a link; a message explains an error, or asks for a video that is missing."""
        try:
            link = parse_link(text)
            if link.weights:
                self._models.set_weights(link.weights)
        except AvolError as error:
            self.message.emit(Message(translated(str(error)), "error"))
            return
        self._pending = None
        self._apply_window(link)
        if not link.video or self._is_open(link):
            self._apply_media(link)
        elif (path := self._find(link)) is not None:
            self._pending = link
            self._window.open(path)
        else:
            self._pending = link
            text = tr("“{name}” was not found; open it from its folder to continue with the link.")
            self.message.emit(Message(text.format(name=link.video), "warning"))

    def _ask_for_link(self) -> None:
        copied = QGuiApplication.clipboard().text()
        text, accepted = QInputDialog.getText(
            self._window, tr("Open link"), tr("Link that begins with avol:"),
            QLineEdit.EchoMode.Normal, copied.strip() if is_link(copied) else "",
        )  # fmt: skip
        if accepted and text.strip():
            self.open_link(text)

    def _is_open(self, link: StateLink) -> bool:
        media = self._player.media
        if not isinstance(media, OpenedMedia):
            return False
        if link.video == DEMO:
            return media.path == self._demo
        return media.name == link.video or bool(link.id and link.id == self._fingerprint)

    def _find(self, link: StateLink) -> Path | None:
        """Search among the recent files and in their folders."""
        if link.video == DEMO:
            return self._demo
        recent = self._recent.files()
        places = [*recent, *(path.parent / link.video for path in recent)]
        return next((p for p in places if p.name == link.video and p.is_file()), None)

    def _apply_window(self, link: StateLink) -> None:
        """What does not depend on the video."""
        self._settings.update(**link.map_view)
        if link.panels is not None:
            for name, panel in self._window.stage.panels.items():
                panel.set_expanded(name in link.panels)
        for controller in self._window.controllers:
            controller.open_link_state(link.others)

    def _apply_media(self, link: StateLink) -> None:
        """Time and sounds of the open video, paused."""
        self._pending = None
        if link.t is not None and isinstance(self._player.media, OpenedMedia):
            self._player.seek(link.t)
            QTimer.singleShot(0, self, self._player.pause)
        bundled = _bundled_names()
        if link.pins is not None:
            self._sounds.unpin_all()
            for name in link.pins:
                if name in bundled:
                    self._sounds.pin(name)
        if link.sound == ORIGINAL:
            self._sounds.replace_audio(None)
        elif link.sound in bundled:
            self._sounds.load(Path(link.sound), self._sounds.replace_audio)

    def _on_opened(self, media: OpenedMedia | LiveMedia) -> None:
        self._fingerprint = ""
        if self._pending is not None and self._is_open(self._pending):
            link = self._pending
            QTimer.singleShot(0, self, lambda: self._apply_pending(link))

    def _apply_pending(self, link: StateLink) -> None:
        if self._pending is link:
            self._apply_media(link)

    def _on_identified(self, folder: AnnotationFolder) -> None:
        self._fingerprint = folder.fingerprint
        if self._pending is not None and self._is_open(self._pending):
            self._apply_media(self._pending)

    def _forget(self) -> None:
        self._fingerprint = ""


def _bundled_names() -> frozenset[str]:
    """The sounds that every installation has."""
    return frozenset({SILENCE.source, NOISE.source, *(sound.name for sound in bundled_sounds())})
