"""Texts and buttons of lessons, which fit a narrow column."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from avol_studio.ui.widgets.basic import label

_SPACE = re.compile(r" (?=[%:;?!»])|(?<=«) ")


def unbroken(text: str) -> str:
    """A text whose percentages, and French punctuation marks, stay beside their words."""
    return _SPACE.sub("\u00a0", text)


def text_label(text: str, role: str = "") -> QLabel:
    """A text of several lines that wraps; Markdown, without links."""
    made = label(unbroken(text), role)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.MarkdownText)
    made.setOpenExternalLinks(False)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made


def stacked(*widgets: QWidget) -> QVBoxLayout:
    """Widgets below each other, each as wide as it needs: a row would be too wide."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(8)
    for widget in widgets:
        made.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    return made
