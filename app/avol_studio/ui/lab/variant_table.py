"""The kept variants: image with map, name, scores, verdict and settings in a row each."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from avol_studio.core.settings.schema import Settings
from avol_studio.core.time_format import format_time
from avol_studio.core.translation import number, tr
from avol_studio.services.inspection.state import Variant
from avol_studio.ui.lab.overlay_image import rgb_image
from avol_studio.ui.lab.perturbation_text import perturbation_text
from avol_studio.ui.style import theme
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS
from avol_studio.ui.viewport import heatmap_painter
from avol_studio.ui.widgets.delete_key import DeleteKey

TITLES = (
    tr("Name"), tr("Score"), tr("Original"), tr("Verdict"), tr("Time"), tr("Settings")
)  # fmt: skip


class VariantTable(QTableWidget):
    """Rows of variants; a double click renames one, Delete removes the selected ones."""

    renamed = Signal(int, str)
    delete_requested = Signal()

    def __init__(self) -> None:
        super().__init__(0, len(TITLES))
        self.setAccessibleName(tr("Kept variants"))
        self.setHorizontalHeaderLabels(TITLES)
        self.verticalHeader().hide()
        self.setMinimumHeight(96)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(TITLES) - 1, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._on_changed)
        DeleteKey(self, self.delete_requested.emit)

    @property
    def selected(self) -> list[int]:
        """The numbers of the selected rows."""
        return sorted({index.row() for index in self.selectedIndexes()})

    def show_variants(self, variants: tuple[Variant, ...]) -> None:
        """Show these variants."""
        self.blockSignals(True)
        size = QSize(theme.px(self, 80), theme.px(self, 48))
        self.setIconSize(size)
        self.setRowCount(len(variants))
        for row, variant in enumerate(variants):
            texts = (
                variant.name,
                number(variant.score, 2),
                number(variant.original_score, 2),
                _verdict(variant),
                format_time(variant.time, 2),
                perturbation_text(variant.perturbation) or tr("nothing"),
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
                item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if column == 0 else flags)
                if column == 0:
                    item.setIcon(QIcon(thumbnail(variant, size, self.devicePixelRatioF())))
                self.setItem(row, column, item)
            self.setRowHeight(row, size.height() + 8)
        self.blockSignals(False)

    def _on_changed(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            self.renamed.emit(item.row(), item.text())


def thumbnail(variant: Variant, size: QSize, ratio: float) -> QPixmap:
    """The image of a variant with its map."""
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(theme.VIDEO_BACKGROUND))
    area = QSize(round(1000 * variant.aspect), 1000).scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio
    )
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    left, top = (size.width() - area.width()) // 2, (size.height() - area.height()) // 2
    target = QRect(left, top, area.width(), area.height())
    painter.drawImage(target, rgb_image(variant.image))
    if variant.localization is not None:
        heat = heatmap_painter.heat_image(variant.localization.map, Settings())
        painter.drawImage(target, heat)
    painter.end()
    return pixmap


def _verdict(variant: Variant) -> str:
    if variant.localization is None:
        return "–"
    return VERDICT_LABELS[variant.localization.verdict].short
