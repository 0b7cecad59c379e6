"""The Search panel: what looks like what is heard, what sounds like what is seen, as strips."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from avol_studio.services.search.search_service import (
    MAX_RESULTS,
    SearchService,
    default_library_folder,
)
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import ElidedLabel, IconButton, label, row
from avol_studio.ui.widgets.thumbnail_grid import ThumbnailGrid

if TYPE_CHECKING:
    from avol_studio.services.search.state import (
        IndexProgress,
        LibraryState,
        SearchError,
        SearchHit,
        SearchResult,
    )

LOOKS, SOUNDS = "Looks like what is heard", "Sounds like what is seen"


class PlayingThumbnail(QWidget):
    """Shows the pictures of what plays, in place; away when nothing does."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("What was found, playing")
        self._image = QImage()
        self.hide()

    def show_image(self, picture: np.ndarray) -> None:
        """The next picture (H, W, 3) RGB."""
        height, width = picture.shape[:2]
        seen = QImage(picture.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self._image = seen.copy()
        self.show()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the panel."""
        return QSize(theme.px(self, 280), theme.px(self, 158))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, letterboxed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(theme.VIDEO_BACKGROUND))
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        fitted = QRectF(0, 0, size.width(), size.height())
        fitted.moveCenter(QRectF(self.rect()).center())
        painter.drawImage(fitted, self._image)
        painter.end()


class SearchPanel(QWidget):
    """Two strips, the library they are from, and how to ask otherwise."""

    opened = Signal(object)  # Thumb

    def __init__(self, kit: SearchService, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._kit = kit
        self._state: LibraryState | None = None
        self.image_hits, self.audio_hits = (
            ThumbnailGrid(LOOKS, MAX_RESULTS),
            ThumbnailGrid(SOUNDS, MAX_RESULTS),
        )
        self.preview = PlayingThumbnail()
        self._library = ElidedLabel(Qt.AlignmentFlag.AlignLeft)
        self._note = label("", "caption")
        self._note.setWordWrap(True)
        self._heard = label(LOOKS, "muted")
        self._seen = label(SOUNDS, "muted")
        self._put_together(actions)
        for strip in (self.image_hits, self.audio_hits):
            strip.chosen.connect(self._play)
            strip.opened.connect(self.opened)
        self.setAcceptDrops(True)
        self._wire()
        self._say_library()

    def _put_together(self, actions: Mapping[str, QAction]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(6)
        names = ("search.region", "search.open", "search.add", "search.map")
        buttons = [IconButton(actions[name], 30) for name in names]
        column.addLayout(row(self._library, *buttons, spacing=2))
        column.addWidget(self.preview)
        for heading, strip in ((self._heard, self.image_hits), (self._seen, self.audio_hits)):
            column.addWidget(heading)
            column.addWidget(strip)
        column.addWidget(self._note)

    def _wire(self) -> None:
        kit = self._kit
        kit.results_ready.connect(self.show_results)
        kit.failed.connect(self._on_trouble)
        kit.progress_changed.connect(self._on_progress)
        kit.library_changed.connect(self._on_library)
        kit.query_changed.connect(self._on_asking)
        kit.clip_player.frame_ready.connect(self.preview.show_image)
        kit.clip_player.finished.connect(self._on_ended)

    def show_results(self, found: SearchResult) -> None:
        """Follow the answers."""
        self.image_hits.show_hits(found.images)
        self.audio_hits.show_hits(found.audio)
        self._heard.setText(f"{LOOKS}: silence" if found.silent else LOOKS)
        self._say()

    def showEvent(self, event: QShowEvent) -> None:
        """Search while it is in sight."""
        super().showEvent(event)
        self._kit.set_active(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight it costs nothing."""
        super().hideEvent(event)
        self._kit.set_active(False)

    # -- following the kit -------------------------------------------------------------------

    def _on_trouble(self, trouble: SearchError) -> None:
        self.image_hits.show_hits(())
        self.audio_hits.show_hits(())
        self._say(trouble.text, bad=True)

    def _on_progress(self, progress: IndexProgress) -> None:
        if not progress.total:
            self._say()
            return
        place = f" ({progress.done + 1} of {progress.total})" if progress.total > 1 else ""
        self._say(f"{progress.activity}{place}…")

    def _on_library(self, state: LibraryState) -> None:
        self._state = state
        self._say_library()

    def _on_asking(self, words: str) -> None:
        self._heard.setText(LOOKS)
        self._seen.setText(SOUNDS)
        if "region" in words:
            self._seen.setText("Sounds like the region")
        elif words:
            self._heard.setText("Looks like the sound from A to B")

    def _on_ended(self) -> None:
        self.preview.hide()
        self.image_hits.show_playing(None)
        self.audio_hits.show_playing(None)

    def _play(self, thumb: SearchHit) -> None:
        self._kit.play(thumb.hit.path, thumb.hit.time)
        self.image_hits.show_playing(thumb.hit.id)
        self.audio_hits.show_playing(thumb.hit.id)

    def _say_library(self) -> None:
        state = self._state
        folder = self._kit.library if state is None else state.folder
        name = "AVOL's own library" if folder == default_library_folder() else folder.name
        self._library.setText(name)
        self._library.setToolTip(str(folder))
        self._say()

    def _say(self, text: str = "", bad: bool = False) -> None:
        state = self._state
        if not text and state is not None:
            text = f"{state.images} pictures, {state.audio} sounds. Drop files to add them."
        self._note.setText(text or "Drop files to add them.")
        self._note.setStyleSheet(f"color: {theme.of(self).bad};" if bad else "")

    # -- files dropped on it -----------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped into the library."""
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        if paths := [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]:
            self._kit.add(paths)
