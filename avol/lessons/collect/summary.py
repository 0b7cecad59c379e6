"""What a class has predicted, explained and computed, by lesson and step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from avol.lessons.collect.reader import ReadHandIn
from avol.lessons.collect.recompute import NumberCheck, Recomputer
from avol.lessons.hand_in import HandIn, same_lesson, student_seed
from avol.lessons.lesson import LessonFile, Option, right_option

SAME_TEXT = 30
"""Characters from which equal observations of two students are pointed out."""


@dataclass(frozen=True)
class Count:
    """How often something was chosen, and what it means."""

    text: str
    count: int
    share: float
    """Percentage of those who chose anything."""
    right: bool = False
    misunderstanding: str = ""


@dataclass(frozen=True)
class StepSummary:
    """One step of a lesson over the class."""

    title: str
    prediction: str
    predictions: tuple[Count, ...]
    explanation: str
    explanations: tuple[Count, ...]
    reason: str
    number: str
    unit: str
    passed: int
    numbers: int


@dataclass(frozen=True)
class StudentRow:
    """One student: the hand-in, and the checks of its numbers by step."""

    read: ReadHandIn
    checks: tuple[NumberCheck, ...]
    same_text: tuple[str, ...] = ()
    """Other students with the same long observation."""
    remarks: tuple[str, ...] = ()
    """What is unusual about the hand-in."""


@dataclass(frozen=True)
class LessonSummary:
    """One lesson over the class; `steps` is empty if the lesson is not known here."""

    name: str
    title: str
    students: tuple[StudentRow, ...]
    steps: tuple[StepSummary, ...]
    misunderstandings: tuple[Count, ...]
    lesson: LessonFile | None


def summarize(
    read: Sequence[ReadHandIn], lessons: Mapping[str, LessonFile], recomputer: Recomputer
) -> list[LessonSummary]:
    """Summarize hand-ins, which are sorted by their group."""
    return [
        _summarize_lesson(name, list(group), lessons.get(name), recomputer)
        for (name, _), group in groupby(read, key=lambda one: one.group)
    ]


def _summarize_lesson(
    name: str, read: list[ReadHandIn], found: LessonFile | None, recomputer: Recomputer
) -> LessonSummary:
    if found is not None and not same_lesson(read[0].hand_in, found):
        found = None
    same = _same_texts(read)
    rows = tuple(
        StudentRow(
            one, _checks(one, found, recomputer), tuple(sorted(same.get(one.alias, ()))),
            _remarks(one.hand_in, found),
        )
        for one in read
    )  # fmt: skip
    steps = () if found is None else _summarize_steps(rows, found)
    wrong = [count for step in steps for count in step.explanations if count.misunderstanding]
    wrong.sort(key=lambda count: -count.count)
    title = read[0].hand_in.title if found is None else found.lesson.title
    return LessonSummary(name, title, rows, steps, tuple(c for c in wrong if c.count), found)


def _remarks(hand_in: HandIn, found: LessonFile | None) -> tuple[str, ...]:
    if found is None:
        return ()
    remarks: list[str] = []
    if hand_in.lesson_fingerprint != found.fingerprint:
        remarks.append("another version of the lesson")
    if hand_in.seed != student_seed(found, hand_in.alias):
        remarks.append("the seed is that of another alias")
    return tuple(remarks)


def _checks(
    one: ReadHandIn, found: LessonFile | None, recomputer: Recomputer
) -> tuple[NumberCheck, ...]:
    if found is None:
        return tuple(
            NumberCheck("missing" if step.number is None else "not recomputed", step.expected)
            for step in one.hand_in.steps
        )
    return tuple(recomputer.check(found, one.hand_in, n) for n in range(len(one.hand_in.steps)))


def _summarize_steps(rows: tuple[StudentRow, ...], found: LessonFile) -> tuple[StepSummary, ...]:
    summaries: list[StepSummary] = []
    for n, step in enumerate(found.lesson.steps):
        records = [row.read.hand_in.steps[n] for row in rows]
        checks = [row.checks[n] for row in rows]
        summaries.append(
            StepSummary(
                title=step.title,
                prediction=step.predict.text,
                predictions=_counts((r.prediction for r in records if r.locked),
                                    step.predict.options),
                explanation=step.explain.text,
                explanations=_counts((r.explanation for r in records), step.explain.options),
                reason=step.explain.reason,
                number=step.number.text,
                unit=step.number.unit,
                passed=sum(check.verdict == "right" for check in checks),
                numbers=sum(check.verdict != "missing" for check in checks),
            )
        )  # fmt: skip
    return tuple(summaries)


def _counts(texts: Iterable[str], options: tuple[Option, ...]) -> tuple[Count, ...]:
    """Count the chosen texts: all options in their order, then what else was typed."""
    counter = Counter(text for text in texts if text)
    total = max(1, counter.total())
    known = {option.key: option for option in options}
    chosen = [*known, *(text for text, _ in counter.most_common() if text not in known)]
    return tuple(
        Count(
            known[text].text if text in known else text,
            counter[text], 100 * counter[text] / total,
            text in known and known[text].right,
            known[text].misunderstanding if text in known else "",
        )
        for text in chosen
    )  # fmt: skip


def _same_texts(read: list[ReadHandIn]) -> dict[str, set[str]]:
    """For each alias, the others with an equal long observation in the same step."""
    authors: dict[tuple[int, str], set[str]] = {}
    for one in read:
        for n, step in enumerate(one.hand_in.steps):
            text = " ".join(step.observation.split()).casefold()
            if len(text) >= SAME_TEXT:
                authors.setdefault((n, text), set()).add(one.alias)
    same: dict[str, set[str]] = {}
    for aliases in authors.values():
        for alias in aliases if len(aliases) > 1 else ():
            same.setdefault(alias, set()).update(aliases - {alias})
    return same


def right_choice(found: LessonFile | None, index: int) -> tuple[str, str]:
    """The correct prediction and explanation of a step; "" where none is known."""
    if found is None:
        return "", ""
    step = found.lesson.steps[index]
    return right_option(step.predict.options), right_option(step.explain.options)
