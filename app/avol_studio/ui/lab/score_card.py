"""A score with its verdict, of the original or of the altered input."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from avol.score_scale import MATCH_SCORE
from avol_studio.core.translation import number
from avol_studio.services.inspection.state import Scored
from avol_studio.ui.panels.audio_panel import ScoreBar
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS
from avol_studio.ui.widgets.basic import label, row


class ScoreCard(QWidget):
    """Title, score, bar and verdict."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.score, self.verdict, self._bar = label("–", "title"), label("", "muted"), ScoreBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row(label(title, "caption"), None, self.verdict, self.score))
        column.addWidget(self._bar)

    def show_score(self, scored: Scored | None) -> None:
        """Show a score; None: not known."""
        located = None if scored is None else scored.localization
        silent = located is not None and not located.verdict.has_sound
        unknown = scored is None or silent
        self.score.setText("–" if scored is None or silent else number(scored.score, 2))
        self._bar.show_score(0.0 if scored is None or unknown else scored.score, MATCH_SCORE)
        self.verdict.setText("" if located is None else VERDICT_LABELS[located.verdict].short)
