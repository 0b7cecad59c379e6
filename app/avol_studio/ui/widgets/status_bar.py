"""The status bar: newest message, export, analysis and playback statistics."""

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from avol_studio.core.state.analysis_state import AnalysisProgress
from avol_studio.core.state.player_state import Message, PlaybackStats
from avol_studio.ui.widgets.basic import ElidedLabel, IconLabel, label, row

HIDE_MS = {"info": 5_000, "warning": 10_000, "error": 0}  # 0: until the next message
_COLOURS = {"info": "muted", "warning": "caution", "error": "bad"}


class StatusBar(QWidget):
    """Message at the left; engine, maps per second, map age and drops at the right."""

    folder_requested = Signal()
    """The folder of the saved file is to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._message = (
            IconLabel(size=16),
            ElidedLabel(Qt.AlignmentFlag.AlignLeft, "muted"),
        )
        self._message.setAccessibleName("Status")
        self._show = label('<a href="#">Show in folder</a>')
        self._show.setAccessibleName("Show in folder")
        self._show.setToolTip("Open the folder of the saved file (Ctrl+Alt+S)")
        self._show.linkActivated.connect(lambda _: self.folder_requested.emit())
        self._stats = label(" ", "muted")  # keeps the height of the bar
        self._stats.setAccessibleName("Performance")
        self._stats.setToolTip(
            "Engine · maps per second · median delay from a frame to its map · dropped frames"
        )
        self._export = label("", "muted")
        self._export.setAccessibleName("Export progress")
        self._analysis = label("", "muted")
        self._analysis.setAccessibleName("Analysis progress")
        self._analysis.setToolTip("Analysed frames of this file; A pauses and resumes")
        line = row(self._icon, self._message, self._show, self._export, self._analysis, self._stats)
        line.setStretch(1, 1)
        line.setContentsMargins(12, 4, 12, 6)
        self.setLayout(line)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(lambda: self.show_message(Message("")))
        self.show_message(Message(""))

    def show_message(self, message: Message) -> None:
        """Show a message in place of the last one."""
        self._icon.setVisible(bool(message.text))
        self._show.setVisible(message.folder is not None)
        self._icon.show_icon(message.kind, _COLOURS[message.kind])
        self._message.setText(message.text)
        self._message.setToolTip(message.text)
        self._timer.stop()
        if message.text and HIDE_MS[message.kind]:
            self._timer.start(HIDE_MS[message.kind])

    def show_stats(self, stats: PlaybackStats) -> None:
        """Show the playback statistics."""
        self._stats.setText("  ·  ".join(stats_texts(stats)))

    def show_analysis(self, progress: AnalysisProgress) -> None:
        """Show the progress of the analysis."""
        self._analysis.setText(analysis_text(progress))

    def show_export(self, progress: float | None, tooltip: str) -> None:
        """Show the progress of an export, 0..1; None: no export."""
        self._export.setText("" if progress is None else f"exporting {int(100 * progress)} %")
        self._export.setToolTip(tooltip)

    @property
    def message_label(self) -> QLabel:
        """The label of the message."""
        return self._message


def analysis_text(progress: AnalysisProgress) -> str:
    """The progress of the analysis in words; "" while there is none."""
    percent = f"{100 * progress.analyzed // max(1, progress.total)} %"
    texts = {"running": f"analysing {percent}", "paused": f"analysis paused at {percent}"}
    return texts.get(progress.stage, "")


def stats_texts(stats: PlaybackStats) -> list[str]:
    """The known playback statistics with their units."""
    parts = [stats.engine] if stats.engine else []
    if stats.maps_per_second > 0:
        parts.append(f"{stats.maps_per_second:.0f} maps/s")
    if not math.isnan(stats.map_age_ms_p50):
        parts.append(f"{stats.map_age_ms_p50:.0f} ms")
    if stats.drops:
        parts.append(f"{stats.drops} dropped")
    return parts


def statistics_lines(stats: PlaybackStats, frame: str) -> list[str]:
    """The lines of the statistics on the image."""
    age = f"{stats.map_age_ms_p50:.0f} ms, p95 {stats.map_age_ms_p95:.0f} ms"
    return [
        frame,
        f"Engine: {stats.engine or 'not loaded'}",
        f"Frames shown: {stats.frames_shown}, dropped: {stats.drops}",
        f"Maps: {stats.maps}, {stats.maps_per_second:.1f} per second, skipped: {stats.skipped}",
        f"Frame to map: {'–' if math.isnan(stats.map_age_ms_p50) else age}",
    ]
