"""Smooths the shown maps and steadies their verdicts while playing."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from avol.visualization.smoothing import Smoother
from avol.visualization.steady_verdict import SteadyVerdict
from avol_studio.core.state.player_state import LocalizationEvent

if TYPE_CHECKING:
    from avol.localization import Localization


class SmoothedMap:
    """Smooths successive maps, separately for each sound; duration 0: no smoothing.

    The verdicts change only when a change lasts, also without smoothing.
    """

    def __init__(self) -> None:
        self._seconds = 0.0
        self._session: int | None = None
        self._smoothers: dict[Hashable, Smoother] = {}
        self._verdicts: dict[Hashable, SteadyVerdict] = {}

    def set_duration(self, seconds: float) -> None:
        """Set the time constant in seconds."""
        if seconds != self._seconds:
            self._seconds = seconds
            self._smoothers.clear()

    def __call__(self, located: LocalizationEvent) -> LocalizationEvent:
        """The maps to show; maps of a still frame are not smoothed."""
        if located.session != self._session or located.exact:
            self._smoothers.clear()
            self._verdicts.clear()
        self._session = located.session
        if located.exact:
            return located
        sounds, altered = located.sounds, located.perturbation
        pairs = zip(sounds.compared, located.compared, strict=True)
        return replace(
            located,
            localization=self._smooth(
                (sounds.replacement, altered), located.localization, located.time
            ),
            compared=tuple(
                self._smooth((query, altered), found, located.time) for query, found in pairs
            ),
        )

    def _smooth(self, key: Hashable, found: Localization, time: float) -> Localization:
        if self._seconds:
            found = self._smoothers.setdefault(key, Smoother(self._seconds))(found, time)
        return self._verdicts.setdefault(key, SteadyVerdict())(found, time)
