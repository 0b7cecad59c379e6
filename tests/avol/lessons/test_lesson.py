"""Lesson files: the bundled ones, and faults in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from avol.errors import InputError
from avol.lessons.lesson import (
    LessonFile,
    bundled_lessons,
    find_bundled,
    find_lesson,
    load_lesson,
    right_option,
)
from tests.support.lessons import LESSON, write_lesson


@pytest.fixture(scope="module")
def lessons() -> list[LessonFile]:
    return bundled_lessons()


def test_eight_lessons_of_45_minutes(lessons: list[LessonFile]) -> None:
    assert [found.name[:2] for found in lessons] == [f"{n:02}" for n in range(1, 9)]
    for found in lessons:
        planned = sum(step.minutes for step in found.lesson.steps)
        assert found.lesson.minutes == 45
        assert 38 <= planned <= 45, found.name  # the rest is for opening and handing in


def test_each_wrong_explanation_names_its_misunderstanding(lessons: list[LessonFile]) -> None:
    for found in lessons:
        for step in found.lesson.steps:
            for option in step.explain.options:
                assert bool(option.misunderstanding) != option.right, option.text
            assert step.predict.kind != "choice" or right_option(step.predict.options), step.title


def test_sentences_are_short(lessons: list[LessonFile]) -> None:
    for found in lessons:
        for step in found.lesson.steps:
            for text in (step.do, step.explain.reason):
                prose = " ".join(line for line in text.splitlines() if not line.startswith("|"))
                for sentence in prose.replace("?", ".").replace(":", ".").split("."):
                    assert len(sentence.split()) <= 30, sentence


@pytest.mark.parametrize("name", ["hearing", "1", "01", "01-hearing", "01-hearing.toml", "Hearing"])
def test_a_lesson_is_found_by_name_and_number(name: str) -> None:
    assert find_lesson(name).name == "01-hearing.toml"


def test_a_lesson_file_is_found_by_its_path(tmp_path: Path) -> None:
    path = write_lesson(tmp_path)
    found = load_lesson(find_lesson(path))
    assert (found.name, found.lesson.title) == ("small", "Bands and cells")
    with pytest.raises(InputError, match="neither a lesson"):
        find_bundled(str(path))  # a name from a link never opens a path


def test_an_unknown_name_lists_the_lessons() -> None:
    with pytest.raises(InputError, match=r"“geology” is neither .* hearing.*\.$"):
        find_lesson("geology")


FAULTS = {
    "no TOML": ("title =", "line"),
    "empty": ("", "Field required"),
    "newer": (LESSON.replace("format = 1", "format = 2"), "newer AVOL"),
    "missing title": (LESSON.replace('title = "Columns"', ""), "step 1, title"),
    "wrong type": (LESSON.replace("minutes = 5", 'minutes = "five"', 1), "step 1, minutes"),
    "unknown key": (LESSON.replace("seed = 5", "sead = 5"), "sead"),
    "negative seed": (LESSON.replace("seed = 5", "seed = -5"), "seed"),
    "infinite tolerance": (LESSON.replace("tolerance = 1", "tolerance = inf", 1), "step 1, number"),
    "a date": (LESSON.replace("tolerance = 1", "tolerance = 2020-01-01", 1), "step 1, number"),
    "unknown function": (LESSON.replace("spectrogram_columns", "os.system"), "os.system"),
    "unknown parameter": (LESSON.replace("rank = 3", "rang = 3"), "discount"),
    "missing parameter": (LESSON.replace("rank = 3", ""), "discount"),
    "wrong parameter": (LESSON.replace("rank = 3", 'rank = "3"'), "whole number"),
    "two explanations": (
        LESSON.replace('{ text = "chance", misunderstanding = "believes in chance" }',
                       '{ text = "chance", right = true }'),
        "exactly one",
    ),
    "same options": (LESSON.replace('text = "many"', 'text = "few"'), "same text"),
    "one option": (
        LESSON.replace('{ text = "few", misunderstanding = "thinks few" }, ', ""), "two or more"
    ),
    "options of a point": (
        LESSON.replace('kind = "point"', 'kind = "point"\noptions = [{ text = "a" }]'),
        "no options",
    ),
    "missing media": (LESSON.replace('"demo"', '"duo.mp4"'), "duo.mp4"),
    "missing image": (LESSON.replace('title = "Point"', 'title = "P"\nimage = "p.png"'), "p.png"),
    "no steps": (LESSON.split("[[steps]]", maxsplit=1)[0], "steps"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_one_sentence_with_file_place_and_remedy(kind: str, tmp_path: Path) -> None:
    text, place = FAULTS[kind]
    with pytest.raises(InputError) as caught:
        load_lesson(write_lesson(tmp_path, text))
    message = str(caught.value)
    assert "small.toml" in message
    assert place in message
    assert message.endswith(".")
    assert "\n" not in message


def test_other_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"title = \xff")
    with pytest.raises(InputError, match="not UTF-8"):
        load_lesson(path)
