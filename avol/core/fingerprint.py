"""Telling files apart quickly, however large they are."""

from hashlib import blake2b
from pathlib import Path

from avol.errors import MediaError

PIECES, PIECE = 16, 2**16  # parts of a file that are read, and bytes of each


def fingerprint(path: Path) -> str:
    """32 hexadecimal digits of a file's size, time of change and content at 16 places.

    Reads at most 1 MiB. Raises MediaError where the file cannot be read.
    """
    try:
        facts = path.stat()
        print_ = blake2b(f"{facts.st_size} {facts.st_mtime_ns}".encode(), digest_size=16)
        with path.open("rb") as file:
            for number in range(PIECES):
                file.seek(max(0, facts.st_size - PIECE) * number // (PIECES - 1))
                print_.update(file.read(PIECE))
    except OSError as error:
        cause = error.strerror or str(error)
        raise MediaError(f"“{path.name}” cannot be read ({cause}); check the path.") from error
    return print_.hexdigest()
