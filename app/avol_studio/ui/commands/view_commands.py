"""The commands that change how the map and the window look; all of them change settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

from avol.score_scale import MATCH_SCORE
from avol_studio.core.settings.schema import SETTING_INFOS, Colormap, Scheme, Smoothing
from avol_studio.core.translation import number, tr
from avol_studio.ui.commands.command import Command, in_menu

if TYPE_CHECKING:
    from avol_studio.core.settings.store import SettingsStore

STEP = 0.05  # of opacity and threshold, for one press
VIEWS = {
    "heat": (tr("Heat"), "F2", tr("Colour the image by score")),
    "contour": (tr("Contour"), "F3", tr("Outline the region above the threshold")),
    "peak": (tr("Peak"), "F4", tr("Mark the cell with the highest score")),
    "grid": (tr("14 × 14 grid"), "F6", tr("Show the scores of the 14 × 14 cells")),
}


class ViewCommands:
    """The commands for the map, mirroring and the theme."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store

    def commands(self) -> list[Command]:
        """All of them."""
        return [*self._map(), *self._adjust(), *self._window()]

    def _map(self) -> list[Command]:
        def is_view(name: str) -> Callable[[], bool]:
            return lambda: self._store.value.overlay and self._store.value.view == name

        def show(name: str) -> Callable[[], str]:
            return lambda: self._set_view(name)

        return [
            *in_menu(
                "View",
                0,
                Command(
                    "map.overlay",
                    tr("Show map"),
                    ("O",),
                    self._toggle_overlay,
                    tr("Show or hide the map"),
                    "overlay-off|overlay",
                    checked=lambda: self._store.value.overlay,
                ),
            ),
            *in_menu(
                "View/Map",
                110,
                Command(
                    "map.next_view",
                    tr("Next view"),
                    ("H",),
                    self._next_view,
                    tr("Next view: heat, contour, peak, grid"),
                ),
            ),
            *in_menu(
                "View/Map",
                120,
                *(
                    Command(
                        f"map.view.{name}",
                        text,
                        (key,),
                        show(name),
                        help,
                        name,
                        checked=is_view(name),
                    )
                    for name, (text, key, help) in VIEWS.items()
                ),
            ),
        ]

    def _adjust(self) -> list[Command]:
        return [
            *in_menu(
                "View/Map",
                200,
                Command(
                    "map.next_colormap",
                    tr("Next colour map"),
                    ("C",),
                    self._next_colormap,
                    tr("Next colour map: inferno, viridis, cividis"),
                ),
            ),
            *in_menu(
                "View/Map",
                310,
                Command(
                    "map.smoothing",
                    tr("Cycle smoothing"),
                    ("T",),
                    self._next_smoothing,
                    tr("Next smoothing over time: off, 0.3 s, 1 s"),
                ),
            ),
            *in_menu(
                "View/Map",
                400,
                Command(
                    "map.opacity_up",
                    tr("Increase opacity"),
                    ("Ctrl+Up",),
                    lambda: self._change_opacity(STEP),
                    tr("Make the map more opaque"),
                ),
                Command(
                    "map.opacity_down",
                    tr("Decrease opacity"),
                    ("Ctrl+Down",),
                    lambda: self._change_opacity(-STEP),
                    tr("Make the map more transparent"),
                ),
                Command(
                    "map.threshold_up",
                    tr("Raise threshold"),
                    ("Shift+Up",),
                    lambda: self._change_threshold(STEP),
                    tr("Show only higher scores; first those of a match, from 0.5 on"),
                ),
                Command(
                    "map.threshold_down",
                    tr("Lower threshold"),
                    ("Shift+Down",),
                    lambda: self._change_threshold(-STEP),
                    tr("Show lower scores too"),
                ),
            ),
        ]

    def _window(self) -> list[Command]:
        def theme(name: str) -> Command:
            text = _label("scheme", name)
            return Command(
                f"view.scheme.{name}", text, (), lambda: self._set_scheme(name),
                tr("Theme: {name}").format(name=text),
                checked=lambda: self._store.value.scheme == name,
            )  # fmt: skip

        mirror = Command(
            "view.mirror",
            tr("Mirror horizontally"),
            ("Shift+M",),
            self._toggle_mirror,
            tr("Mirror the image; recordings are not mirrored"),
            checked=lambda: self._store.value.mirror,
        )
        themes = map(theme, get_args(Scheme))
        return [*in_menu("View", 1, mirror), *in_menu("View/Theme", 310, *themes)]

    # -- handlers ----------------------------------------------------------------------------

    def _toggle_overlay(self) -> str:
        self._store.update(overlay=not self._store.value.overlay)
        return tr("Map shown") if self._store.value.overlay else tr("Map hidden")

    def _set_view(self, name: str) -> str:
        self._store.update(view=name, overlay=True)
        return _label("view", name)

    def _next_view(self) -> str:
        return self._set_view(_next(tuple(VIEWS), self._store.value.view))

    def _next_colormap(self) -> str:
        name = _next(get_args(Colormap), self._store.value.colormap)
        self._store.update(colormap=name)
        return _label("colormap", name)

    def _next_smoothing(self) -> str:
        name = _next(get_args(Smoothing), self._store.value.smoothing)
        self._store.update(smoothing=name)
        return tr("Smoothing: {name}").format(name=_label("smoothing", name))

    def _change_opacity(self, step: float) -> str:
        value = _within(self._store.value.opacity + step)
        self._store.update(opacity=value)
        return tr("Opacity {percent} %").format(percent=round(value * 100))

    def _change_threshold(self, step: float) -> str:
        """From 0 to the score of a match: outlines begin there too, and colour just below it."""
        before = self._store.value.threshold
        value = MATCH_SCORE if not before and step > 0 else _within(before + step)
        self._store.update(threshold=value)
        return tr("Threshold: score {score}").format(score=number(value, 2))

    def _toggle_mirror(self) -> str:
        self._store.update(mirror=not self._store.value.mirror)
        return tr("Mirrored") if self._store.value.mirror else tr("Not mirrored")

    def _set_scheme(self, name: str) -> str:
        self._store.update(scheme=name)
        return _label("scheme", name)


def _within(value: float) -> float:
    return min(max(round(value, 2), 0.0), 1.0)


def _next(names: tuple[str, ...], name: str) -> str:
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


def _label(setting: str, value: str) -> str:
    return tr(SETTING_INFOS[setting].choices[value])
