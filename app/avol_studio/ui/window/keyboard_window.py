"""A window that can be used with the keyboard alone: whose keys are whose, Tab, its dialogs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QWidget

from avol_studio.ui.window.drop_target import DropTarget
from avol_studio.ui.window.focus_keys import belongs_to_focus, click_focused, is_character
from avol_studio.ui.window.reading_order import focus_next, tab_stops


class KeyboardWindow(DropTarget):
    """Decides for each key whether it is a shortcut or belongs to the focused control."""

    focus_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._dialogs: dict[type, QDialog] = {}
        self._opening: QDialog | None = None  # the dialog that was shown last
        self._tabbing = False  # whether the last key was Tab
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    @property
    def has_focused_control(self) -> bool:
        """Whether a control of the window has the focus, rather than the window itself."""
        focused = self.focusWidget()
        return focused is not None and focused is not self

    # -- dialogs -----------------------------------------------------------------------------

    def show_dialog(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        """Show the dialog of a kind; `make` creates it at the first time."""
        dialog = self._dialogs.get(kind)
        if dialog is None:
            dialog = self._dialogs[kind] = make()
            dialog.finished.connect(self._on_dialog_finished)
        self._opening = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def forget_dialogs(self) -> None:
        """Let the dialogs that are not shown be made again when they are shown next."""
        for dialog in self._dialogs.values():
            if not dialog.isVisible():
                dialog.deleteLater()
        self._dialogs = {k: dialog for k, dialog in self._dialogs.items() if dialog.isVisible()}

    def close_dialogs(self) -> None:
        """Close all dialogs that `show_dialog` has shown."""
        for dialog in self._dialogs.values():
            dialog.close()

    def _on_dialog_finished(self) -> None:
        self._opening = None

    def _is_dialog_opening(self) -> bool:
        """Whether typed keys are meant for a dialog that does not have the focus yet."""
        return QApplication.activeModalWidget() is not None or self._opening is not None

    # -- Qt events ---------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep keys from the shortcuts that belong to a control, or to a dialog that opens."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            self._tabbing = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            opening = is_character(event) and self._is_dialog_opening()
            if opening or belongs_to_focus(QApplication.focusWidget(), event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks the focused button, whatever its kind."""
        if not click_focused(QApplication.focusWidget(), event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes in reading order, in full screen to the floating controls too."""
        if self._tabbing:  # else Qt moves the focus because its control is hidden
            self.stage.reveal_controls()
        docks = (dock for dock in self.findChildren(QDockWidget) if not dock.isFloating())
        stops = tab_stops(self.header, self.stage, *docks)
        actions = tab_stops(self.stage.start_page)  # none while a medium is open
        return focus_next(QApplication.focusWidget(), stops, next, actions[0] if actions else None)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """The dialog has opened, or the person has turned to another control."""
        if new is not None:
            self._opening = None
        self.focus_changed.emit()
