"""Composed scenes: masks and boxes match the pixels."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from avol.data.catalogue.manifest import CatalogueItem
from avol.data.synthesis.composed_scenes import SceneMaker
from avol.data.synthesis.cutouts import cut_out


@pytest.fixture
def photographs(tmp_path: Path) -> dict[str, list[CatalogueItem]]:
    """A red and a green disc, photographed on white."""
    found: dict[str, list[CatalogueItem]] = {}
    for label, colour in (("red", (0, 0, 220)), ("green", (0, 200, 0))):
        image = np.full((200, 240, 3), 255, np.uint8)
        cv2.circle(image, (120, 100), 60, colour, -1)
        path = tmp_path / f"{label}.png"
        cv2.imwrite(str(path), image)
        found[label] = [CatalogueItem(path, label, "synthetic", "none", label)]
    return found


@pytest.fixture
def background(tmp_path: Path) -> Path:
    path = tmp_path / "background.png"
    cv2.imwrite(str(path), np.full((120, 160, 3), (90, 60, 40), np.uint8))
    return path


def test_cut_out_finds_the_disc(photographs: dict[str, list[CatalogueItem]]) -> None:
    cut = cut_out(photographs["red"][0].path)
    assert cut is not None
    height, width = cut.shape[:2]
    assert abs(height - 121) <= 6
    assert abs(width - 121) <= 6
    fraction = (cut[..., 3] > 127).mean()
    assert fraction == pytest.approx(np.pi / 4, abs=0.04)


def test_an_image_without_plain_background_is_not_cut_out(tmp_path: Path) -> None:
    path = tmp_path / "busy.png"
    cv2.imwrite(str(path), np.random.default_rng(0).integers(0, 255, (90, 90, 3), np.uint8))
    assert cut_out(path) is None


def test_masks_match_the_objects(
    photographs: dict[str, list[CatalogueItem]], background: Path
) -> None:
    maker = SceneMaker(photographs, [background], seed=1)
    checked = 0
    for _ in range(12):
        scene = maker.scene(1)
        (mask,) = scene.masks
        small = cv2.resize(scene.image, (14, 14), interpolation=cv2.INTER_AREA).astype(float)
        channel = ("red", "green", "blue").index(scene.labels[0])
        contrast = small[..., channel] - small[..., 1 - channel]
        if mask.max() > 0.9 and (mask < 0.01).any():
            checked += 1
            assert contrast[mask > 0.9].min() > contrast[mask < 0.01].max()
    assert checked >= 3


def test_seeds_repeat_and_differ(
    photographs: dict[str, list[CatalogueItem]], background: Path
) -> None:
    one, same, other = (SceneMaker(photographs, [background], seed).scene(2) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.image, same.image)
    assert one.image.shape == other.image.shape
    assert not np.array_equal(one.image, other.image)
    assert SceneMaker(photographs, [background], 5).scene(0).masks.shape == (0, 14, 14)
    assert SceneMaker(photographs, [background], 5).photograph().exact == (False,)


def test_boxes_enclose_the_visible_parts(
    photographs: dict[str, list[CatalogueItem]], background: Path
) -> None:
    maker = SceneMaker(photographs, [background], seed=2)
    for _ in range(8):
        scene = maker.scene(2)
        for box, mask in zip(scene.boxes, scene.masks, strict=True):
            rows, columns = np.nonzero(mask > 0.6)
            x0, y0, x1, y1 = box
            assert rows.size == 0 or (y0 * 14 <= rows.min() + 1 and rows.max() <= y1 * 14)
            assert columns.size == 0 or (x0 * 14 <= columns.min() + 1 and columns.max() <= x1 * 14)
            area = mask.mean()
            assert (x1 - x0) * (y1 - y0) >= 0.7 * area
    assert maker.photograph().boxes == ()


def test_without_photographs_backgrounds_have_one_colour(
    photographs: dict[str, list[CatalogueItem]],
) -> None:
    empty = SceneMaker(photographs, [], seed=3).scene(0)
    spread = empty.image.reshape(-1, 3).std(axis=0)
    assert spread.max() < 10  # grain and compression alone
