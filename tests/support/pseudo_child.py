"""Opens the studio with marked texts, and prints the texts that no translator has seen."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMenu, QMenuBar, QWidget

MARK = "⟦"
SAME_IN_ALL = re.compile(
    r"[^\W\d_]{0,2}|rtsp|stream|Press|shortcut|AVOL|AVE|Net|English|Deutsch|Français|PyTorch|CUDA|Inferno|Viridis|Cividis|cIoU|AUC"
    r"|nDCG@30|REC|kHz|dB|clip\.mp4|F\d+|Ctrl|Alt|Shift|Esc|Home|End|PgUp|PgDown|Del|Space"
    r"|Backspace|Left|Right|Up|Down"
)
"""Words that are the same in every language: names, units and keys."""
QT_CONTEXTS = ("QDockWidget", "QTabBar")
"""Texts of Qt that the window shows, which Qt's own translations cover."""


class Pseudo(QTranslator):
    """Marks every text; keeps placeholders and file patterns."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        own = not context or context in QT_CONTEXTS
        return f"{MARK}{text}⟧" if own else text

    def isEmpty(self) -> bool:
        return False


def texts(widget: QWidget) -> Iterator[str]:
    """Everything that a widget shows or tells a screen reader."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    if not isinstance(widget, QMenu | QMenuBar):
        yield widget.windowTitle()
    if isinstance(widget, QComboBox) and not widget.isEditable():  # else its entries are data
        yield from (widget.itemText(n) for n in range(widget.count()))
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QLabel):
        yield re.sub(r"<[^>]+>", "", widget.text())
    elif hasattr(widget, "text") and not isinstance(widget, QComboBox):
        value = widget.text  # pyright: ignore[reportAttributeAccessIssue]
        text = value() if callable(value) else value
        yield text if isinstance(text, str) else ""


def unmarked(text: str) -> bool:
    """Whether a text has words outside the marks."""
    outside = re.sub(r"⟦[^⟦⟧]*(⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧", " ", text)
    words = re.findall(r"[^\W\d_]+(?:@\d+)?", outside)
    return any(not SAME_IN_ALL.fullmatch(word) for word in words)


def main() -> None:
    """Print one line for each text that was not translated."""
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    translator = Pseudo()
    app.installTranslator(translator)
    from avol_studio.core import translation

    translation._installed.append(translator)
    from tests.support import studio
    from tests.support.fakes import FakeDependencies

    with tempfile.TemporaryDirectory() as folder:
        window = studio.make_window(FakeDependencies(), Path(folder), analyze_on_open=False)
        window.show()
        for name in ("app.settings", "app.shortcuts", "help.quick", "help.shortcuts",
                     "help.about", "help.palette", "live.network",
                     "view.inspector", "view.perturbation"):  # fmt: skip
            window.actions_by_id[name].trigger()
        app.processEvents()
        found = {text for w in app.allWidgets() for text in texts(w) if unmarked(text)}
        found = {text for text in found if not Path(text).is_absolute()}
        for action in window.findChildren(QAction):
            shown = (action.iconText(), action.toolTip())
            found |= {text for text in shown if unmarked(text)}
        for text in sorted(found):
            sys.stdout.write(repr(text) + "\n")
        sys.stdout.write("checked\n")
        window.close()


if __name__ == "__main__":
    main()
