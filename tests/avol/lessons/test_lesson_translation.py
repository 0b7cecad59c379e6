"""Translated lessons: the structure of the original, the same numbers, and other words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from avol.errors import InputError
from avol.lessons.lesson import LessonFile, bundled_lessons, load_lesson, right_option
from avol.lessons.translation import TEXTS, translation_of
from tests.support.lesson_texts import LANGUAGES, in_language, text_pairs
from tests.support.lessons import TRANSLATION, write_lesson

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
LINK = re.compile(r"\]\(([^)]*)\)|https?://\S+")
MARK = re.compile(r"\*{1,2}|\|")
WORD = re.compile(r"[a-z]{4}")


def translated(folder: Path, text: str = TRANSLATION) -> LessonFile:
    (folder / "de").mkdir()
    write_lesson(folder / "de", text)
    return load_lesson(write_lesson(folder), "de")


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.mark.parametrize("found", bundled_lessons(), ids=lambda found: found.name)
class TestBundled:
    def test_all_but_the_texts_is_that_of_the_lesson(
        self, found: LessonFile, language: str
    ) -> None:
        assert translation_of(found.path, language) is not None
        other = in_language(found, language)
        assert without_texts(other.lesson.model_dump()) == without_texts(found.lesson.model_dump())
        assert (other.path, other.fingerprint) == (found.path, found.fingerprint)

    def test_numbers_marks_and_links_are_those_of_the_lesson(
        self, found: LessonFile, language: str
    ) -> None:
        for place, english, text in text_pairs(found, in_language(found, language)):
            for pattern in (NUMBER, MARK, LINK):
                wanted, given = (
                    sorted(part.replace(",", ".") for part in pattern.findall(one))
                    for one in (english, text)
                )
                assert given == wanted, place

    def test_every_text_is_translated(self, found: LessonFile, language: str) -> None:
        for place, english, text in text_pairs(found, in_language(found, language)):
            if WORD.search(english) and len(english.split()) > 1:
                assert text != english, place

    def test_hand_ins_hold_the_same_keys(self, found: LessonFile, language: str) -> None:
        other = in_language(found, language)
        for step, same in zip(found.lesson.steps, other.lesson.steps, strict=True):
            for part, translation in (
                (step.predict, same.predict), (step.explain, same.explain)
            ):  # fmt: skip
                assert [o.text for o in part.options] == [o.key for o in translation.options]
                assert right_option(part.options) == right_option(translation.options)

    def test_sentences_are_short(self, found: LessonFile, language: str) -> None:
        for step in in_language(found, language).lesson.steps:
            for text in (step.do, step.explain.reason):
                prose = " ".join(line for line in text.splitlines() if not line.startswith("|"))
                for sentence in re.split(r"[?.:]", prose):
                    assert len(sentence.split()) <= 32, sentence


def without_texts(value: Any) -> Any:
    """What a translation does not change."""
    if isinstance(value, dict):
        changed = TEXTS | {"original"}
        return {key: without_texts(one) for key, one in value.items() if key not in changed}
    return [without_texts(one) for one in value] if isinstance(value, tuple) else value


def test_no_translation_is_left_without_its_lesson(language: str) -> None:
    names = {found.path.name for found in bundled_lessons()}
    (folder,) = {found.path.parent / language for found in bundled_lessons()}
    assert {path.name for path in folder.iterdir()} == names


def test_a_lesson_without_a_translation_keeps_its_texts(tmp_path: Path) -> None:
    assert load_lesson(write_lesson(tmp_path), "de").lesson.title == "Bands and cells"


def test_an_own_lesson_is_translated_too(tmp_path: Path) -> None:
    found = translated(tmp_path)
    assert found.lesson.title == "Bänder und Zellen"
    option = found.lesson.steps[0].predict.options[1]
    assert (option.text, option.key, option.right) == ("viele", "many", True)
    assert found.lesson.seed == 5


FAULTS = {
    "no TOML": ("title =", "line"),
    "no title": (TRANSLATION.replace('title = "Spalten"', "", 1), "steps, title is missing"),
    "a number": (TRANSLATION.replace('"Spalten?"', '"Spalten?"\ndecimals = 3'), "decimals is not"),
    "an option less": (TRANSLATION.replace('{ text = "ja" }, ', ""), "2 entries are needed, not 1"),
    "no text": (TRANSLATION.replace('"Wo?"', "1"), "predict, text, the kind"),
    "empty": (TRANSLATION.replace('"Wo?"', '" "'), "predict, text, the text is empty"),
    "same options": (TRANSLATION.replace('"wenige"', '"viele"'), "same text"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_one_sentence_with_file_place_and_remedy(kind: str, tmp_path: Path) -> None:
    text, place = FAULTS[kind]
    with pytest.raises(InputError) as caught:
        translated(tmp_path, text)
    message = str(caught.value)
    assert "small.toml" in message
    assert place in message
    assert message.endswith(".")
    assert "\n" not in message
