"""The transport bar: play, step, time, speed, loop, volume, full screen."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QWidget

from avol_studio.core.state.player_state import PlayerState
from avol_studio.core.time_format import format_time, parse_time
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import IconButton
from avol_studio.ui.widgets.controls import Combo, Slider

FULL_WIDTH = 810  # px that all controls need
SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0)


class _TimeEntry(QLineEdit):
    """The field for a time to go to; Enter goes there, Esc cancels."""

    cancelled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels the field, not the full screen."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class TransportBar(QWidget):
    """The buttons of the playback commands, the time, and the volume."""

    speed_chosen = Signal(float)
    volume_chosen = Signal(float)
    time_typed = Signal(float)

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._now, self._total = QLabel("0:00.000"), QLabel("/ 0:00.000")
        self._total.setProperty("role", "muted")
        self._entry = self._make_entry()
        self._time_stack = QStackedWidget()
        self._time_stack.addWidget(self._time_line())
        self._time_stack.addWidget(self._entry)
        self._speed = self._make_speed()
        self._volume = Slider("Volume", "Volume (↑ and ↓)")
        self._volume.value_moved.connect(self.volume_chosen)
        self._record = IconButton(actions["record.toggle"])
        self._optional: list[QWidget] = []
        self._lay_out(actions)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_state(self, state: PlayerState) -> None:
        """Show the state of the player."""
        self._total.setText("live" if state.live else f"/ {format_time(state.duration)}")
        self._show_speed(state.speed)
        self._volume.set_value_silently(0.0 if state.muted else state.volume)
        self._speed.setEnabled(state.loaded)
        self._speed.setVisible(not state.live)
        self._record.setVisible(state.live)
        self.set_time(state.time - state.start)

    def set_time(self, seconds: float) -> None:
        """Show the time since the start of the file, in seconds."""
        self._now.setText(format_time(seconds))

    def edit_time(self) -> None:
        """Edit the time as text."""
        self._entry.setText(self._now.text())
        self._time_stack.setCurrentWidget(self._entry)
        self._entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._entry.selectAll()

    def _lay_out(self, actions: Mapping[str, QAction]) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        for name, size in (("step.back", 36), ("play.toggle", 44), ("step.forward", 36)):
            row.addWidget(IconButton(actions[name], size, tint_when_on=False))
        row.addSpacing(12)
        row.addWidget(self._time_stack)
        row.addSpacing(12)
        row.addWidget(self._speed)
        row.addStretch(1)
        loop_buttons = [IconButton(actions[name]) for name in ("loop.a", "loop.b", "loop.toggle")]
        for button in loop_buttons:
            row.addWidget(button)
        row.addSpacing(12)
        row.addWidget(IconButton(actions["sound.mute"], tint_when_on=False))
        row.addWidget(self._volume)
        row.addSpacing(12)
        snapshot = IconButton(actions["file.snapshot"])
        row.addWidget(self._record)
        row.addWidget(snapshot)
        self._optional = [snapshot, *loop_buttons, self._total]
        row.addWidget(IconButton(actions["view.full_screen"], tint_when_on=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the least important controls where the width is too small."""
        missing = theme.px(self, FULL_WIDTH) - self.width()
        for widget in self._optional:
            widget.setVisible(missing <= 0)
            missing -= widget.sizeHint().width() + 4

    def minimumSizeHint(self) -> QSize:
        """Smaller than the controls; see `resizeEvent`."""
        return QSize(theme.px(self, 400), super().minimumSizeHint().height())

    def _time_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._now.setAccessibleName("Time")
        row.addWidget(self._now)
        row.addWidget(self._total)
        row.addStretch(1)
        return line

    def _make_entry(self) -> _TimeEntry:
        entry = _TimeEntry()
        entry.setAccessibleName("Time to go to")
        entry.setToolTip("Seconds, m:ss or h:mm:ss, then Enter (Esc cancels)")
        entry.returnPressed.connect(self._on_typed)
        entry.cancelled.connect(self._close_entry)
        entry.editingFinished.connect(self._close_entry)
        return entry

    def _make_speed(self) -> Combo:
        combo = Combo("Speed", "Speed ([ and ] by 10 %, J and L from step to step)")
        for speed in SPEEDS:
            combo.addItem(f"{speed:g}×", speed)
        combo.setMinimumWidth(84)
        combo.activated.connect(lambda n: self.speed_chosen.emit(float(combo.itemData(n))))
        return combo

    def _show_speed(self, speed: float) -> None:
        """Speeds between the steps are an extra entry at the end."""
        combo = self._speed
        if combo.count() > len(SPEEDS):
            combo.removeItem(len(SPEEDS))
        index = next((n for n, step in enumerate(SPEEDS) if abs(step - speed) < 1e-3), -1)
        if index < 0:
            combo.addItem(f"{speed:.2f}×", speed)
        combo.setCurrentIndex(index if index >= 0 else len(SPEEDS))

    def _on_typed(self) -> None:
        time = parse_time(self._entry.text())
        self._close_entry()
        if time is not None:
            self.time_typed.emit(time)

    def _close_entry(self) -> None:
        if self._time_stack.currentWidget() is self._entry:
            self._time_stack.setCurrentIndex(0)
            self.window().setFocus()

    def changeEvent(self, event: object) -> None:
        """Scale with the text."""
        super().changeEvent(event)  # pyright: ignore[reportArgumentType]
        self._volume.setFixedWidth(theme.px(self, 104))
        self._entry.setFixedWidth(theme.px(self, 120))
