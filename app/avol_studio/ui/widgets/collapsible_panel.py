"""A side panel that collapses to its title."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from avol_studio.core.translation import tr
from avol_studio.ui.style import icons, theme
from avol_studio.ui.widgets.lazy_body import LazyBody


class _Heading(QPushButton):
    """The title of a panel; a click expands or collapses it."""

    def __init__(self, title: str, tooltip: str) -> None:
        super().__init__(title)
        self.setAccessibleName(tr("{title} panel").format(title=title))
        self.setToolTip(tooltip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(True)
        self.setChecked(True)

    def sizeHint(self) -> QSize:
        """High enough for a touch screen."""
        return QSize(theme.px(self, 120), theme.px(self, 40))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint for the hover colour."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint chevron and title."""
        painter, palette = QPainter(self), theme.of(self)
        side = theme.px(self, 16)
        arrow = QRectF(theme.px(self, 12), (self.height() - side) / 2, side, side)
        icons.draw(
            painter, "chevron-down" if self.isChecked() else "chevron-right", arrow, palette.muted
        )
        painter.setFont(theme.font(self, 14, bold=True))
        painter.setPen(QColor(palette.accent if self.underMouse() else palette.text))
        area = self.rect().adjusted(theme.px(self, 36), 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            theme.paint_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), palette.accent)
        painter.end()


class CollapsiblePanel(QFrame):
    """A side panel that collapses to its title."""

    toggled = Signal()

    def __init__(self, title: str, action: QAction, body: QWidget) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._body = body
        self._heading = _Heading(title, action.toolTip())
        self._heading.toggled.connect(self._on_toggled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addWidget(body)

    @property
    def expanded(self) -> bool:
        """Whether the body is shown."""
        return self._heading.isChecked()

    def set_expanded(self, expanded: bool) -> None:
        """Expand or collapse the panel."""
        self._heading.setChecked(expanded)

    def _on_toggled(self, expanded: bool) -> None:
        if expanded and isinstance(self._body, LazyBody):
            self._body.ensure_created()  # also where the panel is not on screen
        self._body.setVisible(expanded)
        self.toggled.emit()
