"""The status bar: newest message, export, analysis and playback statistics."""

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from avol_studio.core.library_messages import translated
from avol_studio.core.state.analysis_state import AnalysisProgress
from avol_studio.core.state.player_state import Message, PlaybackStats
from avol_studio.core.translation import number, tr
from avol_studio.ui.widgets.basic import ElidedLabel, IconLabel, NumberLabel, label, row

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
        self._message.setAccessibleName(tr("Status"))
        self._show = label('<a href="#">{}</a>'.format(tr("Show in folder")))
        self._show.setAccessibleName(tr("Show in folder"))
        self._show.setToolTip(tr("Open the folder of the saved file (Ctrl+Alt+S)"))
        self._show.linkActivated.connect(lambda _: self.folder_requested.emit())
        self._stats = NumberLabel(" ", "muted")  # keeps the height of the bar
        self._stats.setAccessibleName(tr("Performance"))
        self._stats.setToolTip(
            tr("Engine · maps per second · median delay from a frame to its map · dropped frames")
        )
        self._export = label("", "muted")
        self._export.setAccessibleName(tr("Export progress"))
        self._analysis = label("", "muted")
        self._analysis.setAccessibleName(tr("Analysis progress"))
        self._analysis.setToolTip(tr("Analysed frames of this file; A pauses and resumes"))
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
        stays = message.folder is not None  # with its link, until the next message
        if message.text and HIDE_MS[message.kind] and not stays:
            self._timer.start(HIDE_MS[message.kind])

    def show_stats(self, stats: PlaybackStats) -> None:
        """Show the playback statistics."""
        self._stats.setText("  ·  ".join(stats_texts(stats)))

    def show_analysis(self, progress: AnalysisProgress) -> None:
        """Show the progress of the analysis."""
        self._analysis.setText(analysis_text(progress))

    def show_export(self, progress: float | None, tooltip: str) -> None:
        """Show the progress of an export, 0..1; None: no export."""
        self._export.setText(
            ""
            if progress is None
            else tr("exporting {progress} %").format(progress=int(100 * progress))
        )
        self._export.setToolTip(tooltip)

    @property
    def message_label(self) -> QLabel:
        """The label of the message."""
        return self._message


def analysis_text(progress: AnalysisProgress) -> str:
    """The progress of the analysis in words; "" while there is none."""
    percent = f"{100 * progress.analyzed // max(1, progress.total)} %"
    if progress.waiting:
        return tr("analysis paused during playback ({percent})").format(percent=percent)
    texts = {
        "running": tr("analysing {percent}").format(percent=percent),
        "paused": tr("analysis paused at {percent}").format(percent=percent),
    }
    return texts.get(progress.stage, "")


def engine_text(engine: str) -> str:
    """The name of an engine, or its state in words."""
    states = {"loading…": tr("loading…"), "no model": tr("no model")}
    return states.get(engine) or translated(engine)


def stats_texts(stats: PlaybackStats) -> list[str]:
    """The known playback statistics with their units."""
    parts = [engine_text(stats.engine)] if stats.engine else []
    if stats.maps_per_second >= 0.5:
        parts.append(tr("{count} maps/s").format(count=number(stats.maps_per_second)))
    if not math.isnan(stats.map_age_ms_p50):
        parts.append(f"{stats.map_age_ms_p50:.0f} ms")
    if stats.drops:
        parts.append(tr("%n dropped", "", stats.drops))
    return parts


def statistics_lines(stats: PlaybackStats, frame: str) -> list[str]:
    """The lines of the statistics on the image."""
    age = f"{stats.map_age_ms_p50:.0f} ms, p95 {stats.map_age_ms_p95:.0f} ms"
    return [
        frame,
        tr("Engine: {engine}").format(engine=engine_text(stats.engine) or tr("not loaded")),
        tr("Frames shown: {frames_shown}, dropped: {drops}").format(
            frames_shown=stats.frames_shown, drops=stats.drops
        ),
        tr("Maps: {maps}, {maps_per_second} per second, skipped: {skipped}").format(
            maps=stats.maps, maps_per_second=number(stats.maps_per_second, 1), skipped=stats.skipped
        ),
        tr("Frame to map: {value}").format(value="–" if math.isnan(stats.map_age_ms_p50) else age),
    ]
