"""The commands that play, step, change the speed, loop and set the volume."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from avol_studio.core.time_format import format_time
from avol_studio.core.translation import short_number, tr
from avol_studio.ui.commands.command import Command, in_menu
from avol_studio.ui.commands.condition import Condition, has_file, loaded
from avol_studio.ui.widgets.transport_bar import SPEEDS

if TYPE_CHECKING:
    from avol_studio.core.settings.store import SettingsStore
    from avol_studio.playback.player import Player

VOLUME_STEP = 0.05  # of 1, for one press


class PlaybackCommands:
    """The commands of one player that need no window."""

    def __init__(self, player: Player, store: SettingsStore) -> None:
        self._player, self._store = player, store
        self._has_file = has_file(player)

    def commands(self) -> list[Command]:
        """All of them."""
        return [*self._play(), *self._speed(), *self._loop(), *self._volume()]

    def _play(self) -> list[Command]:
        player, with_file = self._player, self._has_file
        is_loaded = loaded(player)
        return [
            *in_menu(
                "File",
                500,
                Command(
                    "file.close",
                    tr("Close"),
                    ("Ctrl+W",),
                    player.close,
                    tr("Close the file"),
                    enabled=is_loaded,
                ),
            ),
            *in_menu(
                "Playback",
                0,
                Command(
                    "play.toggle",
                    tr("Play"),
                    ("Space", "K"),
                    self._toggle,
                    tr("Play or pause; live: freeze the image"),
                    "play|pause",
                    is_loaded,
                    lambda: player.state.playing,
                ),
            ),
            *in_menu(
                "Playback",
                100,
                Command(
                    "step.back",
                    tr("Previous frame"),
                    (",",),
                    lambda: player.step(-1),
                    tr("Step to the previous frame"),
                    "step-back",
                    with_file,
                ),
                Command(
                    "step.forward",
                    tr("Next frame"),
                    (".",),
                    lambda: player.step(1),
                    tr("Step to the next frame"),
                    "step-forward",
                    with_file,
                ),
            ),
        ]

    def _speed(self) -> list[Command]:
        def command(
            name: str, text: str, key: str, change: Callable[[float], float], help: str
        ) -> Command:
            handler = lambda: self._change_speed(change)  # noqa: E731
            return Command(f"speed.{name}", text, (key,), handler, help, enabled=self._has_file)

        return in_menu(
            "Playback/Speed",
            110,
            command("slower", tr("Slower"), "J", _slower, tr("Play at the next lower speed")),
            Command(
                "speed.faster",
                tr("Faster"),
                ("L",),
                self._faster,
                tr("Play at the next higher speed"),
                enabled=self._has_file,
            ),
            command(
                "down", tr("10 % slower"), "[", lambda speed: speed / 1.1, tr("Play 10 % slower")
            ),
            command(
                "up", tr("10 % faster"), "]", lambda speed: speed * 1.1, tr("Play 10 % faster")
            ),
            command("half", tr("Half speed"), "{", lambda speed: speed / 2, tr("Halve the speed")),
            command(
                "double", tr("Double speed"), "}", lambda speed: speed * 2, tr("Double the speed")
            ),
            command(
                "normal", tr("Normal speed"), "Backspace", lambda _: 1.0, tr("Play at normal speed")
            ),
        )

    def _loop(self) -> list[Command]:
        player, with_file = self._player, self._has_file
        return in_menu(
            "Playback/Loop",
            120,
            Command(
                "loop.toggle",
                tr("Loop"),
                ("Ctrl+L",),
                self._toggle_looping,
                tr("Start again at the end of the file"),
                "loop",
                with_file,
                lambda: player.state.looping,
            ),
            Command(
                "loop.a",
                tr("Set loop start (A)"),
                ("Ctrl+[",),
                lambda: self._set_loop_end(0),
                tr("Start the loop here"),
                "loop-a",
                with_file,
                lambda: player.state.loop[0] is not None,
            ),
            Command(
                "loop.b",
                tr("Set loop end (B)"),
                ("Ctrl+]",),
                lambda: self._set_loop_end(1),
                tr("End the loop here"),
                "loop-b",
                with_file,
                lambda: player.state.loop[1] is not None,
            ),
            Command(
                "loop.clear",
                tr("Clear A and B"),
                ("Ctrl+Shift+L",),
                self._clear_loop,
                tr("Remove the loop start and end"),
                "close",
                Condition(tr("A and B are not set"), lambda: player.state.loop != (None, None)),
            ),
        )

    def _volume(self) -> list[Command]:
        return in_menu(
            "Playback",
            200,
            Command(
                "sound.mute",
                tr("Mute"),
                ("M",),
                self._mute,
                tr("Mute the loudspeaker; the model still receives the audio"),
                "volume|mute",
                checked=lambda: self._player.state.muted,
            ),
            Command(
                "sound.up",
                tr("Volume up"),
                ("Up",),
                lambda: self._change_volume(VOLUME_STEP),
                tr("Increase the volume by 5 %"),
            ),
            Command(
                "sound.down",
                tr("Volume down"),
                ("Down",),
                lambda: self._change_volume(-VOLUME_STEP),
                tr("Decrease the volume by 5 %"),
            ),
        )

    # -- handlers ----------------------------------------------------------------------------

    def _toggle(self) -> str:
        self._player.toggle()
        state = self._player.state
        if state.live:
            return tr("Live") if state.playing else tr("Frozen")
        return tr("Play") if state.playing else tr("Pause")

    def _change_speed(self, change: Callable[[float], float]) -> str:
        self._player.set_speed(change(self._player.state.speed))
        return tr("Speed {factor}×").format(factor=short_number(self._player.state.speed, 2))

    def _faster(self) -> str:
        text = self._change_speed(_faster)
        self._player.play()
        return text

    def _set_loop_end(self, which: int) -> str:
        state = self._player.state
        ends = list(state.loop)
        ends[which] = state.time
        self._player.set_loop(ends[0], ends[1])
        text = (tr("A at {time}"), tr("B at {time}"))[which]
        return text.format(time=format_time(state.time - state.start))

    def _clear_loop(self) -> str:
        self._player.set_loop(None, None)
        return tr("A and B cleared")

    def _toggle_looping(self) -> str:
        self._player.set_looping(not self._player.state.looping)
        return tr("Loop on") if self._player.state.looping else tr("Loop off")

    def _mute(self) -> str:
        self._player.set_muted(not self._player.state.muted)
        return tr("Muted") if self._player.state.muted else tr("Unmuted")

    def _change_volume(self, step: float) -> str:
        self._player.set_muted(False)
        volume = min(max(round(self._store.value.volume + step, 2), 0.0), 1.0)
        self._store.update(volume=volume)
        return tr("Volume {percent} %").format(percent=round(volume * 100))


def _faster(speed: float) -> float:
    return next((s for s in SPEEDS if s > speed + 1e-3), SPEEDS[-1])


def _slower(speed: float) -> float:
    return next((s for s in reversed(SPEEDS) if s < speed - 1e-3), SPEEDS[0])
