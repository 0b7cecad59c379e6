"""Conditions of commands, each with the reason that is shown while it is false."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from avol_studio.core.translation import tr

if TYPE_CHECKING:
    from avol_studio.playback.player import Player

Check = Callable[[], bool]


class Condition:
    """A check with a reason; `after` is checked first, and its reason is shown first."""

    def __init__(self, reason: str, check: Check, after: Check | None = None) -> None:
        self._reason, self._check, self._after = reason, check, after

    def __call__(self) -> bool:
        """Whether the condition holds now."""
        return (self._after is None or self._after()) and self._check()

    @property
    def reason(self) -> str:
        """Why it does not hold now."""
        first = self._after
        return why_not(first) if first is not None and not first() else self._reason


def why_not(enabled: Check) -> str:
    """Why a command is not available."""
    return enabled.reason if isinstance(enabled, Condition) else tr("Not possible at the moment")


def loaded(player: Player) -> Condition:
    """Something is open."""
    return Condition(tr("Open a file or a camera first"), lambda: player.last_state.loaded)


def has_file(player: Player) -> Condition:
    """A file is open."""
    return Condition(tr("Open a file first"), lambda: player.last_state.has_file)


def is_live(player: Player) -> Condition:
    """A camera is open."""
    return Condition(tr("Open a camera first"), lambda: player.last_state.live)


def has_map(player: Player) -> Condition:
    """A map was computed."""
    check = lambda: player.last_localization is not None  # noqa: E731
    return Condition(tr("There is no map yet"), check, loaded(player))
