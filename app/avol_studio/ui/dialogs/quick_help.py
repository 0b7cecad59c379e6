"""What is on screen, for somebody new to it: what the map and the words beside it say."""

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from avol.localizer import Verdict
from avol_studio.ui.dialogs.shortcuts import KeyCap
from avol_studio.ui.style import theme
from avol_studio.ui.text.verdict_labels import VERDICT_LABELS
from avol_studio.ui.widgets.basic import IconLabel, label
from avol_studio.ui.widgets.scroll_dialog import make_scrollable

_MAP = (
    "AVOL sees one picture and hears the second of sound around it (live: the second before it). "
    "For each of 14 × 14 places it says how well the place goes with the sound: 0 not at all, "
    "1 surely. Bright places make what is heard; the bar beside the picture says which colour is "
    "which score. The large number is the score of the best place."
)
_VERDICTS = {
    Verdict.MATCH: "the best place scores at least as high as the tick below the score",
    Verdict.NO_MATCH: "there is sound, but no place goes with it: it comes from elsewhere, or is "
    "of a kind that AVOL never learnt",
    Verdict.SILENCE: "there is nothing to be heard in this second",
}
_TIMELINE = (
    "Below the picture, from above: the sound, the score over time (pause or analyse to fill it), "
    "and the verdict, green where something matches and amber where nothing does."
)
_TRY = (
    ("D", "cut the sound off: a map that stays lit was never listening"),
    ("U", "put this second of sound under other pictures"),
    ("Q", "click on a thing: which seconds of the sound are its own?"),
    (",", "one frame back, and . one frame on: the map is of exactly this frame"),
    ("H", "other views: heat, contour, peak, the 14 × 14 scores themselves"),
    ("?", "all keys, and a line to find one"),
)
_LIMITS = (
    "It knows the kinds of things that it has learnt, confuses twins such as violin and cello, and "
    "may be wrong with confidence. The score is its own opinion, no probability."
)


class QuickHelpDialog(QDialog):
    """How to read map, score, verdict and timeline, and what to try; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("What you see")
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(32, 24, 32, 32)
        self._column.setSpacing(8)
        self._add("The map", _MAP)
        self._add("The verdict", "")
        self._column.addLayout(_grid([(_icon(v), _said(v)) for v in VERDICT_LABELS]))
        self._add("The timeline", _TIMELINE)
        self._add("Try", "")
        self._column.addLayout(_grid([(KeyCap(key), words) for key, words in _TRY]))
        self._add("Its limits", _LIMITS)
        self._column.addStretch(1)
        page.setMinimumWidth(theme.px(self, 640))
        make_scrollable(self, page)

    def _add(self, title: str, text: str) -> None:
        if self._column.count():
            self._column.addSpacing(8)
        self._column.addWidget(label(title, "title"))
        if text:
            self._column.addWidget(_paragraph(text))


def _paragraph(text: str) -> QWidget:
    made = label(text)
    made.setWordWrap(True)
    return made


def _icon(verdict: Verdict) -> QWidget:
    return IconLabel(VERDICT_LABELS[verdict].icon, VERDICT_LABELS[verdict].colour)


def _said(verdict: Verdict) -> str:
    return f"<b>{VERDICT_LABELS[verdict].text}</b>: {_VERDICTS[verdict]}"


def _grid(rows: list[tuple[QWidget, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for n, (sign, words) in enumerate(rows):
        grid.addWidget(sign, n, 0)
        grid.addWidget(_paragraph(words), n, 1)
    return grid
