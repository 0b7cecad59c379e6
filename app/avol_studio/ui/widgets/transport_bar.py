"""The transport bar: play, step, time, speed, loop, volume, full screen."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from avol_studio.core.state.player_state import PlayerState
from avol_studio.core.time_format import format_time, parse_time
from avol_studio.core.translation import number, short_number, tr
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import IconButton, NumberLabel
from avol_studio.ui.widgets.controls import Combo, Slider

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


def _group(*widgets: QWidget) -> QWidget:
    """Widgets that are shown and hidden together."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for widget in widgets:
        row.addWidget(widget)
    return group


class TransportBar(QWidget):
    """The buttons of the playback commands, the time, and the volume."""

    speed_chosen = Signal(float)
    volume_chosen = Signal(float)
    time_typed = Signal(float)

    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._now, self._total = NumberLabel("0:00.000"), QLabel("/ 0:00.000")
        self._total.setProperty("role", "muted")
        self._entry = self._make_entry()
        self._time_stack = QStackedWidget()
        self._time_stack.addWidget(self._time_line())
        self._time_stack.addWidget(self._entry)
        self._speed = self._make_speed()
        self._volume = Slider(tr("Volume"), tr("Volume (↑ and ↓)"))
        self._volume.value_moved.connect(self.volume_chosen)
        self._record = IconButton(actions["record.toggle"])
        self._more = self._make_more()
        self._absent: set[QWidget] = set()  # for the medium that is open
        self._optional: dict[QWidget, tuple[QAction, ...]] = {}
        """What the overflow menu offers where a control does not fit, the first to go first."""
        self._lay_out(actions)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_state(self, state: PlayerState) -> None:
        """Show the state of the player."""
        self._total.setText(tr("live") if state.live else f"/ {format_time(state.duration)}")
        self._show_speed(state.speed)
        self._volume.set_value_silently(0.0 if state.muted else state.volume)
        self._speed.setEnabled(state.loaded)
        self._absent = {self._speed, self._loops} if state.live else {self._record}
        self._fit()
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
        back, play, forward = (
            IconButton(actions[name], size, tint_when_on=False)
            for name, size in (("step.back", 36), ("play.toggle", 44), ("step.forward", 36))
        )
        mute = IconButton(actions["sound.mute"], tint_when_on=False)
        for button in (back, play, forward):
            row.addWidget(button)
        row.addSpacing(12)
        row.addWidget(self._time_stack)
        row.addWidget(self._total)
        row.addSpacing(12)
        row.addWidget(self._speed)
        row.addStretch(1)
        loops = ("loop.a", "loop.b", "loop.toggle")
        self._loops = _group(*(IconButton(actions[name]) for name in loops))
        row.addWidget(self._loops)
        row.addSpacing(12)
        row.addWidget(mute)
        row.addWidget(self._volume)
        row.addSpacing(12)
        snapshot = IconButton(actions["file.snapshot"])
        row.addWidget(self._record)
        row.addWidget(snapshot)
        row.addWidget(self._more)
        row.addWidget(IconButton(actions["view.full_screen"], tint_when_on=False))
        some = lambda *ids: tuple(actions[id] for id in ids)  # noqa: E731
        self._fitting = False
        self._optional = {snapshot: some("file.snapshot")}
        self._optional |= {self._loops: some(*loops)}
        self._optional |= {
            self._total: (),
            self._speed: some("speed.slower", "speed.normal", "speed.faster"),
            self._volume: some("sound.up", "sound.down"),
            mute: some("sound.mute"),
            back: some("step.back"),
            forward: some("step.forward"),
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the least important controls into a menu where the width is too small."""
        super().resizeEvent(event)
        if not self._fitting:  # showing a control may resize the bar
            self._fitting = True
            self._fit()
            self._fitting = False

    def _fit(self) -> None:
        for widget in (*self._optional, self._record):
            widget.setVisible(widget not in self._absent)
        self._more.hide()
        for widget, actions in self._optional.items():
            if self._needed() <= self.width():
                break
            widget.hide()
            if actions:
                self._more.show()

    def _needed(self) -> int:
        row = self.layout()
        assert row is not None
        row.invalidate()
        return row.sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        """Smaller than the controls; see `_fit`."""
        return QSize(theme.px(self, 240), super().minimumSizeHint().height())

    def _make_more(self) -> IconButton:
        action = QAction(tr("More controls"), self)
        action.setToolTip(tr("Controls for which there is no room"))
        action.setProperty("icon_name", "more")
        action.triggered.connect(self._show_more)
        return IconButton(action)

    def more_menu(self) -> QMenu:
        """The menu of the controls that do not fit."""
        menu = QMenu(self)
        for widget, actions in self._optional.items():
            if widget.isHidden() and widget not in self._absent:
                menu.addActions(actions)
        return menu

    def _show_more(self) -> None:
        menu = self.more_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _time_line(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._now.setAccessibleName(tr("Time"))
        row.addWidget(self._now)
        return line

    def _make_entry(self) -> _TimeEntry:
        entry = _TimeEntry()
        entry.setAccessibleName(tr("Time to go to"))
        entry.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        entry.setToolTip(tr("Seconds, m:ss or h:mm:ss, then Enter (Esc cancels)"))
        entry.returnPressed.connect(self._on_typed)
        entry.cancelled.connect(self._close_entry)
        entry.editingFinished.connect(self._close_entry)
        return entry

    def _make_speed(self) -> Combo:
        combo = Combo(tr("Speed"), tr("Speed ([ and ] by 10 %, J and L from step to step)"))
        for speed in SPEEDS:
            combo.addItem(f"{short_number(speed, 2)}×", speed)
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
            combo.addItem(f"{number(speed, 2)}×", speed)
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
        self._time_stack.setMinimumWidth(theme.px(self, 96))
        self._fit()
