"""Enlarged parts: their grids lie where the parts are, and a localizer can use them."""

import cv2
import numpy as np
import pytest

from avol.embedder import ImageEmbedding
from avol.enlarged_parts import VIEWS, merge, views
from avol.localizer import Localizer
from tests.support import checkpoints

ROWS, COLUMNS = np.mgrid[:112, :224]
IMAGE = np.stack([2 * ROWS, COLUMNS, ROWS + COLUMNS // 2], -1).astype(np.uint8)
"""Each cell differs by 16 from the one above and by 16 from the one on its left."""


def _means(image: np.ndarray) -> np.ndarray:
    """An encoder whose embedding is the mean colour of each cell."""
    size = (14, 14)
    return np.asarray(cv2.resize(image.astype(np.float32), size, interpolation=cv2.INTER_AREA))


def test_parts_cover_the_cells_that_they_show() -> None:
    parts = views(IMAGE)
    assert [part.shape for part in parts] == [IMAGE.shape] + 4 * [(64, 128, 3)]
    np.testing.assert_allclose(merge([_means(part) for part in parts]), _means(IMAGE), atol=1)


def test_a_part_counts_in_its_cells_alone() -> None:
    grids = np.zeros((VIEWS, 14, 14, 2), np.float32)
    grids[0] = 1
    grids[4] = 8  # lower right; its first two rows and columns belong to other parts too
    merged = merge(list(grids))
    np.testing.assert_allclose(merged[8:, 8:], 0.7 + 0.3 * 8, rtol=1e-5)
    np.testing.assert_allclose(merged[6:8, 8:], 0.7 + 0.3 * 4, rtol=1e-5)
    np.testing.assert_allclose(merged[6, 6], 0.7 + 0.3 * 2, rtol=1e-5)
    np.testing.assert_allclose(merged[:6], 0.7)


@pytest.mark.parametrize("shape", [(1, 1, 3), (13, 500, 3), (15, 15, 3)])
def test_small_images_have_views(shape: tuple[int, int, int]) -> None:
    assert all(min(view.shape) > 0 for view in views(np.zeros(shape, np.uint8)))


class ColourEngine:
    """Engine whose image embeddings are mean colours; counts the images."""

    name = "colours"

    def __init__(self) -> None:
        self.count = 0

    def encode_images(self, images: np.ndarray) -> np.ndarray:
        self.count += len(images)
        padding = ((0, 0), (0, 0), (0, 125))
        return np.stack([np.pad(_means(image), padding) for image in images])

    def encode_spectrograms(self, spectrograms: np.ndarray) -> np.ndarray:
        return np.ones((len(spectrograms), 128), np.float32)


def test_fine_localizer_encodes_five_views_of_each_image() -> None:
    engine = ColourEngine()
    plain = Localizer(checkpoints.tiny_card(), (1.0, 0.0), engine)
    fine = plain.with_fine(True)
    first, second = fine.encode_images([IMAGE, IMAGE[::-1].copy()])
    assert engine.count == 2 * VIEWS
    assert isinstance(first, ImageEmbedding)
    expected = plain.encode_image(IMAGE).embedding
    np.testing.assert_allclose(first.embedding, expected, atol=3)  # bytes are rounded
    np.testing.assert_allclose(second.embedding[::-1], first.embedding, atol=3)
    np.testing.assert_array_equal(fine.encode_image(IMAGE).embedding, first.embedding)
    assert not first.embedding.flags.writeable


def test_maps_of_a_fine_localizer_are_kept_apart() -> None:
    plain = Localizer(checkpoints.tiny_card(), (1.0, 0.0), ColourEngine())
    fine = plain.with_fine(True)
    assert plain.identity != fine.identity
    assert plain.identity == fine.with_fine(False).identity
    assert fine.provenance["engine"] == "colours, fine maps"
