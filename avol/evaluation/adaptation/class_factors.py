"""Fits factors of the known classes to annotated moments.

The logarithm of the highest scalar product of a map should be higher with matching audio than with
mismatched audio: logistic regression on it, with a factor for each class in the audio head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from avol.core.constants import EMBEDDING_SIZE
from avol.evaluation.localization.item_encoding import EncodedImage

if TYPE_CHECKING:
    from avol.embedder import AudioEmbedding
    from avol.teaching.units import Floats

PENALTY = 3.0
"""Weight of the squared logarithms of the factors, against the log likelihood of one moment."""
CELLS = 12
"""Cells with the highest products, among which the peak stays."""
_STEPS = 40
_FLOOR = 1e-12


def fit_class_factors(images: Sequence[EncodedImage]) -> Floats:
    """(128,) factors of the exponentials of the known classes in the audio head."""
    from scipy.optimize import minimize

    rows = list(_pairs(images))
    objective = _Objective(rows)
    start = np.zeros(EMBEDDING_SIZE + 2)
    options = {"maxiter": _STEPS}
    found = minimize(objective, start, jac=True, method="L-BFGS-B", options=options)
    return np.exp(found.x[:EMBEDDING_SIZE]).astype(np.float32)


def _pairs(
    images: Sequence[EncodedImage],
) -> Iterator[tuple[np.ndarray, np.ndarray, bool, float]]:
    """Yield the products of the best cells, the audio, whether it matches, and the weight."""
    for image in images:
        own = [a for i, a in zip(image.items, image.audio, strict=True) if not i.item.absent]
        if own and image.mismatched:
            share = len(own) / len(image.mismatched)
            cells = image.image.embedding.reshape(-1, image.image.embedding.shape[-1])
            for audio in own:
                yield _best_cells(cells, audio), audio.embedding, True, 1.0
            for audio in image.mismatched:
                yield _best_cells(cells, audio), audio.embedding, False, share


def _best_cells(cells: np.ndarray, audio: AudioEmbedding) -> np.ndarray:
    """(12, n) products of each class in the cells with the highest sums."""
    products = cells * audio.embedding
    return products[np.argsort(-products.sum(axis=1), kind="stable")[:CELLS]]


class _Objective:
    """The penalised negative log likelihood and its gradient.

    The parameters are the logarithms of the factors, and offset and logarithm of the slope.
    """

    def __init__(self, rows: Sequence[tuple[np.ndarray, np.ndarray, bool, float]]) -> None:
        products, audio, match, weights = zip(*rows, strict=True)
        every = np.stack(products).astype(np.float64)
        self._products, self._further = every[..., :EMBEDDING_SIZE], every[..., EMBEDDING_SIZE:]
        vectors = np.stack(audio).astype(np.float64)
        self._audio = vectors[:, :EMBEDDING_SIZE]
        self._rest = 1 - self._audio.sum(axis=1)  # “none” and taught classes keep theirs
        self._match, self._weights = np.array(match), np.array(weights)
        self._rows = np.arange(len(rows))
        sums = np.log(every.sum(axis=2).max(axis=1) + _FLOOR)
        self._centre, self._spread = float(sums.mean()), float(sums.std()) + 1e-6

    def __call__(self, parameters: np.ndarray) -> tuple[float, np.ndarray]:
        logs, offset, slope = parameters[:-2], parameters[-2], np.exp(parameters[-1])
        factors = np.exp(logs)
        cells = self._products @ factors + self._further.sum(axis=2)
        peak = cells.argmax(axis=1)
        highest = cells[self._rows, peak] + _FLOOR
        total = self._rest + self._audio @ factors
        evidence = (np.log(highest / total) - self._centre) / self._spread
        probability = 0.5 + 0.5 * np.tanh((offset + slope * evidence) / 2)
        likely = np.where(self._match, probability, 1 - probability)
        loss = -float(self._weights @ np.log(likely + _FLOOR))
        error = self._weights * (probability - self._match)
        parts = self._products[self._rows, peak] * factors / highest[:, None]
        shares = parts - self._audio * factors / total[:, None]
        gradient = slope / self._spread * (error @ shares) + PENALTY * logs
        ends = [error.sum(), slope * float(error @ evidence)]
        return loss + PENALTY / 2 * float(logs @ logs), np.concatenate([gradient, ends])
