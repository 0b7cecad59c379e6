"""Trains AVE-Net's heads on features of trained encoders.

The task is that of the paper, on the distance of two embeddings (§3). Not in the paper: every audio
window of the batch is paired with every image, class labels determine the matches, and the loss
compares the matches of an image or a window with its mismatches.
"""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from avol.evaluation.retrieval.evaluate import ClipVectors, evaluate_retrieval
from avol.model_card import Metric
from avol.models.ave_net import AVENet
from avol.models.heads import VectorHead
from avol.training.schedule import set_learning_rates
from avol.training.supervised.config import AveHeadConfig
from avol.training.supervised.heads.ave_features import LabelledVectors

_INITIAL_SCALE = 12.0
"""Logits per unit of the cosine at the start."""
_MIN_DEVIATION = 1e-3
"""Least deviation of a feature, relative to all."""


def train_ave_heads(
    network: AVENet, images: LabelledVectors, windows: LabelledVectors, config: AveHeadConfig
) -> Iterator[float]:
    """Trains the heads of a network in place; yields the loss of each step.

    The heads are trained on standardised features; at the end, fc1 takes that over.
    """
    torch.manual_seed(config.seed)
    random = np.random.default_rng(config.seed)
    sides = [_Side(network.vision_head, images), _Side(network.sound_head, windows)]
    scale = nn.Parameter(torch.tensor(np.log(_INITIAL_SCALE), dtype=torch.float32))
    parameters = [weight for side in sides for weight in side.head.parameters()]
    optimizer = torch.optim.AdamW(
        [
            {"params": parameters, "weight_decay": config.weight_decay},
            {"params": [scale], "weight_decay": 0.0},
        ]
    )
    rates = [config.learning_rate, config.learning_rate]
    for step in range(config.steps):
        set_learning_rates(optimizer, rates, step / config.steps)
        embeddings, labels = zip(
            *(side.draw(config.batch, config.dropout, random) for side in sides), strict=True
        )
        similarity = scale.exp() * embeddings[0] @ embeddings[1].T
        match = torch.from_numpy(labels[0][:, None] == labels[1][None])
        loss = match_loss(similarity, match) + match_loss(similarity.T, match.T)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        yield float(loss.detach())
    for side in sides:
        side.fold()
    _fit_threshold(network, images, windows, random)


def match_loss(similarity: Tensor, match: Tensor) -> Tensor:
    """Mean cross-entropy of each match against all mismatches of its row, 0 without a match.

    Args:
        similarity: (N, M) logits.
        match: (N, M) whether row and column have the same label.
    """
    negatives = similarity.masked_fill(match, -torch.inf).logsumexp(1, keepdim=True)
    losses = torch.where(match, torch.logaddexp(similarity, negatives) - similarity, 0)
    counts = match.sum(1)
    rows = losses.sum(1)[counts > 0] / counts[counts > 0]
    return rows.mean() if len(rows) else similarity.sum() * 0


class _Side:
    """One modality: its features, and its head for standardised ones."""

    def __init__(self, head: VectorHead, data: LabelledVectors) -> None:
        self.head, self._labels = head, data.labels
        self._vectors = torch.from_numpy(data.vectors)
        deviation = self._vectors.std(0)
        self._deviation = deviation + _MIN_DEVIATION * self._vectors.std()
        self._mean = self._vectors.mean(0)
        # Labels are drawn in proportion to the root of their number.
        counts = np.bincount(data.labels)[data.labels]
        self._probabilities = counts**-0.5 / (counts**-0.5).sum()

    def draw(
        self, batch: int, dropout: float, random: np.random.Generator
    ) -> tuple[Tensor, np.ndarray]:
        """Embeddings and labels of a random batch."""
        rows = random.choice(len(self._labels), batch, p=self._probabilities)
        standard = (self._vectors[rows] - self._mean) / self._deviation
        return functional.normalize(self.head(functional.dropout(standard, dropout))), self._labels[
            rows
        ]

    def fold(self) -> None:
        """Let the head take features as they are."""
        with torch.no_grad():
            fc1 = self.head.fc1
            fc1.weight.div_(self._deviation)
            fc1.bias.sub_(fc1.weight @ self._mean)


@torch.no_grad()
def _fit_threshold(
    network: AVENet, images: LabelledVectors, windows: LabelledVectors, random: np.random.Generator
) -> None:
    """Set fc3, so that a distance halfway between typical matches and mismatches decides."""
    rows, columns = (random.choice(len(d.labels), 1000) for d in (images, windows))
    distances = torch.cdist(
        functional.normalize(network.vision_head(torch.from_numpy(images.vectors[rows]))),
        functional.normalize(network.sound_head(torch.from_numpy(windows.vectors[columns]))),
    )
    match = torch.from_numpy(images.labels[rows][:, None] == windows.labels[columns][None])
    if not match.any() or match.all():
        return
    near, far = float(distances[match].median()), float(distances[~match].median())
    slope = 4 / max(far - near, 0.1)  # the log-odds of typical pairs are 4 and -4
    network.fc3.weight.copy_(torch.tensor([[slope], [-slope]]))
    network.fc3.bias.copy_(torch.tensor([-slope, slope]) * (near + far) / 2)


def validate_ave(
    network: AVENet, images: LabelledVectors, windows: LabelledVectors, seed: int = 0
) -> dict[str, Metric]:
    """nDCG@30 between random pairs of an image and a window of the same label."""
    rows, columns = _draw_pairs(images.labels, windows.labels, np.random.default_rng(seed))
    with torch.inference_mode():
        image, audio = (
            functional.normalize(head(torch.from_numpy(data.vectors[chosen]))).double().numpy()
            for head, data, chosen in (
                (network.vision_head, images, rows),
                (network.sound_head, windows, columns),
            )
        )
    labels = images.labels[rows]
    relevance = (labels[:, None] == labels[None]).astype(np.float64)
    scores = evaluate_retrieval(
        ClipVectors(image, audio), relevance, [str(n) for n in range(len(rows))]
    )
    return {
        f"{query}_to_{base}": Metric(
            value=estimate.value or 0.0,
            low=estimate.low or 0.0,
            high=estimate.high or 0.0,
            n=len(rows),
            description=f"nDCG@30 of {base} for a query by {query}, relevant if the class is equal",
        )
        for query, base in (("image", "audio"), ("audio", "image"))
        for estimate in [scores[f"{query} to {base}"]]
    }


def _draw_pairs(
    images: np.ndarray, windows: np.ndarray, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of images and of windows with equal labels, none used twice."""
    rows: list[np.ndarray] = []
    columns: list[np.ndarray] = []
    for label in np.intersect1d(images, windows):
        one, other = (random.permutation(np.nonzero(a == label)[0]) for a in (images, windows))
        count = min(len(one), len(other))
        rows.append(one[:count])
        columns.append(other[:count])
    return np.concatenate(rows), np.concatenate(columns)
