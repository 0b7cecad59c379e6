"""Radio buttons whose texts may need several lines."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget

from avol_studio.ui.lessons.text_label import text_label, unbroken


class _OptionText(QLabel):
    """The text of an option; a click on it selects the option."""

    def __init__(self, text: str, button: QRadioButton) -> None:
        super().__init__(unbroken(text))
        self.setWordWrap(True)
        self._button = button
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the option."""
        if self._button.isEnabled() and event.button() == Qt.MouseButton.LeftButton:
            self._button.setFocus()
            self._button.click()


class ChoiceList(QWidget):
    """One of several options; `chosen` carries its key.

    options: the text of each key.
    """

    chosen = Signal(str)

    def __init__(self, title: str, options: Mapping[str, str]) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        self._notes: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for n, (key, text) in enumerate(options.items()):
            button = QRadioButton()
            button.setAccessibleName(text)
            button.setToolTip(text)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            note = text_label("", "caption")
            note.hide()
            self._group.addButton(button)
            self.buttons[key], self._notes[key] = button, note
            grid.addWidget(button, 2 * n, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_OptionText(text, button), 2 * n, 1)
            grid.addWidget(note, 2 * n + 1, 1)

    @property
    def choice(self) -> str:
        """The key of the selected option; "" if none is."""
        return next((key for key, b in self.buttons.items() if b.isChecked()), "")

    def select(self, key: str) -> None:
        """Select an option; an unknown key selects none."""
        if (button := self.buttons.get(key)) is not None:
            button.setChecked(True)

    def set_locked(self, locked: bool) -> None:
        """Let the selection stand."""
        for button in self.buttons.values():
            button.setEnabled(not locked)

    def show_note(self, key: str, note: str) -> None:
        """Show a note below an option; "" hides it."""
        if (found := self._notes.get(key)) is not None:
            found.setText(note)
            found.setVisible(bool(note))

    def notes(self) -> list[QLabel]:
        """The notes, shown or hidden."""
        return list(self._notes.values())
