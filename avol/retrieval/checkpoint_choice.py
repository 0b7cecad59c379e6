"""Choice of the checkpoint that encodes a library."""

from pathlib import Path

from avol.checkpoints import DEFAULT_WEIGHTS, load_model_card
from avol.core.paths import weights_folder
from avol.errors import LibraryError, WeightsError
from avol.retrieval.library.library import Library
from avol.retrieval.library.schema import DATABASE


def default_checkpoint() -> str:
    """The shipped AVE-Net, which is trained for retrieval; else the default localizer."""
    for path in sorted(weights_folder().glob("*.safetensors")):
        if load_model_card(path).network == "ave":
            return path.stem
    return DEFAULT_WEIGHTS


def library_checkpoint(folder: Path, name: str | None) -> str:
    """The given checkpoint, else that of the library, else the default one."""
    if name is not None:
        return name
    if not (folder / DATABASE).is_file():
        return default_checkpoint()
    with Library(folder) as library:
        return library.metadata["weights"]


def check_available(folder: Path, name: str) -> None:
    """Raise a LibraryError if the checkpoint of a library no longer exists."""
    try:
        load_model_card(name)
    except WeightsError as error:
        raise LibraryError(
            f"The checkpoint “{name}” of the library “{folder}” is missing; "
            "specify its path with --weights, or index again with --rebuild."
        ) from error
