"""Computes the checked numbers of hand-ins again."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from avol.errors import AvolError
from avol.lessons.hand_in import HandIn, StepRecord, is_right, number_request, weights_info
from avol.lessons.lesson import CheckedNumber, LessonFile
from avol.lessons.numbers.registry import VARYING, compute_number

Verdict = Literal["right", "wrong", "missing", "other weights", "other computer", "not recomputed"]
"""other computer: right for the training that the student's computer ran, but not for this one."""
Progress = Callable[[int, int], object]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class NumberCheck:
    """A number of a hand-in: whether it is right, and what AVOL computes now."""

    verdict: Verdict
    expected: float | None = None
    reason: str = ""


@dataclass
class Recomputer:
    """Computes numbers with one checkpoint; equal requests are computed once."""

    weights: str
    enabled: bool = True
    _known: dict[str, float] = field(default_factory=dict[str, float])

    def check(self, found: LessonFile, hand_in: HandIn, index: int) -> NumberCheck:
        """Check the number of one step."""
        record, number = hand_in.steps[index], found.lesson.steps[index].number
        if record.number is None:
            return NumberCheck("missing")
        if not self.enabled:
            return NumberCheck("not recomputed", record.expected)
        trained = number.function in VARYING  # without the weights of the hand-in
        if not trained and hand_in.weights.sha256 != weights_info(self.weights).sha256:
            return NumberCheck("other weights", record.expected)
        try:
            expected = self._compute(found, hand_in, index)
        except Exception as error:  # an edited hand-in may hold anything
            _log.debug("%s", found.name, exc_info=True)
            reason = str(error) if isinstance(error, AvolError) else "the activity is damaged"
            return NumberCheck("not recomputed", record.expected, reason)
        return NumberCheck(_verdict(number, record, expected), expected)

    def _compute(self, found: LessonFile, hand_in: HandIn, index: int) -> float:
        number = found.lesson.steps[index].number
        request = number_request(found, hand_in, self.weights)
        key = json.dumps(
            [
                number.function, dict(number.parameters), request.seed, request.engine,
                str(request.media), request.activity.model_dump(),
            ],
            sort_keys=True,
        )  # fmt: skip
        if key not in self._known:
            self._known[key] = compute_number(number.function, number.parameters, request)
        return self._known[key]


def _verdict(number: CheckedNumber, record: StepRecord, expected: float) -> Verdict:
    typed, theirs = record.number, record.expected
    if typed is not None and is_right(number, typed, expected):
        return "right"
    if number.function in VARYING and typed is not None and theirs is not None:
        return "other computer" if is_right(number, typed, theirs) else "wrong"
    return "wrong"
