"""The line at the bottom: one sentence at a time, and how the flow does."""

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from avol_studio.core.state.analysis_state import Progress
from avol_studio.core.state.player_state import Message, PlaybackStats
from avol_studio.ui.widgets.basic import ElidedLabel, IconLabel, label, row

STAYS = {"info": 5_000, "warning": 10_000, "error": 0}  # ms; 0: until the next sentence
_COLOURS = {"info": "muted", "warning": "caution", "error": "bad"}


class StatusBar(QWidget):
    """Says the newest sentence at the left; engine, maps a second, map age, drops at the right."""

    folder_requested = Signal()
    """The folder of what the sentence says was saved is to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._sentence = (
            IconLabel(size=16),
            ElidedLabel(Qt.AlignmentFlag.AlignLeft, "muted"),
        )
        self._sentence.setAccessibleName("Status")
        self._show = label('<a href="#">Show it</a>')
        self._show.setAccessibleName("Show what was saved")
        self._show.setToolTip("Open the folder that it was saved in (Ctrl+Alt+S)")
        self._show.linkActivated.connect(lambda _: self.folder_requested.emit())
        self._figures = label(" ", "muted")  # as high as with figures: the picture stays in place
        self._figures.setAccessibleName("How the flow does")
        self._figures.setToolTip(
            "Engine · maps a second · time from a frame to its map (median) · frames not shown"
        )
        self._export = label("", "muted")
        self._export.setAccessibleName("How far the export is")
        self._analysis = label("", "muted")
        self._analysis.setAccessibleName("How far the file is analysed")
        self._analysis.setToolTip("Frames of this file whose map is known; A pauses and goes on")
        line = row(
            self._icon, self._sentence, self._show, self._export, self._analysis, self._figures
        )
        line.setStretch(1, 1)
        line.setContentsMargins(12, 4, 12, 6)
        self.setLayout(line)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self.show_message(Message("")))
        self.show_message(Message(""))

    def show_message(self, message: Message) -> None:
        """Show a sentence in place of the last one."""
        self._icon.setVisible(bool(message.text))
        self._show.setVisible(message.folder is not None)
        self._icon.show_icon(message.kind, _COLOURS[message.kind])
        self._sentence.setText(message.text)
        self._sentence.setToolTip(message.text)
        self._timer.stop()
        if message.text and STAYS[message.kind]:
            self._timer.start(STAYS[message.kind])

    def show_stats(self, stats: PlaybackStats) -> None:
        """Follow the flow."""
        self._figures.setText("  ·  ".join(stats_texts(stats)))

    def show_analysis(self, progress: Progress) -> None:
        """Follow the analysis of the file."""
        self._analysis.setText(analysis_text(progress))

    def show_export(self, share: float | None, tooltip: str) -> None:
        """Follow an export, 0..1 of it; None: nothing is exported."""
        self._export.setText("" if share is None else f"exporting {int(100 * share)} %")
        self._export.setToolTip(tooltip)

    @property
    def message_label(self) -> QLabel:
        """What is being said."""
        return self._sentence


def analysis_text(progress: Progress) -> str:
    """How far the analysis is, in words; "" where there is nothing to say."""
    share = f"{100 * progress.known // max(1, progress.total)} %"
    words = {"running": f"analysing {share}", "paused": f"analysis paused at {share}"}
    return words.get(progress.stage, "")


def stats_texts(stats: PlaybackStats) -> list[str]:
    """The numbers of the flow with their units; only those that are known."""
    parts = [stats.engine] if stats.engine else []
    if stats.maps_per_second > 0:
        parts.append(f"{stats.maps_per_second:.0f} maps/s")
    if not math.isnan(stats.map_age_ms_p50):
        parts.append(f"{stats.map_age_ms_p50:.0f} ms")
    if stats.drops:
        parts.append(f"{stats.drops} dropped")
    return parts


def statistics_lines(stats: PlaybackStats, frame: str) -> list[str]:
    """The lines of the statistics on the picture."""
    age = f"{stats.map_age_ms_p50:.0f} ms, p95 {stats.map_age_ms_p95:.0f} ms"
    return [
        frame,
        f"Engine: {stats.engine or 'not loaded'}",
        f"Frames shown: {stats.frames_shown}, dropped: {stats.drops}",
        f"Maps: {stats.maps}, {stats.maps_per_second:.1f} a second, skipped: {stats.skipped}",
        f"Frame to map: {'–' if math.isnan(stats.map_age_ms_p50) else age}",
    ]
