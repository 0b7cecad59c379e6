"""The commands that play, step, change the speed, loop and set the volume."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from avol_studio.core.time_format import format_time
from avol_studio.ui.commands.command import Command, in_menu
from avol_studio.ui.widgets.transport_bar import SPEEDS

if TYPE_CHECKING:
    from avol_studio.core.settings.store import SettingsStore
    from avol_studio.playback.player import Player

VOLUME_STEP = 0.05  # of 1, for one press


class PlaybackCommands:
    """The commands of one player that need no window."""

    def __init__(self, player: Player, store: SettingsStore) -> None:
        self._player, self._store = player, store

    def commands(self) -> list[Command]:
        """All of them."""
        return [*self._play(), *self._speed(), *self._loop(), *self._volume()]

    def _has_file(self) -> bool:
        return self._player.state.has_file

    def _play(self) -> list[Command]:
        player, has_file = self._player, self._has_file
        loaded = lambda: player.state.loaded  # noqa: E731
        return [
            *in_menu(
                "File", 500,
                Command("file.close", "Close", ("Ctrl+W",), player.close, "Close the file",
                    enabled=loaded),
            ),
            *in_menu(
                "Play", 0,
                Command(
                    "play.toggle", "Play", ("Space", "K"), self._toggle,
                    "Play or pause; live: freeze the image", "play|pause", loaded,
                    lambda: player.state.playing,
                ),
            ),
            *in_menu(
                "Play", 100,
                Command(
                    "step.back", "Previous frame", (",",), lambda: player.step(-1),
                    "Step to the previous frame", "step-back", has_file,
                ),
                Command(
                    "step.forward", "Next frame", (".",), lambda: player.step(1),
                    "Step to the next frame", "step-forward", has_file,
                ),
            ),
        ]  # fmt: skip

    def _speed(self) -> list[Command]:
        def command(
            name: str, text: str, key: str, change: Callable[[float], float], help: str
        ) -> Command:
            handler = lambda: self._change_speed(change)  # noqa: E731
            return Command(f"speed.{name}", text, (key,), handler, help, enabled=self._has_file)

        return in_menu(
            "Play/Speed", 110,
            command("slower", "Slower", "J", _slower, "Play at the next lower speed"),
            Command(
                "speed.faster", "Faster", ("L",), self._faster, "Play at the next higher speed",
                enabled=self._has_file,
            ),
            command("down", "10 % slower", "[", lambda speed: speed / 1.1, "Play 10 % slower"),
            command("up", "10 % faster", "]", lambda speed: speed * 1.1, "Play 10 % faster"),
            command("half", "Half speed", "{", lambda speed: speed / 2, "Halve the speed"),
            command("double", "Double speed", "}", lambda speed: speed * 2, "Double the speed"),
            command("normal", "Normal speed", "Backspace", lambda _: 1.0, "Play at normal speed"),
        )  # fmt: skip

    def _loop(self) -> list[Command]:
        player, has_file = self._player, self._has_file
        return in_menu(
            "Play/Loop", 120,
            Command(
                "loop.toggle", "Loop", ("Ctrl+L",), self._toggle_looping,
                "Start again at the end of the file", "loop", has_file,
                lambda: player.state.looping,
            ),
            Command(
                "loop.a", "Set loop start (A)", ("Ctrl+[",), lambda: self._set_loop_end(0),
                "Start the loop here", "loop-a", has_file, lambda: player.state.loop[0] is not None,
            ),
            Command(
                "loop.b", "Set loop end (B)", ("Ctrl+]",), lambda: self._set_loop_end(1),
                "End the loop here", "loop-b", has_file, lambda: player.state.loop[1] is not None,
            ),
            Command(
                "loop.clear", "Clear A and B", ("Ctrl+Shift+L",), self._clear_loop,
                "Remove the loop start and end", "close", lambda: player.state.loop != (None, None),
            ),
        )  # fmt: skip

    def _volume(self) -> list[Command]:
        return in_menu(
            "Sound", 0,
            Command(
                "sound.mute", "Mute", ("M",), self._mute,
                "Mute the loudspeaker; the model still receives the audio", "volume|mute",
                checked=lambda: self._player.state.muted,
            ),
            Command(
                "sound.up", "Volume up", ("Up",), lambda: self._change_volume(VOLUME_STEP),
                "Increase the volume by 5 %",
            ),
            Command(
                "sound.down", "Volume down", ("Down",), lambda: self._change_volume(-VOLUME_STEP),
                "Decrease the volume by 5 %",
            ),
        )  # fmt: skip

    # -- handlers ----------------------------------------------------------------------------

    def _toggle(self) -> str:
        self._player.toggle()
        return "Play" if self._player.state.playing else "Pause"

    def _change_speed(self, change: Callable[[float], float]) -> str:
        self._player.set_speed(change(self._player.state.speed))
        return f"Speed {self._player.state.speed:.2f}".rstrip("0").rstrip(".") + "×"

    def _faster(self) -> str:
        text = self._change_speed(_faster)
        self._player.play()
        return text

    def _set_loop_end(self, which: int) -> str:
        state = self._player.state
        ends = list(state.loop)
        ends[which] = state.time
        self._player.set_loop(ends[0], ends[1])
        return f"{'AB'[which]} at {format_time(state.time - state.start)}"

    def _clear_loop(self) -> str:
        self._player.set_loop(None, None)
        return "A and B cleared"

    def _toggle_looping(self) -> str:
        self._player.set_looping(not self._player.state.looping)
        return f"Loop {'on' if self._player.state.looping else 'off'}"

    def _mute(self) -> str:
        self._player.set_muted(not self._player.state.muted)
        return "Muted" if self._player.state.muted else "Unmuted"

    def _change_volume(self, step: float) -> str:
        self._player.set_muted(False)
        volume = min(max(round(self._store.value.volume + step, 2), 0.0), 1.0)
        self._store.update(volume=volume)
        return f"Volume {round(volume * 100)} %"


def _faster(speed: float) -> float:
    return next((s for s in SPEEDS if s > speed + 1e-3), SPEEDS[-1])


def _slower(speed: float) -> float:
    return next((s for s in reversed(SPEEDS) if s < speed - 1e-3), SPEEDS[0])
