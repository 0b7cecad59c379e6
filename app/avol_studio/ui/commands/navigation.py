"""Jumps in the open file: the commands, and the way back from the last jump."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from avol_studio.core.time_format import format_time
from avol_studio.ui.commands.command import Command, in_menu

if TYPE_CHECKING:
    from avol_studio.playback.player import Player

_JUMPS = (
    (5, "5", "5 s", "5 seconds", ""),
    (1, "1", "1 s", "1 second", "Shift+"),
    (60, "60", "1 min", "1 minute", "Ctrl+"),
)
"""Seconds, their part of the id, the text and the help, the modifier of the key."""


class Navigation:
    """Jumps to a time of the open file, and remembers where the last jump began."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._origin: float | None = None
        player.opened.connect(self._forget)

    def remember(self) -> None:
        """Remember the present time as the origin of a jump."""
        self._origin = self._player.state.time

    def jump(self, time: float) -> str:
        """Jump to a time in seconds on the file's axis; returns the text to show."""
        self.remember()
        state = self._player.state
        time = min(max(time, state.start), state.end)
        self._player.seek(time)
        return f"{format_time(time - state.start)} / {format_time(state.duration)}"

    def commands(self) -> list[Command]:
        """The commands of the menu Go, and the ten keys for 0 % … 90 % of the file."""
        has_file = self._has_file
        jumps = [
            Command(
                f"go.{way.lower()}{name}", f"{way} {text}", (f"{modifier}{key}",),
                self._by(sign * seconds), f"Jump {way.lower()} {help}", enabled=has_file,
            )
            for seconds, name, text, help, modifier in _JUMPS
            for way, key, sign in (("Back", "Left", -1), ("Forward", "Right", 1))
        ]  # fmt: skip
        tenths = [
            Command(
                f"go.tenth{n}", f"Go to {n}0 %", (str(n),), self._to_part(n / 10),
                f"Go to {n}0 % of the file", enabled=has_file,
                family="Go to 0 % … 90 % of the file",
            )
            for n in range(10)
        ]  # fmt: skip
        ends = in_menu(
            "Go", 100,
            Command("go.start", "Go to start", ("Home",), self._to_part(0.0),
                "Go to the first frame", enabled=has_file),
            Command("go.end", "Go to end", ("End",), self._to_part(1.0), "Go to the last frame",
                enabled=has_file),
        )  # fmt: skip
        back = in_menu(
            "Go", 210,
            Command(
                "go.return", "Back", ("Shift+Backspace",), self._return,
                "Return to the position before the last jump", enabled=self._can_return,
            ),
        )  # fmt: skip
        return [*in_menu("Go", 0, *jumps), *ends, *back, *tenths]

    def _has_file(self) -> bool:
        return self._player.state.has_file

    def _can_return(self) -> bool:
        return self._origin is not None and self._player.state.loaded

    def _forget(self) -> None:
        self._origin = None

    def _return(self) -> str | None:
        return None if self._origin is None else self.jump(self._origin)

    def _by(self, seconds: float) -> Callable[[], str]:
        return lambda: self.jump(self._player.state.time + seconds)

    def _to_part(self, part: float) -> Callable[[], str]:
        state = lambda: self._player.state  # noqa: E731
        return lambda: self.jump(state().start + part * state().duration)
