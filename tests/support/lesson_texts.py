"""Texts of lessons beside their translations."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from avol.lessons.lesson import LessonFile, load_lesson
from avol.lessons.translation import TEXTS

LANGUAGES = ("de", "fr")
"""Languages of the window besides English."""


def in_language(found: LessonFile, language: str) -> LessonFile:
    """A lesson in another language."""
    return _load(found.path, language)


@cache
def _load(path: Path, language: str) -> LessonFile:
    return load_lesson(path, language)


def text_pairs(original: LessonFile, translated: LessonFile) -> Iterator[tuple[str, str, str]]:
    """Each text that is translated: its place, the original and the translation."""
    yield from _pairs(original.lesson.model_dump(), translated.lesson.model_dump(), original.name)


def _pairs(original: Any, translated: Any, place: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(original, dict):
        for key, value in original.items():
            if key in TEXTS or not isinstance(value, str):
                yield from _pairs(value, translated[key], f"{place}.{key}")
    elif isinstance(original, tuple):
        for n, (one, other) in enumerate(zip(original, translated, strict=True)):
            yield from _pairs(one, other, f"{place}.{n}")
    elif isinstance(original, str):
        yield place, original, translated
