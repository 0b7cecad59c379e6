"""Translations of lessons.

A translation lies beside its lesson, in a folder of its language: `de/01-hearing.toml`. It has the
texts only, under the keys of the lesson; media, numbers and controls are those of the lesson.
"""

import tomllib
from pathlib import Path
from typing import Any

from avol.core.input_files import file_fault, load_text
from avol.core.paths import is_file

TEXTS = frozenset({
    "title", "goal", "equipment", "text", "unit", "do", "do_live", "observe", "reason",
    "misunderstanding",
})  # fmt: skip
"""The keys whose values are translated."""
PARTS = frozenset({"steps", "predict", "options", "explain", "number"})
"""The keys below which there are texts."""
_WHAT = "a translation of this lesson"


def translation_of(path: Path, language: str) -> Path | None:
    """The translation of a lesson file, for a language such as "de"; None if there is none."""
    found = path.parent / language / path.name
    return found if language and is_file(found) else None


def translate(lesson: dict[str, Any], path: Path) -> dict[str, Any]:
    """The content of a lesson file with the texts of its translation.

    Each option keeps its text as `original`. InputError if the translation has other keys, or
    another number of steps or options, or cannot be read.
    """
    text = load_text(path, _WHAT)
    try:
        return _translated(lesson, tomllib.loads(text), "")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise file_fault(path, _WHAT, str(error).rstrip("."), "correct that line") from None
    except ValueError as error:
        raise file_fault(path, _WHAT, str(error), "follow the lesson") from None


def _translated(original: Any, texts: Any, place: str) -> Any:
    """The original with the texts in it replaced; a ValueError names the place of a difference."""
    if isinstance(original, dict) and isinstance(texts, dict):
        wanted = original.keys() & (TEXTS | PARTS)
        if differing := sorted(wanted ^ texts.keys()):
            where = "missing" if differing[0] in wanted else "not in the lesson"
            raise ValueError(f"{place}{differing[0]} is {where}")
        kept = {"original": original["text"]} if place.endswith("options, ") else {}
        made = {key: _translated(original[key], texts[key], f"{place}{key}, ") for key in wanted}
        return original | made | kept
    if isinstance(original, list) and isinstance(texts, list):
        if len(original) != len(texts):
            raise ValueError(f"{place}{len(original)} entries are needed, not {len(texts)}")
        return [_translated(*pair, place) for pair in zip(original, texts, strict=True)]
    if not (isinstance(original, str) and isinstance(texts, str)):
        raise ValueError(f"{place}the kind of the value differs")
    if original and not texts.strip():
        raise ValueError(f"{place}the text is empty")
    return texts
