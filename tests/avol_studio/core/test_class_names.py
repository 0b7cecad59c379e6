"""The names of the classes in the languages of the window."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from avol.checkpoints import load_model_card
from avol_studio.core.class_names import KNOWN, class_name, class_names, known_name, typed_name
from avol_studio.core.translation import FOLDER
from avol_studio.ui.annotation.annotation_panel import LabelComboBox
from avol_studio.ui.dialogs.documentation import DocumentationDialog
from avol_studio.ui.dialogs.known_classes import KnownClassesDialog
from avol_studio.ui.teaching.pages import NamePage
from tests.avol_studio.core.test_translation import install  # noqa: F401 - a fixture


def card_names() -> tuple[str, ...]:
    classes = load_model_card("avol").classes
    assert classes is not None
    return classes.names


def test_every_class_of_the_model_has_a_name() -> None:
    assert {name.replace("_", " ") for name in card_names()} == KNOWN


@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_two_classes_have_the_same_name(language: str) -> None:
    messages = ET.parse(FOLDER / f"avol_{language}.ts").iter("message")
    names = {message.findtext("source"): message.findtext("translation") for message in messages}
    shown = [names[name] for name in KNOWN]
    assert all(shown)
    assert len(set(shown)) == len(KNOWN)


def test_names_follow_the_language(install: Callable[[str], None]) -> None:  # noqa: F811
    assert class_name("double_bass") == "double bass"
    install("de")
    assert class_name("double_bass") == "Kontrabass"
    assert class_name("Kazoo_von_Ute") == "Kazoo von Ute"  # a taught class
    assert class_names(["door", "bicycle", "bear", "cow"]) == ["Bär", "Fahrrad", "Kuh", "Tür"]
    install("fr")
    assert class_name("french_horn") == "cor d’harmonie"


def test_labels_of_boxes_are_shown_in_the_language_and_kept_as_the_model_names_them(
    install: Callable[[str], None],  # noqa: F811
    qtbot: QtBot,
) -> None:
    install("de")
    label = LabelComboBox("", ("electric_guitar", "drums", "cymbal"))
    qtbot.addWidget(label)
    shown = [label.itemText(n) for n in range(label.count())]
    assert shown == ["cymbal", "E-Gitarre", "Schlagzeug"]
    entered: list[object] = []
    label.label_entered.connect(entered.append)
    for text in ("schlagzeug", "E-Gitarre", "Topf_von_Ute"):
        label.setCurrentText(text)
        label.line.returnPressed.emit()
    assert entered == ["drums", "electric_guitar", "Topf_von_Ute"]
    assert [known_name(str(text)) for text in entered] == [
        "Schlagzeug",
        "E-Gitarre",
        "Topf_von_Ute",
    ]


def test_examples_are_added_by_the_name_that_the_window_shows(
    install: Callable[[str], None],  # noqa: F811
    qtbot: QtBot,
) -> None:
    install("de")
    page = NamePage()
    qtbot.addWidget(page)
    page.start(("whistle von Ute", *(name.replace("_", " ") for name in card_names())))
    entered: list[str] = []
    page.entered.connect(entered.append)
    for typed, note in (("kontrabass", "Kontrabass"), ("double bass", "Kontrabass"), ("Ding", "")):
        page.line.setText(typed)
        assert note in page.note.text()
        assert page.note.isVisibleTo(page) == bool(note)
        page.next.click()
    assert entered == ["double bass", "double bass", "Ding"]
    assert typed_name("Whistle_von_ute", ("whistle von Ute",)) == "whistle von Ute"


@pytest.mark.parametrize("language", ["en", "de"])
def test_english_texts_are_announced_in_other_languages(
    install: Callable[[str], None],  # noqa: F811
    qtbot: QtBot,
    language: str,
) -> None:
    """The limits of the model card and the documentation exist in English only."""
    install(language)
    parent = QWidget()
    qtbot.addWidget(parent)
    card = load_model_card("avol")
    for dialog in (KnownClassesDialog(card, (), parent), DocumentationDialog(parent)):
        texts = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert ("nglisch" in texts) == (language == "de")
