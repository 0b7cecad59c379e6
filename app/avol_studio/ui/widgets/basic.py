"""Small controls: labels, icon buttons, radio buttons and rows."""

import re

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from avol_studio.ui.style import icons, theme


def label(text: str = "", role: str = "") -> QLabel:
    """A line of text; role of the style sheet: muted, caption, title, hero, chip."""
    made = QLabel(text)
    made.setProperty("role", role)
    return made


def paragraph(text: str = "", role: str = "") -> QLabel:
    """A text that wraps; role as in `label`."""
    made = label(text, role)
    made.setWordWrap(True)
    return made


def set_tooltip(widget: QWidget, text: str) -> None:
    """Set a tooltip that changes often: Qt sends events also for one that stays the same."""
    if text != widget.toolTip():
        widget.setToolTip(text)


class NumberLabel(QLabel):
    """A number that changes often; its size changes only with the number of its characters.

    Qt computes the layouts of all widgets around a label again when its size might change.
    """

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a number."""
        if len(text) != len(self.text()):
            self._fit(text)
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Take over another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit(self.text())

    def _fit(self, text: str) -> None:
        """Fix the size to that of the widest text of this form."""
        shown = self.text()
        super().setText(re.sub(r"\d", "0", text))
        self.setMinimumSize(0, 0)  # the hint is no smaller than that
        self.setFixedSize(self.sizeHint())
        super().setText(shown)


class ElidedLabel(QLabel):
    """A line of text, elided in the middle where it does not fit."""

    def __init__(self, alignment: Qt.AlignmentFlag, role: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setAlignment(alignment | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """The label may shrink to nothing."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, elided where it does not fit."""
        painter, cut = QPainter(self), Qt.TextElideMode.ElideMiddle
        painter.setPen(self.palette().windowText().color())
        text = self.fontMetrics().elidedText(self.text(), cut, self.width() - 8)
        painter.drawText(self.rect(), self.alignment(), text)
        painter.end()


class IconButton(QToolButton):
    """A button of an action, with its icon, tooltip and name."""

    def __init__(self, action: QAction, size: int = 36, tint_when_on: bool = True) -> None:
        super().__init__()
        self._size, self._tint = size, tint_when_on
        self.setDefaultAction(action)
        self.setAccessibleName(action.iconText())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        action.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.setAccessibleName(self.defaultAction().iconText())
        self.update()

    def sizeHint(self) -> QSize:
        """A square that scales with the text."""
        side = theme.px(self, self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """The button does not shrink."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon on a background that shows hover, press and focus."""
        painter, palette = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self._tint and self.isChecked()
        _paint_background(painter, self, palette, chosen)
        off, _, on = str(self.defaultAction().property("icon_name")).partition("|")
        name = on if on and self.isChecked() else off
        colour = palette.text if self.isEnabled() else palette.faint
        if chosen and self.isEnabled():
            colour = palette.accent
        side = self._size * 0.58
        rect = QRectF(0, 0, theme.px(self, side), theme.px(self, side))
        rect.moveCenter(QRectF(self.rect()).center())
        icons.draw(painter, name, rect, colour)
        painter.end()


def _paint_background(
    painter: QPainter, button: QAbstractButton, palette: theme.Theme, chosen: bool
) -> None:
    rect = QRectF(button.rect()).adjusted(1, 1, -1, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    if button.isEnabled() and (chosen or button.underMouse() or button.isDown()):
        painter.setBrush(QColor(palette.hover if button.isDown() else palette.raised))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, 8, 8)
    if button.hasFocus():
        theme.paint_ring(painter, rect, palette.accent, 8)


class IconLabel(QWidget):
    """An icon in a colour of the theme."""

    def __init__(self, name: str = "", colour: str = "muted", size: int = 20) -> None:
        super().__init__()
        self._name, self._colour, self._size = name, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, colour: str) -> None:
        """Show an icon in a colour of the theme."""
        if (name, colour) != (self._name, self._colour):
            self._name, self._colour = name, colour
            self.update()

    def sizeHint(self) -> QSize:
        """A square that scales with the text."""
        return QSize(theme.px(self, self._size), theme.px(self, self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon, if there is one."""
        if self._name:
            painter = QPainter(self)
            colour = getattr(theme.of(self), self._colour)
            icons.draw(painter, self._name, QRectF(self.rect()), colour)
            painter.end()


class ErrorLine(QWidget):
    """An error or a warning that wraps, with an icon; hidden without one."""

    def __init__(self) -> None:
        super().__init__()
        icon, self._words = IconLabel("warning", "caution", 16), QLabel()
        self._words.setWordWrap(True)
        line = row(icon, self._words)
        line.setStretch(1, 1)
        self.setLayout(line)

    @property
    def text(self) -> str:
        """The shown message."""
        return self._words.text()

    def show_error(self, text: str) -> None:
        """Show a message; an empty one hides the line."""
        self._words.setText(text)
        self.setVisible(bool(text))


def action_button(action: QAction, text: str = "", primary: bool = False) -> QPushButton:
    """A labelled button of an action; text: another label than that of the action."""
    button = QPushButton(text or action.iconText())
    button.setProperty("primary", primary)
    button.setAccessibleName(action.iconText())
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    return button


def radio(text: str, tooltip: str) -> QRadioButton:
    """A radio button with name and tooltip."""
    button = QRadioButton(text)
    button.setToolTip(tooltip)
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets in a row; None is a stretching gap."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget)
    return made


def percent(fraction: float) -> str:
    """0.75 as "75 %", padded to the width of "100 %"."""
    return f"{round(fraction * 100):\u2007>3} %"
