"""The commands that change how the map and the window look; all of them change settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

from avol_studio.core.settings.schema import Colormap, Scheme, Settings, Smoothing, setting_info
from avol_studio.core.translation import tr
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
        def change(name: str, step: float) -> Callable[[], str]:
            return lambda: self._change(name, step)

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
                    change("opacity", STEP),
                    tr("Make the map more opaque"),
                ),
                Command(
                    "map.opacity_down",
                    tr("Decrease opacity"),
                    ("Ctrl+Down",),
                    change("opacity", -STEP),
                    tr("Make the map more transparent"),
                ),
                Command(
                    "map.threshold_up",
                    tr("Raise threshold"),
                    ("Shift+Up",),
                    change("threshold", STEP),
                    tr("Show only higher scores"),
                ),
                Command(
                    "map.threshold_down",
                    tr("Lower threshold"),
                    ("Shift+Down",),
                    change("threshold", -STEP),
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

    def _change(self, name: str, step: float) -> str:
        value = min(max(round(getattr(self._store.value, name) + step, 2), 0.0), 1.0)
        self._store.update(**{name: value})
        texts = {"opacity": tr("Opacity {percent} %"), "threshold": tr("Threshold {percent} %")}
        return texts[name].format(percent=round(value * 100))

    def _toggle_mirror(self) -> str:
        self._store.update(mirror=not self._store.value.mirror)
        return tr("Mirrored") if self._store.value.mirror else tr("Not mirrored")

    def _set_scheme(self, name: str) -> str:
        self._store.update(scheme=name)
        return _label("scheme", name)


def _next(names: tuple[str, ...], name: str) -> str:
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]


def _label(setting: str, value: str) -> str:
    return tr(setting_info(Settings.model_fields[setting]).choices[value])
