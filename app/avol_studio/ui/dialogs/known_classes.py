"""The dialog of the classes that the selected weights know."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from avol.model_card import ModelCard
from avol_studio.core.class_names import class_name, class_names
from avol_studio.core.translation import language, tr
from avol_studio.ui.widgets.basic import label, paragraph
from avol_studio.ui.widgets.scroll_dialog import make_scrollable

_NO_NAMES = tr(
    "These weights do not name their classes; their model card states the training data."
)


class KnownClassesDialog(QDialog):
    """The names of the classes and the limits that the model card states; Esc closes it."""

    def __init__(self, card: ModelCard, taught: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Known classes"))
        names = () if card.classes is None else card.classes.names
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 32)
        column.setSpacing(8)
        title = tr("{title} {version}: %n classes", "", len(names))
        column.addWidget(label(title.format(title=card.title, version=card.version), "title"))
        known = ", ".join(class_names(names)) or _NO_NAMES
        added = [tr("Taught: {names}").format(names=", ".join(map(class_name, taught)))]
        _add_texts(column, known, *(added if taught else ()))
        if card.limits:
            column.addSpacing(8)
            column.addWidget(label(tr("Limits"), "title"))
            if language() != "en":
                column.addWidget(label(tr("From the model card, which is in English"), "caption"))
            _add_texts(column, *card.limits)
        column.addStretch(1)
        page.setMinimumWidth(640)
        make_scrollable(self, page)


def _add_texts(column: QVBoxLayout, *texts: str) -> None:
    for text in texts:
        column.addWidget(paragraph(text))
