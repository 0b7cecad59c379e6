"""Smooths the shown maps over time while playing."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from avol.visualization.smoothing import Smoother
from avol_studio.core.state.player_state import LocalizationEvent

if TYPE_CHECKING:
    from avol.localizer import Localization


class SmoothedMap:
    """Smooths successive maps, separately for each sound; duration 0: no smoothing."""

    def __init__(self) -> None:
        self.threshold = 0.5
        """The match threshold of the smoothed maps, 0..1."""
        self._seconds = 0.0
        self._session: int | None = None
        self._smoothers: dict[Hashable, Smoother] = {}

    def set_duration(self, seconds: float) -> None:
        """Set the time constant in seconds."""
        if seconds != self._seconds:
            self._seconds = seconds
            self._smoothers.clear()

    def __call__(self, located: LocalizationEvent) -> LocalizationEvent:
        """The maps to show; maps of a still frame are not smoothed."""
        if located.session != self._session or located.exact:
            self._smoothers.clear()
        self._session = located.session
        if not self._seconds or located.exact:
            return located
        sounds = located.sounds
        pairs = zip(sounds.compared, located.compared, strict=True)
        return replace(
            located,
            localization=self._smooth(sounds.replacement, located.localization, located.time),
            beside=tuple(self._smooth((query,), found, located.time) for query, found in pairs),
        )

    def _smooth(self, key: Hashable, found: Localization, time: float) -> Localization:
        if key not in self._smoothers:
            self._smoothers[key] = Smoother(self._seconds, self.threshold)
        return self._smoothers[key](found, time)
