"""Damaged copies of files."""

import random


def mutate(data: bytes, case: int) -> bytes:
    """Return a damaged copy: changed bytes, and a range zeroed, removed, repeated or cut off."""
    rng = random.Random(case)
    out = bytearray(data)
    # Two thirds of the changes are near both ends of the file, which hold its structure.
    near = min(len(out), 1200)
    for _ in range(rng.choice((0, 1, 3, 10, 40))):
        at = rng.choice((rng.randrange(near), -1 - rng.randrange(near), rng.randrange(len(out))))
        out[at] = rng.choice((0, 0xFF, rng.randrange(256), out[at] ^ (1 << rng.randrange(8))))
    low = rng.randrange(len(out))
    high = min(len(out), low + rng.randrange(1, 2000))
    match rng.randrange(9):
        case 0:
            out[low:high] = bytes(high - low)
        case 1:
            del out[low:high]
        case 2:
            out[low:low] = out[low:high]
        case 3:
            del out[low:]
        case 4:
            out[low:low] = rng.randbytes(high - low)
        case 5:  # a number of four bytes, as in headers
            at = rng.randrange(near)
            out[at : at + 4] = rng.choice((0, 1, 2**16, 2**31 - 1, 2**31, 2**32 - 1)).to_bytes(4)
        case 6:
            out = out + out
    return bytes(out)
