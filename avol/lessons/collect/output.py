"""Writes the collected hand-ins: a CSV table with a row for each step, and an HTML page."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from avol.core.atomic import atomic_write, make_folder
from avol.lessons.collect.summary import LessonSummary, StudentRow, right_choice

COLUMNS = (
    "lesson", "alias", "step", "title", "prediction", "right_prediction", "observation",
    "explanation", "right_explanation", "number", "expected", "check", "attempts", "same_text_as",
    "remarks", "seed", "mode", "version", "weights", "weights_sha256", "file",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that a spreadsheet takes for a formula."""


def save_table(path: Path, lessons: Sequence[LessonSummary]) -> None:
    """Save the table as UTF-8 with a byte order mark, for spreadsheets; raises MediaError."""
    make_folder(path.parent)
    with atomic_write(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for summary in lessons:
            for row in summary.students:
                writer.writerows(_rows(summary, row))


def _rows(summary: LessonSummary, row: StudentRow) -> list[list[str]]:
    hand_in, weights = row.read.hand_in, row.read.hand_in.weights
    rows: list[list[str]] = []
    for n, (record, check) in enumerate(zip(hand_in.steps, row.checks, strict=True)):
        right_prediction, right_explanation = right_choice(summary.lesson, n)
        title = "" if summary.lesson is None else summary.lesson.lesson.steps[n].title
        texts = [
            hand_in.lesson, row.read.alias, str(n + 1), title, record.prediction,
            right_prediction, record.observation, record.explanation, right_explanation,
        ]  # fmt: skip
        rows.append(
            [
                *(_plain(text) for text in texts), _digits(record.number), _digits(check.expected),
                check.verdict, str(record.attempts), _plain(", ".join(row.same_text)),
                "; ".join(row.remarks), str(hand_in.seed), hand_in.mode, _plain(hand_in.version),
                _plain(weights.name), _plain(weights.sha256), _plain(row.read.path.name),
            ]
        )  # fmt: skip
    return rows


def _plain(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _digits(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def save_page(path: Path, lessons: Sequence[LessonSummary], faults: Sequence[str]) -> None:
    """Save the page, one self-contained file; raises MediaError."""
    from jinja2 import Environment, FileSystemLoader

    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    templates.filters["digits"] = _digits
    page = templates.get_template("class.html.jinja")
    make_folder(path.parent)
    with atomic_write(path) as part:
        part.write_text(page.render(lessons=lessons, faults=faults), encoding="utf-8")
