"""Numbers of what a student has done: judged pairs, ordered sounds, logged tries."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from avol.errors import InputError
from avol.lessons.activities import pairs, protocol, ranking

if TYPE_CHECKING:
    from pathlib import Path

    from avol.lessons.numbers.request import NumberRequest


def student_accuracy(request: NumberRequest) -> float:
    """Percentage of the pairs that the student judged correctly."""
    drawn, judged = _pairs(request), request.activity.judgements
    if len(judged) < len(drawn):
        raise InputError(f"{len(judged)} of {len(drawn)} pairs are judged; judge all of them.")
    return pairs.accuracy(judged, drawn)


def network_accuracy(request: NumberRequest) -> float:
    """Percentage of the same pairs that the network judges correctly."""
    drawn = _pairs(request)
    judged = pairs.network_judgements(request.model, drawn, _media(request))
    return pairs.accuracy(tuple(yes for _, yes in judged), drawn)


def accuracy_interval_low(request: NumberRequest) -> float:
    """Lower end of the 95 % interval of the network's accuracy, in percent."""
    hits = round(network_accuracy(request) * pairs.PAIRS / 100)
    return protocol.wilson_interval(hits, pairs.PAIRS)[0]


def same_class_pairs(request: NumberRequest) -> float:
    """Pairs that do not belong together although the object in view makes such a sound."""
    return sum(pair.kind == "same_class" for pair in _pairs(request))


def discount(request: NumberRequest, *, rank: int) -> float:
    """What a hit at a rank counts: 1 / log2(rank + 1)."""
    return 1 / math.log2(rank + 1)


def student_ndcg(request: NumberRequest) -> float:
    """The nDCG of the student's order."""
    order, task = request.activity.order, ranking.draw_ranking(request.seed)
    placed = len(set(order) & set(task.candidates))
    if len(order) != ranking.HITS or placed < ranking.HITS:
        raise InputError(f"{placed} of {ranking.HITS} sounds are ordered; order each of them once.")
    return ranking.order_ndcg(task, order)


def network_ndcg(request: NumberRequest) -> float:
    """The nDCG of the network's order of the same sounds."""
    task = ranking.draw_ranking(request.seed)
    return ranking.order_ndcg(task, ranking.network_order(task, request.model))


def chance_ndcg(request: NumberRequest) -> float:
    """The expected nDCG of a random order of the same sounds."""
    return ranking.chance_ndcg(ranking.draw_ranking(request.seed))


def hit_rate(request: NumberRequest, *, condition: str = "") -> float:
    """Percentage of right verdicts under a condition of the protocol; "" for all."""
    hits, count = _hits(request, condition)
    return 100 * hits / count


def hit_rate_interval_low(request: NumberRequest, *, condition: str = "") -> float:
    """Lower end of the 95 % interval of the hit rate, in percent."""
    return protocol.wilson_interval(*_hits(request, condition))[0]


def calibration_error(request: NumberRequest) -> float:
    """Expected calibration error of the scores of all tries, 0..1."""
    _hits(request, "")
    return protocol.expected_calibration_error(request.activity.tries)


def _hits(request: NumberRequest, condition: str) -> tuple[int, int]:
    hits, count = protocol.hit_rate(request.activity.tries, condition)
    if count == 0:
        raise InputError("There is no try yet; log tries first.")
    return hits, count


def _media(request: NumberRequest) -> Path:
    if request.media is None:
        raise InputError("This number needs a video, and the lesson has none; name its media.")
    return request.media


def _pairs(request: NumberRequest) -> tuple[pairs.Pair, ...]:
    return pairs.draw_pairs(pairs.load_demo_truth(_media(request)), request.seed)
