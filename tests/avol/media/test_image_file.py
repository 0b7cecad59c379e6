"""load_image: formats, orientation and errors."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from avol.media import UnreadableFileError, VideoFile, load_image
from tests.support.synthetic import coded_image, number_of


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "bmp"])
def test_images_are_rgb(tmp_path: Path, ending: str) -> None:
    image = np.zeros((40, 60, 3), np.uint8)
    image[:, :30] = (250, 10, 20)
    path = tmp_path / f"a b é.{ending}"
    path.write_bytes(cv2.imencode(f".{ending}", image[..., ::-1])[1].tobytes())
    back = load_image(path)
    assert back.shape == (40, 60, 3)
    assert back.flags.c_contiguous
    assert back[20, 10].astype(int) == pytest.approx([250, 10, 20], abs=8)


def test_grey_and_transparent_images_become_rgb(tmp_path: Path) -> None:
    for name, image in (
        ("grey.png", np.full((8, 8), 100, np.uint8)),
        ("clear.png", np.full((8, 8, 4), 100, np.uint8)),
    ):
        (tmp_path / name).write_bytes(cv2.imencode(".png", image)[1].tobytes())
        assert load_image(tmp_path / name).tolist() == np.full((8, 8, 3), 100).tolist()


def exif(orientation: int) -> bytes:
    """An EXIF segment with the orientation as its only entry."""
    tiff = b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01"
    body = b"Exif\x00\x00" + tiff + bytes([0, orientation, 0, 0]) + bytes(4)
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


@pytest.mark.parametrize(("orientation", "quarters"), [(1, 0), (6, 1), (3, 2), (8, 3)])
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int, quarters: int) -> None:
    stored = np.ascontiguousarray(np.rot90(coded_image(12_345), quarters))
    jpeg = cv2.imencode(".jpg", stored, [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes()
    path = tmp_path / "turned.jpg"
    path.write_bytes(jpeg[:2] + exif(orientation) + jpeg[2:])
    assert number_of(load_image(path)) == 12_345
    with VideoFile(path) as video:  # an image is a video of one frame
        assert len(video.index) == 1
        assert number_of(video.frame(0).image) == 12_345


def test_file_without_image_raises(tmp_path: Path) -> None:
    path = tmp_path / "not.png"
    path.write_text("no image")
    with pytest.raises(UnreadableFileError, match=r"not\.png"):
        load_image(path)
