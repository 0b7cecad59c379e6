"""Verdicts that can be read: they change only when a change lasts (not in the paper)."""

from __future__ import annotations

import math
from dataclasses import replace

from avol.localization import Localization, Verdict
from avol.score_scale import MATCH_SCORE

OFF_SCORE = 0.4
"""A match ends below this score; it begins at `MATCH_SCORE`."""
MIN_LAST, MIN_SHOWN = 0.4, 2.0
"""Seconds that a new verdict must last before it is shown, and that a shown verdict stays. Where
the sound stops or begins, a change may come sooner."""
SOONER_EVERY = 8.0
"""Seconds between two changes that come sooner: sound near the limit of silence stops and begins
again and again."""
RESET_AFTER = 1.0
"""Seconds without a map after which the next verdict is shown at once."""


def shown_score(localization: Localization) -> float | None:
    """Return the score to show beside the verdict, 0..1; None where there is none to show.

    That is without sound, and while a kept verdict contradicts the score of the newest map.
    """
    verdict, score = localization.verdict, localization.score
    agrees = score >= OFF_SCORE if verdict is Verdict.MATCH else score < MATCH_SCORE
    return score if verdict.has_sound and agrees else None


class SteadyVerdict:
    """Applies hysteresis and hold times to the verdicts of consecutive maps.

    Only the shown verdict and its class label change; map and score stay those of the frame.
    """

    def __init__(self) -> None:
        self._shown: Localization | None = None
        self._changed = self._since = self._time = -math.inf
        self._waiting: Verdict | None = None
        self._sooner_at = -math.inf

    def __call__(self, localization: Localization, time: float) -> Localization:
        """Return the localization with the verdict to show at `time` (seconds).

        A step back in time and a gap of more than RESET_AFTER show the verdict of the map itself.
        """
        elapsed, self._time = time - self._time, time
        shown = self._shown
        if shown is None or not 0 <= elapsed <= RESET_AFTER:
            return self._show(localization, time)
        verdict = self._with_hysteresis(localization, shown.verdict)
        if verdict is shown.verdict:
            self._waiting = None
            return self._keep(localization)
        if verdict is not self._waiting:
            self._waiting, self._since = verdict, time
        sound_changed = verdict.has_sound != shown.verdict.has_sound
        sooner = time - self._changed < MIN_SHOWN
        may_change = not sooner or (sound_changed and time - self._sooner_at >= SOONER_EVERY)
        if time - self._since < MIN_LAST or not may_change:
            return self._keep(localization)
        self._sooner_at = time if sooner else self._sooner_at
        return self._show(replace(localization, verdict=verdict), time)

    def _with_hysteresis(self, localization: Localization, shown: Verdict) -> Verdict:
        stays = shown is Verdict.MATCH and localization.verdict.has_sound
        if stays and OFF_SCORE <= localization.score < MATCH_SCORE:
            return Verdict.MATCH
        return localization.verdict

    def _keep(self, localization: Localization) -> Localization:
        assert self._shown is not None
        verdict = self._shown.verdict
        label = localization.label or (self._shown.label if verdict is Verdict.MATCH else "")
        shown = replace(
            localization, verdict=verdict, label=label if verdict is Verdict.MATCH else ""
        )
        self._shown = shown
        return shown

    def _show(self, localization: Localization, time: float) -> Localization:
        self._shown, self._changed, self._waiting = localization, time, None
        return localization
