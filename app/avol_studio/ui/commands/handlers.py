"""What every command of `avol_studio.ui.commands` does; each may answer with the echo shown on the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

from avol_studio.core.settings import Colormap, Scheme, Settings, SettingsStore, Smoothing, item_of
from avol_studio.ui.commands.spec import Command
from avol_studio.ui.text.time_format import clock_text
from avol_studio.ui.widgets.transport_bar import SPEEDS

if TYPE_CHECKING:
    from avol_studio.playback.player import Player

VIEWS = ("heat", "contour", "peak", "grid")
STEP = 0.05  # of opacity, threshold and volume for one press


def table(player: Player, store: SettingsStore, jumps: NavigationHistory) -> dict[str, Command]:
    """The commands that need no window, by their id in `avol_studio.ui.commands.SPECS`."""
    return (
        {"file.close": player.close}
        | _playing(player)
        | _repeating(player)
        | _going(player, jumps)
        | _sounding(player, store)
        | _drawing(store)
        | _looking(store)
    )


def _playing(player: Player) -> dict[str, Command]:
    def toggle() -> str:
        player.toggle()
        return "Play" if player.state.playing else "Pause"

    def speed(change: Callable[[float], float]) -> str:
        player.set_speed(change(player.state.speed))
        return f"Speed {player.state.speed:.2f}".rstrip("0").rstrip(".") + "×"

    def faster() -> str:
        said = speed(lambda now: next((s for s in SPEEDS if s > now + 1e-3), SPEEDS[-1]))
        player.play()
        return said

    return {
        "play.toggle": toggle,
        "play.faster": faster,
        "play.slower": lambda: speed(
            lambda now: next((s for s in reversed(SPEEDS) if s < now - 1e-3), SPEEDS[0])
        ),
        "speed.down": lambda: speed(lambda now: now / 1.1),
        "speed.up": lambda: speed(lambda now: now * 1.1),
        "speed.half": lambda: speed(lambda now: now / 2),
        "speed.double": lambda: speed(lambda now: now * 2),
        "speed.normal": lambda: speed(lambda now: 1.0),
        "step.back": lambda: player.step(-1),
        "step.on": lambda: player.step(1),
    }


def _repeating(player: Player) -> dict[str, Command]:
    def mark(which: int) -> str:
        state = player.state
        marks = list(state.loop)
        marks[which] = state.time
        player.set_loop(marks[0], marks[1])
        return f"{'AB'[which]} at {clock_text(state.time - state.start)}"

    def clear() -> str:
        player.set_loop(None, None)
        return "Marks cleared"

    def toggle() -> str:
        player.set_looping(not player.state.looping)
        return f"Repeat {'on' if player.state.looping else 'off'}"

    return {
        "loop.a": lambda: mark(0),
        "loop.b": lambda: mark(1),
        "loop.clear": clear,
        "loop.toggle": toggle,
    }


class NavigationHistory:
    """Goes to places, and back to where it was before the last one."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._before: float | None = None

    @property
    def can_return(self) -> bool:
        """Whether there was a jump in this file."""
        return self._before is not None

    def remember(self) -> None:
        """Here is where a jump begins."""
        self._before = self._player.state.time

    def forget(self) -> None:
        """Another file, no way back."""
        self._before = None

    def to(self, time: float) -> str:
        """Jump to a time on the file's axis."""
        self.remember()
        state = self._player.state
        time = min(max(time, state.start), state.end)
        self._player.seek(time)
        return f"{clock_text(time - state.start)} / {clock_text(state.duration)}"

    def back(self) -> str | None:
        """Back to before the last jump (and again: there and back)."""
        return None if self._before is None else self.to(self._before)


def _going(player: Player, jumps: NavigationHistory) -> dict[str, Command]:
    def by(seconds: float) -> Command:
        return lambda: jumps.to(player.state.time + seconds)

    def share(part: float) -> Command:
        return lambda: jumps.to(player.state.start + part * player.state.duration)

    spans = {"1": 1.0, "5": 5.0, "60": 60.0}
    return (
        {f"go.back{name}": by(-seconds) for name, seconds in spans.items()}
        | {f"go.on{name}": by(seconds) for name, seconds in spans.items()}
        | {f"go.tenth{n}": share(n / 10) for n in range(10)}
        | {"go.start": share(0.0), "go.end": share(1.0), "go.return": jumps.back}
    )


def _sounding(player: Player, store: SettingsStore) -> dict[str, Command]:
    def mute() -> str:
        player.set_muted(not player.state.muted)
        return "Muted" if player.state.muted else "Sound on"

    def louder(step: float) -> str:
        player.set_muted(False)
        return f"Volume {_nudge(store, 'volume', step)}"

    return {
        "sound.mute": mute,
        "sound.up": lambda: louder(STEP),
        "sound.down": lambda: louder(-STEP),
    }


def _drawing(store: SettingsStore) -> dict[str, Command]:
    def overlay() -> str:
        store.update(overlay=not store.value.overlay)
        return f"Map {'shown' if store.value.overlay else 'hidden'}"

    def view(name: str) -> str:
        store.update(view=name, overlay=True)
        return _words("view", name)

    def next_colormap() -> str:
        name = _after(get_args(Colormap), store.value.colormap)
        store.update(colormap=name)
        return _words("colormap", name)

    def next_smoothing() -> str:
        name = _after(get_args(Smoothing), store.value.smoothing)
        store.update(smoothing=name)
        return f"Smoothing: {_words('smoothing', name).lower()}"

    nudges: dict[str, Command] = {
        f"map.{name}_{way}": lambda name=name, step=step: (
            f"{name.capitalize()} {_nudge(store, name, step)}"
        )
        for name in ("opacity", "threshold")
        for way, step in (("up", STEP), ("down", -STEP))
    }
    views: dict[str, Command] = {f"map.view.{name}": lambda name=name: view(name) for name in VIEWS}
    return nudges | views | {
        "map.overlay": overlay,
        "map.next_view": lambda: view(_after(VIEWS, store.value.view)),
        "map.next_colormap": next_colormap,
        "map.smoothing": next_smoothing,
    }  # fmt: skip


def _looking(store: SettingsStore) -> dict[str, Command]:
    def mirror() -> str:
        store.update(mirror=not store.value.mirror)
        return "Mirrored" if store.value.mirror else "As the camera sees"

    def scheme(name: str) -> str:
        store.update(scheme=name)
        return _words("scheme", name)

    schemes: dict[str, Command] = {
        f"view.scheme.{name}": lambda name=name: scheme(name) for name in get_args(Scheme)
    }
    return schemes | {"view.mirror": mirror}


def _nudge(store: SettingsStore, name: str, step: float) -> str:
    """Move a setting 0..1 by a step; how it stands then."""
    value = min(max(round(getattr(store.value, name) + step, 2), 0.0), 1.0)
    store.update(**{name: value})
    return f"{round(value * 100)} %"


def _after(names: tuple[str, ...], name: str) -> str:
    """The next of some names, round and round."""
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


def _words(setting: str, value: str) -> str:
    return item_of(Settings.model_fields[setting]).names[value]
