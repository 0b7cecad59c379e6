"""The dialog that lists the lessons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from avol.lessons.lesson import LessonFile
from avol_studio.core.translation import tr
from avol_studio.ui.lessons.text_label import text_label
from avol_studio.ui.style import theme
from avol_studio.ui.widgets.basic import label, row
from avol_studio.ui.widgets.scroll_dialog import make_scrollable


class LessonsDialog(QDialog):
    """The lessons in teaching order, each with goal, time and a button; Esc closes it."""

    chosen = Signal(object)  # Path
    file_requested = Signal()

    def __init__(self, lessons: list[LessonFile], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Lessons"))
        self.buttons: list[QPushButton] = []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        intro = tr("Each lesson takes about 45 minutes: predict, do, observe, explain, compute.")
        column.addWidget(text_label(intro, "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        for n, found in enumerate(lessons):
            text = text_label(f"**{n + 1}. {found.lesson.title}**\n\n{found.lesson.goal}")
            start = QPushButton(tr("Open"))
            start.setAccessibleName(tr("Open lesson {title}").format(title=found.lesson.title))
            start.clicked.connect(lambda _=False, path=found.path: self._choose(path))
            self.buttons.append(start)
            grid.addWidget(text, n, 0)
            grid.addWidget(start, n, 1)
        column.addLayout(grid)
        if not lessons:
            column.addWidget(label(tr("No lessons are installed."), "muted"))
        file = QPushButton(tr("Open lesson file…"))
        file.setAccessibleName(file.text())
        file.clicked.connect(self._request_file)
        column.addLayout(row(None, file))
        page.setMinimumWidth(theme.px(self, 600))
        make_scrollable(self, page)

    def _choose(self, path: object) -> None:
        self.close()
        self.chosen.emit(path)

    def _request_file(self) -> None:
        self.close()
        self.file_requested.emit()
