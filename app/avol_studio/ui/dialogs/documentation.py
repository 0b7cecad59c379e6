"""The documentation that comes with AVOL, readable without a network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from avol.core.paths import docs_folder
from avol_studio.core.translation import language, tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label

FIRST = "guide.md"
IMAGE_MARGIN = 72  # px that the images of a page leave free: margins and scroll bar
_PATH = Qt.ItemDataRole.UserRole


class _Page(QTextBrowser):
    """A page whose images are at most as wide as it."""

    image_width = 640  # px

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Load an image smaller, if it is too wide."""
        if type != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(type, name)
        image = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        if not image.isNull() and image.width() > self.image_width:
            wide = min(round(self.image_width * self.devicePixelRatioF()), image.width())
            image = image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(wide / self.image_width)
        return image


class DocumentationDialog(QDialog):
    """A list of pages at the left, the chosen page at the right; links lead on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Documentation"))
        self._pages, self._text = QListWidget(), _Page()
        self._pages.setAccessibleName(tr("Pages"))
        self._pages.setFixedWidth(theme.px(parent, 260))
        self._pages.setWordWrap(True)
        self._pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setAccessibleName(tr("Page"))
        self._text.setOpenExternalLinks(True)
        for path in sorted(docs_folder().glob("*.md"), key=lambda path: (path.name != FIRST, path)):
            item = QListWidgetItem(_title(path))
            item.setData(_PATH, str(path))
            self._pages.addItem(item)
        self._pages.currentItemChanged.connect(self._show)
        self._text.sourceChanged.connect(self._select)
        side = QVBoxLayout()
        side.addWidget(self._pages)
        if language() != "en":
            side.addWidget(label(tr("These pages are in English."), "caption"))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 12, 12, 12)
        line.addLayout(side)
        line.addWidget(self._text, 1)
        room = self.screen().availableSize()
        self.resize(min(theme.px(parent, 960), room.width() - 40), min(720, room.height() - 80))
        self._text.image_width = self.width() - self._pages.width() - IMAGE_MARGIN
        self._pages.setCurrentRow(0)

    @property
    def page(self) -> Path:
        """The file of the shown page."""
        return Path(self._text.source().toLocalFile())

    @property
    def text(self) -> str:
        """The words of the shown page."""
        return self._text.toPlainText()

    def _show(self, item: QListWidgetItem) -> None:
        path = Path(item.data(_PATH))
        if path != self.page:
            self._text.setSource(QUrl.fromLocalFile(str(path)))

    def _select(self) -> None:
        """Select the page that a link led to."""
        for n in range(self._pages.count()):
            if Path(self._pages.item(n).data(_PATH)) == self.page:
                self._pages.setCurrentRow(n)


def _title(path: Path) -> str:
    """The first heading of a page."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line[2:] for line in lines if line.startswith("# ")), path.stem)
