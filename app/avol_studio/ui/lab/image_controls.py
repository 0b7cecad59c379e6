"""The controls that alter the image: hue, grey, blur, mirror."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from avol.perturbation import ImagePerturbation
from avol.perturbation.settings import MAX_BLUR
from avol_studio.core.translation import number, tr
from avol_studio.ui.lab.value_slider import ValueSlider
from avol_studio.ui.widgets.basic import label, row
from avol_studio.ui.widgets.controls import CheckBox


class ImageControls(QWidget):
    """Edits an ImagePerturbation; `changed` carries the new one."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._settings = ImagePerturbation()
        self.blur = ValueSlider(
            tr("Blur"), tr("Blur the image; the number is a share of its size"), 0, MAX_BLUR, 0.002,
            lambda v: tr("{percent} %").format(percent=number(100 * v, 1)),
        )  # fmt: skip
        self.hue = ValueSlider(
            tr("Hue"), tr("Turn all colours; grey stays grey"), -180, 180, 5,
            lambda v: tr("{degrees}°").format(degrees=number(v)),
        )  # fmt: skip
        self.grey = CheckBox(tr("Grey"), tr("Remove all colour"))
        self.mirror = CheckBox(
            tr("Mirror"), tr("Exchange left and right; the map is mirrored back onto the video")
        )
        self.grey_row = _named(tr("Grey"), self.grey)
        self.mirror_row = _named(tr("Mirror"), self.mirror)
        self.blur.changed.connect(lambda v: self._set(blur=min(v, MAX_BLUR)))
        self.hue.changed.connect(lambda v: self._set(hue=v))
        self.grey.toggled.connect(lambda on: self._set(grey=on))
        self.mirror.toggled.connect(lambda on: self._set(mirror=on))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.blur, self.hue, self.grey_row, self.mirror_row):
            column.addWidget(part)
        self.show_settings(self._settings)

    def show_settings(self, settings: ImagePerturbation) -> None:
        """Show settings without a signal."""
        self._settings = settings
        self.blur.show_value(settings.blur)
        self.hue.show_value(settings.hue)
        self.grey.setChecked(settings.grey)
        self.mirror.setChecked(settings.mirror)

    def _set(self, **changes: object) -> None:
        settings = replace(self._settings, **changes)
        if settings != self._settings:
            self._settings = settings
            self.changed.emit(settings)


def _named(name: str, switch: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(label(name), None, switch))
    return made
