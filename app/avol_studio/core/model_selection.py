"""The model in use: which checkpoint and which engine, and a signal for when they change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from avol.checkpoints import DEFAULT_WEIGHTS, load_model_card
from avol_studio.core.model_loader import Model, loader

if TYPE_CHECKING:
    from avol.model_card import ModelCard
    from avol.teaching import TaughtClasses
    from avol_studio.core.settings.schema import Settings
    from avol_studio.core.settings.store import SettingsStore


class ModelSelection(QObject):
    """The selected checkpoint and taught classes; engine and fine maps follow the settings."""

    changed = Signal()
    """Another checkpoint or engine is selected, or the taught classes have changed."""

    def __init__(
        self, store: SettingsStore, weights: str | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._weights, self._engine = weights, store.value.engine
        self._taught: TaughtClasses | None = None
        self._fine = store.value.fine_maps
        store.subscribe(self._follow, "engine", "fine_maps")

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
        own = self._weights, self._engine, self._taught, self._fine
        return own == (None, "auto", None, False)

    def set_weights(self, weights: str | None) -> None:
        """Select a checkpoint (None: the default); WeightsError if it has no model card."""
        if weights != self._weights:
            load_model_card(weights or DEFAULT_WEIGHTS)
            self._weights = weights
            self.changed.emit()

    def set_taught(self, taught: TaughtClasses) -> None:
        """Add taught classes to the model, in place of those before."""
        self._taught = taught
        self.changed.emit()

    @property
    def taught_names(self) -> tuple[str, ...]:
        """Names of the taught classes that the model uses."""
        usable = () if self._taught is None else self._taught.usable(self.card().sha256)
        return tuple(taught.name for taught in usable)

    def card(self) -> ModelCard:
        """Load the card of the checkpoint; WeightsError if there is none."""
        return load_model_card(self.weights_name)

    def loader(self, threads: int | None = None) -> Callable[[], Model]:
        """A function that loads the model; `threads` limits its CPU threads."""
        return loader(self._weights, self._engine, threads, self._taught, self._fine)

    def _follow(self, settings: Settings) -> None:
        if (settings.engine, settings.fine_maps) != (self._engine, self._fine):
            self._engine, self._fine = settings.engine, settings.fine_maps
            self.changed.emit()
