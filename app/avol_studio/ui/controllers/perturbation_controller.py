"""Perturbations at one window: their dock, the altered input, and the kept variants."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from avol.errors import InputError
from avol_studio.core.translation import tr
from avol_studio.services.inspection.inspection_service import InspectionService, Needs
from avol_studio.services.inspection.state import Inspection, Scored, Variant
from avol_studio.services.inspection.variant_export import VariantExporter
from avol_studio.ui.commands import Command, in_menu
from avol_studio.ui.commands.condition import Condition
from avol_studio.ui.controllers.base import FeatureContext, FeatureController
from avol_studio.ui.lab import control_ids
from avol_studio.ui.lab.input_badge import InputBadge
from avol_studio.ui.lab.lab_dock import LabDock
from avol_studio.ui.widgets.lazy_body import LazyBody
from avol_studio.ui.window.panel_command import PANELS, PANELS_ORDER

if TYPE_CHECKING:
    from avol.perturbation import Perturbation
    from avol_studio.ui.lab.perturbation_panel import PerturbationPanel
    from avol_studio.ui.window.window_protocol import WindowProtocol

SIZE = QSize(960, 760)
LINK_KEY = "perturbation"
"""Key of the settings in a state link."""
SHOWN_KEY = "perturbation_shown"
"""Key in a state link that says that the dock is shown."""
MAX_LINK = 1500
"""Characters of settings in a link."""


class PerturbationController(FeatureController):
    """Connects the perturbations to one player and one window."""

    def __init__(self, context: FeatureContext, inspection: InspectionService) -> None:
        super().__init__(context)
        self._inspection, self._pictures = inspection, context.pictures
        self._altered: Perturbation | None = None
        self._names: Collection[str] | None = None  # the controls that are shown
        self.variants: tuple[Variant, ...] = ()
        self.exporter = VariantExporter(self)
        self._own(self.exporter)

    def attach(self, window: WindowProtocol) -> None:
        """Add the dock, hidden at first, and the strip below the image."""
        self._body = LazyBody(self._create_panel)
        self.dock = LabDock("perturbation", tr("Perturb input"), self._body, SIZE, window)
        self.dock.shown.connect(self._on_shown)
        self.badge = InputBadge()
        self.badge.reset.connect(self._reset)
        window.stage.add_below_image(self.badge)
        self._inspection.changed.connect(self._update)

    def _create_panel(self) -> PerturbationPanel:
        from avol_studio.ui.lab.perturbation_panel import PerturbationPanel

        panel = PerturbationPanel()
        panel.changed.connect(self._apply)
        panel.keep_requested.connect(self._keep)
        panel.apply_requested.connect(self._apply_variant)
        panel.export_requested.connect(self._export)
        panel.variants.renamed.connect(self._rename)
        panel.variants.delete_requested.connect(self._delete)
        panel.controls.show(self._names)
        panel.show_settings(self.settings)
        self._show_result(panel)
        return panel

    @property
    def panel(self) -> PerturbationPanel:
        """What the dock shows."""
        return self._body.content

    def control_ids(self) -> frozenset[str]:
        """The controls of the panel."""
        return frozenset(control_ids.PERTURBATION)

    def show_controls(self, ids: Collection[str] | None) -> None:
        """Show some controls of the panel."""
        self._names = ids
        if self._body.created is not None:
            self._body.created.controls.show(ids)

    def link_state(self) -> Mapping[str, str]:
        """Whether the dock is shown, and the settings.

        Settings that name a file of this computer, or are too long for a link, are left out.
        """
        text = self.settings.to_json()
        fits = len(text) <= MAX_LINK and _is_bundled(self.settings.audio.sound)
        shown = {SHOWN_KEY: "1"} if self._is_shown() else {}
        return shown | ({LINK_KEY: text} if fits and not self.settings.is_neutral else {})

    def open_link_state(self, values: Mapping[str, str]) -> None:
        """Alter the input as in a link; a link cannot open files of this computer."""
        if SHOWN_KEY in values:
            self.dock.open()
        from avol.perturbation import Perturbation

        try:
            settings = Perturbation.from_json(values.get(LINK_KEY, "{}"))
        except InputError:
            return
        if _is_bundled(settings.audio.sound):
            self.set_settings(settings)

    @property
    def settings(self) -> Perturbation:
        """How the input is altered."""
        from avol.perturbation import NEUTRAL

        return self._altered or NEUTRAL

    def set_settings(self, settings: Perturbation) -> None:
        """Alter the input; `NEUTRAL` is the original."""
        if self._body.created is not None:
            self._body.created.show_settings(settings)
        self._apply(settings)

    def commands(self) -> Sequence[Command]:
        """Showing the perturbations, and ending them."""
        is_altered = Condition(tr("The input is not altered"), self._is_altered)
        return in_menu(
            PANELS,
            PANELS_ORDER,
            Command(
                "view.perturbation",
                tr("Perturb input"),
                ("Ctrl+Alt+P",),
                self._toggle,
                tr("Erase, cover and change what the network gets, and watch map and score"),
                checked=self._is_shown,
            ),
            Command(
                "perturbation.reset",
                tr("Reset the input"),
                (),
                self._reset,
                tr("Give the network the original input again"),
                enabled=is_altered,
            ),
        )

    # -- handlers ----------------------------------------------------------------------------

    def _toggle(self) -> None:
        self.dock.toggle()

    def _is_shown(self) -> bool:
        return self.dock.isVisible()

    def _is_altered(self) -> bool:
        return self._altered is not None

    def _on_shown(self, shown: bool) -> None:
        self._inspection.watch(self, Needs(original=True) if shown else None)
        self.changed.emit()

    def _apply(self, settings: Perturbation) -> None:
        from avol_studio.ui.lab.perturbation_text import perturbation_text

        self._altered = altered = None if settings.is_neutral else settings
        self.badge.show_text(perturbation_text(settings))
        self._inspection.set_perturbation(altered)
        self._player.client.set_perturbation(altered)
        self.changed.emit()

    def _reset(self) -> None:
        from avol.perturbation import NEUTRAL

        self.set_settings(NEUTRAL)

    def _keep(self) -> None:
        """Keep the newest result as a variant, after the original of its frame."""
        from avol.perturbation import NEUTRAL

        result = self._inspection.result
        if result is None:
            return
        settings = result.request.perturbation or NEUTRAL
        kept = list(self.variants)
        original = result.original or result.scored
        if not any(_is_original(variant, result) for variant in kept):
            kept.append(_variant(tr("Original"), NEUTRAL, original, result))
        if not settings.is_neutral:
            altered = sum(not variant.perturbation.is_neutral for variant in kept)
            name = tr("Variant {number}").format(number=altered + 1)
            kept.append(_variant(name, settings, result.scored, result))
        self._set_variants(tuple(kept))
        self.panel.variants.scrollToBottom()

    def _apply_variant(self, number: int) -> None:
        self.set_settings(self.variants[number].perturbation)

    def _rename(self, number: int, name: str) -> None:
        variants = list(self.variants)
        variants[number] = replace(variants[number], name=name)
        self._set_variants(tuple(variants))

    def _delete(self) -> None:
        selected = self.panel.variants.selected
        self._set_variants(tuple(v for n, v in enumerate(self.variants) if n not in selected))

    def _set_variants(self, variants: tuple[Variant, ...]) -> None:
        self.variants = variants
        self.panel.variants.show_variants(variants)
        self._update()

    def _export(self) -> None:
        if self.variants:
            media = self._player.media
            stem = media.stem if media is not None else "AVOL"
            self.exporter.save(self.variants, self._pictures / f"{stem} variants")

    def _update(self) -> None:
        if self._body.created is not None:
            self._show_result(self._body.created)

    def _show_result(self, panel: PerturbationPanel) -> None:
        result = self._inspection.result
        panel.show_result(result)
        panel.keep.setEnabled(result is not None)
        for button in (panel.apply, panel.delete, panel.export):
            button.setEnabled(bool(self.variants))


def _variant(name: str, settings: Perturbation, scored: Scored, result: Inspection) -> Variant:
    frame = result.request.frame
    height, width = frame.image.shape[:2]
    original, replacement = result.original or result.scored, result.request.replacement
    return Variant(
        name, frame.time, width / height, result.card.title, settings, scored.image,
        scored.localization, scored.score, original.score,
        "" if replacement is None else replacement.name,
    )  # fmt: skip


def _is_bundled(sound: str) -> bool:
    """Whether a sound comes with AVOL, or is that of the medium."""
    from avol.reference_sounds import NOISE, bundled_sounds

    return sound in ("", NOISE.name, *(bundled.name for bundled in bundled_sounds()))


def _is_original(variant: Variant, result: Inspection) -> bool:
    """Whether a variant is the original of the frame of a result."""
    request = result.request
    sound = "" if request.replacement is None else request.replacement.name
    same = (variant.time, variant.network, variant.sound) == (
        request.frame.time, result.card.title, sound
    )  # fmt: skip
    return same and variant.perturbation.is_neutral
