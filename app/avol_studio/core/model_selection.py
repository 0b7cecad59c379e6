"""The model in use: which checkpoint and which engine, and a signal for when they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol.checkpoints import DEFAULT_WEIGHTS, load_model_card
from avol_studio.core.model_loader import Model, loader

if TYPE_CHECKING:
    from avol.model_card import ModelCard
    from avol_studio.core.settings.schema import Settings
    from avol_studio.core.settings.store import SettingsStore


class ModelSelection(QObject):
    """The selected checkpoint and engine; the engine follows the settings."""

    changed = Signal()
    """Another checkpoint or engine is selected."""

    def __init__(
        self, store: SettingsStore, weights: str | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._weights, self._engine = weights, store.value.engine
        store.subscribe(self._set_engine, "engine")

    @property
    def weights(self) -> str | None:
        """Name or path of the checkpoint; None for the default one."""
        return self._weights

    @property
    def weights_name(self) -> str:
        """Name or path of the checkpoint, also where it is the default one."""
        return self._weights or DEFAULT_WEIGHTS

    @property
    def is_default(self) -> bool:
        """Whether it is the model that services load without a selection."""
        return self._weights is None and self._engine == "auto"

    def set_weights(self, weights: str | None) -> None:
        """Select a checkpoint (None: the default); WeightsError if it has no model card."""
        if weights != self._weights:
            load_model_card(weights or DEFAULT_WEIGHTS)
            self._weights = weights
            self.changed.emit()

    def card(self) -> ModelCard:
        """Load the card of the checkpoint; WeightsError if there is none."""
        return load_model_card(self.weights_name)

    def loader(self, threads: int | None = None) -> Callable[[], Model]:
        """A function that loads the model; `threads` limits its CPU threads."""
        return loader(self._weights, self._engine, threads)

    def _set_engine(self, settings: Settings) -> None:
        if settings.engine != self._engine:
            self._engine = settings.engine
            self.changed.emit()
