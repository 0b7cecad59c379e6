"""What the pictures of a file really are: decoded straight on, with nothing left out."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from avol.media.decoding.image_decoder import ImageDecoder
from avol.media.decoding.orientation import Orientation, pixel_aspect
from avol.media.decoding.packet_index import from_packets


def digest(image: NDArray[np.uint8]) -> bytes:
    """What tells one picture from any other."""
    return blake2b(image.tobytes(), digest_size=16).digest()


def true_digests(path: Path, wanted: Iterable[int]) -> dict[int, bytes]:
    """Digests of pictures by number, each decoded from the key frame before the last one before.

    The numbers come from every packet of the file, not from its table. Raises MediaError.
    """
    decoder, found = ImageDecoder(path, "auto"), dict[int, bytes]()
    try:
        index = from_packets(decoder)
        for i in sorted(wanted):
            if i in found:
                continue
            key = index.keyframe_before(i)
            decoder.seek(int(index.pts[index.keyframe_before(max(0, key - 1))]))
            while (step := decoder.next()) is not None:
                at = index.nearest(step[0])
                if at in wanted:
                    upright = Orientation(step[1], pixel_aspect(decoder.stream))
                    found[at] = digest(upright(step[1]))
                if at >= i:
                    break
    finally:
        decoder.close()
    return found
