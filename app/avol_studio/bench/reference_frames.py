"""Reference frames of a file: decoded sequentially, without skipping packets."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.media.decoding.image_decoder import ImageDecoder
from avol.media.decoding.orientation import Orientation, pixel_aspect


def digest(image: NDArray[np.uint8]) -> bytes:
    """A digest of the pixels of an image."""
    return blake2b(image.tobytes(), digest_size=16).digest()


def reference_digests(path: Path, indices: Iterable[int]) -> dict[int, bytes]:
    """Digests of frames by index, each decoded from the last but one key frame before it.

    The indices come from all packets of the file, not from its index. Raises MediaError.
    """
    decoder, digests = ImageDecoder(path, "auto"), dict[int, bytes]()
    try:
        index, _ = decoder.build_index()
        for i in sorted(indices):
            if i in digests:
                continue
            key = index.keyframe_before(i)
            decoder.seek(int(index.pts[index.keyframe_before(max(0, key - 1))]))
            while (step := decoder.next()) is not None:
                at = index.nearest(step[0])
                if at in indices:
                    upright = Orientation(step[1], pixel_aspect(decoder.stream))
                    digests[at] = digest(upright(step[1]))
                if at >= i:
                    break
    finally:
        decoder.close()
    return digests
