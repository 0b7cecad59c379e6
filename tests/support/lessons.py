"""A small lesson on the demo clip, and a student's work on it."""

from __future__ import annotations

from pathlib import Path

from avol.lessons.hand_in import HandIn, begin_hand_in
from avol.lessons.lesson import LessonFile, load_lesson

LESSON = """
format = 1
title = "Bands and cells"
goal = "Test."
media = "demo"
seed = 5
[[steps]]
title = "Columns"
minutes = 5
time = 2.0
do = "Look."
observe = "What?"
[steps.predict]
text = "How many?"
options = [{ text = "few", misunderstanding = "thinks few" }, { text = "many", right = true }]
[steps.explain]
text = "Why?"
options = [
  { text = "because", right = true },
  { text = "chance", misunderstanding = "believes in chance" },
]
reason = "So."
[steps.number]
text = "Columns?"
function = "spectrogram_columns"
tolerance = 1
decimals = 0
[[steps]]
title = "Point"
minutes = 5
time = 2.0
do = "Look."
observe = "What?"
[steps.predict]
text = "Where?"
kind = "point"
[steps.explain]
text = "Why?"
options = [{ text = "yes", right = true }, { text = "no", misunderstanding = "believes no" }]
reason = "So."
[steps.number]
text = "Rank?"
function = "discount"
parameters = { rank = 3 }
tolerance = 0.01
"""

TRANSLATION = """
title = "Bänder und Zellen"
goal = "Prüfung."
[[steps]]
title = "Spalten"
do = "Sieh hin."
observe = "Was?"
[steps.predict]
text = "Wie viele?"
options = [{ text = "wenige", misunderstanding = "denkt wenige" }, { text = "viele" }]
[steps.explain]
text = "Warum?"
options = [{ text = "darum" }, { text = "Zufall", misunderstanding = "glaubt an Zufall" }]
reason = "So."
[steps.number]
text = "Spalten?"
[[steps]]
title = "Punkt"
do = "Sieh hin."
observe = "Was?"
[steps.predict]
text = "Wo?"
[steps.explain]
text = "Warum?"
options = [{ text = "ja" }, { text = "nein", misunderstanding = "glaubt nein" }]
reason = "So."
[steps.number]
text = "Rang?"
"""


def write_lesson(folder: Path, text: str = LESSON, name: str = "small.toml") -> Path:
    """Write the lesson; return its path."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def worked(found: LessonFile, alias: str, number: float, **changes: object) -> HandIn:
    """The hand-in of a student whose first step has a number; changes: of that step."""
    hand_in = begin_hand_in(found, alias, "avol")
    record = {
        "prediction": "few", "locked": True, "observation": "", "explanation": "chance",
        "number": number, "attempts": 1, "expected": number,
    }  # fmt: skip
    return hand_in.with_step(0, **(record | changes))


def small_lesson(folder: Path) -> LessonFile:
    """Write and load the lesson."""
    return load_lesson(write_lesson(folder))
