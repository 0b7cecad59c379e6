"""Log-spectrograms of windows that overlap, as those of successive frames do."""

from __future__ import annotations

import numpy as np

from avol.audio.log_spectrogram import Floats, LogSpectrogram, SpectrogramSpec

KEPT = 3
"""Windows to compare with: at 30 frames/s, every third one is a whole number of hops later."""
MAX_SHIFT = 30
"""Hops between two windows above which little is saved."""


class SlidingSpectrogram:
    """Computes log-spectrograms, only the new columns of a window that overlaps a recent one.

    The result is that of `LogSpectrogram`, in whatever order and in whatever threads windows come:
    localizers with taught classes share it with that of the weights alone.
    """

    def __init__(self, spec: SpectrogramSpec) -> None:
        self.spec, self._compute = spec, LogSpectrogram(spec)
        # Windows and spectrograms, the newest last; replaced as a whole, for other threads.
        self._recent: tuple[tuple[Floats, Floats], ...] = ()

    def __call__(self, wave: Floats) -> Floats:
        """Compute the spectrogram (bins, columns), read-only, of the (samples,) of a window."""
        spectrogram = self._slide(wave)
        if spectrogram is None:
            spectrogram = self._compute(wave)
        spectrogram.flags.writeable = False
        self._recent = (*self._recent[1 - KEPT :], (np.array(wave), spectrogram))
        return spectrogram

    def _slide(self, wave: Floats) -> Floats | None:
        """Shift the spectrogram of a recent window that overlaps; None if there is none."""
        spec = self.spec
        for before, known in reversed(self._recent):
            if shift := _hops_between(before, wave, spec.hop):
                # Columns at both ends contain padding, where the recent window has audio.
                ends = -(-max(0, spec.pad) // spec.hop)
                kept = known[:, ends + shift : spec.columns - ends]
                new = self._columns(wave, ends, spec.columns - shift - ends)
                return np.concatenate([new[:, :ends], kept, new[:, ends:]], axis=1)
        return None

    def _columns(self, wave: Floats, before: int, after: int) -> Floats:
        """Compute the columns before one number and from another on."""
        spec = self.spec
        parts = [(0, before), (after, spec.columns)] if before else [(after, spec.columns)]
        frames = [self._compute.frames(wave[None], *part)[0] for part in parts]
        return self._compute.columns(np.concatenate(frames))


def _hops_between(before: Floats, wave: Floats, hop: int) -> int:
    """Return by how many hops, 1 to MAX_SHIFT, `wave` is later than `before`; 0: by others."""
    candidates = np.flatnonzero(before[hop : (MAX_SHIFT + 1) * hop : hop] == wave[0]) + 1
    for shift in (candidates * hop).tolist():
        if np.array_equal(before[shift:], wave[:-shift]):
            return shift // hop
    return 0
