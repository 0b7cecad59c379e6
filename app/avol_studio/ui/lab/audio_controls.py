"""The controls that alter the audio: shift, sound, pitch, noise, filter."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from avol.media.file_types import AUDIO_SUFFIXES, VIDEO_SUFFIXES
from avol.perturbation import AudioPerturbation
from avol.perturbation.settings import NYQUIST
from avol.reference_sounds import NOISE, bundled_sounds
from avol_studio.core.sound_names import sound_name
from avol_studio.core.translation import number, tr
from avol_studio.ui.lab.value_slider import ValueSlider
from avol_studio.ui.text.file_filters import file_filter
from avol_studio.ui.widgets.basic import label
from avol_studio.ui.widgets.controls import Combo

ORIGINAL, MUTED, FILE = "", "muted", "file"
NO_NOISE = -81.0
"""dBFS: the left end of the slider."""
LOWEST, HIGHEST = 50.0, 20_000.0  # Hz of a filter
SHIFT = 2.0  # seconds, either way


class AudioControls(QWidget):
    """Edits an AudioPerturbation; `changed` carries the new one."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._settings = AudioPerturbation()
        self.sound = Combo(tr("Sound"), tr("The sound that the network gets"))
        self._fill_sounds()
        self.sound.activated.connect(self._choose_sound)
        self.shift = ValueSlider(
            tr("Audio shift"), tr("How much later in the recording the audio lies than the image"),
            -SHIFT, SHIFT, 0.05, lambda v: tr("{seconds} s").format(seconds=_signed(v, 2)),
        )  # fmt: skip
        self.pitch = ValueSlider(
            tr("Pitch"), tr("Raise or lower the pitch, without changing the duration"),
            -12, 12, 0.5, lambda v: tr("{count} semitones").format(count=_signed(v, 1)),
        )  # fmt: skip
        self.noise = ValueSlider(
            tr("Noise"), tr("Add white noise of this level"), NO_NOISE, 0, 1,
            lambda v: tr("off") if v <= NO_NOISE else tr("{level} dB").format(level=number(v)),
        )  # fmt: skip
        self.filter = Combo(tr("Filter"), tr("The frequencies that the network gets"))
        for title in (tr("No filter"), tr("Low-pass"), tr("High-pass"), tr("Band-pass")):
            self.filter.addItem(title)
        self.filter.activated.connect(self._choose_filter)
        hertz = lambda v: tr("{hertz} Hz").format(hertz=number(_hertz(v)))  # noqa: E731
        self.low = ValueSlider(
            tr("From"), tr("The lowest frequency that passes"), 0, 1, 0.01, hertz
        )
        self.high = ValueSlider(
            tr("To"), tr("The highest frequency that passes"), 0, 1, 0.01, hertz
        )
        self.shift.changed.connect(lambda v: self._set(shift=v))
        self.pitch.changed.connect(lambda v: self._set(pitch=v))
        self.noise.changed.connect(lambda v: self._set(noise_dbfs=None if v <= NO_NOISE else v))
        self.low.changed.connect(lambda v: self._set(low_hz=min(_hertz(v), self._settings.high_hz)))
        self.high.changed.connect(
            lambda v: self._set(high_hz=max(_hertz(v), self._settings.low_hz))
        )
        self.sound_group = _group(label(tr("Sound")), self.sound)
        self.filter_group = _group(label(tr("Filter")), self.filter, self.low, self.high)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.sound_group, self.shift, self.pitch, self.noise, self.filter_group):
            column.addWidget(part)
        self.show_settings(self._settings)

    def show_settings(self, settings: AudioPerturbation) -> None:
        """Show settings without a signal."""
        self._settings = settings
        self._show_sound(MUTED if settings.muted else settings.sound)
        self.shift.show_value(settings.shift)
        self.pitch.show_value(settings.pitch)
        self.noise.show_value(NO_NOISE if settings.noise_dbfs is None else settings.noise_dbfs)
        has_low, has_high = settings.low_hz > 0, settings.high_hz < NYQUIST
        self.filter.setCurrentIndex(has_high + 2 * has_low)
        self.low.setVisible(has_low)
        self.high.setVisible(has_high)
        self.low.show_value(_place(settings.low_hz))
        self.high.show_value(_place(settings.high_hz))

    def _set(self, **changes: object) -> None:
        self._settings = replace(self._settings, **changes)
        self.show_settings(self._settings)
        self.changed.emit(self._settings)

    def _set_low(self, place: float) -> None:
        self._set(low_hz=min(_hertz(place), self._settings.high_hz))

    def _set_high(self, place: float) -> None:
        self._set(high_hz=max(_hertz(place), self._settings.low_hz))

    def _fill_sounds(self) -> None:
        self.sound.addItem(tr("Original audio"), ORIGINAL)
        self.sound.addItem(tr("Muted"), MUTED)
        for name in (*(sound.name for sound in bundled_sounds()), NOISE.name):
            self.sound.addItem(sound_name(name), name)
        self.sound.addItem(tr("From a file…"), FILE)

    def _show_sound(self, sound: str) -> None:
        index = self.sound.findData(sound)
        if index < 0:  # a file
            index = self.sound.count() - 1
            self.sound.insertItem(index, sound.replace("\\", "/").split("/")[-1], sound)
        self.sound.setCurrentIndex(index)

    def _choose_sound(self, index: int) -> None:
        sound = self.sound.itemData(index)
        if sound == FILE:
            title = tr("Choose a file with sound")
            kinds = file_filter(tr("Audio and video"), AUDIO_SUFFIXES | VIDEO_SUFFIXES)
            sound = QFileDialog.getOpenFileName(self, title, "", kinds)[0]
            if not sound:
                self.show_settings(self._settings)
                return
        muted = sound == MUTED
        self._set(muted=muted, sound="" if muted else sound)

    def _choose_filter(self, index: int) -> None:
        """Begin with a filter of 2 kHz, and 500 Hz to 4 kHz for a band."""
        low = (0.0, 0.0, 2000.0, 500.0)[index]
        high = (NYQUIST, 2000.0, NYQUIST, 4000.0)[index]
        self._set(low_hz=low, high_hz=high)


def _cutoff(name: str, tooltip: str) -> ValueSlider:
    """The slider of a frequency."""
    return ValueSlider(
        name, tooltip, 0, 1, 0.01, lambda v: tr("{hertz} Hz").format(hertz=number(_hertz(v)))
    )


def _group(*widgets: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget)
    return made


def _hertz(place: float) -> float:
    """The frequency of a place 0..1 on the slider, on a logarithmic scale."""
    return float(round(LOWEST * (HIGHEST / LOWEST) ** place))


def _place(hertz: float) -> float:
    clipped = min(max(hertz, LOWEST), HIGHEST)
    return math.log(clipped / LOWEST) / math.log(HIGHEST / LOWEST)


def _signed(value: float, decimals: int) -> str:
    return ("+" if value > 0 else "") + number(value, decimals)
