"""One question to a library from the command line, from files to moments found."""

from pathlib import Path
from typing import cast

from avol.embedder import Embedder
from avol.engines import EngineKind
from avol.errors import InputError
from avol.retrieval.checkpoint_choice import check_found
from avol.retrieval.library.library import KINDS, Kind, Library
from avol.retrieval.query.query_builder import from_picture_file, from_sound_file
from avol.retrieval.query.search import Hit, Searcher, calibration


def ask(
    folder: Path,
    sound: Path | None,
    picture: Path | None,
    kind: str,
    start: float | None = None,
    stop: float | None = None,
    k: int = 30,
    weights: str | None = None,
    engine: str = "auto",
) -> list[Hit]:
    """The k moments of a kind that are nearest to a sound or a picture.

    Args:
        folder: the library.
        sound: a file with sound, or None for
        picture: a picture or video.
        kind: "pictures" or "sounds".
        start, stop: seconds from the beginning of the file, as for `avol.retrieval.query.query_builder`.
        k: how many.
        weights: the checkpoint, where it is not found by the name that the library has.
        engine: what runs it.

    Raises:
        InputError: no such kind, or a time outside the file.
        LibraryError: the library cannot be read, or was made with other weights.
        MediaError: the file cannot be read.
    """
    if kind not in KINDS:
        raise InputError(f"There is no kind “{kind}” to be found; choose pictures or sounds.")
    with Library(folder) as library:
        name = weights or library.facts["weights"]
        check_found(folder, name)
        embedder = Embedder.load(name, cast(EngineKind, engine))
        library.check(embedder.card)
        if sound is not None:
            query = from_sound_file(embedder, sound, start, stop)
        elif picture is not None:
            query = from_picture_file(embedder, picture, start)
        else:
            raise InputError("Name a sound or a picture to ask with.")
        searcher = Searcher(library, calibration(embedder.card, name))
        return searcher.nearest(query, cast(Kind, kind), k)
