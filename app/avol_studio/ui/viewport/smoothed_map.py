"""Maps for the eye: smoothed over time where the settings say so, while the picture moves."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from avol.visualization.smoothing import Smoother
from avol_studio.core.state.player_state import LocalizationEvent

if TYPE_CHECKING:
    from avol.localizer import Localization


class SmoothedMap:
    """Smooths the maps that follow each other, each sound's own; `seconds` 0 leaves them."""

    def __init__(self) -> None:
        self.threshold = 0.5
        """The score from which a smoothed map is a match; it holds for what is smoothed next."""
        self._seconds = 0.0
        self._session: int | None = None
        self._smoothers: dict[Hashable, Smoother] = {}

    def set_duration(self, seconds: float) -> None:
        """How long a map is remembered."""
        if seconds != self._seconds:
            self._seconds = seconds
            self._smoothers.clear()

    def __call__(self, located: LocalizationEvent) -> LocalizationEvent:
        """The maps to show; those of a picture that stands still are its own."""
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
