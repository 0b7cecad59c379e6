"""Jumps in the open file: the commands, and the way back from the last jump."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from avol_studio.core.time_format import format_time
from avol_studio.core.translation import tr
from avol_studio.ui.commands.command import Command, in_menu
from avol_studio.ui.commands.condition import Condition, has_file, loaded

if TYPE_CHECKING:
    from avol_studio.playback.player import Player

_JUMPS = (
    (5, "5", "5 s", tr("5 seconds"), ""),
    (1, "1", "1 s", tr("1 second"), "Shift+"),
    (60, "60", tr("1 min"), tr("1 minute"), "Ctrl+"),
)
"""Seconds, their part of the id, the text and the help, the modifier of the key."""


class Navigation:
    """Jumps to a time of the open file, and remembers where the last jump began."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._has_file = has_file(player)
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
        """The commands of the menu Playback/Go, and the ten keys for 0 % … 90 % of the file."""
        with_file = self._has_file
        jumps = [
            Command(
                f"go.{way}{name}",
                title.format(text=text),
                (f"{modifier}{key}",),
                self._by(sign * seconds),
                jump.format(time=help),
                enabled=with_file,
            )
            for seconds, name, text, help, modifier in _JUMPS
            for way, title, jump, key, sign in (
                ("back", tr("Back {text}"), tr("Jump back {time}"), "Left", -1),
                ("forward", tr("Forward {text}"), tr("Jump forward {time}"), "Right", 1),
            )
        ]
        tenths = [
            Command(
                f"go.tenth{n}",
                tr("Go to {percent} %").format(percent=10 * n),
                (str(n),),
                self._to_part(n / 10),
                tr("Go to {percent} % of the file").format(percent=10 * n),
                enabled=with_file,
                family=tr("Go to 0 % … 90 % of the file"),
            )
            for n in range(10)
        ]
        ends = in_menu(
            "Playback/Go",
            230,
            Command(
                "go.start",
                tr("Go to start"),
                ("Home",),
                self._to_part(0.0),
                tr("Go to the first frame"),
                enabled=with_file,
            ),
            Command(
                "go.end",
                tr("Go to end"),
                ("End",),
                self._to_part(1.0),
                tr("Go to the last frame"),
                enabled=with_file,
            ),
        )
        back = in_menu(
            "Playback/Go",
            250,
            Command(
                "go.return",
                tr("Back"),
                ("Shift+Backspace",),
                self._return,
                tr("Return to the position before the last jump"),
                enabled=Condition(tr("There was no jump"), self._can_return, loaded(self._player)),
            ),
        )
        return [*in_menu("Playback/Go", 130, *jumps), *ends, *back, *tenths]

    def _can_return(self) -> bool:
        return self._origin is not None

    def _forget(self) -> None:
        self._origin = None

    def _return(self) -> str | None:
        return None if self._origin is None else self.jump(self._origin)

    def _by(self, seconds: float) -> Callable[[], str]:
        return lambda: self.jump(self._player.state.time + seconds)

    def _to_part(self, part: float) -> Callable[[], str]:
        state = lambda: self._player.state  # noqa: E731
        return lambda: self.jump(state().start + part * state().duration)
