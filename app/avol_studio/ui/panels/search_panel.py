"""The Search panel: images matching the audio, audio matching the image."""

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

from avol_studio.core.translation import tr
from avol_studio.services.search.search_service import (
    MAX_RESULTS,
    SearchService,
    default_library_folder,
    own_library_folder,
)
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.accessible import GRAPHIC
from avol_studio.ui.widgets.basic import ElidedLabel, IconButton, label, paragraph, row
from avol_studio.ui.widgets.thumbnail_grid import ThumbnailGrid

if TYPE_CHECKING:
    from avol_studio.services.search.state import (
        IndexProgress,
        LibraryState,
        SearchError,
        SearchHit,
        SearchResult,
    )

IMAGES, AUDIO = tr("Images matching this audio"), tr("Audio matching this image")


class PlayingThumbnail(QWidget):
    """Shows the frames of the hit that plays; hidden while nothing plays."""

    accessible_role = GRAPHIC

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Playing search hit"))
        self._image = QImage()
        self.hide()

    def show_image(self, image: np.ndarray) -> None:
        """Show the next frame, (H, W, 3) RGB."""
        height, width = image.shape[:2]
        wrapped = QImage(image.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self._image = wrapped.copy()
        self.show()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the panel."""
        return QSize(theme.px(self, 280), theme.px(self, 158))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, letterboxed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(theme.VIDEO_BACKGROUND))
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        fitted = QRectF(0, 0, size.width(), size.height())
        fitted.moveCenter(QRectF(self.rect()).center())
        painter.drawImage(fitted, self._image)
        painter.end()


class SearchPanel(QWidget):
    """The hits in two grids, the library, and the commands of the search."""

    opened = Signal(object)  # Thumb

    def __init__(self, kit: SearchService, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._kit = kit
        self._state: LibraryState | None = None
        self.image_hits, self.audio_hits = (
            ThumbnailGrid(IMAGES, MAX_RESULTS),
            ThumbnailGrid(AUDIO, MAX_RESULTS),
        )
        self.preview = PlayingThumbnail()
        self._library = ElidedLabel(Qt.AlignmentFlag.AlignLeft)
        self._note = paragraph("", "caption")
        self._images_title = label(IMAGES, "muted")
        self._audio_title = label(AUDIO, "muted")
        self._lay_out(actions)
        for grid in (self.image_hits, self.audio_hits):
            grid.chosen.connect(self._play)
            grid.opened.connect(self.opened)
        self.setAcceptDrops(True)
        self._wire()
        self._show_library()

    def _lay_out(self, actions: Mapping[str, QAction]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(6)
        names = ("search.region", "search.open", "search.add", "search.map")
        buttons = [IconButton(actions[name], 30) for name in names]
        column.addLayout(row(self._library, *buttons, spacing=2))
        column.addWidget(self.preview)
        for heading, grid in (
            (self._images_title, self.image_hits),
            (self._audio_title, self.audio_hits),
        ):
            column.addWidget(heading)
            column.addWidget(grid)
        column.addWidget(self._note)

    def _wire(self) -> None:
        kit = self._kit
        kit.results_ready.connect(self.show_results)
        kit.failed.connect(self._on_error)
        kit.progress_changed.connect(self._on_progress)
        kit.library_changed.connect(self._on_library)
        kit.query_changed.connect(self._on_query)
        kit.clip_player.frame_ready.connect(self.preview.show_image)
        kit.clip_player.finished.connect(self._on_ended)

    def show_results(self, found: SearchResult) -> None:
        """Show the hits of a search."""
        self.image_hits.show_hits(found.images)
        self.audio_hits.show_hits(found.audio)
        self._images_title.setText(
            tr("Images matching this audio: silence") if found.silent else IMAGES
        )
        self._show_note()

    def showEvent(self, event: QShowEvent) -> None:
        """Start the continuous search."""
        super().showEvent(event)
        self._kit.set_active(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the continuous search."""
        super().hideEvent(event)
        self._kit.set_active(False)

    # -- service -----------------------------------------------------------------------------

    def _on_error(self, error: SearchError) -> None:
        self.image_hits.show_hits(())
        self.audio_hits.show_hits(())
        self._show_note(error.text, bad=True)

    def _on_progress(self, progress: IndexProgress) -> None:
        if not progress.total:
            self._show_note()
            return
        text = "{activity}…"
        if progress.total > 1:
            text = tr("{activity} ({n} of {total})…")
        self._show_note(
            text.format(activity=progress.activity, n=progress.done + 1, total=progress.total)
        )

    def _on_library(self, state: LibraryState) -> None:
        self._state = state
        self._show_library()

    def _on_query(self, query: str) -> None:
        self._images_title.setText(IMAGES)
        self._audio_title.setText(AUDIO)
        if "region" in query:
            self._audio_title.setText(tr("Audio matching this region"))
        elif "sound" in query:
            self._images_title.setText(tr("Images matching this sound"))
        elif query:
            self._images_title.setText(tr("Images matching the audio from A to B"))

    def _on_ended(self) -> None:
        self.preview.hide()
        self.image_hits.show_playing(None)
        self.audio_hits.show_playing(None)

    def _play(self, thumb: SearchHit) -> None:
        self._kit.play(thumb.hit.path, thumb.hit.time)
        self.image_hits.show_playing(thumb.hit.id)
        self.audio_hits.show_playing(thumb.hit.id)

    def _show_library(self) -> None:
        state = self._state
        folder = self._kit.library if state is None else state.folder
        names = {
            default_library_folder(): tr("Sample library (comes with AVOL)"),
            own_library_folder(): tr("My library"),
        }
        name = names.get(folder, folder.name)
        self._library.setText(name)
        self._library.setToolTip(str(folder))
        self._show_note()

    def _show_note(self, text: str = "", bad: bool = False) -> None:
        state = self._state
        if not text and state is not None:
            text = tr("Images: {images}, audio clips: {audio}. Drop files to add them.").format(
                images=state.images, audio=state.audio
            )
        self._note.setText(text or tr("Drop files to add them."))
        self._note.setStyleSheet(f"color: {theme.of(self).bad};" if bad else "")

    # -- files dropped on it -----------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the dropped files to the library."""
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        if paths := [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]:
            self._kit.add(paths)
