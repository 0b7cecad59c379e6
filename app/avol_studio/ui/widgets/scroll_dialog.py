"""Dialogs whose page scrolls where the screen is too small."""

from PySide6.QtWidgets import QDialog, QLayout, QScrollArea, QVBoxLayout, QWidget

BAR = 24  # px for the scroll bar and a margin
APART = 40, 80  # px of the screen that a dialog leaves free


def make_scrollable(
    dialog: QDialog, page: QWidget, head: QLayout | None = None, foot: QLayout | None = None
) -> None:
    """Lay out a scrolling page between a fixed head and foot, as large as the screen allows."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    fixed = 0
    if head is not None:
        column.addLayout(head)
        fixed += head.sizeHint().height()
    column.addWidget(area)
    if foot is not None:
        column.addLayout(foot)
        fixed += foot.sizeHint().height()
    room, wanted = dialog.screen().availableSize(), page.sizeHint()
    wide = min(max(wanted.width(), page.minimumWidth()) + BAR, room.width() - APART[0])
    high = page.heightForWidth(wide - BAR) if page.hasHeightForWidth() else wanted.height()
    dialog.resize(wide, min(high + fixed + 4, room.height() - APART[1]))
