"""The bar of the game below the image: what to do, points, and large buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QSizePolicy

from avol_studio.core.translation import tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label, row

MAX_TEAMS = 4
SMALLEST = 20  # px of the points
ROWS = 36
"""Heights of the points in the height of the window: 30 px on a projector with 1080 rows."""
BUTTONS = 0.75
"""Size of the texts of the buttons, as a part of that of the points."""


class GameBar(QFrame):
    """Buttons and points; hidden while no game runs."""

    listen_requested, nothing_chosen = Signal(), Signal()
    reveal_requested, end_requested = Signal(), Signal()
    teams_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._points = 0  # px
        self.points = label("")
        self.points.setAccessibleName(tr("Points"))
        self.points.setWordWrap(True)
        self.points.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.listen = self._button(tr("Listen again"))
        self.nothing = self._button(tr("No source in view"))
        self.next = self._button(tr("Reveal"), primary=True)
        self.end = self._button(tr("End"))
        self.teams = QComboBox()
        self.teams.setAccessibleName(tr("Number of teams"))
        self.teams.setToolTip(tr("Number of teams"))
        for count in range(1, MAX_TEAMS + 1):
            self.teams.addItem(tr("%n teams", "", count), count)
        line = row(self.points, self.teams, self.listen, self.nothing, self.next, self.end)
        line.setContentsMargins(12, 8, 12, 8)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.listen.clicked.connect(self.listen_requested)
        self.nothing.clicked.connect(self.nothing_chosen)
        self.next.clicked.connect(self.reveal_requested)
        self.end.clicked.connect(self.end_requested)
        self.teams.activated.connect(lambda n: self.teams_chosen.emit(n + 1))
        self.hide()

    def show_state(self, points: str, picking: bool, ready: bool, next_text: str) -> None:
        """Show the points, and whether a prediction or the next round is due."""
        self._fit_texts()
        self.points.setText(points)
        if not ready and self.next.hasFocus():
            self.window().setFocus()  # else Qt gives the focus to the button that ends the game
        self.nothing.setEnabled(picking)
        self.listen.setEnabled(picking)
        self.next.setEnabled(ready)
        self.next.setText(next_text)
        self.next.setAccessibleName(next_text)
        if ready and self.isVisible():
            self.next.setFocus()  # Enter and Space go on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Adapt the texts to the window."""
        super().resizeEvent(event)
        self._fit_texts()

    def _fit_texts(self) -> None:
        """Make the texts large enough for the last row of a class, in proportion to the window."""
        points = max(theme.px(self, SMALLEST), round(self.window().height() / ROWS))
        if points != self._points:
            self._points = points
            buttons = round(points * BUTTONS)
            self.points.setStyleSheet(f"font-size: {points}px; font-weight: 600;")
            self.setStyleSheet(f"QPushButton, QComboBox {{ font-size: {buttons}px; }}")

    def _button(self, text: str, primary: bool = False) -> QPushButton:
        made = QPushButton(text)
        made.setAccessibleName(text)
        made.setToolTip(text)
        made.setProperty("primary", primary)
        return made
