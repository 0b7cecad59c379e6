"""The Audio panel: spectrogram of the audio window, level, score and verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from avol.score_scale import MATCH_SCORE
from avol.visualization.steady_verdict import shown_score
from avol_studio.core.state.player_state import Level, LocalizationEvent
from avol_studio.core.translation import number, tr
from avol_studio.ui.style import theme
from avol_studio.ui.text.verdict_labels import (
    VERDICT_LABELS,
    audio_classes_text,
    match_text,
    waiting_label,
)
from avol_studio.ui.widgets.accessible import BAR, AccessibleValue
from avol_studio.ui.widgets.basic import IconLabel, NumberLabel, label, row, set_tooltip
from avol_studio.ui.widgets.level_meter import LevelMeter
from avol_studio.ui.widgets.spectrogram_view import SpectrogramView

if TYPE_CHECKING:
    from avol.audio.log_spectrogram import SpectrogramSpec


class ScoreBar(QWidget):
    """The score on a bar from 0 to 1, with a tick at the match threshold."""

    accessible_role = BAR

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Score"))
        self.setToolTip(tr("Score from 0 to 1; the tick is the match threshold"))
        self._score, self._tick = 0.0, 0.5

    def show_score(self, score: float, matches: float) -> None:
        """Show a score and the match threshold, both 0..1."""
        if (score, matches) != (self._score, self._tick):
            self._score, self._tick = score, matches
            self.update()

    def accessible_value(self) -> AccessibleValue:
        """The score."""
        return AccessibleValue(number(self._score, 2), self._score, 0.0, 1.0)

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(theme.px(self, 120), theme.px(self, 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groove, the score and the tick."""
        painter, palette = QPainter(self), theme.of(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        bar = QRectF(0, self.height() / 2 - 3, self.width(), 6)
        for part, colour in ((1.0, palette.hover), (self._score, palette.accent)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(0, bar.top(), bar.width() * part, 6), 3, 3)
        painter.fillRect(
            QRectF(bar.width() * self._tick - 1, 0, 2, self.height()), QColor(palette.text)
        )
        painter.end()


class _TwoLines(QWidget):
    """A wrapped text with room for two lines.

    A text that changes with each map would else change the height of the panel, and with it
    everything below would be laid out and painted again. The label is in no layout: else each text
    would have all layouts of the window computed again.
    """

    def __init__(self) -> None:
        super().__init__()
        self._label = QLabel(self)
        self._label.setProperty("role", "muted")
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """The shown text."""
        return self._label.text()

    def setText(self, text: str) -> None:
        """Show a text."""
        if text != self._label.text():
            self._label.setText(text)
            if self.heightForWidth(self.width()) > self.height():
                self.updateGeometry()

    def setAccessibleName(self, name: str) -> None:
        """Name the text for a screen reader."""
        self._label.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        """Two lines of some width."""
        return QSize(self._label.sizeHint().width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use all of the room."""
        super().resizeEvent(event)
        self._label.setGeometry(self.rect())

    def heightForWidth(self, width: int) -> int:
        """Two lines, or as many as the text needs."""
        flags = self._label.alignment() | Qt.TextFlag.TextWordWrap
        two = self._label.fontMetrics().boundingRect(0, 0, width, 2000, flags, "A\nA")
        return max(self._label.heightForWidth(width), two.height())


class AudioPanel(QWidget):
    """Spectrogram, level, verdict, score and the most probable classes of the shown map."""

    def __init__(self) -> None:
        super().__init__()
        self._spectrogram, self._meter, self._bar = SpectrogramView(), LevelMeter(), ScoreBar()
        self._icon, self._verdict = IconLabel(), label()
        self._verdict.setWordWrap(True)  # two lines are as high as the number
        self._number = NumberLabel("", "hero")
        self._number.setAccessibleName(tr("Score"))
        self._heard = _TwoLines()
        self._heard.setAccessibleName(tr("Classes in the audio"))
        self._engine, self._camera_stopped = "", False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._spectrogram)
        column.addWidget(self._meter)
        column.addSpacing(4)
        line = row(self._icon, self._verdict, self._number)
        line.setStretch(1, 1)
        column.addLayout(line)
        column.addWidget(self._bar)
        column.addWidget(self._heard)
        self.show_localization(None)

    def set_spectrogram_spec(self, spectrogram: SpectrogramSpec) -> None:
        """Set the parameters of the spectrogram of the model."""
        self._spectrogram.set_axis(spectrogram.bin_hz, spectrogram.seconds)

    def set_engine(self, engine: str) -> None:
        """Set the state of the engine, which explains a missing map."""
        self._engine = engine

    def set_camera_stopped(self, stopped: bool) -> None:
        """Set whether no frames come from a camera, so that no map will come."""
        if stopped != self._camera_stopped:
            self._camera_stopped = stopped
            self.show_score(None)

    def set_centred(self, centred: bool) -> None:
        """Set whether the audio window lies around the frame; else it ends with it."""
        self._spectrogram.set_centred(centred)

    def show_attribution(self, drive: NDArray[np.float32] | None) -> None:
        """Shade what did not drive the score, (bins, columns) in 0..1; None: nothing."""
        self._spectrogram.set_attribution(drive)

    def clear(self) -> None:
        """Show the state without a file."""
        self.show_localization(None, still=True)

    def show_level(self, level: Level) -> None:
        """Show the level of the audio."""
        self._meter.set_level(level)

    def show_localization(self, located: LocalizationEvent | None, still: bool = False) -> None:
        """Show the audio of a map; None: no map. still: also show the level of its window.

        A stored map comes without its audio, which follows. Until then a still panel shows none;
        while playing, the spectrogram of the map before stays, so that it does not flicker.
        """
        self.show_score(located)
        localization = None if located is None else located.localization
        self._heard.setText("" if localization is None else audio_classes_text(localization))
        audio = None if located is None else located.audio_embedding
        if audio is not None or still or located is None:
            self._spectrogram.set_spectrogram(None if audio is None else audio.shown_spectrogram)
        if still:
            self._meter.set_level(Level() if audio is None else Level(rms_db=audio.level_dbfs))

    def show_score(self, located: LocalizationEvent | None) -> None:
        """Show verdict and score of a map alone, which costs little."""
        verdict = (
            waiting_label(self._engine, self._camera_stopped)
            if located is None
            else VERDICT_LABELS[located.localization.verdict]
        )
        localization = None if located is None else located.localization
        score = None if localization is None else shown_score(localization)
        self._icon.show_icon(verdict.icon, verdict.colour)
        self._verdict.setText(verdict.short)
        set_tooltip(self._verdict, verdict.explanation)
        self._number.setText("–" if score is None else number(score, 2))
        set_tooltip(self._number, match_text(localization))
        self._bar.show_score(score or 0.0, MATCH_SCORE)
