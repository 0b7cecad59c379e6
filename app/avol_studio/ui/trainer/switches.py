"""The settings of a training as controls, by the names of their fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QDoubleValidator, QIntValidator, QValidator
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from avol.training.tiny.settings import LEARNING_RATE, MAX_SEED, TinySettings
from avol_studio.core.translation import short_number, tr
from avol_studio.ui.widgets.basic import label
from avol_studio.ui.widgets.controls import Combo
from avol_studio.ui.widgets.switch import Switch

Choices = Mapping[Any, str]
_OWN, _OTHER = "own", "other"
POOLINGS: Choices = {
    "max": tr("Maximum"),
    "softened max": tr("Softened maximum"),
    "attention": tr("Attention"),
}
TICKS: Choices = {
    "none": tr("None"),
    "prevented": tr("Ticks, shortcut prevented"),
    "possible": tr("Ticks, shortcut possible"),
}
RATES = (LEARNING_RATE / 10, LEARNING_RATE, LEARNING_RATE * 10, LEARNING_RATE * 100)


class TrainerSwitches(QWidget):
    """Emits `changed` with new settings; `controls` holds each control by its field."""

    changed = Signal(object)  # TinySettings

    def __init__(self) -> None:
        super().__init__()
        self._settings = TinySettings()
        self.seed = _entry(tr("Seed"), tr("Equal seeds give equal runs: weights, pairs and order"))
        self.seed.setValidator(QIntValidator(0, MAX_SEED, self))
        self.videos = Combo(
            tr("Videos"), tr("Train on synthetic clips, or on a folder of own short videos")
        )
        self.flipped_labels = Switch(
            tr("Flipped labels"), tr("Call matched pairs mismatched, and the other way round")
        )
        self.negatives = Switch(tr("Mismatched pairs"), tr("Train on mismatched pairs too"))
        self.misaligned = Switch(
            tr("Misalignment"), tr("Offset image and audio of a pair by up to 0.2 s at random")
        )
        self.ticks = _combo(
            tr("Ticks"),
            tr("Ticks at every frame; the shortcut: mismatched audio is cut off the frame grid"),
            TICKS,
        )
        self.little_data = Switch(tr("Little data"), tr("Train on 16 pairs instead of 512"))
        self.learning_rate = _combo(tr("Learning rate"), tr("Length of a step"), _rate_texts())
        self.rate = _entry(tr("Another learning rate"), tr("From 0.00001 to 1"))
        self.rate.setValidator(_RateValidator(self))
        self.pooling = _combo(tr("Pooling"), tr("How the cells become one score"), POOLINGS)
        self.controls: dict[str, QWidget] = {
            "seed": self.seed, "videos": self.videos, "little_data": self.little_data,
            "flipped_labels": self.flipped_labels, "negatives": self.negatives,
            "misaligned": self.misaligned, "ticks": self.ticks,
            "learning_rate": self.learning_rate, "pooling": self.pooling,
        }  # fmt: skip
        self._labels: dict[str, QLabel] = {}
        self._lay_out()
        self.set_settings(self._settings)
        self._connect()

    # -- interface ---------------------------------------------------------------------------

    @property
    def settings(self) -> TinySettings:
        """The chosen settings."""
        return self._settings

    def set_settings(self, settings: TinySettings) -> None:
        """Show settings, without `changed`."""
        self._settings = settings
        self.blockSignals(True)
        self.seed.setText(str(settings.seed))
        self._show_videos()
        for name in ("flipped_labels", "negatives", "misaligned", "little_data"):
            switch: QAbstractButton = getattr(self, name)
            switch.setChecked(getattr(settings, name))
        _choose(self.ticks, settings.ticks)
        _choose(self.pooling, settings.pooling)
        known = any(_is_close(settings.learning_rate, rate) for rate in RATES)
        _choose(self.learning_rate, settings.learning_rate if known else _OTHER)
        self.rate.setText(_rate_text(settings.learning_rate))
        self._show_rate()
        self.ticks.setEnabled(not settings.videos)
        self.blockSignals(False)

    def show_controls(self, names: Collection[str] | None) -> None:
        """Show the controls of these fields only; None shows all."""
        for name, control in self.controls.items():
            shown = names is None or name in names
            control.setVisible(shown)
            self._labels[name].setVisible(shown)
        self._show_rate()

    # -- parts -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        line = 0
        for control in (*self.controls.values(), self.rate):
            if isinstance(control, QLineEdit) or control is self.videos:  # of any length
                control.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for name, control in self.controls.items():
            text = self._labels[name] = label(control.accessibleName())
            grid.addWidget(text, line, 0)
            grid.addWidget(control, line, 1)
            line += 1
            if name == "learning_rate":
                grid.addWidget(self.rate, line, 1)
                line += 1
        grid.setRowStretch(line, 1)

    def _connect(self) -> None:
        self.seed.editingFinished.connect(self._on_seed)
        self.videos.activated.connect(self._on_videos)
        self.flipped_labels.toggled.connect(lambda on: self._change(flipped_labels=on))
        self.negatives.toggled.connect(lambda on: self._change(negatives=on))
        self.misaligned.toggled.connect(lambda on: self._change(misaligned=on))
        self.little_data.toggled.connect(lambda on: self._change(little_data=on))
        self.ticks.activated.connect(lambda _: self._change(ticks=self.ticks.currentData()))
        self.pooling.activated.connect(lambda _: self._change(pooling=self.pooling.currentData()))
        self.learning_rate.activated.connect(self._on_rate_chosen)
        self.rate.editingFinished.connect(self._on_rate_typed)

    def _change(self, **values: object) -> None:
        new = TinySettings.model_validate(self._settings.model_dump() | values)
        if new != self._settings and not self.signalsBlocked():
            self._settings = new
            self.ticks.setEnabled(not new.videos)
            self.changed.emit(new)

    def _on_seed(self) -> None:
        self._change(seed=int(self.seed.text() or 0))

    # -- videos ------------------------------------------------------------------------------

    def _show_videos(self) -> None:
        self.videos.clear()
        self.videos.addItem(tr("Synthetic clips"), "")
        if self._settings.videos:
            self.videos.addItem(Path(self._settings.videos).name, self._settings.videos)
            self.videos.setCurrentIndex(1)
        self.videos.addItem(tr("Own videos…"), _OWN)

    def _on_videos(self) -> None:
        chosen = self.videos.currentData()
        if chosen == _OWN:
            chosen = QFileDialog.getExistingDirectory(
                self, tr("Folder with at least four short videos"), self._settings.videos
            )
            chosen = chosen or self._settings.videos
        self._change(videos=chosen)
        self._show_videos()

    # -- learning rate -----------------------------------------------------------------------

    def _show_rate(self) -> None:
        other = self.learning_rate.currentData() == _OTHER
        self.rate.setVisible(other and not self.learning_rate.isHidden())

    def _on_rate_chosen(self) -> None:
        chosen = self.learning_rate.currentData()
        self._show_rate()
        if chosen == _OTHER:
            self.rate.setFocus()
            self.rate.selectAll()
        else:
            self.rate.setText(_rate_text(chosen))
            self._change(learning_rate=chosen)

    def _on_rate_typed(self) -> None:
        value, valid = QLocale.c().toDouble(_with_point(self.rate.text()))
        if valid:
            self._change(learning_rate=value)


def _entry(name: str, tooltip: str) -> QLineEdit:
    entry = QLineEdit()
    entry.setAccessibleName(name)
    entry.setToolTip(tooltip)
    return entry


def _combo(name: str, tooltip: str, choices: Choices) -> Combo:
    combo = Combo(name, tooltip)
    for value, text in choices.items():
        combo.addItem(text, value)
    return combo


def _choose(combo: Combo, value: object) -> None:
    """Choose an entry by its value."""
    for index in range(combo.count()):
        data = combo.itemData(index)
        if data == value or (isinstance(value, float) and _is_close(value, data)):
            combo.setCurrentIndex(index)


def _is_close(value: float, other: object) -> bool:
    return isinstance(other, float) and abs(value - other) < 1e-9


def _rate_texts() -> Choices:
    factors = ("÷ 10", tr("default"), "× 10", "× 100")
    texts = {r: f"{_rate_text(r)} ({f})" for r, f in zip(RATES, factors, strict=True)}
    return texts | {_OTHER: tr("Other…")}


def _rate_text(rate: float) -> str:
    return short_number(rate, 6)


def _with_point(text: str) -> str:
    """A typed number, whose decimals may follow a point or a comma in any language."""
    return text.replace(",", ".")


class _RateValidator(QDoubleValidator):
    """Accepts rates from 0.00001 to 1, with a decimal point or comma."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(1e-5, 1.0, 6, parent)
        self.setNotation(QDoubleValidator.Notation.StandardNotation)
        self.setLocale(QLocale.c())

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Check a text, which stays as it was typed."""
        checked = super().validate(_with_point(text), position)
        state = checked[0] if isinstance(checked, tuple) else checked
        return cast("QValidator.State", state), text, position
