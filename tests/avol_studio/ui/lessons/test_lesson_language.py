"""Lessons in the language of the window."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from avol.lessons.lesson import bundled_lessons
from avol_studio.core.translation import FOLDER
from avol_studio.ui.lessons.intro_page import IntroPage
from avol_studio.ui.lessons.step_page import StepPage
from avol_studio.ui.lessons.text_label import unbroken
from avol_studio.ui.main_window import MainWindow
from tests.support.lesson_texts import LANGUAGES, in_language, text_pairs
from tests.support.studio import give

MARKED = re.compile(r"(\*{1,2})([^*\n]+)\1")


def window_names(language: str) -> dict[str, set[str]]:
    """The texts of the window with their translations."""
    names: dict[str, set[str]] = {}
    for message in ET.parse(FOLDER / f"avol_{language}.ts").iter("message"):
        text = message.findtext("translation") or ""
        names.setdefault(message.findtext("source") or "", set()).add(text)
    return names


@pytest.mark.parametrize("language", LANGUAGES)
def test_controls_have_the_names_that_the_window_shows(language: str) -> None:
    names, checked = window_names(language), set[str]()
    for found in bundled_lessons():
        for place, english, text in text_pairs(found, in_language(found, language)):
            for mark, name in MARKED.findall(english):
                if name in names:
                    shown = {f"{mark}{one}{mark}" for one in names[name]}
                    assert any(one in text for one in shown), f"{place}: {shown}"
                    checked.add(name)
    assert {"Audio", "Sounds", "Inspector", "Perturb input", "Low-pass", "To", "Map"} < checked
    assert len(checked) >= 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_and_lines_in_quotes_have_the_names_that_the_window_shows(language: str) -> None:
    names = window_names(language)
    for found in bundled_lessons():
        for place, english, text in text_pairs(found, in_language(found, language)):
            for name in ("Analysis", "Live", "Silence test", "same class, other recording"):
                if re.search(rf"\b{name}( menu|”)|{name.lower()} (in|\()", english):
                    shown = {one.casefold() for one in names[name]}
                    assert any(one in text.casefold() for one in shown), f"{place}: {shown}"


def test_a_lesson_is_shown_in_the_language_of_the_window(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avol_studio.ui.controllers.lesson_controller.language", lambda: "de")
    window.store.update(autoplay=False)
    lessons = window.lessons
    lessons.open("train")
    assert isinstance(lessons.panel.page, IntroPage)
    QTest.keyClicks(lessons.panel.page.alias, "Ada")
    lessons.panel.page.start.click()
    page, english = lessons.panel.page, bundled_lessons()[3].lesson.steps[0]
    assert isinstance(page, StepPage)
    assert page.step.title == "Bevor es gelernt hat"
    chosen = english.predict.options[1]
    button = page.predict.choices.buttons[chosen.text]
    assert button.accessibleName() == "Etwa 50 %"
    button.click()
    page.predict.lock.click()
    wrong = english.explain.options[1]
    page.explain.choices.buttons[wrong.text].click()
    page.explain.confirm.click()
    assert lessons.service.record.prediction == chosen.text  # as in every language
    assert lessons.service.record.explanation == wrong.text
    notes = {note.text() for note in page.explain.choices.notes()}
    assert "Zehn Schritte ändern die Gewichte nur sehr wenig." in notes
    assert "✓ This is the explanation." in notes


def test_work_continues_in_another_language(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons, name = window.lessons, "avol_studio.ui.controllers.lesson_controller.language"
    lessons.open("train")
    assert isinstance(lessons.panel.page, IntroPage)
    QTest.keyClicks(lessons.panel.page.alias, "Ada")
    lessons.panel.page.start.click()
    assert isinstance(lessons.panel.page, StepPage)
    chosen = lessons.panel.page.step.predict.options[1].key
    lessons.panel.page.predict.choices.buttons[chosen].click()
    give(window, "lesson.close")
    monkeypatch.setattr(name, lambda: "de")
    lessons.open("train")
    lessons.panel.resume()
    page = lessons.panel.page
    assert isinstance(page, StepPage)
    assert page.predict.value == chosen
    assert page.step.predict.options[1].text == "Etwa 50 %"


def test_a_teachers_lesson_may_have_translations(window: MainWindow, tmp_path: Path) -> None:
    from tests.support.lessons import write_lesson

    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "small.toml").write_text("title =", encoding="utf-8")
    window.lessons.open(write_lesson(tmp_path))  # in English, the other file is not read
    found = window.lessons.service.found
    assert found is not None
    assert found.lesson.title == "Bands and cells"


def test_punctuation_marks_stay_beside_their_words() -> None:
    assert unbroken("« 75 % » : non ?") == "«\u00a075\u00a0%\u00a0»\u00a0: non\u00a0?"
