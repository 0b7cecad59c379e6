"""The trainer: switches, six probes, two curves, and the transport of the training."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from avol.training.tiny.settings import TinySettings
from avol_studio.core.translation import tr
from avol_studio.services.training.state import FULL_SPEED, Saved
from avol_studio.ui.style import theme
from avol_studio.ui.trainer.curves import AccuracyPlot, LossPlot
from avol_studio.ui.trainer.probe_tile import ProbeTile
from avol_studio.ui.trainer.state_text import state_text
from avol_studio.ui.trainer.switches import TrainerSwitches
from avol_studio.ui.widgets.basic import label, radio, row
from avol_studio.ui.widgets.controls import Combo
from avol_studio.ui.widgets.vertical_scroll_area import VerticalScrollArea

if TYPE_CHECKING:
    from avol_studio.core.settings.schema import Settings
    from avol_studio.services.training.training_service import TrainingService

PROBES = 6
CONTROLS = (
    "seed", "videos", "little_data", "flipped_labels", "negatives", "misaligned", "ticks",
    "learning_rate", "pooling", "play", "step", "reset", "speed", "view", "save_checkpoint",
    "save_result",
)  # fmt: skip
"""The ids of the controls."""
SPEEDS = {1.0: tr("1 step/s"), 5.0: tr("5 steps/s"), FULL_SPEED: tr("Full speed")}
PLOT_HEIGHT = 260  # px at most
OTHER_HEIGHT = 140  # px of the rows above and below
TEXT_HEIGHT = 40  # px of the two lines below the image of a probe
SIDE_WIDTH = 300  # px of the switches beside the probes, at least
SIDE_SHARE = 0.45  # of the width that the switches take at most to show their texts
NARROW = 640  # px of width below which the switches are above the probes
NARROW_HEIGHT = 560  # px of probes and curves below the switches, which then scroll
LARGEST = 16777215  # px, the largest size of a widget (QWIDGETSIZE_MAX)


class TrainerView(QWidget):
    """Shows a TrainingService and controls it; prepares the first run when it is shown.

    The training pauses while the view is hidden or disabled. `controls` holds each control by its
    id, one of `CONTROLS`.
    """

    checkpoint_saved = Signal(object)  # Path

    def __init__(self, service: TrainingService) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that no text entry takes the keys
        self._service = service
        self.switches = TrainerSwitches()
        self.tiles = [ProbeTile(number_ + 1) for number_ in range(PROBES)]
        self.loss, self.accuracy = LossPlot(), AccuracyPlot()
        self.play = _button(tr("Play"), tr("Train until the end, or pause (K)"), primary=True)
        self.step = _button(tr("Step"), tr("Take one step of 16 pairs (.)"))
        self.reset = _button(tr("Reset"), tr("Start again at step 0 with the same seed (R)"))
        self.speed = Combo(tr("Speed"), tr("Steps per second"))
        for value, text in SPEEDS.items():
            self.speed.addItem(text, value)
        self.speed.setCurrentIndex(len(SPEEDS) - 1)
        self.speed.setMinimumWidth(theme.px(self, 152))
        self.show_map = radio(tr("Map"), tr("Show the map of each probe"))
        self.show_gradient = radio(
            tr("Gradient"), tr("Show which cells a training step on the probe would change (G)")
        )
        self.save_checkpoint = _button(
            tr("Save checkpoint…"), tr("Save the network, to open it in the studio")
        )
        self.save_result = _button(
            tr("Save result…"), tr("Save settings and metrics; avol train-tiny repeats the run")
        )
        self.state = label("")
        self.state.setWordWrap(True)
        self.controls: dict[str, QWidget] = self.switches.controls | {
            "play": self.play, "step": self.step, "reset": self.reset, "speed": self.speed,
            "save_checkpoint": self.save_checkpoint, "save_result": self.save_result,
        }  # fmt: skip
        self._lay_out()
        self.controls["view"] = self._views
        self._connect()
        self._update()

    # -- interface ---------------------------------------------------------------------------

    @property
    def settings(self) -> TinySettings:
        """The chosen settings."""
        return self.switches.settings

    def set_settings(self, settings: TinySettings) -> None:
        """Choose settings, and reset the training."""
        self.switches.set_settings(settings)
        self._service.start(settings)

    def show_controls(self, names: Collection[str] | None) -> None:
        """Show only the controls with these ids; None shows all."""
        self.switches.show_controls(names)
        for name in self.controls.keys() - self.switches.controls.keys():
            self.controls[name].setVisible(names is None or name in names)
        self._side.setVisible(names is None or any(n in names for n in self.switches.controls))
        self._arrange()

    def set_display(self, settings: Settings) -> None:
        """Draw maps in the colours of the studio's settings."""
        for tile in self.tiles:
            tile.set_settings(settings)

    # -- layout ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._side = QScrollArea()
        self._side.setWidget(self.switches)
        self._side.setWidgetResizable(True)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its switches have the focus
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._views, views = QWidget(), QButtonGroup(self)
        for button in (self.show_map, self.show_gradient):
            views.addButton(button)
        self.show_map.setChecked(True)
        self._views.setLayout(row(label(tr("Probes:"), "muted"), self.show_map, self.show_gradient))
        self._grid, self._columns = QGridLayout(), 0
        self._grid.setSpacing(8)
        plots = QWidget()
        plots.setMaximumHeight(theme.px(self, PLOT_HEIGHT))
        line = row(self.loss, self.accuracy, spacing=16)
        plots.setLayout(line)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(row(self._views, None))
        right.addLayout(self._grid, 3)
        right.addWidget(plots, 2)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._side, 1)
        left.addWidget(self.save_result)
        left.addWidget(self.save_checkpoint)
        self._content = QWidget()
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._content)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(16)
        self._middle.addLayout(left)
        self._middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(VerticalScrollArea(self._content), 1)
        column.addWidget(self.state)
        column.addLayout(row(self.play, self.step, self.reset, self.speed, None))
        self._arrange()

    def _arrange(self) -> None:
        """Place the switches beside the probes, or above them where the view is narrow."""
        narrow = self.width() < theme.px(self, NARROW)
        above, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._middle.setDirection(above if narrow else beside)
        high = self.switches.sizeHint().height()
        needed = self.switches.sizeHint().width() + theme.px(self, 24)  # chevrons of the lists
        wide = max(theme.px(self, SIDE_WIDTH), min(needed, round(SIDE_SHARE * self.width())))
        self._side.setMinimumSize(*((0, high) if narrow else (wide, 0)))
        self._side.setMaximumSize(*((LARGEST, high) if narrow else (wide, LARGEST)))
        content = high + theme.px(self, NARROW_HEIGHT) if narrow else 0
        self._content.setMinimumHeight(content)
        self._arrange_tiles(narrow)

    def _arrange_tiles(self, narrow: bool) -> None:
        """Place the probes in one row or in two, whichever makes the images larger."""
        wide = self.width() - self._side.width() - theme.px(self, 48)
        high = self.height() - theme.px(self, OTHER_HEIGHT)
        high -= min(theme.px(self, PLOT_HEIGHT), high * 2 / 5)

        def image_height(columns: int) -> float:
            rows = PROBES // columns
            return min(wide / columns * 3 / 4, high / rows - theme.px(self, TEXT_HEIGHT))

        columns = PROBES // 2 if narrow else max((PROBES // 2, PROBES), key=image_height)
        if columns == self._columns:
            return
        self._columns = columns
        for number_, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, number_ // columns, number_ % columns)

    # -- Qt events ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the probes for the new size."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Prepare the first run."""
        super().showEvent(event)
        if not self._service.started:
            self._service.start(self.settings)

    def hideEvent(self, event: QHideEvent) -> None:
        """Pause the training."""
        super().hideEvent(event)
        self._service.pause()

    def changeEvent(self, event: QEvent) -> None:
        """Pause the training while nothing can be clicked."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._service.pause()

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the trainer from the shortcuts of the window."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play, step, reset, or change the view of the probes."""
        if self._takes(event):
            self._keys[event.key()]()
        else:
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        return event.key() in self._keys and not event.modifiers()

    # -- events ------------------------------------------------------------------------------

    def _connect(self) -> None:
        service = self._service
        service.changed.connect(self._update)
        service.saved.connect(self._on_saved)
        self.switches.changed.connect(service.start)
        self.play.clicked.connect(self._toggle)
        self.step.clicked.connect(lambda: service.take_steps(1))
        self.reset.clicked.connect(lambda: service.start(self.settings))
        self.speed.activated.connect(self._on_speed)
        self.show_gradient.toggled.connect(self._on_view)
        self.save_checkpoint.clicked.connect(self._save_checkpoint)
        self.save_result.clicked.connect(self._save_result)
        self._keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_K: self.play.click, Qt.Key.Key_Period: self.step.click,
            Qt.Key.Key_R: self.reset.click, Qt.Key.Key_G: self._toggle_view,
        }  # fmt: skip

    def _toggle(self) -> None:
        if self._service.phase == "playing":
            self._service.pause()
        else:
            self._service.play(self.speed.currentData())

    def _on_speed(self) -> None:
        if self._service.phase == "playing":
            self._service.play(self.speed.currentData())

    def _on_view(self, gradient: bool) -> None:
        for tile in self.tiles:
            tile.set_view("gradient" if gradient else "map")

    def _toggle_view(self) -> None:
        (self.show_map if self.show_gradient.isChecked() else self.show_gradient).click()

    def _save_checkpoint(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save checkpoint"), "tiny.safetensors", tr("Checkpoints (*.safetensors)")
        )
        if name:
            self._service.save(Path(name).with_suffix(".safetensors"))

    def _save_result(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save result"), "training.json", tr("Results (*.json)")
        )
        if name:
            self._service.save_result(Path(name))

    def _on_saved(self, saved: Saved) -> None:
        self._show_state(saved.error or tr("Saved: {}").format(saved.path), bool(saved.error))
        if not saved.error and saved.path.suffix == ".safetensors":
            self.checkpoint_saved.emit(saved.path)

    # -- updates -----------------------------------------------------------------------------

    def _update(self) -> None:
        service = self._service
        self._update_tiles()
        steps = service.settings.steps
        self.loss.set_run(service.losses, service.curve, service.previous, steps)
        show_grid = service.settings.ticks == "possible"
        self.accuracy.set_run(service.curve, service.previous, steps, show_grid)
        ready = service.phase in ("paused", "playing") and bool(service.probes)
        self.play.setEnabled(ready)
        self.play.setText(tr("Pause") if service.phase == "playing" else tr("Play"))
        self.step.setEnabled(ready)
        self.reset.setEnabled(service.phase != "preparing")
        self.save_checkpoint.setEnabled(ready or service.phase == "finished")
        self.save_result.setEnabled(service.result is not None)
        self._show_state(state_text(service), service.phase == "failed")

    def _update_tiles(self) -> None:
        service = self._service
        for number_, tile in enumerate(self.tiles):
            known = number_ < len(service.probes)
            tile.set_probe(service.probes[number_] if known else None)
            if known and service.maps is not None and service.gradients is not None:
                tile.set_maps(service.maps[number_], service.gradients[number_])

    def _show_state(self, text: str, is_error: bool) -> None:
        palette = theme.of(self)
        self.state.setText(text)
        self.state.setStyleSheet(f"color: {palette.bad if is_error else palette.text}")


def _button(text: str, tooltip: str, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("primary", primary)
    button.setAccessibleName(text)
    button.setToolTip(tooltip)
    button.setAutoDefault(False)
    return button
